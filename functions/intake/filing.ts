import * as z from "zod";
import { channel } from "../../shared/domain/events.ts";
import { note } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";

/** What a citizen sends. Lengths count characters as people do. */

const code = z.string().min(1).max(40);

const place = z
  .strictObject({
    regionCode: code.optional().meta(note("Kode dari /v1/regions.", "A code from /v1/regions.")),
    address: writing(300).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
  })
  .superRefine(({ latitude, longitude }, context) => {
    if ((latitude === undefined) !== (longitude === undefined)) {
      context.addIssue({ code: "custom", params: { fault: { kind: "bothCoordinates" } }, input: undefined });
    }
  });

/** As E.164. Written the way people here write it: 0812…, 62812…, +62 812…, with spaces, dots or dashes. */
const phone = z
  .string()
  .max(40)
  .transform((written) => {
    const bare = written.replace(/[\s().-]/g, "");
    return bare
      .replace(/^(?:00)?62|^0(?!0)/, "+62")
      .replace(/^00/, "+")
      .replace(/^\+\+/, "+");
  })
  .superRefine((number, context) => {
    if (!/^\+[1-9]\d{7,14}$/.test(number)) {
      context.addIssue({ code: "custom", params: { fault: { kind: "phone" } }, input: undefined });
    }
  })
  .meta({
    type: "string",
    ...note("Misalnya 081234567890 atau +62 812 3456 7890.", "For example 081234567890 or +62 812 3456 7890."),
  });

const reporter = z.strictObject({
  name: writing(100, { oneLine: true }).optional(),
  email: z.email().max(254).optional().meta(note("Untuk surat tentang laporan ini.", "For mail about this report.")),
  phone: phone.optional(),
  shareWithAgency: z
    .boolean()
    .default(false)
    .meta(
      note(
        "Hanya bila true, nama dan kontak diberitahukan kepada instansi yang menangani.",
        "Only if true, name and contact are told to the agency that handles the report.",
      ),
    ),
});

export const filing = z
  .strictObject({
    class: z
      .enum(["complaint", "aspiration", "informationRequest"])
      .meta(
        note("Pengaduan, aspirasi, atau permintaan informasi.", "Complaint, aspiration or request for information."),
      ),
    title: writing(200, { oneLine: true }).optional(),
    text: writing(3000),
    incidentDate: z.iso.date().optional().meta(note("Tidak setelah hari ini.", "Not after today.")),
    location: place.optional(),
    agencyCode: code
      .optional()
      .meta(
        note(
          "Kode dari /v1/agencies, bila tahu; laporan langsung diteruskan ke sana.",
          "A code from /v1/agencies, if you know whose job it is; the report goes straight there.",
        ),
      ),
    categoryCode: code.optional().meta(note("Kode dari /v1/categories.", "A code from /v1/categories.")),
    anonymous: z
      .boolean()
      .default(false)
      .meta(
        note("Anonim: nama tidak diketahui umum dan instansi.", "The public and the agency do not learn the name."),
      ),
    confidential: z
      .boolean()
      .default(false)
      .meta(
        note("Rahasia: hanya dilihat oleh yang menangani.", "Only those who handle the report see it, not the public."),
      ),
    reporter: reporter.optional().meta(note("Boleh kosong sama sekali.", "May be left out altogether.")),
    channel: z
      ._default(channel, "web")
      .meta(note("`assisted` hanya untuk petugas.", "`assisted` is for officers only.")),
  })
  .meta({ id: "Filing" });
export type Filing = z.infer<typeof filing>;
