import * as z from "zod/mini";
import { attachmentStates } from "../domain/attachments.ts";
import { clockName } from "../domain/directory.ts";
import { actorRoles, statuses } from "../domain/lifecycle.ts";
import { note } from "../shell/contract.ts";

/**
 * What programs outside are told of a report: the contract's Complaint and Receipt. Documents and tests read these
 * schemas, functions only their types; so each is made when it is first asked for, and not at every cold start.
 */

const named = z.lazy(() =>
  z.strictObject({ code: z.string(), name: z.string() }).register(z.globalRegistry, { id: "Named" }),
);
const time = z.iso.datetime({ offset: true });

export const deadlineAnswer = z.lazy(() =>
  z
    .strictObject({
      clock: clockName,
      dueAt: time,
      state: z.enum(["running", "met", "missed", "paused"]),
      provisional: z
        .optional(z.literal(true))
        .check(
          note(
            "Kalender tahun itu belum ditetapkan, jadi tanggalnya masih dapat mundur.",
            "The calendar of that year is not known yet, so the date may still move to a later one.",
          ),
        ),
    })
    .register(z.globalRegistry, { id: "Deadline" }),
);
export type DeadlineAnswer = z.infer<typeof deadlineAnswer>;

export const timelineEntry = z.lazy(() =>
  z
    .strictObject({
      at: time,
      event: z.string(),
      by: z
        .strictObject({ role: z.enum(actorRoles), agency: z.optional(named), officer: z.optional(z.string()) })
        .check(
          note(
            "Siapa: perannya, dan instansinya bila ada; nama samaran petugas hanya untuk sesama petugas.",
            "Who: the role, and the office where there is one; an officer's pseudonym for officers only.",
          ),
        ),
      title: z
        .string()
        .check(note("Apa yang terjadi, dalam bahasa pembaca.", "What happened, in the reader's language.")),
      agency: z.optional(named),
      text: z.optional(z.string()).check(note("Apa yang ditulis seseorang.", "What somebody wrote.")),
      reasons: z
        .optional(z.array(z.string()))
        .check(note("Mengapa instansi ini yang dipilih.", "Why routing chose the agency.")),
    })
    .register(z.globalRegistry, { id: "TimelineEntry" }),
);
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** An officer to whom a report was given, for other officers. */
export const assigneeAnswer = z.lazy(() =>
  z
    .nullable(
      z.strictObject({
        officerId: z.string(),
        name: z
          .nullable(z.string())
          .check(note("Null: bukan petugas lagi menurut direktori.", "Null: no officer any more by the directory.")),
      }),
    )
    .check(
      note("Petugas yang menanganinya; null: belum ditugaskan.", "Whose it is at the office; null: nobody's yet."),
    ),
);
export type AssigneeAnswer = z.infer<typeof assigneeAnswer>;

export const attachmentAnswer = z.lazy(() =>
  z
    .strictObject({
      attachmentId: z.string(),
      fileName: z.string(),
      contentType: z.string(),
      size: z.int().check(note("Banyaknya byte.", "Bytes.")),
      state: z.enum(attachmentStates),
      by: z.enum(["reporter", "office"]),
      preview: z.boolean().check(note("Apakah ada gambar kecilnya.", "Whether there is a small picture of it.")),
      reason: z.optional(z.string()).check(note("Mengapa berkas ditolak.", "Why it was refused.")),
    })
    .register(z.globalRegistry, { id: "Attachment" }),
);
export type AttachmentAnswer = z.infer<typeof attachmentAnswer>;

const passages = z.array(z.strictObject({ kind: z.enum(["kept", "removed", "added"]), text: z.string() }));

export const complaintAnswer = z.lazy(() =>
  z
    .strictObject({
      trackingNumber: z.string(),
      class: z.enum(["complaint", "aspiration", "informationRequest"]),
      withInspection: z.boolean(),
      title: z.nullable(z.string()),
      text: z.string(),
      original: z
        .optional(z.strictObject({ title: z.nullable(z.string()), text: z.string() }))
        .check(
          note(
            "Tulisan asli, bila teks yang terbit berbeda; untuk pelapor, dan bagi petugas dengan data pribadi disamarkan.",
            "What the reporter wrote, where the published text differs; for the reporter, and with personal data masked for officers.",
          ),
        ),
      difference: z
        .optional(z.strictObject({ title: passages, text: passages }))
        .check(
          note(
            "Beda tulisan asli dan teks yang terbit, kata demi kata.",
            "How the original and the published text differ, word by word.",
          ),
        ),
      status: z.enum(statuses),
      statusText: z.string().check(note("Status dalam bahasa pembaca.", "The status in the reader's language.")),
      agency: z.nullable(named),
      assignee: z.optional(assigneeAnswer).check(note("Hanya untuk petugas.", "For officers only.")),
      concerns: z
        .optional(z.strictObject({ agencyCodes: z.array(z.string()), officerIds: z.array(z.string()) }))
        .check(
          note(
            "Hanya untuk petugas: instansi dan petugas yang disangkut laporan ini dan tidak melihatnya.",
            "For officers only: the offices and officers that it is about, who do not see it.",
          ),
        ),
      category: z.nullable(named),
      region: z.nullable(named),
      address: z.nullable(z.string()),
      incidentDate: z.nullable(z.iso.date()),
      anonymous: z.boolean(),
      confidential: z.boolean(),
      filedAt: time,
      closedAt: z.optional(time),
      closedBy: z.optional(z.enum(["reporter", "officer", "system"])),
      rating: z.optional(z.int().check(z.gte(1), z.lte(5))),
      mergedInto: z
        .optional(
          z.strictObject({
            trackingNumber: z.nullable(z.string()),
            status: z.enum(statuses),
            statusText: z.string(),
            timeline: z.array(timelineEntry),
          }),
        )
        .check(
          note(
            "Laporan yang melanjutkan laporan ini, sejauh umum boleh melihatnya.",
            "The report that goes on for this one, as far as everybody may see it.",
          ),
        ),
      absorbed: z
        .int()
        .check(
          note("Banyaknya laporan yang digabungkan ke laporan ini.", "How many reports were merged into this one."),
        ),
      question: z
        .optional(z.strictObject({ move: z.string(), text: z.string(), until: time }))
        .check(
          note(
            "Yang kami tanyakan kepada pelapor, dan langkah yang menjawabnya.",
            "What we ask the reporter, and the move that answers it.",
          ),
        ),
      deadlines: z.array(deadlineAnswer),
      timeline: z.array(timelineEntry),
      attachments: z.array(attachmentAnswer),
      moves: z
        .array(z.string())
        .check(note("Langkah yang boleh dilakukan pemanggil sekarang.", "What the caller may do now.")),
      version: z.int().check(z.positive()),
    })
    .register(z.globalRegistry, { id: "Complaint" }),
);
export type ComplaintAnswer = z.infer<typeof complaintAnswer>;

export const receiptAnswer = z.lazy(() =>
  z
    .strictObject({
      trackingNumber: z.string(),
      secret: z
        .string()
        .check(
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
    .register(z.globalRegistry, { id: "Receipt" }),
);
export type Receipt = z.infer<typeof receiptAnswer>;

export const problemAnswer = z.lazy(() =>
  z
    .strictObject({
      type: z
        .string()
        .check(
          note(
            "Alamat penjelasan masalah ini pada halaman docs, atau about:blank.",
            "Where the docs explain this problem, or about:blank.",
          ),
        ),
      title: z.string(),
      status: z.optional(z.int()),
      detail: z.string(),
      instance: z.string(),
      challenge: z.optional(
        z
          .strictObject({
            algorithm: z.literal("sha-256"),
            token: z.string(),
            bits: z.int(),
            expiresAt: time,
          })
          .check(
            note(
              "Hanya bersama 428. Cari jawaban, 1 sampai 32 huruf atau angka, sehingga SHA-256 dari `<token>:<jawaban>` diawali `bits` bit nol; kirim `<token>:<jawaban>` sebagai Challenge-Proof. Satu pembuktian untuk satu laporan.",
              "With 428 only. Find an answer, 1 to 32 letters or digits, such that the SHA-256 of `<token>:<answer>` begins with `bits` zero bits; send `<token>:<answer>` as Challenge-Proof. One proof is good for one report.",
            ),
          ),
      ),
      errors: z.optional(
        z.array(
          z.strictObject({
            pointer: z
              .string()
              .check(
                note(
                  "Tempatnya: JSON Pointer (RFC 6901) ke dalam isi permintaan.",
                  "Where: a JSON Pointer (RFC 6901) into what was sent.",
                ),
              ),
            detail: z.string(),
            line: z
              .optional(z.int())
              .check(note("Baris berkas CSV yang dikirim, dari 1.", "Line of the CSV that was sent, from 1.")),
          }),
        ),
      ),
    })
    .register(z.globalRegistry, { id: "Problem" }),
);
