import { addressesOf } from "../../shared/domain/addresses.ts";
import { localDateOf } from "../../shared/domain/calendar.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { handlesConflict } from "../../shared/domain/concerned.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import { suggest } from "../../shared/domain/suggest.ts";
import type { Suggestion } from "../../shared/domain/suggestion.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { filingOf } from "../../shared/view/complaint-view.ts";
import { isUnderArbitration, type HopDeps, type HopInput } from "./hop.ts";

/** What a report is about is no question where it is about somebody; nor is it put to an office that handed it back. */
const toWhoeverIsIndependent = (complaint: Complaint, { categoryCode }: Suggestion, known: Directory): Suggestion => {
  const office = handlesConflict(complaint, known);
  const agencyCode = office === null || complaint.refusedBy.includes(office) ? null : office;
  const confident = agencyCode !== null && addressesOf(known, agencyCode).length > 0 && !isUnderArbitration(complaint);
  const reasons = [{ kind: "conflictOfInterest" } as const];
  return { agencyCode, categoryCode, confidence: agencyCode === null ? 0 : 1, confident, reasons };
};

/**
 * Which agency and category, how sure, and why. What an arbiter has to decide, and an agency that no mail can reach,
 * is only a proposal to the person who decides.
 */
export const suggestAgency = async (
  { store, directory, now, log }: HopDeps,
  { complaintId }: HopInput,
): Promise<Suggestion> => {
  const found = await history(store, complaintId);
  if (!found) throw new Error("the report of this hop is not there");
  const { complaint, events } = found;
  const known = await directory();
  const filed = filingOf(events);
  const hint = events.findLast((event) => event.type === "handedBack")?.suggestedAgencyCode;
  const suggestion = suggest(
    {
      title: filed.title,
      text: filed.text,
      categoryCode: complaint.categoryCode ?? undefined,
      agencyCode: hint ?? filed.agencyCode,
      regionCode: filed.location?.regionCode,
      refusedBy: complaint.refusedBy,
    },
    known,
    localDateOf(now(), zoneOf(known, null)),
  );
  if (complaint.concerns !== null) return toWhoeverIsIndependent(complaint, suggestion, known);
  const reachable = suggestion.agencyCode !== null && addressesOf(known, suggestion.agencyCode).length > 0;
  const confident = suggestion.confident && reachable && !isUnderArbitration(complaint);
  log.info("AGENCY_SUGGESTED", confident ? "an agency was found" : "no agency is sure enough", {
    complaintId,
    agencyCode: suggestion.agencyCode,
    confidence: suggestion.confidence,
  });
  return { ...suggestion, confident };
};
