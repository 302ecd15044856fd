import * as z from "zod/mini";
import { note, type Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";

/** Originals, where a government keeps them: sealed, and opened by a supervisor alone, who says why. */

export const opening = z.lazy(() =>
  z.strictObject({
    reason: writing(1000).check(
      note(
        "Alasan membukanya; dicatat pada laporan dan dibaca pelapor.",
        "Why it is opened; it is recorded in the report, where the reporter reads it.",
      ),
    ),
  }),
);

const opened = z.lazy(() =>
  z
    .strictObject({
      url: z
        .url()
        .check(
          note(
            "Berkas sebagaimana dikirim, dengan segala data di dalamnya.",
            "The file as it was sent, with all the data in it.",
          ),
        ),
      expiresAt: z.iso.datetime({ offset: true }),
    })
    .register(z.globalRegistry, { id: "OpenedOriginal" }),
);

export const openOriginal = {
  name: "openOriginal",
  method: "POST",
  path: "/v1/officer/complaints/{trackingNumber}/attachments/{attachmentId}/original",
  auth: "officer",
  summary: {
    id: "Membuka berkas asli yang disegel, dengan alasan yang dicatat; hanya untuk pengawas.",
    en: "Open the sealed original of a file, for a reason that is recorded; for supervisors only.",
  },
  body: opening,
  answers: {
    201: {
      description: {
        id: "Sudah dicatat; berkas asli ada di alamat yang berlaku lima menit.",
        en: "It is recorded; the original is at an address that works for five minutes.",
      },
      schema: opened,
    },
  },
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const routes: readonly Route[] = [openOriginal];
