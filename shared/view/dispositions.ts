import type { Complaint } from "../domain/complaint.ts";
import type { Event, EventOf } from "../domain/events.ts";
import type { Status } from "../domain/lifecycle.ts";

/** The acts by which a report came to an office: what a signed link stands for. */

export type DispositionEvent =
  | EventOf<"disposed" | "arbitrated" | "passedUp" | "passedDown">
  | (EventOf<"tookOver"> & { readonly disposition: number });

const isDisposition = (event: Event): event is DispositionEvent =>
  event.type === "disposed" ||
  event.type === "arbitrated" ||
  event.type === "passedUp" ||
  event.type === "passedDown" ||
  (event.type === "tookOver" && event.disposition !== undefined);

/** The disposition with this number; undefined: there was none. */
export const dispositionNumbered = (events: readonly Event[], disposition: number): DispositionEvent | undefined =>
  events.filter(isDisposition).find((event) => event.disposition === disposition);

/** What whoever passed the report on wants done, or why it was decided so. */
export const instructionOf = (event: DispositionEvent): string | null => {
  if (event.type === "tookOver") return null;
  return (event.type === "arbitrated" || event.type === "passedUp" ? event.reason : event.instruction) ?? null;
};

/** While the reporter is asked for something, the office may look but has nothing to do. */
const openOverLinks: ReadonlySet<Status> = new Set(["dispatched", "inProgress", "awaitingInformation"]);

/** Whether a disposition's link still leads somewhere: not handed back, answered to the end, passed on or ended. */
export const isOpenOverLink = (complaint: Complaint, disposition: number): boolean =>
  complaint.disposition === disposition && openOverLinks.has(complaint.status);

const dayInMilliseconds = 86_400_000;
/**
 * Days for which a link works. The longest clock is 60 working days, about 90 by the calendar; twice that lets a
 * reopened report be answered over the link that its office has, and ends links in forgotten mailboxes.
 */
const daysOfLink = 180;

/** The last day of a disposition's link, in days since 1970; the same whenever it is asked. */
export const lastDayOfLink = (event: DispositionEvent): number =>
  Math.floor(Date.parse(event.at) / dayInMilliseconds) + daysOfLink;
