import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import {
  after,
  coordinator,
  environment,
  filed,
  handlerOf,
  health,
  publicWorks,
  reporter,
  router,
} from "../builders.ts";
import { faultsOfHtml } from "../html.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { dispatchedTo, officeWith, tokenFor, type Office } from "./agency.ts";

let engine: TestEngine;
let office: Office;
beforeAll(async () => {
  engine = await startEngine();
  office = officeWith(engine.store);
});
afterAll(() => engine.stop());

const agency = handlerOf(publicWorks);
const freshOne = () => write(engine.store, dispatchedTo());
/** What a person reads. */
const read = (markup: string): string =>
  markup
    .replace(/<style>.*?<\/style>|<[^>]+>/gs, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"');

describe("the page", () => {
  it("shows the report and both forms, in Indonesian unless English is asked for", async () => {
    const report = await freshOne();
    const { status, text, headers } = await office.page(tokenFor(report));
    expect(status).toBe(200);
    expect(headers["Content-Language"]).toBe("id");
    expect(text).toContain('<html lang="id">');
    for (const said of [
      report.complaint.trackingNumber,
      "Jalan di depan pasar induk",
      "Jawab pelapor",
      "Mohon ditindaklanjuti.",
    ])
      expect(read(text)).toContain(said);
    expect(read(text)).toContain("Senin, 13 Juli 2026, 23.59 WITA");
    expect(read(text)).toContain("Pelapor punya 10 hari kerja untuk menanggapi");
    const english = await office.page(tokenFor(report), {}, "en");
    expect(english.text).toContain('<html lang="en">');
    expect(read(english.text)).toContain("The reporter has 10 working days to reply");
  });

  it("is kept by nobody, framed by nobody, listed by nobody, and runs no script but its own", async () => {
    const { text, headers } = await office.page(tokenFor(await freshOne()));
    expect(headers).toMatchObject({
      "Cache-Control": "no-store",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "X-Robots-Tag": "noindex, nofollow, noarchive",
    });
    const policy = headers["Content-Security-Policy"] ?? "";
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"])
      expect(policy).toContain(part);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    const script = /<script>(.*?)<\/script>/s.exec(text)?.[1] ?? "";
    expect(policy).toContain(`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
    const rest = text.replace(`<script>${script}</script>`, "");
    expect(rest).not.toMatch(/<script|\son\w+=|\sstyle=|(?:src|href)="https?:/);
  });

  it("sends its forms to where it came from, below the API's stage", async () => {
    const token = tokenFor(await freshOne());
    const { text } = await office.page(token);
    expect([...text.matchAll(/action="([^"]+)"/g)].map(([, action]) => action)).toEqual([
      `/dev/d/${token}/files`,
      `/dev/d/${token}/answers`,
      `/dev/d/${token}/hand-back`,
    ]);
  });

  it("suggests offices that exist and have not refused, and not the office itself", async () => {
    const report = await write(
      engine.store,
      after(
        filed(),
        [{ move: "dispose", agencyCode: health }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
        [{ move: "dispose", agencyCode: publicWorks }, router],
      ),
    );
    const { text } = await office.page(tokenFor(report));
    const codes = [...text.matchAll(/<option value="([^"]+)"/g)].map(([, code]) => code);
    expect(codes).toContain(environment);
    expect(codes).not.toContain(health);
    expect(codes).not.toContain(publicWorks);
  });

  it("has no hand-back form after an arbitration, and says why", async () => {
    const report = await write(
      engine.store,
      after(
        filed(),
        [{ move: "dispose", agencyCode: health }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
        [{ move: "dispose", agencyCode: environment }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(environment)],
        [{ move: "arbitrate", agencyCode: publicWorks, reason: "Jalan kabupaten." }, coordinator],
      ),
    );
    const { text } = await office.page(tokenFor(report));
    expect(text).not.toContain("/hand-back");
    expect(read(text)).toContain("tidak dapat dikembalikan lagi");
  });

  it("says of each step who made it, and an office once", async () => {
    const report = await write(
      engine.store,
      after(
        filed(),
        [{ move: "dispose", agencyCode: health }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
        [{ move: "dispose", agencyCode: publicWorks, instruction: "Tambal." }, coordinator],
      ),
    );
    const said = read((await office.page(tokenFor(report))).text);
    expect(said).toMatch(/Laporan diterima .*? WITA , oleh pelapor/);
    expect(said).toMatch(/Diteruskan ke instansi : Dinas Kesehatan .*? WITA , oleh sistem/);
    expect(said).toMatch(/Dikembalikan: bukan kewenangan : Dinas Kesehatan .*? WITA , oleh instansi Bukan kami\./);
    expect(said).toMatch(/: Dinas Pekerjaan Umum .*? WITA , oleh koordinator, Dinas Komunikasi.*? Tambal\./);
  });

  it("has no form while the reporter is asked for information, and says so", async () => {
    const report = await write(
      engine.store,
      after(dispatchedTo(), [{ move: "requestInformation", text: "Di mana?" }, coordinator]),
    );
    const { text } = await office.page(tokenFor(report));
    expect(text).not.toContain("<form");
    expect(read(text)).toContain("Menunggu pelapor");
    expect(read(text)).toContain("(ditangguhkan)");
  });

  it("of a confidential report says so before it shows it", async () => {
    const { text } = await office.page(
      tokenFor(await write(engine.store, dispatchedTo(publicWorks, { confidential: true }))),
    );
    expect(read(text).indexOf("Laporan rahasia")).toBeLessThan(read(text).indexOf("Jalan di depan"));
  });

  it("shows what people wrote as text, never as markup", async () => {
    const nasty = `</textarea><script>alert("x")</script> & 'kutip' <img src=x onerror=y>`;
    const report = await write(
      engine.store,
      after(dispatchedTo(publicWorks, { title: nasty, text: nasty, location: { address: nasty } }), [
        { move: "reply", text: nasty },
        reporter,
      ]),
    );
    const token = tokenFor(report);
    const pages = [
      await office.page(token),
      await office.sendAnswer(token, { text: nasty, kind: "final", version: "3" }),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 422]);
    for (const { text } of pages) {
      expect(text.replace(/<script>.*?<\/script>/s, "")).not.toMatch(/<script|<img/);
      expect(text).toContain("&lt;/textarea&gt;&lt;script&gt;alert(&quot;x&quot;)");
    }
  });
});

describe("an answer from the page", () => {
  it("leads back to the page, which says what was done", async () => {
    const report = await freshOne();
    const token = tokenFor(report);
    const sent = await office.sendAnswer(token, {
      text: "Tim berangkat.\r\nHari Rabu.",
      kind: "progress",
      version: "2",
    });
    expect(sent.status).toBe(303);
    expect(sent.headers["Location"]).toBe(`/dev/d/${token}?sent=progress`);
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed", "followedUp"]);
    const page = await office.page(token, { sent: "progress" });
    expect(read(page.text)).toContain("Kabar tindak lanjut terkirim");
    expect(page.text).toContain("Tim berangkat.<br />Hari Rabu.");
  });

  it("to the end is thanked for on a page without the report", async () => {
    const report = await freshOne();
    const token = tokenFor(report);
    const sent = await office.sendAnswer(token, { text: "Sudah ditambal.", kind: "final", version: "2" });
    expect(sent.headers["Location"]).toBe(`/dev/d/${token}?sent=final`);
    const thanks = await office.page(token, { sent: "final" });
    expect(thanks.status).toBe(200);
    expect(read(thanks.text)).toContain("Jawaban akhir terkirim");
    expect(thanks.text).not.toMatch(/<form|Jalan di depan/);
    const afterwards = await office.page(token);
    expect(afterwards.status).toBe(404);
    expect(read(afterwards.text)).toContain("Jawaban akhir sudah dikirim lewat tautan ini");
  });

  it("is not believed to be sent because the address says so", async () => {
    const token = tokenFor(await freshOne());
    for (const sent of ["progress", "final", "handedBack", "<b>"]) {
      const { status, text } = await office.page(token, { sent });
      expect(status).toBe(200);
      expect(read(text)).not.toMatch(/terkirim |Laporan dikembalikan/);
    }
  });

  test.each(["progress", "final"])("sent twice by a double click is taken once: %s", async (kind) => {
    const report = await freshOne();
    const form = { text: "Sudah ditambal.", kind, version: "2" };
    const both = await Promise.all([
      office.sendAnswer(tokenFor(report), form),
      office.sendAnswer(tokenFor(report), form),
    ]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await office.sendAnswer(tokenFor(report), form)).status).toBe(303);
    expect(await office.eventsOf(report)).toHaveLength(3);
  });

  it("to a report that has changed is not taken, and what was typed is kept", async () => {
    const report = await write(engine.store, after(dispatchedTo(), [{ move: "reply", text: "Sudah baik." }, reporter]));
    const { status, text } = await office.sendAnswer(tokenFor(report), {
      text: "Kami berangkat.",
      kind: "final",
      version: "2",
    });
    expect(status).toBe(409);
    expect(read(text)).toContain("Laporan sudah berubah");
    expect(read(text)).toContain("Sudah baik.");
    expect(text).toMatch(/<textarea[^>]*>\s*Kami berangkat\.<\/textarea>/);
    expect(text).toMatch(/value="final"[^>]*checked/);
    expect(text).toContain('name="version" value="3"');
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed", "replied"]);
  });

  it("without a version is not taken either", async () => {
    const report = await freshOne();
    for (const version of ["", "x", "-1", "9".repeat(30)]) {
      expect((await office.sendAnswer(tokenFor(report), { text: "Sudah.", kind: "final", version })).status).toBe(409);
    }
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
  });

  it("over a link that ended meanwhile gives back what was typed", async () => {
    const report = await write(engine.store, after(dispatchedTo(), [{ move: "withdraw" }, reporter]));
    const { status, text } = await office.sendAnswer(tokenFor(report), {
      text: "Tulisan yang panjang.",
      kind: "final",
      version: "2",
    });
    expect(status).toBe(404);
    expect(read(text)).toContain("Tulisan Anda yang tidak terkirim");
    expect(text).toContain("Tulisan yang panjang.");
  });
});

describe("a form with a mistake", () => {
  test.each([
    ["nothing written", { text: "", kind: "final" }],
    ["too much written", { text: "a".repeat(3001), kind: "final" }],
    ["markup", { text: "<b>tebal</b>", kind: "final" }],
  ])("comes back with the mistake named and what was typed kept: %s", async (_, fields) => {
    const report = await freshOne();
    const { status, text } = await office.sendAnswer(tokenFor(report), { ...fields, version: "2" });
    expect(status).toBe(422);
    expect(text).toMatch(/<title>Perlu diperbaiki: /);
    expect(text).toMatch(/role="alert"[^>]*tabindex="-1"[^>]*autofocus/);
    expect(text).toMatch(/<a href="#text">Jawaban: /);
    expect(text).toMatch(/<textarea[^>]*aria-describedby="text-hint text-error"[^>]*aria-invalid="true"/s);
    expect(text).toContain('id="text-error"');
    expect(text).toMatch(/value="final"[^>]*checked/);
    const kept = /<textarea[^>]*>\n?([^<]*)<\/textarea>/.exec(text)?.[1];
    expect(kept).toBe(fields.text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
  });

  it("is the hand-back form, which is then open", async () => {
    const report = await freshOne();
    const { status, text } = await office.sendHandBack(tokenFor(report), {
      reason: "",
      suggestedAgencyCode: environment,
      version: "2",
    });
    expect(status).toBe(422);
    expect(text).toMatch(/<details open>/);
    expect(text).toContain('<a href="#reason">Alasan: Wajib diisi.</a>');
    expect(text).toMatch(new RegExp(`<option value="${environment}" +selected>`));
  });

  it("names an office that does not exist", async () => {
    const report = await freshOne();
    const { status, text } = await office.sendHandBack(tokenFor(report), {
      reason: "Bukan kami.",
      suggestedAgencyCode: "tidak.ada",
      version: "2",
    });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#suggestedAgencyCode">');
    expect(text).toMatch(/aria-describedby="suggestedAgencyCode-error"/);
  });
});

describe("a hand-back from the page", () => {
  it("is done, thanked for, and the choice of no office taken as none", async () => {
    const report = await freshOne();
    const token = tokenFor(report);
    const sent = await office.sendHandBack(token, { reason: "Jalan provinsi.", suggestedAgencyCode: "", version: "2" });
    expect(sent).toMatchObject({ status: 303, headers: { Location: `/dev/d/${token}?sent=handedBack` } });
    expect((await load(engine.store, report.complaint.complaintId))?.status).toBe("submitted");
    expect(read((await office.page(token, { sent: "handedBack" })).text)).toContain("Laporan dikembalikan");
    expect(read((await office.page(token)).text)).toContain("Laporan sudah dikembalikan lewat tautan ini");
  });

  it("of a report that was answered meanwhile is refused with a reason", async () => {
    const report = await write(engine.store, after(dispatchedTo(), [{ move: "answer", text: "Kami cek." }, agency]));
    expect((await office.sendHandBack(tokenFor(report), { reason: "Bukan kami.", version: "2" })).status).toBe(409);
  });
});

describe("what goes wrong", () => {
  it("is said on a page: an unknown link", async () => {
    const { status, text, headers } = await office.page("nothing");
    expect(status).toBe(404);
    expect(headers["Content-Type"]).toBe("text/html; charset=utf-8");
    expect(read(text)).toContain("Tautan ini tidak dikenal");
  });

  it("is said on a page that can be sent again: a table that refuses for a while", async () => {
    const busy: ComplaintStore = {
      ...engine.store,
      client: Object.assign(Object.create(engine.client) as typeof engine.client, {
        send: () => Promise.reject(Object.assign(new Error("busy"), { name: "ThrottlingException", $retryable: {} })),
      }),
    };
    const { status, text, headers } = await officeWith(busy).sendAnswer(tokenFor(dispatchedTo()), {
      text: "Sudah.",
      kind: "final",
      version: "2",
    });
    expect(status).toBe(503);
    expect(headers["Retry-After"]).toBe("5");
    expect(read(text)).toContain("Muat ulang halaman ini");
  });
});

describe("every page", () => {
  it("is sound HTML", async () => {
    const report = await write(
      engine.store,
      after(
        dispatchedTo(publicWorks, {
          title: "Jalan berlubang",
          confidential: true,
          location: { regionCode: "64.08.04", address: "Jl. Baru", latitude: 0.5, longitude: 117.5 },
        }),
        [{ move: "answer", text: "Kami cek." }, agency],
      ),
    );
    const token = tokenFor(report);
    const finished = await freshOne();
    await office.sendAnswer(tokenFor(finished), { text: "Sudah.", kind: "final", version: "2" });
    const pages = [
      await office.page(token),
      await office.page(token, { sent: "progress" }, "en"),
      await office.sendAnswer(token, { text: "", kind: "final", version: "3" }),
      await office.sendAnswer(token, { text: "Sudah.", kind: "final", version: "2" }),
      await office.sendHandBack(token, { reason: "", suggestedAgencyCode: "tidak.ada", version: "3" }),
      await office.page(tokenFor(finished)),
      await office.page(tokenFor(finished), { sent: "final" }),
      await office.page("nothing"),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 422, 409, 422, 404, 200, 404]);
    for (const { text } of pages) expect(await faultsOfHtml(text)).toEqual([]);
  });
});
