import * as z from "zod";
import { clockName } from "../domain/directory.ts";
import { statuses } from "../domain/lifecycle.ts";

/** What programs outside are told of a report: the contract's Complaint and Receipt. */

const named = z.strictObject({ code: z.string(), name: z.string() });
const time = z.iso.datetime({ offset: true });

export const deadlineAnswer = z.strictObject({
  clock: clockName,
  dueAt: time,
  state: z.enum(["running", "met", "missed", "paused"]),
  /** The calendar of that year is not known yet, so the date may still move to a later one. */
  provisional: z.literal(true).optional(),
});
export type DeadlineAnswer = z.infer<typeof deadlineAnswer>;

export const timelineEntry = z.strictObject({
  at: time,
  event: z.string(),
  /** What happened, in the reader's language. */
  title: z.string(),
  agency: named.optional(),
  /** What somebody wrote. */
  text: z.string().optional(),
  /** Why routing chose the agency. */
  reasons: z.array(z.string()).optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const complaintAnswer = z.strictObject({
  trackingNumber: z.string(),
  class: z.enum(["complaint", "aspiration", "informationRequest"]),
  withInspection: z.boolean(),
  title: z.string().nullable(),
  text: z.string(),
  /** What the reporter wrote, where the published text differs; for the reporter alone. */
  original: z.strictObject({ title: z.string().nullable(), text: z.string() }).optional(),
  status: z.enum(statuses),
  statusText: z.string(),
  agency: named.nullable(),
  category: named.nullable(),
  region: named.nullable(),
  address: z.string().nullable(),
  incidentDate: z.iso.date().nullable(),
  anonymous: z.boolean(),
  confidential: z.boolean(),
  filedAt: time,
  closedAt: time.optional(),
  closedBy: z.enum(["reporter", "officer", "system"]).optional(),
  rating: z.int().min(1).max(5).optional(),
  deadlines: z.array(deadlineAnswer),
  timeline: z.array(timelineEntry),
  attachments: z.array(
    z.strictObject({
      attachmentId: z.string(),
      fileName: z.string(),
      contentType: z.string(),
      size: z.int(),
      state: z.string(),
    }),
  ),
  moves: z.array(z.string()),
  version: z.int().positive(),
});
export type ComplaintAnswer = z.infer<typeof complaintAnswer>;

export const receiptAnswer = z.strictObject({
  trackingNumber: z.string(),
  /** Shown once: whoever has it speaks for the reporter. */
  secret: z.string(),
  status: z.enum(statuses),
  filedAt: time,
  deadlines: z.array(deadlineAnswer),
  links: z.strictObject({ self: z.url(), replies: z.url(), closure: z.url(), withdrawal: z.url() }),
});
export type Receipt = z.infer<typeof receiptAnswer>;

export const problemAnswer = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().optional(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});
