import * as z from "zod/mini";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import { note, type Route } from "../../shared/shell/contract.ts";
import type { Words } from "../../shared/shell/language.ts";
import type { OwnFault } from "../../shared/shell/field-words.ts";
import { problemAnswer } from "../../shared/view/answers.ts";
import { assignmentBody, code as agencyCode, instruction } from "./moves.ts";

/** One move for many reports at once. Each is decided by itself, as if it had been asked for alone. */

const most = 100;

/** However it is typed, a number names one report. */
const numberOf = (typed: string): string => {
  const reading = readTrackingNumber(typed);
  return reading.ok ? reading.trackingNumber : typed;
};

const complaints = () =>
  z
    .array(
      z.strictObject({
        trackingNumber: z.string().check(z.minLength(1), z.maxLength(40)),
        version: z.int().check(z.positive(), note("Versi yang dilihat petugas.", "The version that was seen.")),
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(most),
      z.superRefine((named, context) => {
        const numbers = named.map(({ trackingNumber }) => numberOf(trackingNumber));
        const fault: OwnFault = { kind: "namedTwice" };
        for (const [at, number] of numbers.entries()) {
          if (numbers.indexOf(number) < at)
            context.addIssue({ code: "custom", path: [at, "trackingNumber"], params: { fault } });
        }
      }),
    );

export const bulkAnswer = z.lazy(() =>
  z.strictObject({
    results: z.array(
      z.strictObject({
        trackingNumber: z.string(),
        status: z
          .int()
          .check(
            note(
              "Status jawaban langkah yang sama untuk laporan ini sendiri: 201, 404, 409, 422, atau 503.",
              "The status of the same move for this report alone: 201, 404, 409, 422 or 503.",
            ),
          ),
        version: z.optional(z.int().check(z.positive())).check(note("Versinya sekarang.", "Its version now.")),
        problem: z.optional(problemAnswer),
      }),
    ),
  }),
);
export type BulkResult = z.infer<typeof bulkAnswer>["results"][number];

const bulkRoute = <Name extends string, Body extends z.ZodMiniType>(
  name: Name,
  path: string,
  summary: Words,
  body: Body,
) =>
  ({
    name,
    method: "POST",
    path: `/v1/officer/bulk/${path}`,
    auth: "officer",
    summary,
    body,
    answers: {
      200: {
        description: {
          id: "Hasil tiap laporan, dalam urutan permintaan. Permintaan yang diulang tidak mengubah apa pun: versinya sudah lewat.",
          en: "What came of each, in the order asked. Asking again changes nothing: the versions are of the past by then.",
        },
        schema: bulkAnswer,
      },
    },
    problems: [401, 403, 413, 415, 422],
  }) as const satisfies Route;

export const bulkDisposition = bulkRoute(
  "officerBulkDisposition",
  "dispositions",
  {
    id: `Meneruskan paling banyak ${most} laporan sekaligus; tiap laporan diputuskan sendiri-sendiri.`,
    en: `Pass up to ${most} reports on at once; each is decided by itself.`,
  },
  z.lazy(() => z.strictObject({ agencyCode, instruction, complaints: complaints() })),
);

export const bulkAssignment = bulkRoute(
  "officerBulkAssignment",
  "assignments",
  {
    id: `Menugaskan paling banyak ${most} laporan sekaligus kepada satu petugas, atau melepaskannya; tiap laporan diputuskan sendiri-sendiri.`,
    en: `Give up to ${most} reports at once to one officer, or to nobody; each is decided by itself.`,
  },
  z.lazy(() => z.strictObject({ ...assignmentBody().shape, complaints: complaints() })),
);
