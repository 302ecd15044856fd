import * as z from "zod";
import { note } from "../../shared/shell/contract.ts";
import { complaintAnswer } from "../../shared/view/answers.ts";

/** What an agency is told of the report that was passed on to it. There is no field for who the reporter is. */
export const dispositionAnswer = complaintAnswer
  .pick({
    trackingNumber: true,
    class: true,
    withInspection: true,
    title: true,
    text: true,
    status: true,
    statusText: true,
    category: true,
    region: true,
    address: true,
    incidentDate: true,
    anonymous: true,
    confidential: true,
    filedAt: true,
    deadlines: true,
    timeline: true,
    version: true,
  })
  .extend({
    agency: complaintAnswer.shape.agency.unwrap(),
    coordinates: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    /** What whoever passed it on wants done. */
    instruction: z
      .string()
      .nullable()
      .meta(note("Petunjuk dari yang meneruskan.", "What whoever passed it on wants done.")),
    moves: z
      .array(z.enum(["answers", "hand-back"]))
      .meta(note("Yang dapat dilakukan sekarang lewat tautan ini.", "What can be done now over this link.")),
  })
  .meta({ id: "Disposition" });
export type DispositionAnswer = z.infer<typeof dispositionAnswer>;
