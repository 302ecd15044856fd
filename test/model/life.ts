import type { ComplaintClass } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import type { Status } from "../../shared/domain/lifecycle.ts";
import {
  isOver,
  marked,
  movedByCalendar,
  ofClass,
  revived,
  someHaveMoreTime,
  started,
  stopped,
  type Clocks,
  type Now,
} from "./clocks.ts";
import { offices } from "./people.ts";

/**
 * The life of a report, told a second time, by hand and from what is asked of it: how it stands, who has a say, and
 * what the larger steps do to it. Neither the lifecycle's table nor what reads it is looked at, so a mistake there is
 * seen here unless it was made twice.
 */

type Place = { readonly status: Status; readonly owner: string | null };
export type Life = Place & {
  readonly class: ComplaintClass;
  /** The officer of its owner who was told to do it. */
  readonly assignee: string | null;
  /** The office that has it in hand, or had it last. */
  readonly office: string | null;
  readonly clocks: Clocks;
  readonly handBacks: number;
  /** An arbiter has said whose it is. */
  readonly decided: boolean;
  /** It waits for somebody; for nobody but a person, where a program must not pass it on. */
  readonly held: "anybody" | "person" | null;
  readonly published: boolean;
  readonly confidential: boolean;
  /** The reporter objects, and nobody has decided. */
  readonly objected: boolean;
  /** It is about the office of roads, and so about its unit. */
  readonly concerned: boolean;
  readonly askedFrom: Place | null;
  readonly hiddenFrom: Place | null;
  readonly proposed: { readonly class: ComplaintClass; readonly by: string } | null;
  readonly reopenings: number;
  readonly appealed: boolean;
  readonly archivedBy: string | null;
  readonly ended: { readonly by: "reporter" | "officer" | "system"; readonly at: number } | null;
  readonly rating: number | null;
  /** By complaint id. */
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
  readonly files: readonly File[];
  /** How often the reporter has written since the filing: with each writing other files may come. */
  readonly writings: number;
  /** Who was let see who the reporter is, and until when; what is over is forgotten with the next. */
  readonly identity: readonly { readonly by: string; readonly until: number }[];
};

/** A file that was promised; `until`: when it is given up, as it stands. */
export type File = {
  readonly id: string;
  readonly side: "reporter" | "office";
  /** The office whose it is; null: the reporter's. */
  readonly agency: string | null;
  readonly state: "expected" | "inspecting" | "ready" | "refused" | "missing" | "erased";
  /** The last writing of the reporter before it. */
  readonly writing: number;
  readonly upload: string | null;
  readonly until: number;
  readonly shown: boolean;
};

export const isOneOf = (status: Status, ...those: readonly Status[]): boolean => those.includes(status);
export const isOpen = ({ status }: Life): boolean => !isOneOf(status, "closed", "archived", "blocked");
export const inHand = ({ status }: Life): boolean => isOneOf(status, "dispatched", "inProgress");

export const coordinates = (by: Actor): boolean => by.role === "coordinator" && by.agencyCode === offices.coordinating;
export const handles = (its: Life, by: Actor): boolean => by.role === "handler" && by.agencyCode === its.office;
/** Supervision looks on, but at what is confidential only the inspectorate, and whoever has to decide. */
export const oversees = (its: Life, by: Actor): boolean =>
  by.role === "supervisor" &&
  (!its.confidential || by.agencyCode === offices.inspectorate || its.owner === by.agencyCode);
export const isAboutRoads = (office: string | null): boolean =>
  office === offices.roads || office === offices.roadsUnit;
export const answersFor = (its: Life, by: Actor): boolean => coordinates(by) || handles(its, by);

export const needsArbiter = ({ clocks }: Life): boolean => clocks.arbitration?.state === "runs";
/** The third time that it was reopened: it is supervision's to decide, also while the reporter is asked something. */
export const isSupervised = ({ reopenings, clocks }: Life): boolean =>
  reopenings === 3 && clocks.arbitration !== undefined && clocks.arbitration.state !== "stands";
/** Nobody decides on an appeal against themselves, also while the reporter is asked something. */
export const judgesThemselves = (its: Life, by: Actor): boolean =>
  isOpen(its) && its.appealed && its.archivedBy === by.id;
export const mayDecide = (its: Life, by: Actor): boolean =>
  coordinates(by) && !isSupervised(its) && !judgesThemselves(its, by);

export const ends = (its: Life, status: Status, by: "reporter" | "officer" | "system", now: Now): Partial<Life> => ({
  status,
  owner: null,
  assignee: null,
  clocks: stopped(its.clocks, now),
  askedFrom: null,
  held: null,
  proposed: null,
  ended: { by, at: now.at },
});

export const goesTo = (its: Life, office: string, clocks: Clocks, now: Now): Partial<Life> => ({
  status: "dispatched",
  owner: office,
  assignee: office === its.owner ? its.assignee : null,
  office,
  held: null,
  published: true,
  archivedBy: null,
  clocks: started(clocks, ["firstFollowUp"], its.class, now),
});

export const toCoordinator = { status: "submitted", owner: offices.coordinating } as const;

export const reopened = (its: Life, now: Now): Partial<Life> => {
  const so = { reopenings: its.reopenings + 1, rating: null, ended: null, writings: its.writings + 1 };
  const start = (clock: "arbitration" | "firstFollowUp" | "verification") =>
    started(revived(its.clocks, now), [clock], its.class, now);
  if (its.reopenings === 2) {
    return { ...so, status: "submitted", owner: offices.supervising, held: "person", clocks: start("arbitration") };
  }
  return its.office === null
    ? { ...so, ...toCoordinator, held: null, clocks: start("verification") }
    : { ...so, status: "inProgress", owner: its.office, clocks: start("firstFollowUp") };
};

export const ofNewClass = (its: Life, to: ComplaintClass, now: Now): Partial<Life> => ({
  class: to,
  proposed: null,
  clocks: ofClass(its.clocks, to, now),
});

/** Nobody waits for ever: for a file that does not come, nor for an inspection that does not end. */
const givenUp = (file: File, now: Now): File => {
  if (file.until >= now.at) return file;
  if (file.state === "expected") return { ...file, state: "missing" };
  return file.state === "inspecting" ? { ...file, state: "refused" } : file;
};

/** How it stands once time has done what was due: it ends what waits for the reporter, and marks the rest as late. */
export const afterTime = (before: Life, now: Now): Life => {
  const was = { ...before, files: before.files.map((file) => givenUp(file, now)) };
  if (!isOpen(was)) return was;
  // Nothing ends or is late by a calendar of yesterday.
  const its = someHaveMoreTime(was.clocks, now) ? { ...was, clocks: movedByCalendar(was.clocks, now) } : was;
  const isDue = (clock: keyof Clocks): boolean => {
    const known = its.clocks[clock];
    return known?.state === "runs" && isOver(known.due, now.at);
  };
  if (isDue("reporterReply")) return { ...its, ...ends(its, "closed", "system", now) };
  if (isDue("reporterCompletion")) return { ...its, ...ends(its, "archived", "system", now), archivedBy: null };
  return { ...its, clocks: marked(its.clocks, ({ due }) => isOver(due, now.at)) };
};

export const filed = (its: { readonly class: ComplaintClass; readonly confidential: boolean }, now: Now): Life => ({
  ...its,
  ...toCoordinator,
  office: null,
  assignee: null,
  clocks: started({}, ["verification", "completion"], its.class, now),
  handBacks: 0,
  decided: false,
  held: null,
  published: false,
  objected: false,
  concerned: false,
  askedFrom: null,
  hiddenFrom: null,
  proposed: null,
  reopenings: 0,
  appealed: false,
  archivedBy: null,
  ended: null,
  rating: null,
  mergedInto: null,
  absorbed: [],
  files: [],
  writings: 0,
  identity: [],
});
