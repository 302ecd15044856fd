import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attachmentEndpoints } from "../../functions/attachments/endpoints.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { after, directory, handlerOf, mondayMorning, publicWorks, reporter, type Report } from "../builders.ts";
import { dispatchedTo, tokenFor } from "../portal/agency.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { faultsByAxe, scrollsSideways, startBrowser, tooSmallToTouch } from "./browser.ts";
import { startInspectedStorage, type InspectedStorage } from "./inspector.ts";
import { servePortal } from "./portal-server.ts";

/**
 * Files between the page of the link and storage, step by step: what is seen while a file is sent, while it is
 * inspected, and when something goes wrong. The test says when an inspection ends.
 */

let engine: TestEngine;
let browser: Browser;
let storage: InspectedStorage;
let portal: Awaited<ReturnType<typeof servePortal>>;
let context: BrowserContext;
let page: Page;
let complaints: string[];
const folder = mkdtempSync(join(tmpdir(), "tuntas-proof-"));
const photo = join(folder, "Tambal jalan.jpg");
const second = join(folder, "Dari dekat.jpg");
const old = join(folder, "laporan lama.doc");
const empty = join(folder, "kosong.jpg");

beforeAll(async () => {
  writeFileSync(photo, Buffer.alloc(300_000, 1));
  writeFileSync(second, "Tidak dibuka di sini.");
  writeFileSync(old, "Tidak dibuka di sini.");
  writeFileSync(empty, "");
  [engine, browser] = await Promise.all([startEngine(), startBrowser()]);
  const now = (): string => mondayMorning;
  storage = await startInspectedStorage(engine.store, directory, now);
  const origins = { from: storage.origin, to: storage.origin };
  const deps = {
    store: engine.store,
    directory: () => Promise.resolve(directory),
    keys: () => Promise.resolve(signingKeys("a secret of the tests")),
    now,
  };
  const tickets = attachmentEndpoints({ ...deps, files: storage.files, origins });
  portal = await servePortal({ ...deps, files: origins }, tickets);
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
  await storage.stop();
  await engine.stop();
  rmSync(folder, { recursive: true });
});

const narrow = { width: 360, height: 740 };
const enter = async (options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> => {
  context = await browser.newContext({ viewport: narrow, locale: "id-ID", ...options });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
};
beforeEach(async () => {
  storage.hold();
  await enter();
});
afterEach(() => context.close());

const opened = async (report: Report = dispatchedTo()): Promise<Report> => {
  await write(engine.store, report);
  await page.goto(`${portal.baseUrl}/d/${tokenFor(report)}`);
  return report;
};
const eventsOf = async ({ complaint }: Report, type: string) =>
  ((await history(engine.store, complaint.complaintId))?.events ?? []).filter((event) => event.type === type);
const choose = (...files: string[]): Promise<void> => page.getByLabel("Pilih berkas").setInputFiles(files);
const box = (name: string) => page.getByRole("checkbox", { name: `Sertakan ${name}` });
const picturesAreSeen = (): Promise<boolean> =>
  page.evaluate("[...document.images].length > 0 && [...document.images].every((its) => its.naturalWidth > 0)");
const isFit = async (its: Page = page): Promise<void> => {
  expect(await faultsByAxe(its)).toEqual([]);
  expect(await scrollsSideways(its)).toBe(false);
  expect(await tooSmallToTouch(its)).toEqual([]);
};
/** The same of a page in which nothing can run, not even what looks for faults: of a copy without the script. */
const isFitWithoutScripts = async (): Promise<void> => {
  const elsewhere = await browser.newContext({ viewport: narrow });
  const copy = await elsewhere.newPage();
  await copy.setContent((await page.content()).replace(/<script>.*?<\/script>/s, ""));
  await isFit(copy);
  await elsewhere.close();
};
/** An inspection is looked for every five seconds in the end. */
const inTime = { timeout: 20_000 };

describe("with scripts", () => {
  it("a photo is sent, inspected and seen, and what was typed stays", async () => {
    const report = await opened();
    await page.getByRole("textbox", { name: "Jawaban" }).fill("Sedang ditulis");
    await choose(photo);
    const its = box("Tambal jalan.jpg");
    await page.getByText("Sertakan Tambal jalan.jpg (sedang diperiksa)").waitFor();
    await isFit();
    await storage.find("photo");
    await expect.poll(picturesAreSeen, inTime).toBe(true);
    await isFit();
    expect(await its.isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    await page.getByRole("heading", { name: "Kabar tindak lanjut terkirim" }).waitFor();
    const [promise] = await eventsOf(report, "attachmentExpected");
    const [answer] = await eventsOf(report, "followedUp");
    expect(promise).toMatchObject({ fileName: "Tambal jalan.jpg", contentType: "image/jpeg", size: 300_000 });
    expect(answer).toMatchObject({
      text: "Sedang ditulis",
      attachments: promise?.type === "attachmentExpected" ? [promise.attachmentId] : [],
    });
    await page.getByRole("heading", { name: "Berkas dari instansi" }).waitFor();
    expect(await page.getByRole("checkbox").count()).toBe(0);
  });

  it("a second file does not wait for the inspection of the first, and one that is unticked stays behind", async () => {
    const report = await opened();
    await choose(photo, second);
    await box("Dari dekat.jpg").waitFor();
    await box("Tambal jalan.jpg").uncheck();
    await storage.find("photo");
    await expect.poll(() => page.locator("#proof img").count(), inTime).toBe(2);
    expect(await box("Tambal jalan.jpg").isChecked()).toBe(false);
    await page.getByRole("textbox", { name: "Jawaban" }).fill("Sudah.");
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    await page.getByRole("heading", { name: "Kabar tindak lanjut terkirim" }).waitFor();
    expect((await eventsOf(report, "followedUp"))[0]).toMatchObject({ attachments: [expect.any(String)] });
    expect(await box("Tambal jalan.jpg").isChecked()).toBe(true);
  });

  it("says why a file is not taken: before it is sent, and after its inspection", async () => {
    await opened();
    await choose(old, empty, photo);
    await page.getByText("laporan lama.doc: Jenis berkas ini tidak diterima").first().waitFor();
    await page.getByText("kosong.jpg: Berkas ini kosong").first().waitFor();
    await storage.find("macros");
    await page.getByText("Tambal jalan.jpg: Berkas berisi makro").first().waitFor();
    expect(await page.getByRole("checkbox").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Kirim sekali lagi/ }).count()).toBe(0);
    await isFit();
  });

  it("sends once more what a bad line broke off, and leaves no second file behind", async () => {
    const report = await opened();
    await context.route(`${storage.origin}/**`, (route) => route.abort());
    await choose(photo);
    const again = page.getByRole("button", { name: "Kirim sekali lagi: Tambal jalan.jpg" });
    await again.waitFor();
    await page.getByText("Tambal jalan.jpg: Sambungan terputus").first().waitFor();
    await isFit();
    await context.unroute(`${storage.origin}/**`);
    await again.click();
    await box("Tambal jalan.jpg").waitFor();
    expect(await page.locator("#proof-files li").count()).toBe(1);
    const promises = await eventsOf(report, "attachmentExpected");
    const ids = promises.map((event) => event.type === "attachmentExpected" && event.attachmentId);
    expect(new Set(ids).size).toBe(1);
  });

  it("asks before a page is left with which a file would be lost", async () => {
    await opened();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      dialog.dismiss().catch(() => undefined);
    });
    // Never answered, as on a line that stands still.
    await context.route(`${storage.origin}/**`, () => undefined);
    await page.getByRole("textbox", { name: "Jawaban" }).fill("Sudah.");
    await choose(photo);
    await page.getByText("Tambal jalan.jpg: 100 %").or(page.getByRole("progressbar")).first().waitFor();
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    await expect.poll(() => asked, inTime).toEqual(["beforeunload"]);
    expect(await page.getByRole("textbox", { name: "Jawaban" }).inputValue()).toBe("Sudah.");
  });

  it("goes on looking for files that were on their way when the page was opened anew", async () => {
    await opened();
    await choose(photo);
    await box("Tambal jalan.jpg").waitFor();
    await page.reload();
    await page.getByText("Sertakan Tambal jalan.jpg (sedang diperiksa)").waitFor();
    await storage.find("photo");
    await expect.poll(picturesAreSeen, inTime).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("opens a picture in a tab of its own", async () => {
    await opened();
    await storage.find("photo");
    await choose(photo);
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "Perbesar Tambal jalan.jpg di tab baru" }).click(),
    ]);
    await tab.waitForURL(`${storage.origin}/**`);
    expect(tab.url()).toContain("/preview");
  });
});

describe("without scripts", () => {
  beforeEach(async () => {
    await context.close();
    await enter({ javaScriptEnabled: false });
  });

  it("a photo goes by a page of its own, comes back, and is looked for when its sender likes", async () => {
    const report = await opened();
    expect(await page.getByLabel("Pilih berkas", { exact: true }).isVisible()).toBe(false);
    await page.getByLabel("Jenis berkas").selectOption({ label: "Foto (JPG)" });
    await page.getByRole("button", { name: "Pilih berkas" }).click();
    await page.getByRole("heading", { name: "Kirim bukti" }).waitFor();
    await isFitWithoutScripts();
    await page.getByLabel(/^Berkas/).setInputFiles(photo);
    await page.getByRole("button", { name: "Kirim berkas" }).click();
    await page.getByRole("heading", { name: "Berkas sudah sampai" }).waitFor();
    await isFitWithoutScripts();
    const look = page.getByRole("link", { name: "Lihat lagi" });
    await look.click();
    await page.getByRole("heading", { name: "Berkas sudah sampai" }).waitFor();
    await storage.find("photo");
    // The same address once more: it has to be fetched, not only scrolled to.
    await look.click();
    await page.getByRole("heading", { name: "Berkas sudah diperiksa" }).waitFor();
    await isFitWithoutScripts();
    await page.getByRole("img", { name: "bukti-1.jpg" }).scrollIntoViewIfNeeded();
    await expect.poll(picturesAreSeen, inTime).toBe(true);
    await page.getByRole("textbox", { name: "Jawaban" }).fill("Sudah ditambal.");
    await page.getByRole("radio", { name: "Jawaban akhir" }).check();
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    await page.getByRole("heading", { name: "Jawaban akhir terkirim" }).waitFor();
    expect((await eventsOf(report, "answered"))[0]).toMatchObject({ attachments: [expect.any(String)] });
    expect(complaints).toEqual([]);
  });

  it("the reporter's photo is seen and had", async () => {
    const file = { complaintId: "", attachmentId: "photoOfReporter1", upload: "u" };
    const system = { role: "system", id: "inspection" } as const;
    const { attachmentId, upload } = file;
    const contentType = "image/jpeg";
    const report = after(
      dispatchedTo(),
      [{ move: "expectAttachment", attachmentId, fileName: "rumah saya.jpg", contentType }, reporter],
      [{ move: "receiveAttachment", attachmentId, upload }, system],
      [
        { move: "passAttachment", attachmentId, upload, contentType, size: 1000, preview: true, original: false },
        system,
      ],
    );
    await storage.putCopies({ ...file, complaintId: report.complaint.complaintId });
    await opened(report);
    await page.getByRole("img", { name: "lampiran-1.jpg" }).scrollIntoViewIfNeeded();
    await expect.poll(picturesAreSeen, inTime).toBe(true);
    await isFitWithoutScripts();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Unduh lampiran-1\.jpg/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^KTM-.*-lampiran-1\.jpg$/);
    expect(await eventsOf(report, "attachmentDownloaded")).toMatchObject([{ actor: handlerOf(publicWorks) }]);
  });
});
