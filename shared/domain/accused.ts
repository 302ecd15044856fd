import type { Complaint } from "./complaint.ts";
import { coordinatesIt, concernsWith } from "./concerned.ts";
import type { Directory, LocalDate } from "./directory.ts";
import type { FiledEvent } from "./events.ts";
import { namedInSensitive } from "./sensitive.ts";
import { categoriesSaid } from "./suggest.ts";

/** As much as one phrase that says it by itself, or two that say it together. */
const saysSo = 1;

/**
 * The office that a report accuses: the reporter named it, and the words point to a category that is sensitive; null:
 * none. Once somebody has decided whom it is about, words are not asked again; nor where nobody independent would be
 * left, which a person has to see.
 */
export const accusedIn = (
  complaint: Pick<Complaint, "concerns" | "hop" | "namedAgencyCode" | "disposition">,
  filed: Pick<FiledEvent, "title" | "text">,
  directory: Directory,
  on: LocalDate,
): string | null => {
  const { concerns, namedAgencyCode, hop } = complaint;
  if (concerns !== null || namedAgencyCode === null || hop > 1) return null;
  const [accused = null] = categoriesSaid(filed, directory, on)
    .filter(({ score }) => score >= saysSo)
    .flatMap(({ categoryCode }) => namedInSensitive(directory, categoryCode, namedAgencyCode) ?? []);
  if (accused === null) return null;
  const about = { concerns: concernsWith({ concerns: null }, { agencyCodes: [accused] }, directory) };
  return coordinatesIt(about, directory) === null ? null : accused;
};
