import type { Complaint } from "./complaint.ts";
import { isConcerned, standsInForCoordinator, supervisesIt } from "./concerned.ts";
import type { Agency, Directory } from "./directory.ts";
import type { Actor } from "./events.ts";
import { isBelow, ownGovernment } from "./government.ts";

/**
 * Which officers may see a report: one answer for every door (a report by its number, queue and counts, many at once,
 * files, originals, links). Why: docs/adr/0019-conflict-and-confidence.md.
 */

export type Seen = Pick<Complaint, "agencyCode" | "owner" | "confidential" | "concerns">;

const isAtOrBelow = (directory: Directory, code: string | null, root: string): boolean =>
  code !== null && (code === root || isBelow(directory, code, root));

const agencyNamed = ({ agencies }: Directory, code: string): Agency | undefined =>
  agencies.find((its) => its.code === code);

const isInspectorate = (directory: Directory, code: string): boolean =>
  agencyNamed(directory, code)?.kind === "inspectorate";

/** The office with all below it that a supervisor looks after: an inspectorate's is the government that it belongs to. */
export const jurisdictionOf = (directory: Directory, agencyCode: string): string =>
  (isInspectorate(directory, agencyCode) ? agencyNamed(directory, agencyCode)?.parent : null) ?? agencyCode;

/** Whether an office supervises all reports of this government, wherever they are: some are with another one. */
const supervisesAll = (directory: Directory, agencyCode: string): boolean =>
  agencyCode === directory.policy.supervisorAgencyCode ||
  isAtOrBelow(directory, ownGovernment(directory), jurisdictionOf(directory, agencyCode));

const inJurisdiction = (report: Seen, agencyCode: string, directory: Directory): boolean => {
  const root = jurisdictionOf(directory, agencyCode);
  return (
    supervisesAll(directory, agencyCode) ||
    isAtOrBelow(directory, report.agencyCode, root) ||
    isAtOrBelow(directory, report.owner, root)
  );
};

/** @returns false for whoever is no officer: a reporter comes with the secret, and the system sees what it works on */
export const maySee = (report: Seen, actor: Actor, directory: Directory): boolean => {
  const { role, agencyCode } = actor;
  if (agencyCode === undefined || isConcerned(report, actor, directory)) return false;
  switch (role) {
    case "coordinator":
      return agencyCode === directory.policy.coordinatorAgencyCode;
    case "supervisor":
      return report.confidential
        ? (isInspectorate(directory, agencyCode) && inJurisdiction(report, agencyCode, directory)) ||
            // On their own desk, for a decision that nobody else may make.
            (report.owner === agencyCode && agencyCode === supervisesIt(report, directory)) ||
            standsInForCoordinator(report, actor, directory)
        : inJurisdiction(report, agencyCode, directory);
    case "handler":
      return report.confidential
        ? agencyCode === report.agencyCode
        : isAtOrBelow(directory, report.agencyCode, agencyCode);
    case "reporter":
    case "system":
      return false;
  }
};
