import type { CommandOf } from "./commands.ts";
import { concernsWith, coordinatesIt } from "./concerned.ts";
import type { Directory } from "./directory.ts";
import type { Concerns, FiledEvent } from "./events.ts";
import { withoutMove } from "./particulars.ts";
import { isSensitive, namedInSensitive } from "./sensitive.ts";

/** Whom a report is about from the beginning, and whether it is confidential whatever the reporter chose. */

type Filing = CommandOf<"file">;

/** Null also where nobody would be left to look at it: then the coordinator decides whom it is about. */
export const concernsOfFiling = (
  { aboutAgencyCode, agencyCode, categoryCode }: Filing,
  directory: Directory,
): Concerns | null => {
  const implied = namedInSensitive(directory, categoryCode ?? null, agencyCode ?? null);
  const codes = [...(aboutAgencyCode === undefined ? [] : [aboutAgencyCode]), ...(implied === null ? [] : [implied])];
  if (codes.length === 0) return null;
  const concerns = concernsWith({ concerns: null }, { agencyCodes: codes }, directory);
  return coordinatesIt({ concerns }, directory) === null ? null : concerns;
};

/** What the event of a filing says. */
export const filingOf = (
  command: Filing,
  directory: Directory,
): Omit<FiledEvent, "type" | "version" | "at" | "actor" | "cause" | "status" | "owner" | "clocks"> => {
  const { aboutAgencyCode: _, ...filing } = withoutMove(command);
  const concerns = concernsOfFiling(command, directory);
  const secret = concerns !== null || isSensitive(directory, command.categoryCode ?? null);
  return {
    ...filing,
    ...(secret && !filing.confidential ? { confidential: true, madeConfidential: true } : {}),
    ...(concerns === null ? {} : { concerns }),
  };
};
