import * as z from "zod/mini";
import { channel } from "../../shared/domain/events.ts";
import { note } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";

/** What a citizen sends. Lengths count characters as people do. */

const code = z.string().check(z.minLength(1), z.maxLength(40));

const place = z
  .strictObject({
    regionCode: z.optional(code).check(note("Kode dari /v1/regions.", "A code from /v1/regions.")),
    address: z.optional(writing(300)),
    latitude: z.optional(z.number().check(z.gte(-90), z.lte(90))),
    longitude: z.optional(z.number().check(z.gte(-180), z.lte(180))),
  })
  .check(
    z.superRefine(({ latitude, longitude }, context) => {
      if ((latitude === undefined) !== (longitude === undefined)) {
        context.addIssue({ code: "custom", params: { fault: { kind: "bothCoordinates" } }, input: undefined });
      }
    }),
  );

/** As E.164. Written the way people here write it: 0812…, 62812…, +62 812…, with spaces, dots or dashes. */
const phone = z
  .pipe(
    z.string().check(z.maxLength(40)),
    z.transform((written) => {
      const bare = written.replace(/[\s().-]/g, "");
      return bare
        .replace(/^(?:00)?62|^0(?!0)/, "+62")
        .replace(/^00/, "+")
        .replace(/^\+\+/, "+");
    }),
  )
  .check(
    z.superRefine((number, context) => {
      if (!/^\+[1-9]\d{7,14}$/.test(number)) {
        context.addIssue({ code: "custom", params: { fault: { kind: "phone" } }, input: undefined });
      }
    }),
  )
  .check(
    z.meta({ type: "string" }),
    note("Misalnya 081234567890 atau +62 812 3456 7890.", "For example 081234567890 or +62 812 3456 7890."),
  );

/** Who a reporter is, at filing and whenever they correct it. */
export const reporter = z.strictObject({
  name: z.optional(writing(100, { oneLine: true })),
  email: z
    .optional(z.email().check(z.maxLength(254)))
    .check(note("Untuk surat tentang laporan ini.", "For mail about this report.")),
  phone: z.optional(phone),
  shareWithAgency: z
    ._default(z.boolean(), false)
    .check(
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
      .check(
        note("Pengaduan, aspirasi, atau permintaan informasi.", "Complaint, aspiration or request for information."),
      ),
    title: z.optional(writing(200, { oneLine: true })),
    text: writing(3000),
    incidentDate: z.optional(z.iso.date()).check(note("Tidak setelah hari ini.", "Not after today.")),
    location: z.optional(place),
    agencyCode: z
      .optional(code)
      .check(
        note(
          "Kode dari /v1/agencies, bila tahu; laporan langsung diteruskan ke sana.",
          "A code from /v1/agencies, if you know whose job it is; the report goes straight there.",
        ),
      ),
    aboutAgencyCode: z
      .optional(code)
      .check(
        note(
          "Instansi yang dilaporkan perilakunya. Instansi itu tidak akan melihat laporan ini; inspektorat yang menangani, dan laporannya rahasia.",
          "The office whose conduct you report. It will never see the report; the inspectorate handles it, and it is confidential.",
        ),
      ),
    categoryCode: z.optional(code).check(note("Kode dari /v1/categories.", "A code from /v1/categories.")),
    anonymous: z
      ._default(z.boolean(), false)
      .check(
        note("Anonim: nama tidak diketahui umum dan instansi.", "The public and the agency do not learn the name."),
      ),
    confidential: z
      ._default(z.boolean(), false)
      .check(
        note("Rahasia: hanya dilihat oleh yang menangani.", "Only those who handle the report see it, not the public."),
      ),
    reporter: z.optional(reporter).check(note("Boleh kosong sama sekali.", "May be left out altogether.")),
    channel: z
      ._default(channel, "web")
      .check(note("`assisted` hanya untuk petugas.", "`assisted` is for officers only.")),
  })
  .register(z.globalRegistry, { id: "Filing" });
export type Filing = z.infer<typeof filing>;
