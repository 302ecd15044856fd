import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchReport } from "../../functions/routing/dispatch.ts";
import { holdReport } from "../../functions/routing/hold.ts";
import type { HopInput } from "../../functions/routing/hop.ts";
import { loadReport } from "../../functions/routing/load.ts";
import { screenReport } from "../../functions/routing/screen.ts";
import { suggestAgency } from "../../functions/routing/suggest.ts";
import type { CommandOf } from "../../shared/domain/commands.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { coordinator, directory, environment, filed, health, mondayMorning, publicWorks } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { does, hop, kept, openRouting, type Routing } from "./hops.ts";

let engine: TestEngine;
let routing: Routing;
beforeAll(async () => {
  engine = await startEngine();
  routing = openRouting(engine);
});
afterAll(() => engine.stop());

const aReport = async (particulars: Partial<CommandOf<"file">> = {}, at = mondayMorning): Promise<HopInput> => {
  const { complaint } = await write(engine.store, filed(particulars, at));
  return { complaintId: complaint.complaintId, since: 1 };
};
const gibberish = { text: "Mohon perhatiannya. Terima kasih." };

describe("loading", () => {
  it("says whether the report still waits to be routed", async () => {
    const input = await aReport();
    expect(await loadReport(routing, input)).toStrictEqual({ version: 1, waiting: true });
    await does(routing, input.complaintId, { move: "dispose", agencyCode: health }, coordinator);
    expect(await loadReport(routing, input)).toStrictEqual({ version: 2, waiting: false });
  });

  it.each([
    ["loading", loadReport],
    ["screening", screenReport],
    ["suggesting", suggestAgency],
    ["dispatching", dispatchReport],
    ["holding", holdReport],
  ] as const)("like %s fails for a report that is not there", async (_, step) => {
    await expect(step(routing, { complaintId: "no-such-report", since: 1 })).rejects.toThrow("not there");
  });
});

describe("a report about an office", () => {
  const extortion = "Petugas loket minta uang dua ratus ribu supaya KTP cepat jadi, tanpa kwitansi.";
  const routed = async (particulars: Partial<CommandOf<"file">>, its: Routing = routing) => {
    const input = await aReport(particulars);
    await hop(its, input);
    const declared = await kept(its, input.complaintId);
    // What was found out begins a hop of its own.
    if (declared.complaint.hop > 1) await hop(its, { ...input, since: declared.complaint.hopSince });
    return kept(its, input.complaintId);
  };

  it.each([
    ["the reporter says so", { aboutAgencyCode: "kutim.disdukcapil", ...gibberish }],
    ["the category is sensitive", { categoryCode: "1558", agencyCode: "kutim.disdukcapil", ...gibberish }],
    ["the words say so of the office that is named", { agencyCode: "kutim.disdukcapil", text: extortion }],
  ])("goes to the inspectorate where %s", async (_, particulars) => {
    const { complaint } = await routed(particulars);
    expect(complaint).toMatchObject({
      status: "dispatched",
      agencyCode: "kutim.inspektorat",
      confidential: true,
      concerns: { agencyCodes: ["kutim.disdukcapil"] },
    });
  });

  it("names nobody in what the reporter reads of why", async () => {
    const { events } = await routed({ agencyCode: "kutim.disdukcapil", text: extortion });
    expect(events.at(-1)).toMatchObject({ type: "disposed", reasons: [{ kind: "conflictOfInterest" }] });
  });

  it("is none where the named office answers for the category, or no office is named, or the words are weak", async () => {
    const byInspectorate = await routed({ agencyCode: "kutim.inspektorat", text: extortion });
    expect(byInspectorate.complaint).toMatchObject({ agencyCode: "kutim.inspektorat", concerns: null });
    expect((await routed({ text: extortion })).complaint).toMatchObject({ confidential: true, concerns: null });
    const weak = await routed({ agencyCode: publicWorks, text: "Jalan berlubang, laporan kami tanpa bukti foto." });
    expect(weak.complaint).toMatchObject({ agencyCode: publicWorks, confidential: false, concerns: null });
  });

  it("goes to the government above where the inspectorate is concerned, and is held where no office is independent", async () => {
    expect((await routed({ aboutAgencyCode: "kutim.inspektorat" })).complaint.agencyCode).toBe("kaltim");
    expect((await routed({ aboutAgencyCode: "kaltim" })).complaint).toMatchObject({
      status: "submitted",
      owner: "kutim.diskominfo",
      held: "noIndependentOffice",
    });
  });

  it("that the inspectorate hands back waits for a person", async () => {
    const { complaint } = await routed({ aboutAgencyCode: publicWorks });
    const inspectorate = { role: "handler", id: "link:1", agencyCode: "kutim.inspektorat" } as const;
    await does(routing, complaint.complaintId, { move: "handBack", reason: "Bukan penyimpangan." }, inspectorate);
    const back = await kept(routing, complaint.complaintId);
    await hop(routing, { complaintId: complaint.complaintId, since: back.complaint.hopSince });
    expect((await kept(routing, complaint.complaintId)).complaint).toMatchObject({
      status: "submitted",
      held: "noIndependentOffice",
    });
  });
});

describe("screening", () => {
  it("notes how much personal data title and text hold, and no word of it", async () => {
    const input = await aReport({
      title: "Hubungi 0812-3456-7890",
      text: "NIK saya 6408991212900001, surel siti@surel.example. Jalan rusak.",
    });
    expect(await screenReport(routing, input)).toStrictEqual({ masked: 3, duplicates: 0 });
    const { complaint, events } = await kept(routing, input.complaintId);
    expect(complaint.screened).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: "screened", masked: 3, duplicates: [] });
    expect(JSON.stringify([events.at(-1), routing.log.lines])).not.toMatch(/3456|6408991212900001|siti@/);
  });

  it("leaves no event where there is nothing to note", async () => {
    const input = await aReport({ reporterKey: "nothing-to-note" });
    expect(await screenReport(routing, input)).toStrictEqual({ masked: 0, duplicates: 0 });
    expect((await kept(routing, input.complaintId)).events).toHaveLength(1);
  });

  it("links what the same reporter said the day before, in the same words or nearly", async () => {
    const text =
      "Lampu jalan di depan SD Negeri 003 Sangatta Utara sudah mati sejak dua minggu yang lalu, gelap sekali.";
    const others = [
      await aReport({ text, reporterKey: "siti" }, "2026-07-05T01:00:00.001Z"),
      await aReport({ text: text.replace("gelap sekali", "gelap"), reporterKey: "siti" }, "2026-07-05T20:00:00.000Z"),
      await aReport({ text: "Sampah menumpuk di pasar.", reporterKey: "siti" }, "2026-07-06T00:00:00.000Z"),
      await aReport({ text, reporterKey: "budi" }, "2026-07-06T00:00:00.000Z"),
      await aReport({ text }, "2026-07-06T00:00:00.000Z"),
      await aReport({ text, reporterKey: "siti" }, "2026-07-05T00:59:59.999Z"),
    ];
    const input = await aReport({ text: `${text.toUpperCase()}!!`, reporterKey: "siti" });
    expect(await screenReport(routing, input)).toStrictEqual({ masked: 0, duplicates: 2 });
    expect((await kept(routing, input.complaintId)).events.at(-1)).toMatchObject({
      type: "screened",
      duplicates: [
        { complaintId: others[1]?.complaintId, likeness: "near" },
        { complaintId: others[0]?.complaintId, likeness: "exact" },
      ],
    });
  });

  it("drops no duplicate: it goes its way like any other", async () => {
    const text = "Jalan berlubang besar di depan pasar induk Sangatta Utara.";
    await aReport({ text, reporterKey: "dua kali" }, "2026-07-06T00:30:00.000Z");
    const input = await aReport({ text, reporterKey: "dua kali" });
    await hop(routing, input);
    const { complaint, events } = await kept(routing, input.complaintId);
    expect(events.map(({ type }) => type)).toStrictEqual(["filed", "screened", "disposed"]);
    expect(complaint.agencyCode).toBe(publicWorks);
  });

  it("is done once for each report", async () => {
    const input = await aReport({ text: "Nomor saya 0812-3456-7890." });
    await screenReport(routing, input);
    expect(await screenReport(routing, input)).toStrictEqual({ masked: 0, duplicates: 0 });
    expect((await kept(routing, input.complaintId)).events).toHaveLength(2);
  });
});

describe("a report with a clear sign", () => {
  it("is dispatched with the reasons and the confidence of the suggestion", async () => {
    const input = await aReport({ text: "Jalan berlubang besar di depan pasar induk, mohon ditambal." });
    expect(await hop(routing, input)).toStrictEqual({ dispatched: true });
    const { complaint, events } = await kept(routing, input.complaintId);
    expect(complaint).toMatchObject({ status: "dispatched", owner: publicWorks, agencyCode: publicWorks, hop: 1 });
    const [, disposed] = events;
    expect(disposed).toMatchObject({
      type: "disposed",
      actor: { role: "system", id: "routing" },
      agencyCode: publicWorks,
      hop: 1,
      disposition: 1,
    });
    if (disposed?.type !== "disposed") throw new Error("it was not disposed");
    expect(disposed.confidence).toBeGreaterThanOrEqual(directory.policy.dispatchConfidence);
    expect(disposed.reasons.length).toBeGreaterThan(0);
  });

  it("goes to the agency that the reporter named, whatever the text is about", async () => {
    const input = await aReport({ text: "Jalan berlubang besar di depan pasar induk.", agencyCode: environment });
    await hop(routing, input);
    const { complaint, events } = await kept(routing, input.complaintId);
    expect(complaint.agencyCode).toBe(environment);
    const last = events.at(-1);
    expect(last?.type === "disposed" ? last.reasons : []).toContainEqual({
      kind: "agencyNamed",
      agencyCode: environment,
    });
  });

  it("lets the workflow know ids, codes and numbers, never a word of the reporter's", async () => {
    const input = await aReport({ title: "Rahasia", text: "Nama saya Siti, jalan berlubang di Gang Mawar." });
    const results = [
      await loadReport(routing, input),
      await screenReport(routing, input),
      await suggestAgency(routing, input),
    ];
    expect(JSON.stringify([results, routing.log.lines])).not.toMatch(/siti\b|mawar|rahasia/i);
  });
});

describe("a report is held for a person", () => {
  const heldFor = async (input: HopInput): Promise<unknown> => (await kept(routing, input.complaintId)).complaint.held;

  it("when nothing says whose it is", async () => {
    const input = await aReport(gibberish);
    expect(await hop(routing, input)).toStrictEqual({ held: true });
    const { complaint, events } = await kept(routing, input.complaintId);
    expect(complaint).toMatchObject({
      status: "submitted",
      held: "noSignal",
      owner: directory.policy.coordinatorAgencyCode,
    });
    expect(complaint.clocks.verification?.state).toBe("running");
    expect(events.at(-1)).toMatchObject({ type: "held", reasons: [{ kind: "noSignal" }] });
  });

  it("when the signs are too weak, with what they point to", async () => {
    const input = await aReport({ text: "Ada masalah.", categoryCode: "pekerjaan-umum" });
    const suggestion = await suggestAgency(routing, input);
    expect(suggestion).toMatchObject({ agencyCode: publicWorks, confident: false });
    expect(await holdReport(routing, { ...input, suggestion })).toStrictEqual({ held: true });
    expect(await heldFor(input)).toBe("lowConfidence");
    expect((await kept(routing, input.complaintId)).events.at(-1)).toMatchObject({ reasons: suggestion.reasons });
  });

  it("when no mail can reach the agency", async () => {
    const input = await aReport({ text: "Jalan berlubang besar di depan pasar induk.", agencyCode: publicWorks });
    const withoutMail: Directory = {
      ...directory,
      agencies: directory.agencies.map((agency) => ({ ...agency, mail: [] })),
    };
    expect(await hop(openRouting(engine, withoutMail), input)).toStrictEqual({ held: true });
    expect(await heldFor(input)).toBe("noReachableAgency");
  });

  it("when a step has failed for good", async () => {
    const input = await aReport();
    await holdReport(routing, { ...input, failure: { Error: "States.Timeout", Cause: "" } });
    expect(await heldFor(input)).toBe("routingFailed");
    expect((await kept(routing, input.complaintId)).events.at(-1)).toMatchObject({ type: "held", reasons: [] });
  });
});
