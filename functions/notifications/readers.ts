import { addressesOf } from "../../shared/domain/addresses.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { coordinatesIt } from "../../shared/domain/concerned.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import type { MailMessage } from "./mail-message.ts";

/** Which office a mail is for, and where its readers are. */

/** The office that a mail is for. */
export const officeOf = (
  { to, agencyCode, officerId }: Pick<MailMessage, "to" | "agencyCode" | "officerId">,
  event: Event,
  complaint: Complaint,
  directory: Directory,
): string => {
  const coordinator = coordinatesIt(complaint, directory) ?? directory.policy.coordinatorAgencyCode;
  if (to === "coordinator") return coordinator;
  if (agencyCode !== undefined) return agencyCode;
  if (to === "supervisor") {
    return directory.officers.find(({ id }) => id === officerId)?.agencyCode ?? directory.policy.supervisorAgencyCode;
  }
  switch (event.type) {
    case "disposed":
    case "arbitrated":
    case "passedUp":
    case "passedDown":
    case "tookOver":
      return event.agencyCode;
    default:
      return event.owner ?? complaint.agencyCode ?? coordinator;
  }
};

const headMailOf = ({ agencies }: Directory, office: string): readonly string[] =>
  agencies.find(({ code }) => code === office)?.headMail ?? [];

/** Whether a mail is for the head of the office, who has an address of their own. */
export const isForHead = (directory: Directory, office: string, event: Event): boolean =>
  event.type === "escalated" && event.to === "agencyHead" && headMailOf(directory, office).length > 0;

/** The head of an office where the mail is for them; else the office's own mail, or that of the one above. */
export const addressesFor = (directory: Directory, office: string, event: Event): readonly string[] =>
  isForHead(directory, office, event) ? headMailOf(directory, office) : addressesOf(directory, office);

export const administratorsOf = ({ officers }: Directory): readonly string[] =>
  officers.filter(({ role }) => role === "platformAdmin").map(({ mail }) => mail);
