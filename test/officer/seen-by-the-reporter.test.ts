import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveRoutes } from "../../functions/officer/routes.ts";
import { secretHash } from "../../shared/shell/signing.ts";
import { act } from "../../shared/store/act.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { complaintAnswer, type ComplaintAnswer } from "../../shared/view/answers.ts";
import { after, directory, filed, mondayMorning, publicWorks, type Report } from "../builders.ts";
import { openDoors, type Doors } from "../access/doors.ts";
import { appeal, close, dispose, progress, reportIn, secret, thrice, type Step } from "../access/life.ts";
import {
  firstCoordinator,
  ofPublicWorks,
  officers,
  province,
  secondCoordinator,
  supervisor,
  type Person,
} from "../access/people.ts";
import { assertMatchesContract } from "../contract/match.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";

/** What officers do to a report, and what its reporter, and everybody else, then finds. */

let engine: TestEngine;
let doors: Doors;
beforeAll(async () => {
  engine = await startEngine();
  doors = openDoors(engine);
});
afterAll(() => engine.stop());

const lived = (...steps: readonly Step[]): Promise<Report> =>
  write(engine.store, reportIn({ steps, filedAt: mondayMorning }));

const now = async ({ complaint }: Report): Promise<Report> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};

/** A try under the version in force, unless another one is given. */
const tries = async (name: string, who: Person, report: Report, body: object, version?: number): Promise<Answered> => {
  const route = moveRoutes.get(name);
  if (!route) throw new Error(`officers have no move ${name}`);
  const { complaint } = await now(report);
  const answered = await doors.officer(who, report, { route, body, version: version ?? complaint.version });
  const path = route.path.replace("{trackingNumber}", complaint.trackingNumber);
  assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
  return answered;
};
const does = async (name: string, who: Person, report: Report, body: object): Promise<ComplaintAnswer> => {
  const answered = await tries(name, who, report, body);
  if (answered.status !== 201) throw new Error(`answered ${answered.status}: ${answered.text}`);
  return complaintAnswer.parse(answered.body);
};
/** The fields that are wrong, of a try that changes nothing. */
const wrongIn = async (name: string, who: Person, report: Report, body: object): Promise<readonly string[]> => {
  const before = await now(report);
  const { status, body: problem } = await tries(name, who, report, body);
  expect(status).toBe(422);
  expect(await now(report)).toEqual(before);
  return (problem as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
};

const seenByReporter = async (report: Report): Promise<ComplaintAnswer> =>
  complaintAnswer.parse((await doors.reporter(secret, report)).body);
const seenByAnybody = (report: Report): Promise<Answered> => doors.reporter(null, report);

describe("a public text that a coordinator edits", () => {
  it("is what everybody reads; the reporter sees the own words beside it, and how they differ", async () => {
    const report = await write(
      engine.store,
      after(
        filed({
          secretHash: secretHash(secret),
          title: "Jalan berlubang",
          text: "Bupati malas! Jalan di depan pasar berlubang, hubungi 0812-3456-7890.",
        }),
        dispose,
      ),
    );
    const edited = { title: "Jalan berlubang di depan pasar", text: "Jalan di depan pasar berlubang." };
    const forOfficers = await does("public-text", firstCoordinator, report, edited);
    expect(forOfficers.original?.text).toBe(
      "Bupati malas! Jalan di depan pasar berlubang, hubungi [nomor telepon disamarkan].",
    );

    const own = await seenByReporter(report);
    expect(own).toMatchObject(edited);
    expect(own.original).toEqual({
      title: "Jalan berlubang",
      text: "Bupati malas! Jalan di depan pasar berlubang, hubungi 0812-3456-7890.",
    });
    for (const part of ["title", "text"] as const) {
      const passages = own.difference?.[part] ?? [];
      const of = (...kinds: readonly string[]) =>
        passages.flatMap(({ kind, text }) => (kinds.includes(kind) ? [text] : [])).join("");
      expect(of("kept", "removed")).toBe(own.original?.[part]);
      expect(of("kept", "added")).toBe(own[part]);
    }
    expect(own.timeline.at(-1)).toMatchObject({ event: "publicTextEdited", by: { role: "coordinator" } });

    const { status, body, text } = await seenByAnybody(report);
    expect(status).toBe(200);
    expect(body).toMatchObject(edited);
    expect(body).not.toHaveProperty("original");
    expect(body).not.toHaveProperty("difference");
    expect(text).not.toMatch(/malas|0812|disamarkan/);
  });
});

describe("a report that is not this government's authority", () => {
  it("goes to the government above, and the reporter reads where it is and why", async () => {
    const report = await lived();
    await does("not-our-authority", firstCoordinator, report, { reason: "Jalan ini milik provinsi." });
    const own = await seenByReporter(report);
    expect(own).toMatchObject({
      status: "dispatched",
      statusText: "Terdisposisi ke Pemerintah Provinsi Kalimantan Timur",
      agency: { code: province },
    });
    expect(own.timeline.at(-1)).toMatchObject({ event: "passedUp", text: "Jalan ini milik provinsi." });
    expect((await seenByAnybody(report)).status).toBe(200);
  });

  it("does not go to an office of this government, nor to one that there is not", async () => {
    const report = await lived();
    for (const suggestedAgencyCode of [publicWorks, "kutim", "no.such.agency"]) {
      const body = { reason: "Bukan kami.", suggestedAgencyCode };
      expect(await wrongIn("not-our-authority", firstCoordinator, report, body)).toEqual(["/suggestedAgencyCode"]);
    }
    expect(await wrongIn("not-our-authority", firstCoordinator, report, {})).toEqual(["/reason"]);
    expect((await seenByReporter(report)).status).toBe("submitted");
  });
});

describe("a longer class that is refused", () => {
  it("leaves class and deadlines as they were, and the reporter reads of both and why", async () => {
    const report = await lived(dispose);
    const before = await seenByReporter(report);
    await does("class-change", ofPublicWorks, report, { class: "complaintWithInspection", reason: "Perlu audit." });
    expect((await tries("class-change-refusal", ofPublicWorks, report, { reason: "Saya sendiri." })).status).toBe(409);
    expect(await wrongIn("class-change-refusal", firstCoordinator, report, {})).toEqual(["/reason"]);
    await does("class-change-refusal", firstCoordinator, report, { reason: "Cukup dilihat di tempat." });
    const own = await seenByReporter(report);
    expect(own).toMatchObject({ class: "complaint", withInspection: false, deadlines: before.deadlines });
    expect(own.timeline.slice(-2)).toMatchObject([
      { event: "classChangeProposed", text: "Perlu audit." },
      { event: "classChangeRefused", text: "Cukup dilihat di tempat." },
    ]);
    expect((await tries("class-change-approval", supervisor, report, {})).status).toBe(409);
  });
});

describe("an officer's closure", () => {
  it("says why there is no file that proves it, and the reporter may rate it or have it reopened", async () => {
    const report = await lived(dispose, progress());
    const proof = { text: "Lubang sudah ditambal.", withoutAttachment: "Kamera rusak; terlihat di jalan." };
    await does("closure", ofPublicWorks, report, proof);
    const own = await seenByReporter(report);
    expect(own).toMatchObject({ status: "closed", closedBy: "officer", moves: ["closure", "reopening"] });
    expect(own.timeline.at(-1)).toMatchObject({
      event: "closed",
      by: { role: "handler", agency: { code: publicWorks } },
      text: "Lubang sudah ditambal.\n\nTanpa berkas bukti: Kamera rusak; terlihat di jalan.",
    });
  });

  it("without a file and without a reason for that closes nothing", async () => {
    const report = await lived(dispose, progress());
    const text = "Lubang sudah ditambal.";
    expect(await wrongIn("closure", ofPublicWorks, report, { text })).toEqual(["/withoutAttachment"]);
    expect(await wrongIn("closure", ofPublicWorks, report, { text, withoutAttachment: " " })).toEqual([
      "/withoutAttachment",
    ]);
    expect((await seenByReporter(report)).status).toBe("inProgress");
  });

  it("that supervision upholds is the last word: the reporter may rate it, not reopen it", async () => {
    const report = await lived(...thrice);
    expect(await seenByReporter(report)).toMatchObject({ status: "submitted" });
    const text = "Sudah kami periksa di tempat: selesai.";
    expect((await tries("closure-upholding", firstCoordinator, report, { text })).status).toBe(409);
    expect(await wrongIn("closure-upholding", supervisor, report, {})).toEqual(["/text"]);
    await does("closure-upholding", supervisor, report, { text });
    const own = await seenByReporter(report);
    expect(own).toMatchObject({ status: "closed", closedBy: "officer", moves: ["closure"] });
    expect(own.timeline.at(-1)).toMatchObject({ event: "closed", by: { role: "supervisor" }, text });
  });
});

describe("a merged report", () => {
  const text = "Hal yang sama.";
  const intoOf = ({ complaint }: Report) => ({ into: complaint.trackingNumber, text });

  it("ends, and its reporter follows the one that goes on, as everybody may see it", async () => {
    const [report, goesOn] = [await lived(dispose), await lived(dispose)];
    await does("merge", firstCoordinator, report, intoOf(goesOn));
    await does("answer", ofPublicWorks, goesOn, { text: "Mulai ditambal." });
    const own = await seenByReporter(report);
    expect(own).toMatchObject({ status: "archived", closedBy: "officer", moves: ["appeal"] });
    expect(own.timeline.at(-1)).toMatchObject({ event: "merged", text });
    expect(own.mergedInto).toMatchObject({
      trackingNumber: goesOn.complaint.trackingNumber,
      status: "inProgress",
      timeline: [{ event: "filed" }, { event: "disposed" }, { event: "absorbed" }, { text: "Mulai ditambal." }],
    });
    expect(await seenByReporter(goesOn)).toMatchObject({ status: "inProgress", absorbed: 1 });
    expect((await seenByAnybody(report)).body).not.toHaveProperty("mergedInto");
  });

  it("says no more of the one that goes on than its status where that is confidential", async () => {
    const [report, goesOn] = [await lived(dispose), await lived(dispose)];
    await does("privacy", firstCoordinator, goesOn, { anonymous: true, confidential: true });
    await does("merge", firstCoordinator, report, intoOf(goesOn));
    const { mergedInto } = await seenByReporter(report);
    expect(mergedInto).toMatchObject({ trackingNumber: null, status: "dispatched", timeline: [] });
  });

  it("goes into another, known and open report only", async () => {
    const [report, ended] = [await lived(dispose), await lived(close)];
    const wrong = (into: string) => wrongIn("merge", firstCoordinator, report, { into, text });
    expect(await wrong(report.complaint.trackingNumber)).toEqual(["/into"]);
    expect(await wrong(ended.complaint.trackingNumber)).toEqual(["/into"]);
    expect(await wrong(filed().complaint.trackingNumber)).toEqual(["/into"]);
    expect(await wrong("KTM-7F3")).toEqual(["/into"]);
    expect(await wrong("")).toEqual(["/into"]);
    expect(await wrongIn("merge", firstCoordinator, report, { into: ended.complaint.trackingNumber })).toEqual([
      "/text",
    ]);
    expect((await now(ended)).events).toEqual(ended.events);
  });

  it("takes along whom it goes on for, and is not merged back", async () => {
    const [first, second, third] = [await lived(dispose), await lived(dispose), await lived(dispose)];
    await does("merge", firstCoordinator, first, intoOf(second));
    await does("merge", secondCoordinator, second, intoOf(third));
    expect((await now(third)).complaint.absorbed?.toSorted()).toEqual(
      [first, second].map(({ complaint }) => complaint.complaintId).sort(),
    );
    expect((await seenByReporter(first)).mergedInto?.trackingNumber).toBe(third.complaint.trackingNumber);
    expect(await wrongIn("merge", firstCoordinator, third, intoOf(first))).toEqual(["/into"]);
  });

  it("that an appeal has taken out again can go on for the one that it had been merged into", async () => {
    const [first, second] = [await lived(dispose), await lived(dispose)];
    await does("merge", firstCoordinator, first, intoOf(second));
    const [command, actor] = appeal;
    const context = { actor, now: mondayMorning, cause: "test", directory };
    expect((await act(engine.store, (await now(first)).complaint, command, context)).ok).toBe(true);
    await does("merge", firstCoordinator, second, intoOf(first));
    expect((await now(first)).complaint).toMatchObject({
      mergedInto: null,
      absorbed: [second.complaint.complaintId],
    });
    expect((await seenByReporter(second)).mergedInto?.status).toBe("submitted");
  });

  it("is one of at most five hundred", async () => {
    const [report, goesOn] = [await lived(dispose), await lived(dispose)];
    const complaintIds = Array.from({ length: 500 }, (_, at) => `report ${at}`);
    const context = { actor: firstCoordinator.actor, now: mondayMorning, cause: "test", directory };
    const filled = await act(engine.store, goesOn.complaint, { move: "absorb", complaintIds }, context);
    expect(filled.ok).toBe(true);
    expect(await wrongIn("merge", firstCoordinator, report, intoOf(goesOn))).toEqual(["/into"]);
  });

  it("cannot be made by an office, which learns nothing of other reports by trying", async () => {
    const [report, ended] = [await lived(dispose), await lived(close)];
    const tried = (into: string) => tries("merge", ofPublicWorks, report, { into, text });
    const [ofEnded, ofNone] = [await tried(ended.complaint.trackingNumber), await tried("KTM-7F3-K9Q-X2A")];
    expect(ofEnded.status).toBe(409);
    expect(ofNone).toEqual(ofEnded);
  });
});

describe("a report whose block is lifted", () => {
  it("is where it was, with its office and as many days as were left, and everybody may see it again", async () => {
    const report = await lived(dispose);
    const before = await seenByReporter(report);
    await does("blocking", firstCoordinator, report, { reason: "Ujaran kebencian." });
    expect(await seenByReporter(report)).toMatchObject({ status: "blocked", moves: [] });
    expect((await seenByAnybody(report)).status).toBe(404);
    expect(await wrongIn("unblocking", supervisor, report, {})).toEqual(["/reason"]);
    await does("unblocking", supervisor, report, { reason: "Keliru: kutipan." });
    const own = await seenByReporter(report);
    expect(own).toMatchObject({
      status: "dispatched",
      agency: { code: publicWorks },
      deadlines: before.deadlines,
      moves: before.moves,
    });
    expect(own.timeline.slice(-2)).toMatchObject([
      { event: "blocked", text: "Ujaran kebencian." },
      { event: "unblocked", by: { role: "supervisor" }, text: "Keliru: kutipan." },
    ]);
    expect((await seenByAnybody(report)).status).toBe(200);
  });
});

describe("of several things that are wrong, an officer is told", () => {
  it("that the report is not theirs before that its version is old, and that before that the move is impossible", async () => {
    const report = await lived(dispose);
    const text = "Diperiksa.";
    const ofHealth = officers.find(({ actor }) => actor?.agencyCode === "kutim.dinkes" && actor.role === "handler");
    const unknown = officers.find(({ name }) => name === "no token");
    if (!ofHealth || !unknown) throw new Error("these officers are not there");
    expect((await tries("answer", unknown, report, { text }, -1)).status).toBe(403);
    expect((await tries("answer", ofHealth, report, { text }, 1)).status).toBe(404);
    expect((await tries("unblocking", ofPublicWorks, report, { reason: "Keliru." }, -1)).status).toBe(400);
    const { version: current } = report.complaint;
    for (const [version, slug] of [
      [current - 1, "stale-version"],
      [current, "illegal-move"],
    ] as const) {
      const { status, body } = await tries("unblocking", ofPublicWorks, report, { reason: "Keliru." }, version);
      expect([status, (body as { type: string }).type.split("#problem-")[1]]).toEqual([409, slug]);
    }
    expect(await now(report)).toEqual(report);
  });
});
