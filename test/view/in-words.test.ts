import { describe, expect, it, test } from "vitest";
import { dayInWords, dueInWords, momentInWords } from "../../shared/view/in-words.ts";

describe("a moment in words", () => {
  test.each([
    ["2026-04-13T23:59:59+08:00", "Asia/Makassar", "id", "Senin, 13 April 2026, 23.59 WITA"],
    ["2026-04-13T23:59:59+08:00", "Asia/Makassar", "en", "Monday, 13 April 2026, 23:59 WITA"],
    ["2026-04-13T15:59:59.000Z", "Asia/Jakarta", "id", "Senin, 13 April 2026, 22.59 WIB"],
    ["2026-04-13T15:59:59.000Z", "Asia/Jayapura", "id", "Selasa, 14 April 2026, 00.59 WIT"],
    ["2026-08-16T16:00:00.000Z", "Asia/Pontianak", "id", "Minggu, 16 Agustus 2026, 23.00 WIB"],
    ["2026-01-01T00:00:00.000Z", "Asia/Kuala_Lumpur", "en", "Thursday, 1 January 2026, 08:00 GMT+8"],
  ] as const)("%s in %s (%s) is %s", (instant, zone, language, words) => {
    expect(momentInWords(instant, zone, language)).toBe(words);
  });
});

describe("a deadline in words", () => {
  const dueAt = "2027-01-13T23:59:59+08:00";
  test.each([
    [{}, "id", "Rabu, 13 Januari 2027, 23.59 WITA"],
    [{ missedAt: dueAt }, "id", "Rabu, 13 Januari 2027, 23.59 WITA (terlambat)"],
    [{ missedAt: dueAt }, "en", "Wednesday, 13 January 2027, 23:59 WITA (overdue)"],
    [{ beyondCalendar: true }, "id", "Rabu, 13 Januari 2027, 23.59 WITA (dapat mundur: kalender 2027 belum dimuat)"],
    [{ beyondCalendar: true }, "en", "Wednesday, 13 January 2027, 23:59 WITA (may be later: no calendar of 2027 yet)"],
  ] as const)("with %j, in %s, is %s", (remarks, language, words) => {
    expect(dueInWords({ dueAt, ...remarks }, "Asia/Makassar", language)).toBe(words);
  });
});

describe("a day in words", () => {
  it("is the same day wherever it is read", () => {
    expect(dayInWords("2026-03-16", "id")).toBe("Senin, 16 Maret 2026");
    expect(dayInWords("2026-12-31", "en")).toBe("Thursday, 31 December 2026");
  });
});
