import { describe, expect, it, test } from "vitest";
import { reopeningOf } from "../../functions/notifications/letters/reopening.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  environment,
  filed,
  handlerOf,
  publicWorks,
  reporter,
  router,
  secondCoordinator,
  supervisor,
  type Report,
} from "../builders.ts";
import { markers, planned, written } from "./postroom.ts";
import { agency, sent } from "./stories.ts";

const late = (on = "2026-07-13T16:00:00.000Z"): Report =>
  after(sent(), [{ move: "missDeadline", clock: "firstFollowUp" }, clock, on]);
const escalate = { move: "escalate", clock: "firstFollowUp" } as const;
const remind = { move: "remind", clock: "firstFollowUp", reminder: "halfTime" } as const;

describe("a reminder", () => {
  it("tells the office which deadline is meant, and has the link to answer", async () => {
    const { to, subject, text } = await written(after(sent(), [remind, clock]), "reminder");
    expect(to).toEqual(["pengaduan@dpu.kutim.example"]);
    expect(subject).toContain("pengingat: tindak lanjut pertama");
    expect(text).toContain("Separuh waktu");
    expect(text).toContain("Tenggat: Senin, 13 Juli 2026, 23.59 WITA");
    expect(text).toContain("/d/");
  });

  it("tells the reporter what is asked, until when and what happens otherwise", async () => {
    const asked = after(
      sent({ language: "en" }),
      [{ move: "requestInformation", text: "Di mana?" }, agency],
      [{ move: "remind", clock: "reporterCompletion", reminder: "workingDayBefore" }, clock],
    );
    const { to, text } = await written(asked, "reminder");
    expect(to).toEqual([markers.email]);
    expect(text).toContain("until Monday, 20 July 2026");
    expect(text).toContain("archived by the system");
  });
});

describe("an escalation", () => {
  const told = after(
    late(),
    [escalate, clock, "2026-07-13T16:05:00.000Z"],
    [escalate, clock, "2026-07-15T00:00:00.000Z"],
    [escalate, clock, "2026-07-20T00:00:00.000Z"],
  );

  it("goes first to the head of the office, who can answer over the same link", async () => {
    const { to, subject, text } = await written(after(late(), [escalate, clock]), "escalation");
    expect(to).toEqual(["kepala@dpu.kutim.example"]);
    expect(subject).toContain("eskalasi ke pimpinan instansi");
    expect(text).toContain("Terlambat sejak: Senin, 13 Juli 2026, 23.59 WITA");
    expect(text).toContain("/d/");
    expect(text).not.toContain("Yang sudah diberi tahu");
  });

  it("goes to the office where its head has no address", async () => {
    const headless = {
      ...directory,
      agencies: directory.agencies.map(({ headMail: _, ...its }) => its),
    };
    const { to } = await written(after(late(), [escalate, clock]), "escalation", { directory: headless });
    expect(to).toEqual(["pengaduan@dpu.kutim.example"]);
  });

  it("tells supervision who has it and who was told before, without the office's link", async () => {
    const { to, text } = await written(told, "escalation");
    expect(to).toEqual(["pengaduan@kutim.example"]);
    expect(text).toContain("yang ke-3");
    expect(text).toContain("Instansi yang memegang laporan: Dinas Pekerjaan Umum");
    expect(text).toMatch(/\(pimpinan instansi\), Selasa, 14 Juli 2026, 00\.05 WITA/);
    expect(text).toMatch(/\(koordinator\), Rabu, 15 Juli 2026, 08\.00 WITA/);
    expect(text).not.toContain("(pengawas)");
    expect(text).not.toContain("/d/");
  });
});

describe("a change of class", () => {
  const proposed = after(sent(), [
    { move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit." },
    agency,
  ]);

  it("that is proposed asks the coordinator for a second person", async () => {
    const { to, text } = await written(proposed, "classChange");
    expect(to).toEqual(["pengaduan@diskominfo.kutim.example"]);
    expect(text).toContain("orang lain dari yang mengusulkan");
    expect(text).toContain("> Perlu audit.");
  });

  it("that is refused is told to the office, with the reason", async () => {
    const refused = after(proposed, [{ move: "refuseClassChange", reason: "Tidak perlu." }, secondCoordinator]);
    const { to, text } = await written(refused, "classChange");
    expect(to).toEqual(["pengaduan@dpu.kutim.example"]);
    expect(text).toContain("> Tidak perlu.");
    expect(text).toContain("tetap pengaduan");
  });

  it("that holds tells the reporter the new deadline", async () => {
    const changed = after(sent(), [{ move: "changeClass", class: "informationRequest" }, agency]);
    const { to, text } = await written(changed, "classChange");
    expect(to).toEqual([markers.email]);
    expect(text).toContain("Klasifikasi: permintaan informasi");
    expect(text).toMatch(/Diselesaikan paling lambat: Senin, 13 Juli 2026/);
  });
});

describe("a low rating", () => {
  const closed = after(
    sent(),
    [{ move: "answerFinally", text: "Sudah." }, agency],
    [{ move: "closeUnanswered" }, clock],
  );

  it("asks the reporter whether to reopen, until when and how often it can still be done", async () => {
    const { to, text } = await written(after(closed, [{ move: "close", rating: 1 }, reporter]), "lowRating");
    expect(to).toEqual([markers.email]);
    expect(text).toContain("1 dari 5");
    expect(text).toContain("sampai Rabu, 5 Agustus 2026, 09.00 WITA");
    expect(text).toContain("2 kali");
  });

  it("says that supervision decides, where offices have had their chances", async () => {
    const again: Parameters<typeof after>[1][] = [
      [{ move: "reopen", reason: "Belum." }, reporter],
      [{ move: "answerFinally", text: "Sudah." }, agency],
      [{ move: "closeUnanswered" }, clock],
    ];
    const twice = after(closed, ...again, ...again);
    const { text } = await written(after(twice, [{ move: "close", rating: 2 }, reporter]), "lowRating");
    expect(text).toContain("pengawas yang memutuskan");
    expect(reopeningOf(closed.complaint, directory)).toMatchObject({ left: 2 });
    expect(reopeningOf(twice.complaint, directory)).toMatchObject({ left: 0 });
  });
});

describe("supervision", () => {
  it("is told of what was reopened too often, and by when to decide", async () => {
    const again: Parameters<typeof after>[1][] = [
      [{ move: "answerFinally", text: "Sudah." }, agency],
      [{ move: "closeUnanswered" }, clock],
      [{ move: "reopen", reason: "Masih rusak." }, reporter],
    ];
    const report = after(sent(), ...again, ...again, ...again);
    const { to, text } = await written(report, "reopened");
    expect(to).toEqual(["pengaduan@kutim.example"]);
    expect(text).toContain("kali ke-3");
    expect(text).toContain("Tenggat keputusan:");
    const decided = after(report, [{ move: "upholdClosure", text: "Sudah diperiksa di lapangan." }, supervisor]);
    expect((await planned(decided, "reopened")).kind).toBe("needless");
  });
});

describe("an appeal", () => {
  it("asks the coordinator for somebody else than who archived the report", async () => {
    const report = after(
      filed(),
      [{ move: "archive", reason: "tooOld", text: "Lama." }, coordinator],
      [{ move: "appeal", reason: "Masih terjadi, telepon 0840-5551-2345." }, reporter],
    );
    const { to, text } = await written(report, "appealed");
    expect(to).toEqual(["pengaduan@diskominfo.kutim.example"]);
    expect(text).toContain("petugas lain dari yang mengarsipkannya");
    expect(text).not.toContain("5551");
  });
});

describe("a change of privacy", () => {
  it("tells the reporter what holds now, and what does not", async () => {
    const report = after(filed(), [{ move: "setPrivacy", anonymous: false, confidential: true }, coordinator]);
    const { text } = await written(report, "privacy");
    expect(text).toContain("- Tidak anonim.");
    expect(text).toContain("- Rahasia: laporan tidak dipublikasikan");
  });
});

describe("a letter that is not needed any more", () => {
  test.each([
    [
      "a reminder of what was done meanwhile",
      after(sent(), [remind, clock], [{ move: "answer", text: "Sudah." }, agency]),
      "reminder",
    ],
    [
      "a reminder of what is late by now",
      after(sent(), [remind, clock], [{ move: "missDeadline", clock: "firstFollowUp" }, clock]),
      "reminder",
    ],
    [
      "a reminder to an office that no longer has the report",
      after(
        sent(),
        [remind, clock],
        [{ move: "dispose", agencyCode: environment, instruction: "Sampah." }, coordinator],
      ),
      "reminder",
    ],
    [
      "an escalation of what was done meanwhile",
      after(late(), [escalate, clock], [{ move: "answer", text: "Sudah." }, agency]),
      "escalation",
    ],
    [
      "an escalation of a question that waits for the reporter",
      after(late(), [escalate, clock], [{ move: "requestInformation", text: "Di mana?" }, agency]),
      "escalation",
    ],
    [
      "a proposal that was decided",
      after(
        sent(),
        [{ move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit." }, agency],
        [{ move: "refuseClassChange", reason: "Tidak." }, coordinator],
      ),
      "classChange",
    ],
    [
      "an appeal that was decided",
      after(
        filed(),
        [{ move: "archive", reason: "tooOld", text: "Lama." }, coordinator],
        [{ move: "appeal", reason: "Masih terjadi." }, reporter],
        [{ move: "dispose", agencyCode: publicWorks }, secondCoordinator],
      ),
      "appealed",
    ],
    [
      "a question about a low rating after which the report was reopened",
      after(
        sent(),
        [{ move: "answerFinally", text: "Sudah." }, agency],
        [{ move: "close", rating: 1 }, reporter],
        [{ move: "reopen", reason: "Belum." }, reporter],
      ),
      "lowRating",
    ],
    [
      "a passing up that was passed on",
      after(
        filed(),
        [{ move: "passUp", reason: "Jalan provinsi." }, coordinator],
        [{ move: "handBack", reason: "Bukan." }, handlerOf("kaltim")],
        [{ move: "dispose", agencyCode: publicWorks }, router],
      ),
      "disposition",
    ],
  ] as const)("is %s", async (_, report, kind) => {
    expect((await planned(report, kind, {}, "first")).kind).toBe("needless");
  });
});
