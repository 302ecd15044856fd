import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startCloud, type Outsider, type RunningCloud } from "./cloud.ts";

/** Extortion at an office: it learns nothing of it, before and after somebody notices what the report is about. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let running: RunningCloud;
let someone: Outsider;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
});
afterAll(() => running.stop());

const accused = "penghubung@disdukcapil.kutim.example";
const coordinator = "koordinator@diskominfo.kutim.example";
const investigator = "penghubung@inspektorat.kutim.example";
const inspector = "pengawas@inspektorat.kutim.example";
const head = "pimpinan@kutim.example";

const looks = async (mail: string, trackingNumber: string): Promise<number> => {
  const headers = { authorization: `Bearer ${await someone.tokenOf(mail)}` };
  return (await someone.call("GET", `/v1/officer/complaints/${trackingNumber}`, { headers })).status;
};
const isInQueueOf = async (mail: string, trackingNumber: string): Promise<boolean> =>
  (await someone.officer(mail).queue()).some((its) => its.trackingNumber === trackingNumber);
const linkIn = (text: string): string => /\/d\/([\w.~-]+)/.exec(text)?.[1] ?? "";

it("is kept from the office that the reporter accuses, and handled by the inspectorate", async () => {
  const receipt = await someone.file({
    class: "complaint",
    text: "Petugas loket minta uang dua ratus ribu supaya KTP cepat jadi, tanpa kwitansi.",
    agencyCode: "kutim.disdukcapil",
    reporter: { name: "Pelapor Contoh", email: "pelapor@surel.example" },
  });
  const { trackingNumber } = receipt;
  await someone.settled();

  const report = await someone.view(receipt);
  expect(report).toMatchObject({ confidential: true, agency: { code: "kutim.inspektorat" } });
  expect((await someone.viewPublic(trackingNumber)).status).toBe(404);
  expect(await looks(accused, trackingNumber)).toBe(404);
  expect(await looks(head, trackingNumber)).toBe(404);
  expect(await isInQueueOf(accused, trackingNumber)).toBe(false);
  expect(await isInQueueOf(head, trackingNumber)).toBe(false);
  expect(await isInQueueOf(investigator, trackingNumber)).toBe(true);
  expect(await isInQueueOf(inspector, trackingNumber)).toBe(true);
  expect(await someone.mailsAbout(trackingNumber, "@disdukcapil.kutim.example")).toEqual([]);
  expect(await someone.mailsAbout(trackingNumber, "@inspektorat.kutim.example")).toHaveLength(1);

  const refused = await someone
    .officer(coordinator)
    .tryMove(trackingNumber, "disposition", { agencyCode: "kutim.disdukcapil", instruction: "Tindak lanjuti" });
  expect([refused.status, (refused.body as { errors: unknown[] }).errors]).toMatchObject([
    422,
    [{ pointer: "/agencyCode" }],
  ]);
  await someone.officer(investigator).move(trackingNumber, "answer", { text: "Pemeriksaan dimulai." });
});

it("is taken from the office that has it when somebody sees what it is about, and its link dies", async () => {
  const receipt = await someone.file({
    class: "complaint",
    text: "Antrean KTP di loket selalu didahulukan untuk kenalan kepala bidang.",
    agencyCode: "kutim.disdukcapil",
  });
  const { trackingNumber } = receipt;
  await someone.settled();
  expect(await looks(accused, trackingNumber)).toBe(200);
  const [mail] = await someone.mailsAbout(trackingNumber, "@disdukcapil.kutim.example");
  const token = linkIn(mail?.body.text ?? "");
  expect((await someone.call("GET", `/v1/dispositions/${token}`)).status).toBe(200);

  await someone
    .officer(coordinator)
    .move(trackingNumber, "conflict", { agencyCodes: ["kutim.disdukcapil"], reason: "Menyangkut kepala bidang." });
  await someone.settled();

  expect((await someone.call("GET", `/v1/dispositions/${token}`)).status).toBe(404);
  expect(await looks(accused, trackingNumber)).toBe(404);
  expect(await isInQueueOf(accused, trackingNumber)).toBe(false);
  expect(await isInQueueOf(investigator, trackingNumber)).toBe(true);
  expect((await someone.viewPublic(trackingNumber)).status).toBe(404);
  expect(JSON.stringify((await someone.view(receipt)).timeline)).not.toContain("Menyangkut kepala bidang");
  // What it had been told before is all that it ever heard.
  expect(await someone.mailsAbout(trackingNumber, "@disdukcapil.kutim.example")).toHaveLength(1);
  expect(await someone.mailsAbout(trackingNumber, "@inspektorat.kutim.example")).toHaveLength(1);
});

it("is never seen by the coordinating office if it is about that", async () => {
  const { trackingNumber } = await someone.file({
    class: "complaint",
    text: "Admin koordinator menghapus laporan temannya.",
    aboutAgencyCode: "kutim.diskominfo",
  });
  await someone.settled();
  expect(await looks(coordinator, trackingNumber)).toBe(404);
  expect(await isInQueueOf(investigator, trackingNumber)).toBe(true);
  expect(await someone.mailsAbout(trackingNumber, "@diskominfo.kutim.example")).toEqual([]);
});
