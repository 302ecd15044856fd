import * as z from "zod/mini";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { suggestion } from "../../shared/domain/suggestion.ts";
import type { Log } from "../../shared/shell/logger.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";

/** One hop of a report: what the workflow hands from step to step. Ids, codes and numbers, never a text. */
export const hopInput = z.object({
  complaintId: z.string(),
  /** The version of the event that began the hop. */
  since: z.int().check(z.positive()),
});
export type HopInput = z.infer<typeof hopInput>;

export const hopWithSuggestion = z.extend(hopInput, {
  suggestion: z.optional(suggestion),
  /** What Step Functions says of a step that failed for good. */
  failure: z.optional(z.looseObject({ Error: z.string() })),
});
export type HopWithSuggestion = z.infer<typeof hopWithSuggestion>;

export type HopDeps = {
  readonly store: ComplaintStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  readonly log: Log;
};

export const theRouter: Actor = { role: "system", id: "routing" };

/**
 * Whether the report still waits for this hop. One that comes late, twice, or after a person has decided finds nothing
 * to do: that is its success. What it found out may be out of date as well, so a later hop is not its business.
 */
export const waitsForHop = (complaint: Complaint, { since }: HopInput): boolean =>
  complaint.status === "submitted" && complaint.held === null && complaint.hopSince === since;

export const isUnderArbitration = (complaint: Complaint): boolean => complaint.clocks.arbitration?.state === "running";
