import { openStatuses, type Status } from "../../shared/domain/lifecycle.ts";
import { mondayMorning, publicWorks, reporter, router } from "../builders.ts";
import {
  answerFinally,
  appeal,
  arbitrate,
  archive,
  ask,
  at,
  close,
  declare,
  dispose,
  disposeAgain,
  dpu,
  first,
  handBack,
  keepSecret,
  lapse,
  merge,
  passDown,
  progress,
  reopen,
  second,
  thrice,
  unanswered,
  withProof,
  type Step,
} from "./life.ts";
import {
  firstCoordinator,
  inspectorate,
  ofInspectorate,
  ofPublicWorks,
  ofUnit,
  province,
  secondCoordinator,
  supervisor,
  unit,
} from "./people.ts";

/**
 * Every status, with the variants that the guards of the lifecycle tell apart. How a report came there is a list of
 * moves; what is true of it then is written beside it by hand, so that a guard that is wrong contradicts it.
 */

export type Facts = {
  readonly status: Status;
  /** The status to which an answer of the reporter, or the lifting of a block, leads back. */
  readonly before: Status | null;
  readonly office: string | null;
  /** How often it was passed on; a link is good for one of these. */
  readonly dispositions: number;
  readonly handBacks: number;
  /** An arbiter has to decide, or has decided, whose it is. */
  readonly arbitration: "pending" | "decided" | null;
  readonly reopenings: number;
  /** Reopened more often than an office may decide alone, and supervision has not decided yet. */
  readonly contested: boolean;
  readonly appealed: boolean;
  /** The pseudonym of whoever archived what the reporter now appeals against. */
  readonly appealAgainst: string | null;
  readonly endedBy: "reporter" | "officer" | "system" | null;
  /** Whether it ended so lately that it may be reopened. */
  readonly lately: boolean;
  readonly rated: boolean;
  /** The pseudonym of whoever proposed a longer class. */
  readonly proposedBy: string | null;
  /** Whether everybody may see it. */
  readonly published: boolean;
  readonly confidential: boolean;
  /** The office that it is about. */
  readonly concerned: string | null;
};

export type Situation = {
  readonly name: string;
  readonly facts: Facts;
  readonly steps: readonly Step[];
  readonly filedAt: string;
};

const fresh: Facts = {
  status: "submitted",
  before: null,
  office: null,
  dispositions: 0,
  handBacks: 0,
  arbitration: null,
  reopenings: 0,
  contested: false,
  appealed: false,
  appealAgainst: null,
  endedBy: null,
  lately: false,
  rated: false,
  proposedBy: null,
  published: false,
  confidential: false,
  concerned: null,
};
const passedOn: Facts = { ...fresh, status: "dispatched", office: publicWorks, dispositions: 1, published: true };
const returned: Facts = { ...fresh, dispositions: 1, handBacks: 1, published: true };
const contested: Facts = { ...passedOn, status: "submitted", reopenings: 3, contested: true, arbitration: "pending" };
const ended: Facts = { ...passedOn, status: "closed", endedBy: "reporter", lately: true };
const archived: Facts = { ...ended, status: "archived", endedBy: "officer" };
const pendingAppeal: Facts = { ...fresh, appealed: true };

const situation = (name: string, facts: Facts, steps: readonly Step[], filedAt = mondayMorning): Situation => ({
  name,
  facts,
  steps,
  filedAt,
});
/** Thirty days before, and a moment more. */
const thirtyDaysAgo = "2026-06-06T01:00:00.000Z";
const longerAgo = "2026-06-06T00:59:59.999Z";

const plain: readonly Situation[] = [
  situation("submitted, fresh", fresh, []),
  situation("submitted, held", fresh, [[{ move: "hold", reason: "noSignal", reasons: [] }, router]]),
  situation("submitted, handed back once", returned, [dispose, handBack]),
  situation("submitted, under arbitration", { ...returned, dispositions: 2, handBacks: 2, arbitration: "pending" }, [
    dispose,
    handBack,
    dispose,
    handBack,
  ]),
  situation("submitted, appealed against the first coordinator", { ...pendingAppeal, appealAgainst: first.id }, [
    archive(first),
    appeal,
  ]),
  situation("submitted, appealed against a merge", { ...pendingAppeal, appealAgainst: second.id }, [
    merge(second),
    appeal,
  ]),
  situation("submitted, appealed against the system", pendingAppeal, [ask(first), lapse, appeal]),
  situation("submitted, reopened without an office", { ...fresh, reopenings: 1 }, [close, reopen]),
  situation("submitted, reopened too often", contested, thrice),

  situation("dispatched", passedOn, [dispose]),
  situation("dispatched after a hand-back", { ...passedOn, dispositions: 2, handBacks: 1 }, [
    dispose,
    handBack,
    dispose,
  ]),
  situation("dispatched anew", { ...passedOn, dispositions: 2 }, [dispose, progress(), disposeAgain]),
  situation("dispatched by an arbiter", { ...passedOn, dispositions: 3, handBacks: 2, arbitration: "decided" }, [
    dispose,
    handBack,
    dispose,
    handBack,
    arbitrate,
  ]),
  situation(
    "dispatched by supervision after too many reopenings",
    { ...passedOn, dispositions: 2, reopenings: 3, arbitration: "decided" },
    [...thrice, [{ move: "arbitrate", agencyCode: publicWorks, reason: "Belum baik" }, supervisor.actor]],
  ),
  situation("dispatched after an appeal", { ...passedOn, appealed: true }, [
    archive(first),
    appeal,
    [dispose[0], second],
  ]),
  situation("dispatched to the government above", { ...passedOn, office: province }, [
    [{ move: "passUp", reason: "Jalan provinsi" }, first],
  ]),
  situation("dispatched to a unit", { ...passedOn, office: unit, dispositions: 2 }, [dispose, passDown]),

  situation("in progress", { ...passedOn, status: "inProgress" }, [dispose, progress()]),
  situation("in progress with a unit", { ...passedOn, status: "inProgress", office: unit, dispositions: 2 }, [
    dispose,
    passDown,
    progress(ofUnit.actor),
  ]),
  situation("in progress after a hand-back", { ...passedOn, status: "inProgress", dispositions: 2, handBacks: 1 }, [
    dispose,
    handBack,
    dispose,
    progress(),
  ]),
  situation("in progress after a reopening", { ...passedOn, status: "inProgress", reopenings: 1 }, [
    dispose,
    close,
    reopen,
  ]),
  situation("answered", { ...passedOn, status: "answered" }, [dispose, answerFinally]),

  situation(
    "awaiting information, not passed on yet",
    { ...fresh, status: "awaitingInformation", before: "submitted" },
    [ask(first)],
  ),
  situation(
    "awaiting information for its office",
    { ...passedOn, status: "awaitingInformation", before: "dispatched" },
    [dispose, ask(dpu)],
  ),
  situation(
    "awaiting information for its office at work",
    { ...passedOn, status: "awaitingInformation", before: "inProgress" },
    [dispose, progress(), ask(dpu)],
  ),
  situation(
    "awaiting information about an appeal",
    { ...pendingAppeal, appealAgainst: first.id, status: "awaitingInformation", before: "submitted" },
    [archive(first), appeal, ask(first)],
  ),
  situation(
    "awaiting information when reopened too often",
    { ...contested, status: "awaitingInformation", before: "submitted" },
    [...thrice, ask(first)],
  ),

  situation("closed by the reporter", ended, [dispose, close]),
  situation("closed and rated by the reporter", { ...ended, rated: true }, [
    dispose,
    [{ move: "close", rating: 5 }, reporter],
  ]),
  situation("closed by its office", { ...ended, endedBy: "officer" }, [dispose, answerFinally, withProof]),
  situation("closed by the system", { ...ended, endedBy: "system" }, [dispose, answerFinally, unanswered]),
  situation("closed by the system, rated after", { ...ended, endedBy: "system", rated: true }, [
    dispose,
    answerFinally,
    unanswered,
    [{ move: "close", rating: 2 }, reporter],
  ]),
  situation("closed before it was passed on", { ...fresh, status: "closed", endedBy: "reporter", lately: true }, [
    close,
  ]),
  situation("closed, reopened twice before", { ...ended, reopenings: 2 }, [
    dispose,
    close,
    reopen,
    close,
    reopen,
    close,
  ]),
  situation("closed for good by supervision", { ...ended, endedBy: "officer", reopenings: 3, arbitration: "decided" }, [
    ...thrice,
    [{ move: "upholdClosure", text: "Sudah selesai" }, supervisor.actor],
  ]),
  situation("closed thirty days ago", ended, at(thirtyDaysAgo, dispose, close), thirtyDaysAgo),
  situation("closed longer ago than that", { ...ended, lately: false }, at(longerAgo, dispose, close), longerAgo),

  situation("archived by a coordinator", { ...fresh, status: "archived", endedBy: "officer" }, [archive(first)]),
  situation("archived when passed on", archived, [dispose, archive(first)]),
  situation("archived again after an appeal", { ...fresh, status: "archived", endedBy: "officer", appealed: true }, [
    archive(first),
    appeal,
    archive(second),
  ]),
  situation("archived by the system", { ...archived, endedBy: "system" }, [dispose, ask(dpu), lapse]),
  situation("archived by a merge", archived, [dispose, merge(first)]),
  situation("archived by withdrawal", { ...archived, endedBy: "reporter" }, [
    dispose,
    [{ move: "withdraw" }, reporter],
  ]),
];

const hidden = { published: false, confidential: true } as const;
const about = { ...hidden, concerned: publicWorks } as const;
const investigated: Facts = { ...passedOn, ...about, office: inspectorate };
const toInvestigate: readonly Step[] = [declare, [{ move: "dispose", agencyCode: inspectorate }, router]];

/** What is confidential, and what is about an office: in every status that somebody might look at. */
const secret: readonly Situation[] = [
  situation("submitted, confidential", { ...fresh, ...hidden }, [keepSecret]),
  situation("dispatched, confidential", { ...passedOn, ...hidden }, [dispose, keepSecret]),
  situation("dispatched to a unit, confidential", { ...passedOn, ...hidden, office: unit, dispositions: 2 }, [
    dispose,
    passDown,
    keepSecret,
  ]),
  situation("closed, confidential", { ...ended, ...hidden }, [dispose, keepSecret, close]),
  situation("submitted, reopened too often, confidential", { ...contested, ...hidden }, [...thrice, keepSecret]),

  situation("submitted, about public works", { ...fresh, ...about }, [declare]),
  situation("taken from public works", { ...fresh, ...about, dispositions: 1 }, [dispose, progress(), declare]),
  situation("taken from public works while the reporter was asked", { ...fresh, ...about, dispositions: 1 }, [
    dispose,
    ask(dpu),
    declare,
  ]),
  situation("taken from the unit", { ...fresh, ...about, dispositions: 2 }, [dispose, passDown, declare]),
  situation("with the inspectorate, about public works", investigated, toInvestigate),
  situation(
    "with the inspectorate, about public works, no longer confidential",
    { ...investigated, confidential: false },
    [...toInvestigate, [{ move: "setPrivacy", anonymous: false, confidential: false }, first]],
  ),
  situation("in progress with the inspectorate", { ...investigated, status: "inProgress" }, [
    ...toInvestigate,
    progress(ofInspectorate.actor),
  ]),
  situation("answered by the inspectorate", { ...investigated, status: "answered" }, [
    ...toInvestigate,
    [answerFinally[0], ofInspectorate.actor],
  ]),
  situation(
    "awaiting information for the inspectorate",
    { ...investigated, status: "awaitingInformation", before: "dispatched" },
    [...toInvestigate, ask(ofInspectorate.actor)],
  ),
  situation("closed, about public works", { ...ended, ...about, office: null }, [dispose, close, declare]),
  situation("archived, about public works", { ...archived, ...about, office: inspectorate }, [
    ...toInvestigate,
    archive(first),
  ]),
  situation("reopened too often, then about public works", { ...contested, ...about, office: null }, [
    ...thrice,
    declare,
  ]),
];

const named = (name: string): Situation => {
  const found = plain.find((its) => its.name === name);
  if (!found) throw new Error(`there is no situation ${name}`);
  return found;
};

const blocked = ({ name, facts, steps, filedAt }: Situation): Situation => ({
  name: `blocked: ${name}`,
  facts: { ...facts, status: "blocked", before: facts.status, published: false },
  steps: [...steps, [{ move: "block", reason: "Kebencian" }, first]],
  filedAt,
});

const proposed = ({ name, facts, steps, filedAt }: Situation, by: typeof firstCoordinator): Situation => ({
  name: `${name}, a longer class proposed by ${by.name}`,
  facts: { ...facts, proposedBy: by.actor.id },
  steps: [...steps, [{ move: "changeClass", class: "complaintWithInspection", reason: "Perlu" }, by.actor]],
  filedAt,
});

const typical = {
  submitted: "submitted, fresh",
  awaitingInformation: "awaiting information for its office",
  dispatched: "dispatched",
  inProgress: "in progress",
  answered: "answered",
} as const satisfies Record<(typeof openStatuses)[number], string>;

/** One of each open status, for what may happen in all of them. */
export const oneOfEachOpen: readonly Situation[] = openStatuses.map((status) => named(typical[status]));

const ends = ["closed by the reporter", "archived when passed on", "archived by a merge"].map(named);

export const situations: readonly Situation[] = [
  ...plain,
  ...secret,
  ...[...oneOfEachOpen, ...ends].map(blocked),
  ...oneOfEachOpen.map((its, place) => proposed(its, place % 2 === 0 ? firstCoordinator : secondCoordinator)),
  proposed(named("dispatched"), ofPublicWorks),
  proposed(named("submitted, reopened too often"), ofPublicWorks),
];
