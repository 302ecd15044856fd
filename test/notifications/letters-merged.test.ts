import { describe, expect, it } from "vitest";
import { planWarning } from "../../functions/notifications/plan-mail.ts";
import { administratorsOf } from "../../functions/notifications/readers.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { after, coordinator, directory, reporter } from "../builders.ts";
import { markers, planDeps, planned, written } from "./postroom.ts";
import { agency, mergedPair, sent } from "./stories.ts";

describe("a report that was merged", () => {
  const { survivor, merged } = mergedPair({ text: "Lubang di depan rumah saya, telepon 0840-5551-2345." });
  const number = survivor.complaint.trackingNumber;

  it("says to its reporter where it goes on", async () => {
    const { text } = await written(merged, "closed", { reports: [survivor] });
    expect(text).toContain(`laporan ${number}`);
    expect(text).toContain(`/v1/complaints/${number}`);
    expect(text).toContain("mengajukan keberatan satu kali");
  });

  it("says to its reporter what happens to the other, in the words that everybody may read", async () => {
    const answered = after(survivor, [{ move: "answer", text: "Hubungi 0840-5551-2345 bila perlu." }, agency]);
    const { subject, text, to } = await written(answered, "followed", { reports: [answered, merged] });
    expect(to).toEqual([markers.email]);
    expect(subject).toMatch(new RegExp(`^${merged.complaint.trackingNumber}: `));
    expect(text).toContain(`laporan ${number}`);
    expect(text).toContain("Ditindaklanjuti");
    expect(text).not.toContain("5551");
    expect(text).toContain(`gunakan nomor laporan ${merged.complaint.trackingNumber} dan kode rahasia Anda`);
  });

  it("is told of the end without what its reporter wrote", async () => {
    const reopened = after(
      survivor,
      [{ move: "answerFinally", text: "Sudah." }, agency],
      [{ move: "close", comment: "Tetangga saya Budi juga puas." }, reporter],
    );
    const { text } = await written(reopened, "followed", { reports: [reopened, merged] });
    expect(text).toContain("Ditutup oleh pelapor");
    expect(text).not.toContain("Budi");
  });

  it.each([
    ["confidential", { move: "setPrivacy", anonymous: false, confidential: true }],
    ["blocked", { move: "block", reason: "Memuat kebencian." }],
  ] as const)("learns of one that is %s by now no more than how it stands", async (_, command) => {
    const answered = after(survivor, [{ move: "answer", text: "Sedang dikerjakan." }, agency], [command, coordinator]);
    const { text } = await written(answered, "followed", { reports: [answered, merged] });
    expect(text).toContain(command.move === "block" ? "konten terblokir" : "ditindaklanjuti");
    expect(text).not.toContain(number);
    expect(text).not.toContain("Sedang dikerjakan");
  });

  it("is told nothing more once an appeal has taken it out again", async () => {
    const appealed = after(merged, [{ move: "appeal", reason: "Ini lubang lain." }, reporter]);
    const answered = after(survivor, [{ move: "answer", text: "Sedang dikerjakan." }, agency]);
    expect((await planned(answered, "followed", { reports: [answered, appealed] })).kind).toBe("needless");
  });

  it("goes on being told when the other is merged in turn", async () => {
    const third = sent();
    const into = third.complaint.complaintId;
    const second = after(survivor, [{ move: "merge", into, text: "Sama." }, coordinator]);
    const absorbing = after(
      third,
      [{ move: "absorb", complaintIds: [second.complaint.complaintId, merged.complaint.complaintId] }, coordinator],
      [{ move: "answer", text: "Sedang dikerjakan." }, agency],
    );
    const reports = [absorbing, second, merged];
    expect((await written(absorbing, "followed", { reports })).text).toContain(third.complaint.trackingNumber);
    expect((await written(second, "followed", { reports })).text).toContain(
      `Keduanya kini dilanjutkan dalam laporan ${third.complaint.trackingNumber}`,
    );
  });
});

describe("a calendar that is missing", () => {
  const warning = {
    complaintId: "calendar-2027",
    version: 202612,
    kind: "calendarMissing",
    to: "platformAdmin",
  } as const;

  it("is told to the administrators, with what follows from it", async () => {
    const plan = await planWarning(warning, planDeps());
    if (plan.kind !== "send") throw new Error(plan.reason);
    expect(plan.to).toEqual(administratorsOf(directory));
    expect(plan.to).toEqual(["admin@diskominfo.kutim.example"]);
    expect(plan.mail.text).toContain("tahun 2027");
  });

  it("is no longer missing when it was loaded meanwhile", async () => {
    const its = seedDirectory();
    const [calendar] = its.calendars;
    if (!calendar) throw new Error("the seed has a calendar");
    const loaded = { ...its, calendars: [...its.calendars, { ...calendar, year: 2027, holidays: [], jointLeave: [] }] };
    expect((await planWarning(warning, planDeps({ directory: loaded }))).kind).toBe("needless");
  });

  it("needs somebody to be told", async () => {
    const nobody = { ...directory, officers: [] };
    expect((await planWarning(warning, planDeps({ directory: nobody }))).kind).toBe("unreachable");
  });
});
