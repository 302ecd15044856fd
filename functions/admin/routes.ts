import * as z from "zod/mini";
import { localDate } from "../../shared/domain/directory.ts";
import { note, type Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";
import { entryRoutes, pageQuery } from "./entry-routes.ts";
import { transferRoutes } from "./transfer/routes.ts";

/** What platform admins may change without a deployment. */

const code = z.string().check(z.minLength(1), z.maxLength(40));
const year = z.int().check(z.gte(2000), z.lte(2200));
const mostDays = 366;

const dayOff = z.lazy(() =>
  z.strictObject({
    date: localDate,
    name: writing(200, { oneLine: true }),
  }),
);
const daysOff = z.array(dayOff).check(z.maxLength(mostDays));

export const calendarBody = z.lazy(() =>
  z.strictObject({
    holidays: daysOff.check(note("Hari libur; boleh jatuh pada akhir pekan.", "Holidays; they may fall on weekends.")),
    jointLeave: daysOff.check(note("Cuti bersama; tidak pada akhir pekan.", "Joint leave; never on a weekend.")),
    source: writing(1000).check(note("Keputusan yang menetapkannya.", "The decree that says so.")),
  }),
);
export type CalendarBody = z.infer<typeof calendarBody>;

const day = z.lazy(() => z.strictObject({ date: localDate, name: z.string() }));
export const calendarAnswer = z.lazy(() =>
  z
    .strictObject({
      regionCode: code,
      year,
      holidays: z.array(day),
      jointLeave: z.array(day),
      source: z.string(),
    })
    .register(z.globalRegistry, { id: "Calendar" }),
);

export const calendarList = z.lazy(() =>
  z.strictObject({
    items: z.array(
      z
        .strictObject({
          regionCode: code,
          year,
          days: z
            .int()
            .check(note("Banyaknya hari libur dan cuti bersama.", "How many holidays and days of joint leave.")),
          source: z.string(),
        })
        .register(z.globalRegistry, { id: "CalendarItem" }),
    ),
    missingYears: z
      .array(z.strictObject({ regionCode: code, year }))
      .check(
        note(
          "Tahun, sampai tahun depan, yang kalendernya masih harus dimuat; tenggat di dalamnya masih dapat mundur.",
          "Years, up to the next one, whose calendar still has to be loaded; deadlines in them may still move.",
        ),
      ),
  }),
);
export type CalendarList = z.infer<typeof calendarList>;

const calendar = "/v1/admin/calendars/{regionCode}/{year}";
const etag = {
  etag: { id: "Penanda isi kalender, untuk If-Match.", en: "Marks the calendar's content, for If-Match." },
};

export const listCalendars = {
  name: "listCalendars",
  method: "GET",
  path: "/v1/admin/calendars",
  auth: "officer",
  summary: {
    id: "Kalender hari libur yang sudah dimuat dan yang masih kurang; untuk admin platform.",
    en: "The calendars of days off that are loaded, and those that are missing; for platform admins.",
  },
  query: z.lazy(() =>
    z.strictObject({
      regionCode: z
        .optional(code)
        .check(
          note(
            "Hanya yang berlaku di wilayah ini: miliknya dan milik wilayah di atasnya.",
            "Only those that hold in this region: its own and those of the regions around it.",
          ),
        ),
    }),
  ),
  answers: {
    200: {
      description: { id: "Menurut wilayah dan tahun.", en: "By region and year." },
      schema: calendarList,
    },
  },
  problems: [401, 403, 422],
} as const satisfies Route;

export const viewCalendar = {
  name: "viewCalendar",
  method: "GET",
  path: calendar,
  auth: "officer",
  summary: {
    id: "Kalender satu wilayah untuk satu tahun; untuk admin platform.",
    en: "One region's calendar of one year; for platform admins.",
  },
  answers: {
    200: { description: { id: "Kalendernya.", en: "The calendar." }, schema: calendarAnswer, headers: etag },
  },
  problems: [401, 403, 404],
} as const satisfies Route;

export const putCalendar = {
  name: "putCalendar",
  method: "PUT",
  path: calendar,
  auth: "officer",
  summary: {
    id: "Memuat atau mengubah kalender; tenggat yang masih berjalan dihitung ulang beberapa menit kemudian dan tidak pernah maju. Untuk admin platform.",
    en: "Load or change a calendar; running deadlines are computed anew some minutes later, and never move to an earlier day. For platform admins.",
  },
  body: calendarBody,
  headers: {
    "if-match": {
      id: "ETag kalender yang diubah. Tanpa header ini, kalendernya harus belum ada.",
      en: "ETag of the calendar that is changed. Without this header the calendar must not be there yet.",
    },
  },
  answers: {
    200: { description: { id: "Sudah diubah.", en: "Changed." }, schema: calendarAnswer, headers: etag },
    201: { description: { id: "Sudah dimuat.", en: "Loaded." }, schema: calendarAnswer, headers: etag },
  },
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

const itsCalendar = z.lazy(() => z.nullable(calendarAnswer));

export const viewCalendarHistory = {
  name: "viewCalendarHistory",
  method: "GET",
  path: `${calendar}/history`,
  auth: "officer",
  summary: {
    id: "Siapa mengubah kalender ini kapan, dan bagaimana sebelumnya; untuk admin platform.",
    en: "Who changed this calendar when, and how it was before; for platform admins.",
  },
  query: pageQuery,
  answers: {
    200: {
      description: {
        id: "Satu halaman, yang terbaru dahulu; `cursor` meminta halaman berikutnya, null: tidak ada lagi.",
        en: "A page, the latest first; `cursor` asks for the next one, null: there is none.",
      },
      schema: z.lazy(() =>
        z.strictObject({
          items: z.array(
            z.strictObject({
              by: z.string().check(note("Nama samaran admin yang mengubah.", "Pseudonym of the admin who made it.")),
              at: z.iso.datetime({ offset: true }),
              before: itsCalendar.check(note("Sebelumnya; null: belum ada.", "As it was; null: it was not there.")),
              after: itsCalendar.check(note("Sesudahnya.", "As it became.")),
            }),
          ),
          cursor: z.nullable(z.string()),
        }),
      ),
    },
  },
  problems: [401, 403, 404, 422],
} as const satisfies Route;

export const routes: readonly Route[] = [
  viewCalendarHistory,
  listCalendars,
  viewCalendar,
  putCalendar,
  ...Object.values(entryRoutes).flatMap((its): readonly Route[] => Object.values(its)),
  ...transferRoutes,
];
