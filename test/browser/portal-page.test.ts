import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { signingKeys } from "../../shared/shell/signing.ts";
import { history } from "../../shared/store/complaint-store.ts";
import {
  after,
  coordinator,
  directory,
  handlerOf,
  mondayMorning,
  publicWorks,
  reporter,
  type Report,
} from "../builders.ts";
import { dispatchedTo, tokenFor } from "../portal/agency.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { faultsByAxe, scrollsSideways, startBrowser, tooSmallToTouch } from "./browser.ts";
import { servePortal } from "./portal-server.ts";

/** The page of the link as an officer with a small telephone, a keyboard or a screen reader meets it. */

let engine: TestEngine;
let browser: Browser;
let portal: Awaited<ReturnType<typeof servePortal>>;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [engine, browser] = await Promise.all([startEngine(), startBrowser()]);
  portal = await servePortal({
    store: engine.store,
    directory: () => Promise.resolve(directory),
    keys: () => Promise.resolve(signingKeys("a secret of the tests")),
    now: () => mondayMorning,
    files: { from: "https://files.example", to: "https://files.example" },
  });
});
afterAll(async () => {
  await browser.close();
  await portal.stop();
  await engine.stop();
});

const narrow = { width: 320, height: 640 };
beforeEach(async () => {
  context = await browser.newContext({ viewport: narrow, locale: "id-ID" });
  page = await context.newPage();
});
afterEach(() => context.close());

const eventful = (): Report =>
  after(
    dispatchedTo(publicWorks, {
      title: "Jalan berlubang di depan pasar induk Sangatta sejak musim hujan tahun lalu",
      text: `Berlubang besar.\n\n${"pengendarajatuh".repeat(12)} https://contoh.example/${"x".repeat(90)}`,
      confidential: true,
      incidentDate: "2026-07-03",
      location: { regionCode: "64.08.04", address: "Jl. Yos Sudarso II", latitude: 0.51, longitude: 117.52 },
    }),
    [{ move: "answer", text: "Tim kami cek hari Rabu." }, handlerOf(publicWorks)],
    [{ move: "reply", text: "Terima kasih." }, reporter],
  );
const opened = async (report: Report = dispatchedTo()): Promise<{ readonly report: Report; readonly url: string }> => {
  await write(engine.store, report);
  const url = `${portal.baseUrl}/d/${tokenFor(report)}`;
  await page.goto(url);
  return { report, url };
};
const happenedTo = async ({ complaint }: Report) =>
  (await history(engine.store, complaint.complaintId))?.events.slice(2) ?? [];

/** What every page has to be. */
const isFit = async (): Promise<void> => {
  expect(await faultsByAxe(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await tooSmallToTouch(page)).toEqual([]);
};

describe("on a telephone 320 pixels wide, by the rules of WCAG 2.2 AA", () => {
  test.each([
    ["a fresh report", dispatchedTo],
    ["a confidential report with long words and a history", eventful],
    [
      "a report that waits for the reporter",
      () => after(dispatchedTo(), [{ move: "requestInformation", text: "Di mana?" }, coordinator]),
    ],
    ["a link that has ended", () => after(dispatchedTo(), [{ move: "withdraw" }, reporter])],
  ] as const)("%s", async (_, report) => {
    await opened(report());
    await isFit();
  });

  it("the hand-back form, opened", async () => {
    await opened();
    await page.locator("summary").click();
    await isFit();
  });

  it("both forms with mistakes", async () => {
    const { url } = await opened();
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    expect(page.url()).toBe(`${url}/answers`);
    await isFit();
    await page.goto(url);
    await page.locator("summary").click();
    await page.getByRole("button", { name: "Kembalikan laporan" }).click();
    expect(page.url()).toBe(`${url}/hand-back`);
    await isFit();
  });

  it("what is said after news, after the final answer and after a hand-back", async () => {
    await opened();
    for (const kind of ["Kabar tindak lanjut", "Jawaban akhir"]) {
      await page.getByRole("radio", { name: kind }).check();
      await page.getByRole("textbox", { name: "Jawaban" }).fill(`Ini ${kind}.`);
      await page.getByRole("button", { name: "Kirim jawaban" }).click();
      await page.getByRole("status").waitFor();
      await isFit();
    }
    await opened();
    await page.locator("summary").click();
    await page.getByRole("textbox", { name: "Alasan" }).fill("Jalan provinsi.");
    await page.getByRole("button", { name: "Kembalikan laporan" }).click();
    await page.getByRole("status").waitFor();
    await isFit();
  });

  it("an unknown link, in a browser that speaks English", async () => {
    const english = await browser.newContext({ viewport: narrow, locale: "en-US" });
    page = await english.newPage();
    await page.goto(`${portal.baseUrl}/d/nothing`);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await isFit();
    await english.close();
  });
});

describe("with the keyboard alone", () => {
  /** Presses a key until this is in focus. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  const focusIsSeen = async (): Promise<boolean> =>
    page.evaluate(`getComputedStyle(document.activeElement).outlineStyle !== "none"`);

  it("the final answer can be given", async () => {
    const { report } = await opened();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Langsung ke jawaban");
    expect(await focusIsSeen()).toBe(true);
    await page.keyboard.press("Enter");
    await tabTo("#kind-progress");
    expect(await focusIsSeen()).toBe(true);
    await page.keyboard.press("ArrowDown");
    await tabTo("#text");
    expect(await focusIsSeen()).toBe(true);
    await page.keyboard.type("Lubang sudah ditambal.");
    await tabTo("#answer button");
    expect(await focusIsSeen()).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Jawaban akhir terkirim" }).waitFor();
    expect(await happenedTo(report)).toMatchObject([{ type: "answered", text: "Lubang sudah ditambal." }]);
  });

  it("the report can be handed back to a named office", async () => {
    const { report } = await opened();
    await tabTo("summary");
    await page.keyboard.press("Enter");
    await tabTo("#reason");
    await page.keyboard.type("Ini soal sampah.");
    await tabTo("#suggestedAgencyCode");
    await page.keyboard.type("Dinas Lingkungan");
    await tabTo("details button");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Laporan dikembalikan" }).waitFor();
    expect(await happenedTo(report)).toMatchObject([{ type: "handedBack", suggestedAgencyCode: "kutim.dlh" }]);
  });

  it("a mistake is in focus, and leads to its field with what was typed", async () => {
    const { report } = await opened();
    await page.locator("#kind-final").check();
    await page.locator("#text").fill(`${"a".repeat(3000)}\nb`);
    await page.getByRole("button", { name: "Kirim jawaban" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe("alert");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("text");
    expect(await page.locator("#text").inputValue()).toBe(`${"a".repeat(3000)}\nb`);
    expect(await page.locator("#kind-final").isChecked()).toBe(true);
    expect(await happenedTo(report)).toEqual([]);
  });
});

describe("the page's own policy", () => {
  it("lets its style sheet through, and no complaint of the browser remains", async () => {
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const { url } = await opened(eventful());
    expect(await page.evaluate("getComputedStyle(document.querySelector('header')).borderBottomStyle")).toBe("solid");
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => !request.startsWith("data:"))).toEqual([url]);
  });

  it("runs no script even where one would stand in the page", async () => {
    await opened();
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }))`,
    );
    expect(await page.evaluate("window.ran")).toBeUndefined();
  });

  it("works where scripts are switched off", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: "id-ID" });
    const report = await write(engine.store, dispatchedTo());
    const its = await plain.newPage();
    await its.goto(`${portal.baseUrl}/d/${tokenFor(report)}`);
    await its.getByRole("textbox", { name: "Jawaban" }).fill("Sudah dicek.");
    await its.getByRole("button", { name: "Kirim jawaban" }).click();
    await its.getByRole("heading", { name: "Kabar tindak lanjut terkirim" }).waitFor();
    expect(await happenedTo(report)).toMatchObject([{ type: "followedUp", text: "Sudah dicek." }]);
    await plain.close();
  });
});
