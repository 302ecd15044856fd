import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { pdfWithScript } from "../attachments/corpus/pdfs.ts";
import { linkIn, startCloud, type Outsider, type RunningCloud } from "../end-to-end/cloud.ts";
import { nextQuietMonday } from "../end-to-end/quiet-monday.ts";
import { senderTo } from "../end-to-end/sender.ts";
import { faultsByAxe, scrollsSideways, startBrowser, tooSmallToTouch } from "./browser.ts";

/** The answer page with files, in a real browser before the whole local cloud: storage, inspection and all. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let running: RunningCloud;
let someone: Outsider;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "tuntas-photos-"));
const photo = join(folder, "Tambal jalan.jpg");
const bad = join(folder, "surat.pdf");

beforeAll(async () => {
  [running, browser] = await Promise.all([startCloud(), startBrowser()]);
  ({ someone } = running);
  await someone.moveClockTo(nextQuietMonday(new Set()));
  const picture = sharp({ create: { width: 1200, height: 900, channels: 3, background: "#7a5c3a" } });
  writeFileSync(
    photo,
    await picture
      .withExif({ IFD0: { Artist: "Siti" } })
      .jpeg()
      .toBuffer(),
  );
  writeFileSync(bad, await pdfWithScript());
});
afterAll(async () => {
  await browser.close();
  await running.stop();
  rmSync(folder, { recursive: true });
});

type Opened = { readonly page: Page; readonly context: BrowserContext; readonly receipt: Receipt };

const opened = async (options: Parameters<Browser["newContext"]>[0] = {}, withPhoto = false): Promise<Opened> => {
  const receipt = await someone.file({
    class: "complaint",
    title: "Jalan berlubang",
    text: "Jalan di depan pasar induk Sangatta berlubang besar, tiap hari ada pengendara motor jatuh.",
    location: { regionCode: "64.08.04" },
  });
  await someone.settled();
  if (withPhoto) {
    const bytes = await jpegWithTags();
    await senderTo(someone).send(receipt, { name: "rumah saya.jpg", contentType: "image/jpeg", bytes });
  }
  const [mail] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
  if (!mail) throw new Error("the office got no mail");
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "id-ID", ...options });
  const page = await context.newPage();
  await page.goto(`${someone.url}${linkIn(mail).path}`);
  return { page, context, receipt };
};

/** Whether all pictures of the page have come, and are pictures. */
const picturesAreSeen = (page: Page): Promise<boolean> =>
  page.evaluate(
    `[...document.images].length > 0 && [...document.images].every((its) => its.complete && its.naturalWidth > 0)`,
  );
const isFit = async (page: Page): Promise<void> => {
  expect(await faultsByAxe(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await tooSmallToTouch(page)).toEqual([]);
};
const answersWith = async ({ page, receipt }: Opened): Promise<void> => {
  await page.getByRole("textbox", { name: "Jawaban" }).fill("Sudah ditambal, lihat fotonya.");
  await page.getByRole("radio", { name: "Jawaban akhir" }).check();
  await page.getByRole("button", { name: "Kirim jawaban" }).click();
  await page.getByRole("heading", { name: "Jawaban akhir terkirim" }).waitFor();
  await someone.settled();
  expect((await someone.view(receipt)).attachments).toMatchObject([{ by: "office", state: "ready", preview: true }]);
};

describe("the answer page", () => {
  it("shows the reporter's photo under a name that tells nothing", async () => {
    const { page, context } = await opened({}, true);
    const picture = page.getByRole("img", { name: "lampiran-1.jpg" });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picturesAreSeen(page), { timeout: 30_000 }).toBe(true);
    expect(await page.content()).not.toContain("rumah saya");
    await isFit(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Unduh lampiran-1/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^KTM-.*-lampiran-1\.jpg$/);
    await context.close();
  });

  it("sends a photo that is chosen on it, shows its preview and keeps what was typed", async () => {
    const complaints: string[] = [];
    const its = await opened();
    const { page, context } = its;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.getByRole("textbox", { name: "Jawaban" }).fill("Sedang ditulis");
    await page.getByLabel("Pilih berkas").setInputFiles(photo);
    const box = page.getByRole("checkbox", { name: "Sertakan Tambal jalan.jpg" });
    await box.waitFor();
    expect(await box.isChecked()).toBe(true);
    await expect.poll(() => picturesAreSeen(page), { timeout: 30_000 }).toBe(true);
    expect(await page.getByRole("textbox", { name: "Jawaban" }).inputValue()).toBe("Sedang ditulis");
    expect(complaints).toEqual([]);
    await isFit(page);
    await answersWith(its);
    await context.close();
  });

  it("says why a file is not taken, and takes another", async () => {
    const { page, context } = await opened();
    await page.getByLabel("Pilih berkas").setInputFiles(bad);
    await page.locator("#proof-files").getByText(/skrip/).waitFor();
    await isFit(page);
    await page.getByLabel("Pilih berkas").setInputFiles(photo);
    await page.getByRole("checkbox", { name: "Sertakan Tambal jalan.jpg" }).waitFor();
    await context.close();
  });

  it("does the same where scripts are switched off", async () => {
    const its = await opened({ javaScriptEnabled: false });
    const { page, context } = its;
    await page.getByLabel("Jenis berkas").selectOption({ value: "image/jpeg" });
    await page.getByRole("button", { name: "Pilih berkas" }).click();
    await page.getByRole("heading", { name: "Kirim bukti" }).waitFor();
    await page.getByLabel(/^Berkas/).setInputFiles(photo);
    await page.getByRole("button", { name: "Kirim berkas" }).click();
    await page.getByText("Berkas sudah sampai").waitFor();
    await someone.settled();
    const look = page.getByRole("link", { name: "Lihat lagi" });
    if (await look.isVisible()) await look.click();
    await page.getByRole("heading", { name: "Berkas sudah diperiksa" }).waitFor();
    const picture = page.getByRole("img", { name: "bukti-1.jpg" });
    await picture.waitFor();
    expect(await page.getByRole("checkbox", { name: "Sertakan bukti-1.jpg" }).isChecked()).toBe(true);
    await answersWith(its);
    await context.close();
  });
});
