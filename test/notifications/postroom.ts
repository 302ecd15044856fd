import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import { planMail, type Plan, type PlanDeps } from "../../functions/notifications/plan-mail.ts";
import type { MailText } from "../../functions/notifications/letters/compose.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { directory, mondayMorning, type Report } from "../builders.ts";

/** Mails as the sender would write them, without sending. */

/** Made up: no other text of the tests has any of these. */
export const markers = {
  name: "Zqxname Marker",
  email: "zqxmail@surel.example",
  phone: "+6284055512345",
} as const satisfies Identity;
export const marks = ["Zqxname", "zqxmail", "84055512345"];

export const baseUrl = "https://lapor.example/dev";
export const keys = signingKeys("a secret of the tests");

export type Postroom = {
  readonly identity?: Identity | null;
  readonly directory?: Directory;
  /** Reports besides the one that the mail is about. */
  readonly reports?: readonly Report[];
  readonly now?: string;
  readonly formerAddress?: string | null;
};

export const planDeps = ({
  identity = markers,
  directory: its = directory,
  reports = [],
  now = mondayMorning,
  formerAddress = null,
}: Postroom = {}): PlanDeps & {
  /** Of which reports somebody asked who the reporter is. */
  readonly askedFor: readonly string[];
} => {
  const askedFor: string[] = [];
  return {
    askedFor,
    directory: () => Promise.resolve(its),
    keys: () => Promise.resolve(keys),
    identity: (complaintId) => {
      askedFor.push(complaintId);
      return Promise.resolve(identity);
    },
    formerAddress: () => Promise.resolve(formerAddress),
    report: (complaintId) =>
      Promise.resolve(reports.find(({ complaint }) => complaint.complaintId === complaintId)?.complaint ?? null),
    baseUrl,
    now: () => now,
  };
};

export const eventAt = ({ events }: Report, version: number): Event => {
  const event = events[version - 1];
  if (!event) throw new Error(`the report has no event ${version}`);
  return event;
};

/** The last mail of this kind that follows from what happened to the report, or the first. */
export const messageOf = (report: Report, kind: MailMessage["kind"], which: "first" | "last" = "last"): MailMessage => {
  const all = report.events.flatMap((event) => mailsFor(report.complaint.complaintId, event));
  const message = all.filter((its) => its.kind === kind).at(which === "first" ? 0 : -1);
  if (!message) throw new Error(`no ${kind} follows from what happened`);
  return message;
};

export const planned = (
  report: Report,
  kind: MailMessage["kind"],
  room: Postroom = {},
  which: "first" | "last" = "last",
): Promise<Plan> => {
  const message = messageOf(report, kind, which);
  return planMail(message, eventAt(report, message.version), report, planDeps(room));
};

export type Written = MailText & { readonly to: readonly string[]; readonly language: "id" | "en" };

export const written = async (report: Report, kind: MailMessage["kind"], room: Postroom = {}): Promise<Written> => {
  const plan = await planned(report, kind, room);
  if (plan.kind !== "send") throw new Error(`${kind} is not sent: ${plan.reason}`);
  return { ...plan.mail, to: plan.to, language: plan.language };
};
