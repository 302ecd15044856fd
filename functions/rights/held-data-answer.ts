import * as z from "zod/mini";
import { attachmentStates } from "../../shared/domain/attachments.ts";
import { complaintClass } from "../../shared/domain/directory.ts";
import { channel, location } from "../../shared/domain/events.ts";
import { actorRoles } from "../../shared/domain/lifecycle.ts";
import { note } from "../../shared/shell/contract.ts";

/** Everything that is held on a reporter, as they get it. */

const time = z.iso.datetime({ offset: true });

export const identityAnswer = z.lazy(() =>
  z
    .strictObject({
      name: z.optional(z.string()),
      email: z.optional(z.string()),
      phone: z.optional(z.string()),
    })
    .register(z.globalRegistry, { id: "Identity" }),
);

const writing = z.strictObject({
  at: time,
  event: z.string(),
  title: z.optional(z.string()),
  text: z.optional(z.string()),
});

export const heldDataAnswer = z.lazy(() =>
  z
    .strictObject({
      trackingNumber: z.string(),
      identity: z
        .nullable(identityAnswer)
        .check(note("Null: tidak ada yang disimpan (lagi).", "Null: nothing is kept (any more).")),
      shareWithAgency: z.boolean(),
      anonymous: z.boolean(),
      confidential: z.boolean(),
      objected: z.boolean().check(note("Keberatan yang belum diputuskan.", "An objection that is not decided yet.")),
      report: z.strictObject({
        filedAt: time,
        channel,
        language: z.enum(["id", "en"]),
        class: complaintClass,
        agencyCode: z.optional(z.string()),
        categoryCode: z.optional(z.string()),
        incidentDate: z.optional(z.string()),
        location: z.optional(location),
      }),
      writings: z
        .array(writing)
        .check(
          note(
            "Semua yang Anda tulis, sebagaimana ditulis; sejak penghapusan hanya yang disamarkan.",
            "All that you wrote, as it was written; since an erasure, what is masked of it.",
          ),
        ),
      edited: z
        .array(writing)
        .check(note("Teks untuk umum yang disunting petugas.", "The public text as officers edited it.")),
      files: z.array(
        z.strictObject({
          attachmentId: z.string(),
          fileName: z.string(),
          contentType: z.string(),
          size: z.int(),
          state: z.enum(attachmentStates),
          original: z
            .boolean()
            .check(note("Apakah berkas asli disimpan bersegel.", "Whether the original is kept, sealed.")),
        }),
      ),
      mails: z
        .array(
          z.strictObject({
            about: z.string(),
            of: time,
            kind: z.string(),
            state: z.string(),
            settledAt: z.optional(time),
          }),
        )
        .check(
          note(
            "Surat kepada Anda: tentang peristiwa apa (`about`, `of`) dan apa yang terjadi dengannya. Isinya tidak disimpan.",
            "Mails to you: of which event (`about`, `of`) and what became of it. What they said is not kept.",
          ),
        ),
      opened: z
        .array(
          z.strictObject({
            at: time,
            event: z.string(),
            role: z.enum(actorRoles),
            agency: z.nullable(z.string()),
            attachmentId: z.optional(z.string()),
            reason: z.optional(z.string()),
          }),
        )
        .check(
          note(
            "Siapa yang membuka berkas atau identitas: peran dan instansinya, bukan namanya.",
            "Who opened files or the identity: their role and office, not their name.",
          ),
        ),
      kept: z
        .strictObject({
          identityYears: z.int(),
          identityUntil: z.nullable(time),
          filesYears: z.int(),
          filesUntil: z.nullable(time),
        })
        .check(
          note(
            "Berapa tahun disimpan setelah laporan berakhir; sampai kapan, bila sudah berakhir.",
            "For how many years after the end of the report; until when, if it has ended.",
          ),
        ),
      erasedAt: z.nullable(time),
    })
    .register(z.globalRegistry, { id: "HeldData" }),
);
export type HeldData = z.infer<typeof heldDataAnswer>;
