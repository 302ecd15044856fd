import * as z from "zod";
import { channel } from "../../shared/domain/events.ts";
import { writing } from "../../shared/shell/writing.ts";

/** What a citizen sends. Lengths count characters as people do. */

const code = z.string().min(1).max(40);

const place = z
  .strictObject({
    regionCode: code.optional(),
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
  .meta({ type: "string" });

export const filing = z.strictObject({
  class: z.enum(["complaint", "aspiration", "informationRequest"]),
  title: writing(200, { oneLine: true }).optional(),
  text: writing(3000),
  incidentDate: z.iso.date().optional(),
  location: place.optional(),
  agencyCode: code.optional(),
  categoryCode: code.optional(),
  anonymous: z.boolean().default(false),
  confidential: z.boolean().default(false),
  reporter: z
    .strictObject({
      name: writing(100, { oneLine: true }).optional(),
      email: z.email().max(254).optional(),
      phone: phone.optional(),
      shareWithAgency: z.boolean().default(false),
    })
    .optional(),
  channel: channel.default("web"),
});
export type Filing = z.infer<typeof filing>;
