import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { maskPersonalData } from "../../shared/domain/masking.ts";

const id = "[nomor identitas disamarkan]";
const phone = "[nomor telepon disamarkan]";
const email = "[alamat surel disamarkan]";
const bank = "[nomor akun bank disamarkan]";

// All numbers are made up: district 64.08.99 does not exist, and no network has the prefix 084 or 086.
describe("what is masked", () => {
  test.each([
    ["NIK saya 6408990000001234, tolong dicek", `NIK saya ${id}, tolong dicek`],
    ["NIK6408990000001234", `NIK${id}`],
    ["NIK: 6408 9901 0190 0001.", `NIK: ${id}.`],
    ["NIK 64-08-99-010190-0001", `NIK ${id}`],
    ["NIK 64.08.99.410190.0001", `NIK ${id}`],
    ["NIK 640899 010190 0001", `NIK ${id}`],
    ["no KK 6408990101900001 dan NIK 6408990101900002", `no KK ${id} dan NIK ${id}`],
    ["kurang satu angka: 640899010190001", `kurang satu angka: ${id}`],
    ["NIP 198001012005011001", `NIP ${id}`],
    ["kartu 4111 1111 1111 1111", `kartu ${id}`],
    ["1.6408990101900001", `1.${id}`],

    ["hubungi 084012345678 ya", `hubungi ${phone} ya`],
    ["hubungi 0840-1234-5678 ya", `hubungi ${phone} ya`],
    ["hubungi 0840 1234 5678 2 kali", `hubungi ${phone} kali`],
    ["hubungi 0840-1234-5678 2 kali", `hubungi ${phone} 2 kali`],
    ["hubungi 084012345678 2 kali", `hubungi ${phone} 2 kali`],
    ["HP: 0840.1234.567", `HP: ${phone}`],
    ["HP 084 012 345 678", `HP ${phone}`],
    ["HP 08-4012345678", `HP ${phone}`],
    ["HP 08 40 12 34 56 78", `HP ${phone}`],
    ["HP 0 8 4 0 1 2 3 4 5 6 7 8", `HP ${phone}`],
    ["WA +6284012345678", `WA ${phone}`],
    ["WA +62 840-1234-5678", `WA ${phone}`],
    ["WA (+62) 840-1234-5678", `WA ${phone}`],
    ["WA +62 (0)840 1234 5678", `WA ${phone}`],
    ["WA 6284012345678", `WA ${phone}`],
    ["WA 62 840 1234 5678", `WA ${phone}`],
    ["telp +62 549 212345", `telp ${phone}`],
    ["084012345678/084012345679", `${phone}/${phone}`],
    ["084012345678, 084012345679", `${phone}, ${phone}`],
    ["Hubungi:084012345678.Terima kasih", `Hubungi:${phone}.Terima kasih`],
    ["1.084012345678", `1.${phone}`],

    ["surel nama.contoh@example.com.", `surel ${email}.`],
    ["NAMA_CONTOH+lapor@SUREL.EXAMPLE!", `${email}!`],
    ["(nama@kantor.kutim.example)", `(${email})`],
    ["nama@gmail saja", `${email} saja`],
    ["084012345678@example.com", email],
    ["nama@example.com084012345678", email],
    ["a@example.com,b@example.com", `${email},${email}`],
    ["a@example.com_b@example.com", `${email}${email}`],

    ["no rek 0123456789 a.n. saya", `no rek ${bank} a.n. saya`],
    ["Rekening BPD: 012-345-6789", `Rekening BPD: ${bank}`],
    ["norek BRI 012345678901234", `norek BRI ${bank}`],
  ])("%j becomes %j", (text, masked) => {
    expect(maskPersonalData(text).text).toBe(masked);
  });

  it("is told with its kind and its place in the text as it was given", () => {
    const text = "Lapor 084012345678, surel nama@example.com, NIK 6408990000001234";
    const { found } = maskPersonalData(text);
    expect(found.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toStrictEqual([
      ["phone", "084012345678"],
      ["email", "nama@example.com"],
      ["nationalId", "6408990000001234"],
    ]);
  });
});

describe("what is left alone", () => {
  test.each([
    ["a date", "sejak 08-12-2026 pukul 10.00 sampai 08.12.2026 10.30"],
    ["a date in short", "tanggal 08.12.26 10.00 dan 08/12/2026"],
    ["an ISO date and time", "2026-12-08 10:30:00 sampai 2026-12-08 11:30"],
    ["opening hours", "buka 08.00-16.00, istirahat 12.00 - 13.00, 08.30 - 15.00"],
    ["an amount", "diminta Rp 1.500.000 dan Rp. 62.812.345.678 dari Rp1.234.567.890.123.456"],
    ["an amount without points", "Rp 1000000000000000 dan rp 628123456789"],
    ["coordinates", "0.508123456789, 117.534567890123456 dan -0.8123456789"],
    ["coordinates near longitude 117.08", "1.0523,117.0812345678"],
    ["a latitude north of 1 degree", "1.5012345678901234, 116.8512345678901234"],
    ["coordinates with decimal commas", "0,508123456789 ; 117,5345678901234567"],
    ["years", "tahun 2021 2022 2023 2024 dan 2025/2026"],
    ["house numbers", "Gg. Rukun No. 08 RT 012 RW 003 Blok 16"],
    ["short numbers", "SMS ke 1708, 112, 110 dan 14045"],
    ["a tracking number", "KTM-7F3-K9Q-X2A belum dijawab"],
    ["a number of the national system", "laporan #8123456 dan 10812345"],
    ["a plate", "KT 8412 RQ dan KT 1234 AB"],
    ["a road and its kilometre", "km 08.400 jalan poros, sta 12+500"],
    ["a law", "UU 25/2009, PermenPANRB 62/2018, Perda No 8 Tahun 2012"],
    ["a water meter", "rekening PDAM 0123456789 belum dicatat"],
    ["a sum in an account", "rekening sebesar 12.500.000 sejak 01-02-2026"],
    ["a handle and a price", "ikuti @diskominfo_kutim, telur 2@Rp50.000, 3 @ 5000"],
    ["numbers one below the other", "0812\n345\n678"],
    ["a longer run of digits", "0840123456789012345678901"],
    ["a toll-free number", "0800 123 4567"],
    ["a percentage and a size", "12,5 % dari 3.000 m2, ukuran 08x12x2026"],
  ])("%s: %j", (_, text) => {
    expect(maskPersonalData(text)).toStrictEqual({ text, found: [] });
  });
});

/** Text as hostile as it comes: pieces of numbers, separators, keywords and addresses in any order. */
const piece = fc.oneof(
  fc.stringMatching(/^\d{1,20}$/),
  fc.constantFrom(" ", ".", "-", "@", "+", "(", ")", "/", ",", "\n", "_", "+62", "08", "0", "62 8", "no rek ", "Rp "),
  fc.constantFrom("@gmail.com", "nama", "@example", ".co", "6408990101900001", "0840 1234 5678", "117.", "é", "😀"),
  fc.string({ unit: "grapheme", maxLength: 4 }),
);
const hostile = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

describe("masking, whatever the text", () => {
  it("masks nothing more the second time", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = maskPersonalData(text).text;
        expect(maskPersonalData(once)).toStrictEqual({ text: once, found: [] });
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves the rest of the text as it was, in order", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: masked, found } = maskPersonalData(text);
        let rest = masked;
        let from = 0;
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          const kept = text.slice(from, start);
          expect(rest.startsWith(`${kept}[`)).toBe(true);
          rest = rest.slice(kept.length).replace(/^\[[a-z ]+\]/, "");
          from = end;
        }
        expect(rest).toBe(text.slice(from));
      }),
      { numRuns: 1000 },
    );
  });

  it("does not touch a text without digits and @", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (any) => {
        const text = any.replaceAll(/[\p{Nd}@]/gu, "x");
        expect(maskPersonalData(text)).toStrictEqual({ text, found: [] });
      }),
    );
  });

  it("finds a phone number wherever it stands between words", () => {
    const words = fc.array(fc.constantFrom("jalan", "rusak", "tolong", "RT 05", "Rp 50.000", "tgl 08-12-2026"));
    const number = fc
      .tuple(fc.constantFrom("084", "+6284", "6284"), fc.stringMatching(/^\d{7,9}$/))
      .map((p) => p.join(""));
    fc.assert(
      fc.property(words, number, words, (before, called, after) => {
        const text = [...before, "telepon", called, "ya", ...after].join(" ");
        const masked = [...before, "telepon", phone, "ya", ...after].join(" ");
        expect(maskPersonalData(text).text).toBe(masked);
      }),
    );
  });

  // These would hold up the run for minutes, not milliseconds, if the search were not linear.
  test.each([
    ["digits", "8"],
    ["digits and spaces", "0 "],
    ["the beginnings of phone numbers", "0812 "],
    ["the beginnings of identity numbers", "6408-"],
    ["at signs", "@"],
    ["addresses that never end", "a@"],
    ["names that never reach an @", "a."],
    ["hosts that never end", "a@b.c-"],
    ["words for account", "no rek "],
    ["separators", " .-()"],
  ])("comes to an end for 64 KB of %s", (_, unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    const once = maskPersonalData(text).text;
    expect(maskPersonalData(once).text).toBe(once);
  });
});
