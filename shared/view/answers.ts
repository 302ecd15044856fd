import * as z from "zod";
import { clockName } from "../domain/directory.ts";
import { statuses } from "../domain/lifecycle.ts";
import { note } from "../shell/contract.ts";

/** What programs outside are told of a report: the contract's Complaint and Receipt. */

const named = z.strictObject({ code: z.string(), name: z.string() }).meta({ id: "Named" });
const time = z.iso.datetime({ offset: true });

export const deadlineAnswer = z
  .strictObject({
    clock: clockName,
    dueAt: time,
    state: z.enum(["running", "met", "missed", "paused"]),
    provisional: z
      .literal(true)
      .optional()
      .meta(
        note(
          "Kalender tahun itu belum ditetapkan, jadi tanggalnya masih dapat mundur.",
          "The calendar of that year is not known yet, so the date may still move to a later one.",
        ),
      ),
  })
  .meta({ id: "Deadline" });
export type DeadlineAnswer = z.infer<typeof deadlineAnswer>;

export const timelineEntry = z
  .strictObject({
    at: time,
    event: z.string(),
    title: z.string().meta(note("Apa yang terjadi, dalam bahasa pembaca.", "What happened, in the reader's language.")),
    agency: named.optional(),
    text: z.string().optional().meta(note("Apa yang ditulis seseorang.", "What somebody wrote.")),
    reasons: z
      .array(z.string())
      .optional()
      .meta(note("Mengapa instansi ini yang dipilih.", "Why routing chose the agency.")),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const complaintAnswer = z
  .strictObject({
    trackingNumber: z.string(),
    class: z.enum(["complaint", "aspiration", "informationRequest"]),
    withInspection: z.boolean(),
    title: z.string().nullable(),
    text: z.string(),
    original: z
      .strictObject({ title: z.string().nullable(), text: z.string() })
      .optional()
      .meta(
        note(
          "Tulisan asli, bila teks yang terbit berbeda; hanya untuk pelapor.",
          "What the reporter wrote, where the published text differs; for the reporter alone.",
        ),
      ),
    status: z.enum(statuses),
    statusText: z.string().meta(note("Status dalam bahasa pembaca.", "The status in the reader's language.")),
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
    moves: z
      .array(z.string())
      .meta(note("Langkah yang boleh dilakukan pemanggil sekarang.", "What the caller may do now.")),
    version: z.int().positive(),
  })
  .meta({ id: "Complaint" });
export type ComplaintAnswer = z.infer<typeof complaintAnswer>;

export const receiptAnswer = z
  .strictObject({
    trackingNumber: z.string(),
    secret: z
      .string()
      .meta(
        note(
          "Hanya ditampilkan sekali ini. Siapa pun yang memegangnya berbicara sebagai pelapor.",
          "Shown this once. Whoever has it speaks for the reporter.",
        ),
      ),
    status: z.enum(statuses),
    filedAt: time,
    deadlines: z.array(deadlineAnswer),
    links: z.strictObject({ self: z.url(), replies: z.url(), closure: z.url(), withdrawal: z.url() }),
  })
  .meta({ id: "Receipt" });
export type Receipt = z.infer<typeof receiptAnswer>;

export const problemAnswer = z
  .strictObject({
    type: z
      .string()
      .meta(
        note(
          "Alamat penjelasan masalah ini pada halaman docs, atau about:blank.",
          "Where the docs explain this problem, or about:blank.",
        ),
      ),
    title: z.string(),
    status: z.int().optional(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.strictObject({
          pointer: z
            .string()
            .meta(
              note(
                "Tempatnya: JSON Pointer (RFC 6901) ke dalam isi permintaan.",
                "Where: a JSON Pointer (RFC 6901) into what was sent.",
              ),
            ),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });
