import { addressesOf } from "../../shared/domain/addresses.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { isOpen } from "../../shared/domain/lifecycle.ts";
import type { Language } from "../../shared/shell/language.ts";
import { signLink, type SigningKeys } from "../../shared/shell/signing.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { dispositionNumbered, isOpenOverLink, lastDayOfLink } from "../../shared/view/dispositions.ts";
import type { MailText } from "./letters/compose.ts";
import { readersZone, type LetterContext } from "./letters/frame.ts";
import { letterOf } from "./letter-of.ts";
import type { MailMessage } from "./mails-for.ts";

/** Who gets a mail, if anybody still should, and what it says. */

export type PlanDeps = {
  readonly directory: () => Promise<Directory>;
  readonly keys: () => Promise<SigningKeys>;
  /** Who the reporter is. Asked for only where a mail goes to them, or they want an office to know. */
  readonly identity: (complaintId: string) => Promise<Identity | null>;
  /** Address of the API, without a slash at its end. */
  readonly baseUrl: string;
};

export type Plan =
  | { readonly kind: "send"; readonly to: readonly string[]; readonly language: Language; readonly mail: MailText }
  /** Nobody needs it any more, or its reader has no address by choice. */
  | { readonly kind: "needless"; readonly reason: string }
  /** An office that should read it cannot be reached by mail at all. */
  | { readonly kind: "unreachable"; readonly reason: string };

/** Why a mail says nothing that its reader still needs to know; null: it does. */
const overtaken = ({ to }: MailMessage, event: Event, { complaint }: History): string | null => {
  switch (event.type) {
    case "disposed":
    case "arbitrated":
    case "passedDown":
      return isOpenOverLink(complaint, event.disposition) ? null : "no longer in force";
    case "held":
      return complaint.held === null ? "no longer held" : null;
    case "reopened":
      return isOpen(complaint.status) && complaint.agencyCode === event.owner ? null : "no longer with this office";
    case "replied":
    case "informationSupplied":
      // The next office finds the reply in the timeline.
      return to === "coordinator" || complaint.agencyCode === event.owner ? null : "no longer with this office";
    case "deadlineMissed":
      return complaint.clocks[event.clock]?.state === "running" && complaint.owner === event.owner
        ? null
        : "no longer due";
    default:
      return null;
  }
};

/** The office that a mail is for. */
export const officeOf = (
  { to, agencyCode }: Pick<MailMessage, "to" | "agencyCode">,
  event: Event,
  complaint: Complaint,
  directory: Directory,
): string => {
  const coordinator = directory.policy.coordinatorAgencyCode;
  if (to === "coordinator") return coordinator;
  if (agencyCode !== undefined) return agencyCode;
  switch (event.type) {
    case "disposed":
    case "arbitrated":
    case "passedDown":
      return event.agencyCode;
    default:
      return event.owner ?? complaint.agencyCode ?? coordinator;
  }
};

/** Where the office that has the report answers; the same address in every mail of a disposition. */
const answerLink = async (
  { kind, to }: MailMessage,
  { complaint, events }: History,
  { keys, baseUrl }: PlanDeps,
): Promise<string | null> => {
  const { complaintId, disposition } = complaint;
  if (to !== "agency" || kind === "copy" || !isOpenOverLink(complaint, disposition)) return null;
  const current = dispositionNumbered(events, disposition);
  if (!current) return null;
  const token = signLink(await keys(), { complaintId, disposition, lastDay: lastDayOfLink(current) });
  return `${baseUrl}/d/${token}`;
};

/**
 * Who the reporter is, for the office that handles the report and nobody else: only if the reporter asked for it and
 * not to be anonymous, and only in a mailbox of that office itself.
 */
const contactFor = async (
  { kind }: MailMessage,
  { complaint }: History,
  office: string,
  directory: Directory,
  { identity }: PlanDeps,
): Promise<Identity | null> => {
  const ownMailbox = directory.agencies.some(({ code, mail }) => code === office && mail.length > 0);
  if (kind !== "disposition" || !complaint.shareWithAgency || complaint.anonymous || !ownMailbox) return null;
  return identity(complaint.complaintId);
};

const toReporter = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const { complaint } = history;
  const { email } = (complaint.reachable ? await deps.identity(complaint.complaintId) : null) ?? {};
  if (email === undefined) return { kind: "needless", reason: "the reporter gave no address" };
  const directory = await deps.directory();
  const { language } = complaint;
  const context: LetterContext = {
    history,
    directory,
    language,
    timeZone: readersZone(directory, complaint),
    baseUrl: deps.baseUrl,
    answerLink: null,
  };
  return { kind: "send", to: [email], language, mail: letterOf(message, context, event, null) };
};

const toOffice = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const directory = await deps.directory();
  const office = officeOf(message, event, history.complaint, directory);
  const to = addressesOf(directory, office);
  if (to.length === 0) return { kind: "unreachable", reason: "no address" };
  const context: LetterContext = {
    history,
    directory,
    language: "id",
    timeZone: zoneOf(directory, office),
    baseUrl: deps.baseUrl,
    answerLink: await answerLink(message, history, deps),
  };
  const contact = await contactFor(message, history, office, directory, deps);
  return { kind: "send", to, language: "id", mail: letterOf(message, context, event, contact) };
};

export const planMail = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const reason = overtaken(message, event, history);
  if (reason !== null) return { kind: "needless", reason };
  return message.to === "reporter"
    ? toReporter(message, event, history, deps)
    : toOffice(message, event, history, deps);
};
