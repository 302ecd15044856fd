import * as z from "zod/mini";
import { note } from "../../shared/shell/contract.ts";
import { complaintAnswer } from "../../shared/view/answers.ts";

/** What an agency is told of the report that was passed on to it. There is no field for who the reporter is. */
export const dispositionAnswer = z.lazy(() =>
  z
    .extend(
      z.pick(complaintAnswer._zod.innerType, {
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
        attachments: true,
        timeline: true,
        version: true,
      }),
      {
        agency: complaintAnswer._zod.innerType.shape.agency.def.innerType,
        coordinates: z.nullable(z.strictObject({ latitude: z.number(), longitude: z.number() })),
        /** What whoever passed it on wants done. */
        instruction: z
          .nullable(z.string())
          .check(note("Petunjuk dari yang meneruskan.", "What whoever passed it on wants done.")),
        moves: z
          .array(z.enum(["answers", "attachments", "hand-back"]))
          .check(note("Yang dapat dilakukan sekarang lewat tautan ini.", "What can be done now over this link.")),
      },
    )
    .register(z.globalRegistry, { id: "Disposition" }),
);
export type DispositionAnswer = z.infer<typeof dispositionAnswer>;
