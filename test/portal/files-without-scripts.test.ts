import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileTypeWords } from "../../functions/portal/page/file-words.ts";
import { fileTypes } from "../../shared/domain/attachments.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { after, type Report } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { dispatchedTo, officeWith, tokenFor, type Office } from "./agency.ts";
import { agency, read, type Step } from "./file-steps.ts";

/** Proof from a browser without scripts: a type is chosen on the page, the file on a page of its own. */

let engine: TestEngine;
let office: Office;
beforeAll(async () => {
  engine = await startEngine();
  office = officeWith(engine.store);
});
afterAll(() => engine.stop());

const with_ = (...steps: readonly Step[]): Promise<Report> => write(engine.store, after(dispatchedTo(), ...steps));

const lastEventOf = async ({ complaint }: Report) =>
  (await history(engine.store, complaint.complaintId))?.events.at(-1);

describe("a file sent without scripts", () => {
  it("has every type that may be sent to choose from, in words", async () => {
    expect(Object.keys(fileTypeWords).sort()).toEqual(Object.keys(fileTypes).sort());
    const page = (await office.page(tokenFor(await with_()))).text;
    expect([...page.matchAll(/<option value="([^"]+\/[^"]+)"/g)].map(([, type]) => type)).toEqual(
      Object.keys(fileTypeWords),
    );
  });

  it("goes by a form to storage, its bytes last, that leads back to the page", async () => {
    const report = await with_();
    const token = tokenFor(report);
    const { status, text, headers } = await office.chooseFile(token, "image/jpeg");
    expect(status).toBe(200);
    const promise = await lastEventOf(report);
    expect(promise).toMatchObject({ type: "attachmentExpected", fileName: "bukti-1.jpg", contentType: "image/jpeg" });
    expect(promise).not.toHaveProperty("size");
    if (promise?.type !== "attachmentExpected") throw new Error("no file was promised");
    expect(text).toContain(`value="https://lapor.example/dev/d/${token}?file=${promise.attachmentId}"`);
    const names = [...text.matchAll(/<input[^>]*?name="([^"]+)"/gs)].map(([, name]) => name);
    expect(names.at(-1)).toBe("file");
    expect(text).toMatch(/<form method="post" action="https:\/\/incoming\.example\/" enctype="multipart\/form-data">/);
    expect(text).toContain('accept="image/jpeg,.jpg,.jpeg,.jfif"');
    expect(read(text)).toMatch(/Paling besar 10 MB.*berlaku 15 menit/);
    expect(headers["Content-Security-Policy"]).toMatch(/form-action 'self' https:\/\/incoming\.example/);
    expect(headers["Content-Security-Policy"]).not.toContain("script-src");
  });

  it("is a file of its own each time: the one before may be on its way", async () => {
    const report = await with_();
    await office.chooseFile(tokenFor(report), "image/jpeg");
    await office.chooseFile(tokenFor(report), "image/jpeg");
    const { complaint } = (await history(engine.store, report.complaint.complaintId)) ?? report;
    expect(complaint.attachments).toHaveLength(2);
  });

  it("of a type that is not taken, or one too many, is refused in words with a way back", async () => {
    const report = await with_();
    const token = tokenFor(report);
    for (const type of ["text/html", "application/msword", ""]) {
      const { status, text } = await office.chooseFile(token, type);
      expect(status).toBe(422);
      expect(read(text)).toContain("Jenis berkas ini tidak diterima");
      expect(text).toContain(`/dev/d/${token}#proof"`);
    }
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
    for (let number = 0; number < 10; number += 1) await office.chooseFile(token, "image/png");
    const { status, text } = await office.chooseFile(token, "image/png");
    expect(status).toBe(422);
    expect(read(text)).toContain("Paling banyak 10 berkas sekaligus");
  });

  it("over a link that has ended is refused on a page", async () => {
    const report = await with_([{ move: "answerFinally", text: "Selesai." }, agency]);
    const { status, text, headers } = await office.chooseFile(tokenFor(report), "image/jpeg");
    expect(status).toBe(404);
    expect(headers["Content-Type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain("<h1>");
  });
});
