import type { ActorRole } from "../../shared/domain/lifecycle.ts";
import type { Report } from "../builders.ts";
import type { Answered } from "../shell/call.ts";
import type { Doors, Link } from "./doors.ts";
import { secret } from "./life.ts";
import { known, officers, type Person } from "./people.ts";
import type { Facts, Situation } from "./situations.ts";
import { rowFor, type Row } from "./table.ts";
import {
  linksFileTries,
  linksTries,
  officersFileTries,
  officersIdentityTries,
  officersTries,
  reportersFetch,
  reportersFileTries,
  reportersRightsTries,
  reportersTries,
  type Scene,
  type Try,
} from "./tries.ts";

/** Who tries what in a situation, and what the table says will come of it. */

export type Attempt = {
  readonly title: string;
  readonly status: number;
  /** Where the table allows it: by which row, in which role. */
  readonly allowed: { readonly row: Row; readonly role: ActorRole } | null;
  readonly merges: boolean;
  /** Whether the answer is the report as it is then. */
  readonly answersReport: boolean;
  readonly make: (report: Report, other: Report) => Promise<Answered>;
};
export type Look = {
  readonly title: string;
  readonly status: number;
  /** What the answer has to offer, where there is one. */
  readonly moves: readonly string[];
  readonly make: (report: Report) => Promise<Answered>;
};
export type Plan = { readonly attempts: readonly Attempt[]; readonly looks: readonly Look[] };

type Somebody = {
  readonly name: string;
  /** In which role, and under which pseudonym, it would be done; null: in none. */
  readonly as: { readonly role: ActorRole; readonly id: string } | null;
  /** What every try is answered with; null: what the table says. */
  readonly refusal: number | null;
  /** What a look is answered with. */
  readonly look: number;
  readonly tries: readonly Try[];
  /** Where a file is fetched by the way. */
  readonly fetch?: Try["route"];
  readonly make: (
    report: Report,
    its?: { readonly route: Try["route"]; readonly body: object; readonly version: number },
  ) => Promise<Answered>;
};

/** A file that is fetched lies elsewhere. */
const doneWith = ({ route }: Try): number => Number(Object.keys(route.answers)[0]);
const unlisted: ReadonlySet<Try["answers"]> = new Set(["address", "identity", "done"]);
const listed = ({ answers }: Try): boolean => !unlisted.has(answers);

const planOf = ({ facts }: Situation, { name, as, refusal, look, tries, fetch, make }: Somebody): Plan => {
  const rowOf = (its: Try): Row | undefined =>
    as === null || refusal !== null
      ? undefined
      : rowFor(facts, { role: as.role, id: as.id, move: its.is(as.role), longer: its.longer });
  const attempts = tries.map((its): Attempt => {
    const row = rowOf(its);
    const role = as?.role ?? "reporter";
    return {
      title: `${name} tries ${its.name}${as ? ` (${its.is(role)})` : ""}`,
      status: refusal ?? (row ? doneWith(its) : (its.refused?.(role) ?? 409)),
      allowed: row && as ? { row, role } : null,
      merges: its.name === "merge",
      answersReport: its.answers === undefined,
      make: (report, other) => {
        const scene: Scene = { role, office: facts.office, other: other.complaint.trackingNumber };
        return make(report, { route: its.route, body: its.body(scene), version: report.complaint.version });
      },
    };
  });
  const moves = [...new Set(tries.filter((its) => listed(its) && rowOf(its) !== undefined).map((its) => its.name))];
  const looks: readonly Look[] = [
    { title: `${name} looks`, status: look, moves, make: (report) => make(report) },
    ...(fetch
      ? [
          {
            title: `${name} looks at a file`,
            status: refusal ?? 302,
            moves: [],
            make: (report: Report) => make(report, { route: fetch, body: {}, version: report.complaint.version }),
          },
        ]
      : []),
  ];
  return { attempts, looks };
};

const officerIn = ({ office, confidential, concerned, contested }: Facts, person: Person, doors: Doors): Somebody => {
  const { name, actor, belongsTo } = person;
  const sees = confidential ? person.seesConfidential : person.sees;
  const among = sees === "every report" || (office !== null && sees.includes(office));
  // What only the supervising office may decide, its officers see.
  const decides = contested && actor?.role === "supervisor" && actor.agencyCode === known.policy.supervisorAgencyCode;
  const visible = (among || decides) && !(concerned !== null && belongsTo.includes(concerned));
  // What an office below has can be looked at, but is the business of the office below.
  const theirs = visible && (actor?.role !== "handler" || actor.agencyCode === office);
  return {
    name,
    as: actor,
    refusal: actor === null ? 403 : theirs ? null : 404,
    look: actor === null ? 403 : visible ? 200 : 404,
    tries: [...officersTries, ...officersFileTries, ...officersIdentityTries],
    make: (report, its) => doors.officer(person, report, its),
  };
};

const reportersIn = ({ published }: Facts, doors: Doors): readonly Somebody[] => {
  const somebody = (name: string, given: string | null, refusal: number | null, look: number): Somebody => ({
    name,
    as: refusal === null ? { role: "reporter", id: "reporter" } : null,
    refusal,
    look,
    tries: [...reportersTries, ...reportersFileTries, ...reportersRightsTries],
    fetch: reportersFetch,
    make: (report, its) => doors.reporter(given, report, its),
  });
  return [
    somebody("the reporter", secret, null, 200),
    somebody("another reporter", "0000-0000-0000-0000-0002", 404, 404),
    somebody("somebody without a secret", null, 401, published ? 200 : 404),
  ];
};

/** The statuses in which an office has something to do, or waits to have it. */
const withOffice: readonly string[] = ["dispatched", "inProgress", "awaitingInformation"];

const linksIn = ({ status, dispositions }: Facts, doors: Doors): readonly Somebody[] => {
  const holder = (name: string, link: Link, open: boolean): Somebody => ({
    name,
    as: { role: "handler", id: `link:${link.disposition}` },
    refusal: open ? null : 404,
    look: open ? 200 : 404,
    tries: [...linksTries, ...linksFileTries],
    make: (report, its) => doors.link(link, report, its),
  });
  const last = Math.max(dispositions, 1);
  const open = dispositions > 0 && withOffice.includes(status);
  return [
    holder("the holder of the link", { disposition: last, late: false }, open),
    holder("the holder of an expired link", { disposition: last, late: true }, false),
    ...(dispositions > 1
      ? [holder("the holder of the link before", { disposition: dispositions - 1, late: false }, false)]
      : []),
  ];
};

export const planFor = (situation: Situation, doors: Doors): Plan => {
  const { facts } = situation;
  const plans = [
    ...officers.map((person) => officerIn(facts, person, doors)),
    ...reportersIn(facts, doors),
    ...linksIn(facts, doors),
  ].map((somebody) => planOf(situation, somebody));
  return {
    attempts: plans.flatMap(({ attempts }) => attempts),
    looks: plans.flatMap(({ looks }) => looks),
  };
};
