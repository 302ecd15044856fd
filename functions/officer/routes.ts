import * as z from "zod/mini";
import { clockName, complaintClass } from "../../shared/domain/directory.ts";
import { holdReason } from "../../shared/domain/events.ts";
import { openStatuses, statuses } from "../../shared/domain/lifecycle.ts";
import { note, type Route } from "../../shared/shell/contract.ts";
import { assigneeAnswer, complaintAnswer } from "../../shared/view/answers.ts";
import { bulkAssignment, bulkDisposition } from "./bulk-routes.ts";
import { officerMoves } from "./moves.ts";

/** What officers may ask of the system, after they signed in. */

const report = "/v1/officer/complaints/{trackingNumber}";
const longestPage = 100;

export const queueEntry = z.lazy(() =>
  z.strictObject({
    trackingNumber: z.string(),
    headline: z.string(),
    status: z.enum(statuses),
    class: complaintClass,
    categoryCode: z.nullable(z.string()),
    regionCode: z.nullable(z.string()),
    confidential: z.boolean(),
    filedAt: z.iso.datetime({ offset: true }),
    /** The deadline that runs out first; null: none is running. */
    deadline: z.nullable(
      z.strictObject({ clock: clockName, dueAt: z.iso.datetime({ offset: true }), overdue: z.boolean() }),
    ),
    /** Why it waits for the coordinator. */
    held: z.nullable(holdReason),
    assignee: assigneeAnswer,
    agencyCode: z.string(),
    version: z.int().check(z.positive()),
  }),
);
export type QueueEntry = z.infer<typeof queueEntry>;

/** An office of one's own jurisdiction, with those below it. */
const ofOffice = z
  .optional(z.string().check(z.minLength(1), z.maxLength(40)))
  .check(
    note(
      "Hanya meja instansi ini dan unit di bawahnya, dari yang boleh dilihat pemanggil.",
      "Only the desks of this office and those below it, of those that the caller may see.",
    ),
  );

export const queueQuery = z.lazy(() =>
  z.strictObject({
    status: z.optional(z.enum(statuses)),
    due: z.optional(z.enum(["overdue", "today", "week"])),
    regionCode: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
    categoryCode: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
    agencyCode: ofOffice,
    assignee: z
      .optional(z.string().check(z.regex(/^(me|[a-z0-9-]{3,40})$/)))
      .check(
        note(
          "`me`: milik pemanggil; `nobody`: belum ditugaskan; atau id seorang petugas.",
          "`me`: the caller's own; `nobody`: those that nobody was given; or an officer's id.",
        ),
      ),
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(longestPage)), 20),
    cursor: z.optional(z.string().check(z.maxLength(200))),
  }),
);
export type QueueQuery = z.infer<typeof queueQuery>;

export const viewQueue = {
  name: "viewQueue",
  method: "GET",
  path: "/v1/officer/queue",
  auth: "officer",
  summary: {
    id: "Daftar laporan di meja instansi sendiri dan unit di bawahnya, tenggat terdekat lebih dulu.",
    en: "The reports on the desk of one's own office and those below it, soonest deadline first.",
  },
  query: queueQuery,
  answers: {
    200: {
      description: {
        id: "Satu halaman; `cursor` meminta halaman berikutnya, null: tidak ada lagi.",
        en: "A page; `cursor` asks for the next one, null: there is none.",
      },
      schema: z.lazy(() => z.strictObject({ items: z.array(queueEntry), cursor: z.nullable(z.string()) })),
    },
  },
  problems: [401, 403, 422],
} as const satisfies Route;

/** In the order of time. Each report is in one of them. */
export const dueClasses = ["overdue", "today", "week", "later", "none"] as const;
export type DueClass = (typeof dueClasses)[number];

const count = z.int().check(z.gte(0));
export const queueCounts = z.lazy(() =>
  z.strictObject({
    byStatus: z.record(z.enum(openStatuses), count),
    byDue: z
      .record(z.enum(dueClasses), count)
      .check(
        note(
          "Menurut tenggat terdekat; setiap laporan dihitung sekali. `today`: masih hari ini, `week`: dalam tujuh hari sesudahnya, `none`: tidak ada tenggat yang berjalan.",
          "By the soonest deadline; each report is counted once. `today`: still today, `week`: within seven days after, `none`: no deadline is running.",
        ),
      ),
    total: count,
    capped: z
      .boolean()
      .check(
        note(
          "Benar: laporannya lebih banyak, dan setiap angka adalah paling sedikit.",
          "True: there are more reports than were counted, and each number is at least so many.",
        ),
      ),
  }),
);
export type QueueCounts = z.infer<typeof queueCounts>;

export const countQueue = {
  name: "countQueue",
  method: "GET",
  path: "/v1/officer/queue/counts",
  auth: "officer",
  summary: {
    id: "Banyaknya laporan di meja instansi sendiri dan unit di bawahnya, menurut status dan tenggat.",
    en: "How many reports are on the desk of one's own office and those below it, by status and deadline.",
  },
  query: z.lazy(() => z.strictObject({ agencyCode: ofOffice })),
  answers: {
    200: { description: { id: "Hitungannya.", en: "The counts." }, schema: queueCounts },
  },
  problems: [401, 403, 422],
} as const satisfies Route;

export const viewAsOfficer = {
  name: "viewAsOfficer",
  method: "GET",
  path: report,
  auth: "officer",
  summary: { id: "Melihat laporan sebagai petugas.", en: "A report as an officer sees it." },
  answers: {
    200: {
      description: { id: "Laporannya; versinya juga menjadi ETag.", en: "The report; its version is also the ETag." },
      schema: complaintAnswer,
    },
  },
  problems: [401, 403, 404],
} as const satisfies Route;

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

export const moveRoutes: ReadonlyMap<string, Route> = new Map(
  officerMoves.map((move) => [
    move.name,
    {
      name: `officer${camelCase(`-${move.name}`)}`,
      method: "POST",
      path: `${report}/${move.name}`,
      auth: "officer",
      summary: move.summary,
      body: move.body,
      headers: {
        "if-match": {
          id: 'Versi laporan yang dilihat petugas, misalnya `"7"`.',
          en: 'The version that the officer has seen, as in `"7"`.',
        },
      },
      answers: {
        201: {
          description: { id: "Selesai; laporan sebagaimana adanya sekarang.", en: "Done; the report as it is now." },
          schema: complaintAnswer,
        },
      },
      problems: [401, 403, 404, 409, 413, 415, 422],
    },
  ]),
);

export const routes: readonly Route[] = [
  viewQueue,
  countQueue,
  viewAsOfficer,
  bulkDisposition,
  bulkAssignment,
  ...moveRoutes.values(),
];
