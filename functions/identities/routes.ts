import * as z from "zod/mini";
import { note, type Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";

/** Who a reporter is: opened by a supervisor alone, who says why, for a day, while others are told. */

const report = "/v1/officer/complaints/{trackingNumber}";

const opening = z.lazy(() =>
  z.strictObject({
    reason: writing(1000).check(
      note(
        "Alasan membukanya. Dibaca pelapor, pengawas lain dan petugas yang menangani laporan, jadi jangan menyebut siapa pelapornya.",
        "Why it is opened. The reporter reads it, other supervisors and those who handle the report, so it should not say who the reporter is.",
      ),
    ),
  }),
);

const until = z.iso
  .datetime({ offset: true })
  .check(note("Sampai kapan identitas dapat dilihat.", "Until when the identity can be seen."));

const opened = z.lazy(() =>
  z
    .strictObject({
      until,
      told: z
        .int()
        .check(
          z.positive(),
          note("Berapa pengawas lain yang diberi tahu.", "How many other supervisors are told of it."),
        ),
    })
    .register(z.globalRegistry, { id: "IdentityOpening" }),
);

const identity = z.lazy(() =>
  z
    .strictObject({
      name: z.nullable(z.string()),
      email: z.nullable(z.string()),
      phone: z.nullable(z.string()),
      until,
    })
    .register(z.globalRegistry, { id: "OpenedIdentity" }),
);

export const openIdentity = {
  name: "openIdentity",
  method: "POST",
  path: `${report}/identity-opening`,
  auth: "officer",
  summary: {
    id: "Membuka identitas pelapor selama 24 jam, dengan alasan yang dicatat; hanya untuk pengawas. Pelapor dan pengawas lain diberi tahu.",
    en: "Open the reporter's identity for 24 hours, for a reason that is recorded; for supervisors only. The reporter and other supervisors are told.",
  },
  body: opening,
  answers: {
    201: {
      description: {
        id: "Sudah dicatat dan diberitahukan; identitas dapat dilihat sampai waktu itu.",
        en: "It is recorded and told; the identity can be seen until then.",
      },
      schema: opened,
    },
  },
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const seeIdentity = {
  name: "seeIdentity",
  method: "GET",
  path: `${report}/identity`,
  auth: "officer",
  summary: {
    id: "Melihat identitas pelapor yang sudah dibuka; setiap kali dilihat dicatat pada laporan.",
    en: "See the reporter's identity once it is open; each look is recorded in the report.",
  },
  answers: {
    200: {
      description: {
        id: "Yang diberikan pelapor; null: tidak diberikan.",
        en: "What the reporter gave; null: not given.",
      },
      schema: identity,
    },
  },
  problems: [401, 403, 404, 409],
} as const satisfies Route;

export const routes: readonly Route[] = [openIdentity, seeIdentity];
