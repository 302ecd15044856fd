import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../../functions/intake/routes.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { act } from "../../shared/store/act.ts";
import { history, load } from "../../shared/store/complaint-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import { complaintAnswer, type ComplaintAnswer, type Receipt } from "../../shared/view/answers.ts";
import { coordinator, directory, handlerOf, publicWorks, router } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import type { Answered } from "../shell/call.ts";
import { aFiling, openIntake, siti, type Intake } from "./citizen.ts";

let engine: TestEngine;
let intake: Intake;
beforeAll(async () => {
  engine = await startEngine();
  intake = openIntake(engine);
});
afterAll(() => engine.stop());

const keptOf = async ({ trackingNumber }: Receipt) => {
  const kept = await history(engine.store, complaintIdOf(trackingNumber));
  if (!kept) throw new Error("the report is not there");
  return kept;
};

/** What others do with the report in the meantime. */
const meanwhile = async (receipt: Receipt, ...steps: readonly (readonly [Command, Actor])[]): Promise<void> => {
  for (const [command, actor] of steps) {
    const complaint = await load(engine.store, complaintIdOf(receipt.trackingNumber));
    if (!complaint) throw new Error("the report is not there");
    const step = await act(engine.store, complaint, command, { actor, now: intake.now, directory, cause: "test" });
    if (!step.ok) throw new Error(`${command.move} was refused: ${JSON.stringify(step.failure)}`);
  }
};
const passOn = [{ move: "dispose", agencyCode: publicWorks }, router] as const;
const answerFinally = [{ move: "answerFinally", text: "Lubang sudah ditambal." }, handlerOf(publicWorks)] as const;

const move = (receipt: Pick<Receipt, "trackingNumber" | "secret">, route: Route, body: object): Promise<Answered> =>
  intake.call(route, { trackingNumber: receipt.trackingNumber, secret: receipt.secret, body });
const moved = async (receipt: Receipt, route: Route, body: object): Promise<ComplaintAnswer> => {
  const { status, body: answer } = await move(receipt, route, body);
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(answer)}`);
  return complaintAnswer.parse(answer);
};
const problem = ({ status, body }: Answered): readonly [number, string] => [
  status,
  (body as { type: string }).type.split("#problem-")[1] ?? "",
];

describe("a reporter", () => {
  it("sees the report and what may be done with it", async () => {
    const receipt = await intake.file({ ...aFiling, reporter: siti });
    expect(await intake.view(receipt)).toMatchObject({
      trackingNumber: receipt.trackingNumber,
      status: "submitted",
      statusText: "Belum terverifikasi",
      text: aFiling.text,
      agency: null,
      moves: ["replies", "closure", "withdrawal", "attachments"],
      timeline: [{ event: "filed", title: "Laporan diterima" }],
      version: 1,
    });
  });

  it("may write number and secret as people do", async () => {
    const receipt = await intake.file(aFiling);
    const written = {
      trackingNumber: receipt.trackingNumber.toLowerCase().replaceAll("-", " "),
      secret: receipt.secret.toUpperCase().replaceAll("-", ""),
    };
    expect(await intake.view(written)).toStrictEqual(await intake.view(receipt));
  });

  it("replies", async () => {
    const receipt = await intake.file(aFiling);
    const after = await moved(receipt, routes.replyToComplaint, { text: "Lubangnya makin besar." });
    expect(after).toMatchObject({ status: "submitted", version: 2 });
    expect(after.timeline.at(-1)).toMatchObject({ event: "replied", text: "Lubangnya makin besar." });
    expect(await intake.view(receipt)).toStrictEqual(after);
  });

  it("gives the information that was asked for, and the clocks go on", async () => {
    const receipt = await intake.file(aFiling);
    await meanwhile(receipt, [{ move: "requestInformation", text: "Di mana tepatnya?" }, coordinator]);
    expect((await intake.view(receipt)).deadlines).toMatchObject([
      { clock: "verification", state: "paused" },
      { clock: "reporterCompletion", state: "running" },
      { clock: "completion", state: "paused" },
    ]);
    const after = await moved(receipt, routes.replyToComplaint, { text: "Di depan pasar induk." });
    expect(after).toMatchObject({ status: "submitted", timeline: [{}, {}, { event: "informationSupplied" }] });
    expect(after.deadlines.map(({ state }) => state)).toStrictEqual(["running", "met", "running"]);
  });

  it("closes, with a rating if they like", async () => {
    const receipt = await intake.file(aFiling);
    await meanwhile(receipt, passOn, answerFinally);
    const after = await moved(receipt, routes.closeComplaint, { rating: 4, comment: "Cepat, terima kasih." });
    expect(after).toMatchObject({
      status: "closed",
      closedBy: "reporter",
      rating: 4,
      closedAt: intake.now,
      moves: ["reopening"],
    });
    const without = await intake.file(aFiling);
    expect(await moved(without, routes.closeComplaint, {})).toMatchObject({ status: "closed", closedBy: "reporter" });
  });

  it("reopens what was closed, under the same number and with the office that had it", async () => {
    const receipt = await intake.file(aFiling);
    await meanwhile(receipt, passOn, answerFinally, [
      { move: "closeWithProof", text: "Foto.", withoutAttachment: "Terlihat di jalan" },
      handlerOf(publicWorks),
    ]);
    const after = await moved(receipt, routes.reopenComplaint, { reason: "Lubangnya terbuka lagi." });
    expect(after).toMatchObject({ status: "inProgress", agency: { code: publicWorks } });
    expect(after.trackingNumber).toBe(receipt.trackingNumber);
    expect(after.closedAt).toBeUndefined();
  });

  it("withdraws, and may appeal against an archiving but not against the own withdrawal", async () => {
    const [withdrawn, archived] = [await intake.file(aFiling), await intake.file(aFiling)];
    expect(await moved(withdrawn, routes.withdrawComplaint, {})).toMatchObject({ status: "archived", moves: [] });
    expect(problem(await move(withdrawn, routes.appealArchiving, { reason: "Saya menyesal." }))).toStrictEqual([
      409,
      "illegal-move",
    ]);
    await meanwhile(archived, [{ move: "archive", reason: "notEnoughDetail", text: "Tidak jelas." }, coordinator]);
    expect(await moved(archived, routes.appealArchiving, { reason: "Sudah saya jelaskan." })).toMatchObject({
      status: "submitted",
    });
  });

  it("is told when a move is not possible now, and nothing changes", async () => {
    const receipt = await intake.file(aFiling);
    await moved(receipt, routes.withdrawComplaint, { reason: "Salah alamat." });
    const before = await keptOf(receipt);
    expect(problem(await move(receipt, routes.replyToComplaint, { text: "Masih ada?" }))).toStrictEqual([
      409,
      "illegal-move",
    ]);
    expect(await keptOf(receipt)).toStrictEqual(before);
  });
});

describe("somebody who is not the reporter", () => {
  it("cannot tell a wrong secret from an unknown number", async () => {
    const receipt = await intake.file(aFiling);
    await meanwhile(receipt, passOn);
    const wrong = { trackingNumber: receipt.trackingNumber, secret: "0000-0000-0000-0000-0000" };
    const unknown = { trackingNumber: makeTrackingNumber("KTM", new Uint8Array(5)), secret: receipt.secret };
    for (const route of [routes.viewComplaint, routes.replyToComplaint, routes.withdrawComplaint]) {
      const body =
        route === routes.viewComplaint ? {} : { body: route === routes.replyToComplaint ? { text: "?" } : {} };
      const answers = [
        await intake.call(route, { ...wrong, ...body }),
        await intake.call(route, { ...unknown, ...body }),
      ];
      expect(answers.map(problem)).toStrictEqual([
        [404, "tracking-number-unknown"],
        [404, "tracking-number-unknown"],
      ]);
      expect(answers[0]).toStrictEqual(answers[1]);
    }
    expect((await keptOf(receipt)).events).toHaveLength(2);
  });

  it("moves nothing without a secret", async () => {
    const receipt = await intake.file(aFiling);
    const answered = await intake.call(routes.replyToComplaint, {
      trackingNumber: receipt.trackingNumber,
      body: { text: "Siapa saja." },
    });
    expect(problem(answered)).toStrictEqual([401, "secret-missing"]);
    expect(answered.headers["WWW-Authenticate"]).toBe("Bearer");
    expect((await keptOf(receipt)).events).toHaveLength(1);
  });

  it.each(["KTM-7F3-K9Q-X2B", "KTM-7F3", "'; DROP TABLE", "../identity", "KTM-7F3-K9Q-X2U", "🕳"])(
    "learns nothing by the number %s",
    async (trackingNumber) => {
      expect((await intake.call(routes.viewComplaint, { trackingNumber })).status).toBe(404);
      expect((await intake.call(routes.closeComplaint, { trackingNumber, secret: "x", body: {} })).status).toBe(404);
    },
  );
});

describe("the public", () => {
  const seen = ({ trackingNumber }: Receipt): Promise<Answered> =>
    intake.call(routes.viewComplaint, { trackingNumber });

  it("sees a report from when it was passed on", async () => {
    const receipt = await intake.file({
      ...aFiling,
      text: "Hubungi saya di 0812-3456-7890, jalan rusak.",
      location: { regionCode: "64.08.04", address: "Gang Mawar 7" },
      reporter: siti,
    });
    expect(problem(await seen(receipt))).toStrictEqual([404, "tracking-number-unknown"]);
    await meanwhile(receipt, [{ move: "screen", masked: 1, duplicates: [] }, router], passOn);
    const { status, body } = await seen(receipt);
    const report = complaintAnswer.parse(body);
    expect(status).toBe(200);
    expect(report).toMatchObject({
      agency: { code: publicWorks },
      address: null,
      region: { code: "64.08.04" },
      moves: [],
    });
    expect(report.text).toBe("Hubungi saya di [nomor telepon disamarkan], jalan rusak.");
    expect(report.timeline.map(({ event }) => event)).toStrictEqual(["filed", "disposed"]);
    expect(JSON.stringify(body)).not.toMatch(/siti|3456|Mawar|reasons|original/i);
  });

  it("never sees what is confidential, or was blocked", async () => {
    const confidential = await intake.file({ ...aFiling, confidential: true });
    await meanwhile(confidential, passOn);
    expect(problem(await seen(confidential))).toStrictEqual([404, "tracking-number-unknown"]);
    const blocked = await intake.file(aFiling);
    await meanwhile(blocked, passOn, [{ move: "block", reason: "Ujaran kebencian." }, coordinator]);
    expect(problem(await seen(blocked))).toStrictEqual([404, "tracking-number-unknown"]);
    expect((await intake.view(blocked)).status).toBe("blocked");
  });
});

describe("fifty moves of reporters at once", () => {
  it("on one report lose no event that was promised, and leave the versions consecutive", async () => {
    const receipt = await intake.file(aFiling);
    const texts = Array.from({ length: 50 }, (_, index) => `Jawaban ${index}`);
    const promised: string[] = [];
    let waiting = texts;
    while (waiting.length > 0) {
      const answers = await Promise.all(waiting.map((text) => move(receipt, routes.replyToComplaint, { text })));
      const refused = waiting.filter((_, index) => answers[index]?.status !== 201);
      expect(answers.filter(({ status }) => status !== 201).map(problem)).toStrictEqual(
        refused.map(() => [409, "stale-version"]),
      );
      promised.push(...waiting.filter((text) => !refused.includes(text)));
      const { complaint, events } = await keptOf(receipt);
      expect(events.map(({ version }) => version)).toStrictEqual(events.map((_, index) => index + 1));
      expect(events.flatMap((event) => (event.type === "replied" ? [event.text] : [])).toSorted()).toStrictEqual(
        promised.toSorted(),
      );
      expect(complaint.version).toBe(events.length);
      waiting = refused;
    }
    expect(promised.toSorted()).toStrictEqual(texts.toSorted());
  });

  it("of different kinds leave one end", async () => {
    const receipt = await intake.file(aFiling);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 5 === 0
          ? move(receipt, routes.withdrawComplaint, {})
          : move(receipt, routes.replyToComplaint, { text: `Jawaban ${index}` }),
      ),
    );
    const { complaint, events } = await keptOf(receipt);
    expect(events.filter(({ type }) => type === "withdrawn").length).toBeLessThanOrEqual(1);
    expect(events.map(({ version }) => version)).toStrictEqual(events.map((_, index) => index + 1));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(events.length - 1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toStrictEqual([]);
    if (complaint.status === "archived") expect(events.at(-1)?.type).toBe("withdrawn");
  });
});
