import type { Complaint } from "./complaint.ts";
import type { Directory } from "./directory.ts";
import type { Actor, Concerns } from "./events.ts";
import { belongsTo, governmentAbove, inspectorateOf, isOwnOffice } from "./government.ts";

/**
 * A report about an office or an officer: who is concerned by it, and who stands in where they would have had a say.
 * Why: docs/adr/0019-conflict-and-confidence.md.
 */

type Of = Pick<Complaint, "concerns">;

/** Whether a report is about this office, or one that it belongs to. */
export const isOfficeConcerned = ({ concerns }: Of, code: string, directory: Directory): boolean =>
  concerns?.agencyCodes.some((about) => belongsTo(directory, code, about)) === true;

/** Whether a report is about whoever acts: the person, wherever they work now, or their office. */
export const isConcerned = (report: Of, { id, agencyCode }: Actor, directory: Directory): boolean =>
  report.concerns?.officerIds.includes(id) === true ||
  (agencyCode !== undefined && isOfficeConcerned(report, agencyCode, directory));

const firstIndependent = (report: Of, offices: readonly (string | null)[], directory: Directory): string | null =>
  offices.find((code) => code !== null && !isOfficeConcerned(report, code, directory)) ?? null;

/** The office that coordinates a report: supervision where the coordinating office is concerned; null: nobody is left. */
export const coordinatesIt = (report: Of, directory: Directory): string | null => {
  const { coordinatorAgencyCode, supervisorAgencyCode } = directory.policy;
  const offices = [coordinatorAgencyCode, supervisorAgencyCode, inspectorateOf(directory), governmentAbove(directory)];
  return firstIndependent(report, offices, directory);
};

/** The office that supervises a report; null: nobody is left. */
export const supervisesIt = (report: Of, directory: Directory): string | null =>
  firstIndependent(
    report,
    [directory.policy.supervisorAgencyCode, inspectorateOf(directory), governmentAbove(directory)],
    directory,
  );

/**
 * Who handles a report about somebody: the inspectorate, the government above where that is concerned, and nobody
 * where it is about another government, of which no office here is the judge. Null: a person has to decide.
 */
export const handlesConflict = (report: Of, directory: Directory): string | null =>
  report.concerns?.agencyCodes.every((code) => isOwnOffice(directory, code)) === true
    ? firstIndependent(report, [inspectorateOf(directory), governmentAbove(directory)], directory)
    : null;

/** Whether an office that has a report may go on having it: who handles conflicts, or another government. */
export const mayKeepIt = (report: Of, code: string, directory: Directory): boolean =>
  !isOfficeConcerned(report, code, directory) &&
  (code === handlesConflict(report, directory) || !isOwnOffice(directory, code));

/** What it concerns with others besides. An officer's office is concerned too: its mailbox and desks are the officer's. */
export const concernsWith = (
  { concerns }: Of,
  more: { readonly agencyCodes?: readonly string[] | undefined; readonly officerIds?: readonly string[] | undefined },
  { officers }: Directory,
): Concerns => {
  const officerIds = [...new Set([...(concerns?.officerIds ?? []), ...(more.officerIds ?? [])])];
  const theirs = officers.filter(({ id }) => more.officerIds?.includes(id) === true).map((its) => its.agencyCode);
  const agencyCodes = [...new Set([...(concerns?.agencyCodes ?? []), ...(more.agencyCodes ?? []), ...theirs])];
  return { agencyCodes, officerIds };
};

/** An officer of supervision who coordinates a report, since the coordinating office is concerned. */
export const standsInForCoordinator = (report: Of, { role, agencyCode }: Actor, directory: Directory): boolean =>
  role === "supervisor" &&
  agencyCode !== undefined &&
  agencyCode !== directory.policy.coordinatorAgencyCode &&
  agencyCode === coordinatesIt(report, directory);
