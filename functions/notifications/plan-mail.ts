import type { Complaint } from "../../shared/domain/complaint.ts";
import { localDateOf } from "../../shared/domain/calendar.ts";
import { calendarOf, zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor, Event } from "../../shared/domain/events.ts";
import { maySee } from "../../shared/domain/may-see.ts";
import { servesOn } from "../../shared/domain/validity.ts";
import type { Language } from "../../shared/shell/language.ts";
import { rightsCode, type SigningKeys } from "../../shared/shell/signing.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { goesOnIn } from "../../shared/store/survivor.ts";
import { answerLink } from "./answer-link.ts";
import { yearOfWarning } from "./calendar-warning.ts";
import { letterOf } from "./letter-of.ts";
import { calendarLetter } from "./letters/calendar.ts";
import type { MailText } from "./letters/compose.ts";
import { followedLetter } from "./letters/followed.ts";
import { readersZone, type LetterContext } from "./letters/frame.ts";
import type { MailMessage } from "./mail-message.ts";
import { overtaken } from "./overtaken.ts";
import { addressesFor, administratorsOf, isForHead, officeOf } from "./readers.ts";
import { whenToSend, type When } from "./when-to-send.ts";

/** Who gets a mail, if anybody still should, and what it says. */

export type PlanDeps = {
  readonly directory: () => Promise<Directory>;
  readonly keys: () => Promise<SigningKeys>;
  /** Who the reporter is. Asked for only where a mail goes to them, or they want an office to know. */
  readonly identity: (complaintId: string) => Promise<Identity | null>;
  /** The address that the reporter had until a correction, for the one mail that says that it is theirs no more. */
  readonly formerAddress: (complaintId: string, version: number) => Promise<string | null>;
  /** Another report, where one was merged into another. */
  readonly report: (complaintId: string) => Promise<Complaint | null>;
  /** Address of the API, without a slash at its end. */
  readonly baseUrl: string;
  readonly now: () => string;
};

export type Plan =
  | {
      readonly kind: "send";
      readonly to: readonly string[];
      readonly language: Language;
      readonly mail: MailText;
      /** Complaint id of the report whose mails it is filed with. */
      readonly thread: string;
      readonly when: When;
    }
  /** Nobody needs it any more, or its reader has no address by choice. */
  | { readonly kind: "needless"; readonly reason: string }
  /** An office that should read it cannot be reached by mail at all. */
  | { readonly kind: "unreachable"; readonly reason: string };

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

/** The reports in which a merged one goes on; the last goes on for all of them. */
const chainFrom = (start: string | null, { report }: PlanDeps): Promise<readonly Complaint[]> =>
  goesOnIn(start, report, ({ mergedInto }) => mergedInto);

const reportersContext = async (of: History, { directory: read, baseUrl }: PlanDeps): Promise<LetterContext> => {
  const directory = await read();
  const { complaint } = of;
  const timeZone = readersZone(directory, complaint);
  return { history: of, directory, language: complaint.language, timeZone, baseUrl, answerLink: null };
};

/** A reporter waits for news, and reads it when they like. */
const atOnce: When = { when: "now" };

const noAddress: Plan = { kind: "needless", reason: "the reporter gave no address" };
const emailOf = async ({ reachable, complaintId }: Complaint, { identity }: PlanDeps): Promise<string | undefined> =>
  (reachable ? await identity(complaintId) : null)?.email;

/** Where a mail to the reporter goes. */
const addressOf = async (
  { kind, version }: MailMessage,
  complaint: Complaint,
  deps: PlanDeps,
): Promise<string | undefined> =>
  kind === "addressLeft"
    ? ((await deps.formerAddress(complaint.complaintId, version)) ?? undefined)
    : emailOf(complaint, deps);

const toReporter = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const { complaint } = history;
  const email = await addressOf(message, complaint, deps);
  if (email === undefined) return noAddress;
  const context = await reportersContext(history, deps);
  const code = message.kind === "rightsCode" ? rightsCode(await deps.keys(), message) : undefined;
  const chain = event.type === "merged" ? await chainFrom(event.into, deps) : [];
  const mail = letterOf(message, context, event, { contact: null, goesOnIn: chain.at(-1) ?? null, code });
  return { kind: "send", to: [email], language: complaint.language, mail, thread: complaint.complaintId, when: atOnce };
};

/** To the reporter of a report that was merged into this one and, since then, was not taken out again by an appeal. */
const toFollower = async (follower: string, event: Event, survivor: History, deps: PlanDeps): Promise<Plan> => {
  const merged = await deps.report(follower);
  if (!merged) throw new Error("the report that was merged is not there");
  const chain = await chainFrom(merged.mergedInto, deps);
  if (!chain.some(({ complaintId }) => complaintId === survivor.complaint.complaintId)) {
    return { kind: "needless", reason: "no longer merged" };
  }
  const email = await emailOf(merged, deps);
  if (email === undefined) return noAddress;
  const context = await reportersContext({ complaint: merged, events: [] }, deps);
  const next = event.type === "merged" ? (chain.at(-1) ?? null) : null;
  const mail = followedLetter(context, survivor, event, next);
  return { kind: "send", to: [email], language: merged.language, mail, thread: merged.complaintId, when: atOnce };
};

const toOffice = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const directory = await deps.directory();
  const { complaint } = history;
  const office = officeOf(message, event, complaint, directory);
  const to = addressesFor(directory, office, event);
  if (to.length === 0) return { kind: "unreachable", reason: "no address" };
  const context: LetterContext = {
    history,
    directory,
    language: "id",
    timeZone: zoneOf(directory, office),
    baseUrl: deps.baseUrl,
    answerLink: await answerLink(message, history, office, deps),
  };
  const contact = await contactFor(message, history, office, directory, deps);
  const mail = letterOf(message, context, event, { contact, goesOnIn: null });
  const forHead = isForHead(directory, office, event);
  const when = whenToSend(message.kind, office, forHead, complaint, directory, deps.now());
  return { kind: "send", to, language: "id", mail, thread: complaint.complaintId, when };
};

/** To one officer, at an address of their own. */
const toSupervisor = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const directory = await deps.directory();
  const officer = directory.officers.find(({ id }) => id === message.officerId);
  const timeZone = zoneOf(directory, officer?.agencyCode ?? null);
  if (!officer || !servesOn(officer, localDateOf(deps.now(), timeZone))) {
    return { kind: "needless", reason: "no longer in office" };
  }
  const { baseUrl } = deps;
  const context: LetterContext = { history, directory, language: "id", timeZone, baseUrl, answerLink: null };
  const actor: Actor = { role: "supervisor", id: officer.id, agencyCode: officer.agencyCode };
  const readsReport = maySee(history.complaint, actor, directory);
  const mail = letterOf(message, context, event, { contact: null, goesOnIn: null, readsReport });
  const thread = history.complaint.complaintId;
  return { kind: "send", to: [officer.mail], language: "id", mail, thread, when: atOnce };
};

export const planMail = async (message: MailMessage, event: Event, history: History, deps: PlanDeps): Promise<Plan> => {
  const reason = overtaken(message, event, history, await deps.directory());
  if (reason !== null) return { kind: "needless", reason };
  if (message.follower !== undefined) return toFollower(message.follower, event, history, deps);
  if (message.to === "supervisor") return toSupervisor(message, event, history, deps);
  return message.to === "reporter"
    ? toReporter(message, event, history, deps)
    : toOffice(message, event, history, deps);
};

/** A mail that is about no single report. */
export const planWarning = async (message: MailMessage, { directory: read }: PlanDeps): Promise<Plan> => {
  const directory = await read();
  const year = yearOfWarning(message);
  if (calendarOf(directory, directory.policy.regionCode).loadedYears.has(year)) {
    return { kind: "needless", reason: "loaded meanwhile" };
  }
  const to = administratorsOf(directory);
  if (to.length === 0) return { kind: "unreachable", reason: "no administrator" };
  return { kind: "send", to, language: "id", mail: calendarLetter(year), thread: message.complaintId, when: atOnce };
};
