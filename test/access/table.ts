import { lifecycle, type ActorRole, type GuardName, type Move } from "../../shared/domain/lifecycle.ts";
import { inspectorate, province, secondSupervisor } from "./people.ts";
import type { Facts } from "./situations.ts";

/**
 * What the table of the lifecycle says, read without the code that acts by it: rows by status and role, and the
 * guards told anew from what is written beside each situation.
 */

export type Asking = {
  readonly role: ActorRole;
  readonly id: string;
  readonly move: Move;
  readonly longer?: boolean | undefined;
};
export type Row = (typeof lifecycle)[number];

const handBacksToArbiter = 2;
const reopeningsOfOffice = 2;

const timesOwn = (): never => {
  throw new Error("only the system looks at clocks, and at files that come");
};

const isOpen = ({ status }: Facts): boolean => !["closed", "archived", "blocked"].includes(status);
/** Who is independent of everybody whom a report here may be about. */
const staysFor = ({ office }: Facts): boolean => office === inspectorate || office === province;

const holds: Readonly<Record<GuardName, (facts: Facts, asking: Asking) => boolean>> = {
  handBackLeavesRouting: ({ handBacks }) => handBacks + 1 < handBacksToArbiter,
  handBackNeedsArbiter: ({ handBacks }) => handBacks + 1 >= handBacksToArbiter,
  notArbitrated: ({ arbitration }) => arbitration !== "decided",
  underArbitration: ({ arbitration }) => arbitration === "pending",
  notUnderArbitration: ({ arbitration }) => arbitration !== "pending",
  hasHandler: ({ office }) => office !== null,
  hasNoHandler: ({ office }) => office === null,
  mayReopen: ({ reopenings, lately }) => lately && reopenings < reopeningsOfOffice,
  mayGoToSupervisor: ({ reopenings, lately }) => lately && reopenings === reopeningsOfOffice,
  mayAppeal: ({ endedBy, appealed }) => endedBy !== "reporter" && !appealed,
  closureContested: ({ contested }) => contested,
  closureNotContested: ({ contested }) => !contested,
  notOwnArchiving: ({ appealAgainst }, { id }) => appealAgainst !== id,
  conflictTakesIt: (facts) => isOpen(facts) && !facts.contested && !staysFor(facts),
  conflictLeavesIt: (facts) => !isOpen(facts) || facts.contested || staysFor(facts),
  hasConflict: ({ concerned }) => concerned !== null,
  notRated: ({ rated }) => !rated,
  classGetsShorter: (_, { longer }) => longer === false,
  classGetsLonger: (_, { longer }) => longer === true,
  classChangeProposedByAnother: ({ proposedBy }, { id }) => proposedBy !== null && proposedBy !== id,
  clockRuns: timesOwn,
  clockIsLate: timesOwn,
  calendarMovesDeadline: timesOwn,
  officeIsClosed: timesOwn,
  fileIsExpected: timesOwn,
  fileIsAwaited: timesOwn,
  fileIsInspected: timesOwn,
  // Every report of the matrix has such a file, of its reporter.
  fileIsReady: () => true,
  anotherSupervises: () => true,
  // In every report one of two supervisors has the identity open.
  identityIsShut: (_, { id }) => id !== secondSupervisor.actor.id,
  identityIsOpen: (_, { id }) => id === secondSupervisor.actor.id,
  reportersFileIsReady: () => true,
  identityKeptLongEnough: timesOwn,
  filesKeptLongEnough: timesOwn,
  notObjected: () => true,
};

/** The row by which somebody may make this move, of which there is one at most; undefined: the table has none. */
export const rowFor = (facts: Facts, asking: Asking): Row | undefined => {
  const [row, another] = lifecycle.filter(
    ({ move, from, by, when }) =>
      move === asking.move &&
      from.includes(facts.status) &&
      by.includes(asking.role) &&
      (when ?? []).every((guard) => holds[guard](facts, asking)),
  );
  if (another) throw new Error(`two rows of the table allow ${asking.move} from ${facts.status}`);
  return row;
};

/** The status that the row leads to. */
export const statusAfter = (row: Row, { status, before }: Facts): string => {
  if (row.to === "same") return status;
  if (row.to !== "before") return row.to;
  if (before === null) throw new Error(`${row.move} has nothing to lead back to`);
  return before;
};

/** One row for one role in one status: what has to have an example. */
export const exampleOf = ({ move, event, when }: Row, from: string, role: ActorRole): string =>
  `${move} (${[event, ...(when ?? [])].join(", ")}) from ${from} by ${role}`;

/**
 * A code goes to an address, which no reporter of the matrix has; files are erased together with who the reporter is, in
 * two steps. Both are tried in test/rights.
 */
const triedElsewhere: ReadonlySet<Move> = new Set(["requestRightsCode", "eraseAttachments"]);

/** Filing has no report before it, and the system comes over no API. */
export const examplesNeeded = (): readonly string[] =>
  lifecycle
    .filter(({ move }) => move !== "file" && !triedElsewhere.has(move))
    .flatMap((row) =>
      row.from.flatMap((from) => row.by.filter((role) => role !== "system").map((role) => exampleOf(row, from, role))),
    );
