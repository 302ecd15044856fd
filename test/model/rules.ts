import type { Command, CommandOf } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import {
  goneOn,
  isLonger,
  marked,
  movedByCalendar,
  revived,
  started,
  stopped,
  waiting,
  type Clocks,
  type Now,
} from "./clocks.ts";
import {
  answersFor,
  coordinates,
  ends,
  goesTo,
  handles,
  inHand,
  isAboutRoads,
  isOneOf,
  isOpen,
  isSupervised,
  judgesThemselves,
  mayDecide,
  needsArbiter,
  ofNewClass,
  oversees,
  reopened,
  toCoordinator,
  type Life,
} from "./life.ts";
import { mayShow, fileRules, shows } from "./file-rules.ts";
import { offices, worksAt } from "./people.ts";
import { same, theReporter, time, when, type Rule, type Rules } from "./rule.ts";

/** Every move by hand: who may make it when, and what becomes of the report. */

const monthInMilliseconds = 30 * 24 * 3_600_000;

const knows = (office: string): boolean => office !== offices.unknown;

/** Nobody gets what is about them. */
const mayGetIt = (its: Life, office: string): boolean => knows(office) && !(its.concerned && isAboutRoads(office));

/** Whoever is concerned loses it; supervision goes on judging a closing, and another government has no part in it. */
const isTakenBy = (its: Life): boolean => isOpen(its) && !isSupervised(its) && its.office !== offices.province;

/** Not the office whose closing supervision looks at. */
const mayAsk = (its: Life, by: Actor): boolean => answersFor(its, by) && !(by.role === "handler" && isSupervised(its));

const dayInMilliseconds = 24 * 3_600_000;
const sees = (its: Life, by: Actor, now: Now): boolean =>
  by.role === "supervisor" && its.identity.some((one) => one.by === by.id && now.at < one.until);

const rules: Rules = {
  screen: (its, by) => when(time(by) && its.status === "submitted", same),
  hold: (its, by) => when(time(by) && its.status === "submitted", () => ({ held: "anybody" })),
  verify: (its, by) =>
    when(mayDecide(its, by) && its.status === "submitted" && !needsArbiter(its), () => ({ held: null })),
  editPublicText: (its, by, { text }) => when(coordinates(by) && isOpen(its) && text !== "", same),
  setPrivacy: (its, by, { confidential }) =>
    when(coordinates(by) && its.status !== "blocked", () => ({ confidential, objected: false })),

  dispose: (its, by, { agencyCode, instruction = "" }, now) =>
    its.status === "submitted"
      ? when((time(by) || mayDecide(its, by)) && !needsArbiter(its) && mayGetIt(its, agencyCode), () =>
          goesTo(its, agencyCode, stopped(its.clocks, now, "verification"), now),
        )
      : when(
          coordinates(by) &&
            (inHand(its) || its.status === "answered") &&
            instruction !== "" &&
            mayGetIt(its, agencyCode),
          () => goesTo(its, agencyCode, revived(stopped(its.clocks, now, "reporterReply"), now), now),
        ),
  arbitrate: (its, by, { agencyCode, reason }, now) =>
    when(
      its.status === "submitted" &&
        needsArbiter(its) &&
        (oversees(its, by) || (coordinates(by) && !isSupervised(its))) &&
        mayGetIt(its, agencyCode) &&
        reason !== "",
      () => ({ ...goesTo(its, agencyCode, stopped(its.clocks, now, "arbitration"), now), decided: true }),
    ),
  passUp: (its, by, { reason, agencyCode = offices.province }, now) =>
    when(
      its.status === "submitted" &&
        mayDecide(its, by) &&
        !needsArbiter(its) &&
        reason !== "" &&
        agencyCode === offices.province,
      () => goesTo(its, agencyCode, stopped(its.clocks, now, "verification"), now),
    ),
  declareConflict: (its, by, { agencyCodes = [], reason }, now) => {
    const said = agencyCodes.length > 0 && agencyCodes.every(knows) && reason !== "";
    const may = coordinates(by) || oversees(its, by);
    if (!said || its.status === "blocked") return null;
    const known = { concerned: true, confidential: true };
    const loses = isAboutRoads(its.office) ? { office: null, decided: false } : {};
    if (!isTakenBy(its)) return when(may, () => ({ ...known, ...loses }));
    const clocks = goneOn(
      stopped(its.clocks, now, "arbitration", "firstFollowUp", "reporterReply", "reporterCompletion"),
      "asked",
      now,
    );
    return when((may || time(by)) && !judgesThemselves(its, by), () => ({
      ...known,
      ...toCoordinator,
      office: null,
      decided: false,
      assignee: its.owner === offices.coordinating ? its.assignee : null,
      held: null,
      askedFrom: null,
      clocks:
        its.clocks.verification?.state === "runs"
          ? revived(clocks, now)
          : started(revived(clocks, now), ["verification"], its.class, now),
    }));
  },
  liftConflict: (its, by, { reason }) =>
    when(oversees(its, by) && its.concerned && its.status !== "blocked" && reason !== "", () => ({ concerned: false })),
  passDown: (its, by, { agencyCode }, now) =>
    when(
      handles(its, by) &&
        inHand(its) &&
        by.agencyCode === offices.roads &&
        agencyCode === offices.roadsUnit &&
        !now.unitClosed,
      () => ({
        owner: agencyCode,
        office: agencyCode,
        assignee: null,
      }),
    ),
  handBack: (its, by, { reason }, now) =>
    when(handles(its, by) && inHand(its) && !its.decided && reason !== "", () => ({
      ...toCoordinator,
      office: null,
      assignee: null,
      held: null,
      handBacks: its.handBacks + 1,
      clocks: started(
        stopped(its.clocks, now, "firstFollowUp"),
        [its.handBacks === 0 ? "verification" : "arbitration"],
        its.class,
        now,
      ),
    })),
  answer: (its, by, { text, attachments }, now) => {
    if (!answersFor(its, by) || text === "" || !mayShow(its, by, attachments)) return null;
    if (its.status === "answered") {
      return { ...shows(its, attachments), clocks: started(its.clocks, ["reporterReply"], its.class, now) };
    }
    return when(inHand(its), () => ({
      ...shows(its, attachments),
      status: "inProgress",
      clocks: stopped(its.clocks, now, "firstFollowUp"),
    }));
  },
  answerFinally: (its, by, { text, attachments }, now) =>
    when(
      answersFor(its, by) && (inHand(its) || its.status === "answered") && text !== "" && mayShow(its, by, attachments),
      () => ({
        ...shows(its, attachments),
        status: "answered",
        clocks: started(stopped(its.clocks, now, "firstFollowUp", "completion"), ["reporterReply"], its.class, now),
      }),
    ),
  note: (its, by, { text }) => when((answersFor(its, by) || oversees(its, by)) && text !== "", same),

  assign: (its, by, { officerId }) =>
    when(
      answersFor(its, by) &&
        isOpen(its) &&
        !isSupervised(its) &&
        (officerId === null || worksAt[officerId] === its.owner),
      () => ({ assignee: officerId }),
    ),

  requestInformation: (its, by, { text }, now) =>
    when(mayAsk(its, by) && (inHand(its) || its.status === "submitted") && text !== "", () => ({
      status: "awaitingInformation",
      askedFrom: { status: its.status, owner: its.owner },
      clocks: started(waiting(its.clocks, "asked", now), ["reporterCompletion"], its.class, now),
    })),
  reply: (its, by, { text }, now) => {
    if (!theReporter(by) || text === "") return null;
    const written = { writings: its.writings + 1 };
    if (its.status === "answered")
      return { ...written, clocks: started(its.clocks, ["reporterReply"], its.class, now) };
    if (its.askedFrom === null) return when(inHand(its) || its.status === "submitted", () => written);
    return when(its.status === "awaitingInformation", () => ({
      ...written,
      ...its.askedFrom,
      askedFrom: null,
      ...(its.askedFrom?.status === "submitted" && its.held === "anybody" ? { held: null } : {}),
      clocks: goneOn(stopped(its.clocks, now, "reporterCompletion"), "asked", now),
    }));
  },

  changeClass: (its, by, { class: to, reason = "" }, now) => {
    if (!answersFor(its, by) || !isOpen(its)) return null;
    if (!isLonger(to, its.class)) return ofNewClass(its, to, now);
    return when(reason !== "", () => ({ proposed: { class: to, by: by.id } }));
  },
  approveClassChange: (its, by, _, now) =>
    its.proposed === null || its.proposed.by === by.id || !isOpen(its) || !(coordinates(by) || oversees(its, by))
      ? null
      : ofNewClass(its, its.proposed.class, now),
  refuseClassChange: (its, by, { reason }) =>
    when(
      its.proposed !== null &&
        its.proposed.by !== by.id &&
        isOpen(its) &&
        (coordinates(by) || oversees(its, by)) &&
        reason !== "",
      () => ({ proposed: null }),
    ),

  close: (its, by, { rating }, now) => {
    if (!theReporter(by)) return null;
    if (isOpen(its)) return { ...ends(its, "closed", "reporter", now), ...(rating === undefined ? {} : { rating }) };
    return its.status === "closed" && its.rating === null && rating !== undefined ? { rating } : null;
  },
  closeWithProof: (its, by, { text, attachments = [], withoutAttachment = "" }, now) =>
    when(
      answersFor(its, by) &&
        isOneOf(its.status, "inProgress", "answered") &&
        text !== "" &&
        (attachments.length > 0 || withoutAttachment !== "") &&
        mayShow(its, by, attachments),
      () => ({ ...shows(its, attachments), ...ends(its, "closed", "officer", now) }),
    ),
  upholdClosure: (its, by, { text }, now) =>
    when(oversees(its, by) && its.status === "submitted" && isSupervised(its) && text !== "", () =>
      ends(its, "closed", "officer", now),
    ),
  closeUnanswered: (its, by, _, now) =>
    when(time(by) && its.status === "answered", () => ends(its, "closed", "system", now)),
  archive: (its, by, { text }, now) =>
    when(mayDecide(its, by) && isOpen(its) && text !== "", () => ({
      ...ends(its, "archived", "officer", now),
      archivedBy: by.id,
    })),
  merge: (its, by, { into, text }, now) =>
    when(mayDecide(its, by) && isOpen(its) && text !== "", () => ({
      ...ends(its, "archived", "officer", now),
      archivedBy: by.id,
      mergedInto: into,
    })),
  absorb: (its, by, { complaintIds }) =>
    when(coordinates(by) && isOpen(its), () => ({
      absorbed: [...new Set([...its.absorbed, ...complaintIds])],
    })),
  archiveIncomplete: (its, by, _, now) =>
    when(time(by) && its.status === "awaitingInformation", () => ({
      ...ends(its, "archived", "system", now),
      archivedBy: null,
    })),
  withdraw: (its, by, _, now) => when(theReporter(by) && isOpen(its), () => ends(its, "archived", "reporter", now)),
  block: (its, by, { reason }, now) =>
    when(mayDecide(its, by) && its.status !== "blocked" && reason !== "", () => ({
      status: "blocked",
      owner: null,
      assignee: null,
      hiddenFrom: { status: its.status, owner: its.owner },
      clocks: waiting(its.clocks, "hidden", now),
    })),

  unblock: (its, by, { reason }, now) =>
    when((coordinates(by) || oversees(its, by)) && its.status === "blocked" && reason !== "", () => ({
      ...its.hiddenFrom,
      hiddenFrom: null,
      clocks: goneOn(its.clocks, "hidden", now),
    })),
  reopen: (its, by, { reason }, now) =>
    when(
      theReporter(by) &&
        its.status === "closed" &&
        its.reopenings < 3 &&
        now.at - (its.ended?.at ?? 0) <= monthInMilliseconds &&
        reason !== "",
      () => reopened(its, now),
    ),
  appeal: (its, by, { reason }, now) =>
    when(
      theReporter(by) && its.status === "archived" && !its.appealed && its.ended?.by !== "reporter" && reason !== "",
      () => ({
        ...toCoordinator,
        office: null,
        decided: false,
        appealed: true,
        writings: its.writings + 1,
        mergedInto: null,
        held: "person",
        ended: null,
        clocks: started(revived(its.clocks, now), ["verification"], its.class, now),
      }),
    ),

  ...fileRules,

  openIdentity: (its, by, { reason }, now) =>
    when(oversees(its, by) && !sees(its, by, now) && reason !== "", () => ({
      identity: [
        ...its.identity.filter((one) => one.by !== by.id && now.at < one.until),
        { by: by.id, until: now.at + dayInMilliseconds },
      ],
    })),
  seeIdentity: (its, by, _, now) => when(oversees(its, by) && sees(its, by, now), same),
  requestRightsCode: (_, by) => when(theReporter(by), same),
  correctIdentity: (_, by) => when(theReporter(by), same),
  objectToProcessing: (its, by, { reason }) =>
    when(theReporter(by) && !its.objected && reason !== "", () => ({ confidential: true, objected: true })),
  // By the system after years, which no life of the model lasts.
  erase: (_, by) => when(theReporter(by), same),

  remind: (its, by, { clock }) =>
    when(time(by) && isOpen(its) && its.clocks[clock]?.state === "runs" && !its.clocks[clock].late, same),
  missDeadline: (its, by, { clock }) =>
    when(time(by) && isOpen(its) && its.clocks[clock]?.state === "runs" && !its.clocks[clock].late, () => ({
      clocks: marked(its.clocks, (_, name) => name === clock),
    })),
  escalate: (its, by, { clock }) =>
    when(time(by) && isOpen(its) && its.clocks[clock]?.state === "runs" && its.clocks[clock].late, same),
  moveDeadlines: (its, by, _, now) => {
    if (!time(by) || !isOpen(its)) return null;
    const clocks = movedByCalendar(its.clocks, now);
    const moved = Object.entries(clocks).some(([name, { due }]) => its.clocks[name as keyof Clocks]?.due !== due);
    return when(moved, () => ({ clocks }));
  },
  takeOver: (its, by, _, now) => {
    const isIts = (office: string | null): boolean => office === offices.roadsUnit;
    if (!time(by) || !isOpen(its) || !now.unitClosed || !(isIts(its.owner) || isIts(its.office))) return null;
    const followed = (office: string | null): string | null => (isIts(office) ? offices.roads : office);
    return {
      owner: followed(its.owner),
      office: followed(its.office),
      assignee: isIts(its.owner) ? null : its.assignee,
      askedFrom: its.askedFrom && { ...its.askedFrom, owner: followed(its.askedFrom.owner) },
      clocks: movedByCalendar(its.clocks, now),
    };
  },
  recordRefusedMail: (_, by, { mail }) => when(time(by) && mail !== "", same),
};

/** How it stands after somebody did something with it; null: they may not. */
export const after = (its: Life, by: Actor, command: Exclude<Command, CommandOf<"file">>, now: Now): Life | null => {
  // A rule takes the command of its own move, which the type of a table read by name no longer knows.
  const rule: Rule<never> = rules[command.move];
  const change = rule(its, by, command as never, now);
  return change === null ? null : { ...its, ...change };
};
