import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { history } from "../../shared/store/complaint-store.ts";
import { after, filed, handlerOf, health, publicWorks, reporter, router, type Report } from "../builders.ts";
import { faultsOfHtml } from "../html.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { dispatchedTo, officeWith, tokenFor, type Office } from "./agency.ts";
import { agency, fileNumber, passed, promised, read, ready, received, refusedFor, type Step } from "./file-steps.ts";

/** Files on the page of the link: which are shown, which go with an answer, and what they do not come in the way of. */

let engine: TestEngine;
let office: Office;
beforeAll(async () => {
  engine = await startEngine();
  office = officeWith(engine.store);
});
afterAll(() => engine.stop());

const with_ = (...steps: readonly Step[]): Promise<Report> => write(engine.store, after(dispatchedTo(), ...steps));

const pageOf = async (report: Report, query: Record<string, string> = {}): Promise<string> =>
  (await office.page(tokenFor(report), query)).text;
const boxesIn = (page: string) =>
  [...page.matchAll(/<input[^>]*type="checkbox"[^>]*>/gs)].map(([box]) => ({
    value: /value="([^"]*)"/.exec(box)?.[1],
    checked: box.includes("checked"),
  }));
const lastEventOf = async ({ complaint }: Report) =>
  (await history(engine.store, complaint.complaintId))?.events.at(-1);

describe("the page", () => {
  it("shows the reporter's files under names that tell nothing, with small pictures", async () => {
    const report = await with_(...ready(1, reporter), promised(2, reporter), received(2));
    const page = await pageOf(report);
    const address = `/dev/d/${tokenFor(report)}/files/${fileNumber(1)}`;
    for (const rendition of ["thumbnail", "preview", "file"])
      expect(page).toContain(`${address}?rendition=${rendition}`);
    expect(read(page)).toContain("Unduh lampiran-1.jpg (foto, 1,2 MB)");
    expect(read(page)).toContain("lampiran-2.jpg: sedang diperiksa");
    expect(page).toContain('alt="Perbesar lampiran-1.jpg di tab baru"');
    expect(page).not.toContain("rumah saya");
  });

  it("counts the reporter's files that did not come through, and says nothing else of them", async () => {
    const page = await pageOf(await with_(promised(1, reporter), received(1), refusedFor(1)));
    expect(read(page)).toContain("1 berkas tidak dapat diterima.");
    expect(read(page)).not.toMatch(/makro|lampiran-1/);
  });

  it("without files says nothing of any, and takes proof", async () => {
    const page = await pageOf(await with_());
    expect(read(page)).not.toMatch(/Berkas dari (pelapor|instansi)/);
    expect(boxesIn(page)).toEqual([]);
    expect(read(page)).toContain(
      "Paling banyak 10 berkas, paling besar 10 MB (foto, PDF, dokumen, audio), 50 MB (video)",
    );
  });

  it("may have pictures from where files lie, and send to where they arrive", async () => {
    const { headers } = await office.page(tokenFor(await with_()));
    const policy = headers["Content-Security-Policy"] ?? "";
    expect(policy).toContain("img-src data: 'self' https://evidence.example;");
    expect(policy).toContain("connect-src 'self' https://incoming.example;");
  });

  it("offers what the office has sent and not shown yet, and lists what it has shown", async () => {
    const report = await with_(
      ...ready(1, agency, "sebelum.jpg"),
      [{ move: "answer", text: "Kami cek.", attachments: [fileNumber(1)] }, agency],
      ...ready(2, agency, "sesudah.jpg"),
      promised(3, agency, "lambat.jpg"),
      promised(4, agency, "makro.jpg"),
      received(4),
      refusedFor(4),
    );
    const page = await pageOf(report);
    expect(boxesIn(page)).toEqual([{ value: fileNumber(2), checked: true }]);
    expect(read(page)).toMatch(/Berkas dari instansi .*Unduh sebelum\.jpg .*Bukti, bila ada .*Sertakan sesudah\.jpg/);
    expect(read(page)).toContain("lambat.jpg: belum sampai");
    expect(read(page)).toMatch(/makro\.jpg: Berkas berisi makro/);
  });

  it("does not offer what another office sent and did not show", async () => {
    const report = await write(
      engine.store,
      after(
        filed(),
        [{ move: "dispose", agencyCode: health }, router],
        ...ready(1, handlerOf(health)),
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
        [{ move: "dispose", agencyCode: publicWorks }, router],
      ),
    );
    const page = await pageOf(report);
    expect(boxesIn(page)).toEqual([]);
    expect(read(page)).toContain("Berkas dari instansi");
  });

  it("says what became of a file with which a browser comes back, and believes no address", async () => {
    const waiting = await with_(promised(1, agency, "bukti-1.jpg"));
    const back = { file: fileNumber(1), bucket: "b", key: "k", etag: "e" };
    expect(read(await pageOf(waiting, back))).toContain("Berkas sudah sampai dan diperiksa dahulu");
    expect(await pageOf(waiting, back)).toContain(`href="/dev/d/${tokenFor(waiting)}?file=${fileNumber(1)}"`);
    expect(read(await pageOf(await with_(...ready(1, agency)), back))).toContain("Berkas sudah diperiksa dan siap");
    const refused = await with_(promised(1, agency, "bukti-1.jpg"), received(1), refusedFor(1));
    expect(read(await pageOf(refused, back))).toMatch(/Berkas tidak dapat diterima bukti-1\.jpg: Berkas berisi makro/);
    for (const file of ["nothing", fileNumber(1)]) {
      expect(read(await pageOf(await with_(...ready(1, reporter)), { file }))).not.toMatch(/Berkas sudah|Berkas tidak/);
    }
  });

  it("tells what people did, not every step of a file", async () => {
    const report = await with_(...ready(1, reporter), [
      { move: "recordDownload", attachmentId: fileNumber(1) },
      agency,
    ]);
    expect(read(await pageOf(report))).not.toMatch(/Berkas (akan dikirim|diunduh|lolos)/);
  });
});

describe("an answer with files", () => {
  it("shows those that were ticked, one or several", async () => {
    for (const attachments of [fileNumber(1), [fileNumber(1), fileNumber(2)]]) {
      const report = await with_(...ready(1, agency), ...ready(2, agency));
      const version = String(report.complaint.version);
      const sent = await office.sendAnswer(tokenFor(report), {
        text: "Sudah.",
        kind: "progress",
        version,
        attachments,
      });
      expect(sent.status).toBe(303);
      expect(await lastEventOf(report)).toMatchObject({ type: "followedUp", attachments: [attachments].flat() });
    }
  });

  it("says of none where none was ticked", async () => {
    const report = await with_(...ready(1, agency));
    const version = String(report.complaint.version);
    await office.sendAnswer(tokenFor(report), { text: "Sudah.", kind: "final", version });
    expect(await lastEventOf(report)).not.toHaveProperty("attachments");
  });

  it("is given by programs as well, and refused for a file that is not the office's", async () => {
    const report = await with_(...ready(1, agency), ...ready(2, reporter));
    const token = tokenFor(report);
    const refused = await office.answer(token, { text: "Sudah.", attachments: [fileNumber(1), fileNumber(2)] });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/attachments/1" }] } });
    expect((await office.answer(token, { text: "Sudah.", attachments: [fileNumber(1)] })).status).toBe(201);
    expect(await lastEventOf(report)).toMatchObject({ attachments: [fileNumber(1)] });
  });

  it("comes back with a mistake as it was ticked", async () => {
    const report = await with_(...ready(1, agency), ...ready(2, agency));
    const version = String(report.complaint.version);
    const attachments = fileNumber(2);
    const { status, text } = await office.sendAnswer(tokenFor(report), {
      text: "",
      kind: "final",
      version,
      attachments,
    });
    expect(status).toBe(422);
    expect(boxesIn(text)).toEqual([
      { value: fileNumber(1), checked: false },
      { value: fileNumber(2), checked: true },
    ]);
  });

  it("is not out of date because files came, were inspected and had meanwhile", async () => {
    const before = after(dispatchedTo(), promised(1, agency), promised(2, reporter));
    const version = String(before.complaint.version);
    const report = await write(
      engine.store,
      after(before, received(1), passed(1), received(2), passed(2), [
        { move: "recordDownload", attachmentId: fileNumber(2) },
        agency,
      ]),
    );
    const form = { text: "Sudah.", kind: "progress", version, attachments: fileNumber(1) };
    expect((await office.sendAnswer(tokenFor(report), form)).status).toBe(303);
  });

  it("is out of date when the reporter wrote among all that, or when its version is yet to come", async () => {
    const before = after(dispatchedTo(), promised(1, agency));
    const report = await write(
      engine.store,
      after(before, received(1), [{ move: "reply", text: "Sudah baik." }, reporter], passed(1)),
    );
    for (const version of [before.complaint.version, report.complaint.version + 1]) {
      const form = { text: "Kami berangkat.", kind: "final", version: String(version) };
      expect((await office.sendAnswer(tokenFor(report), form)).status).toBe(409);
    }
  });

  it("sent twice is one; with other files it is another, which has to be looked at first", async () => {
    const report = await with_(...ready(1, agency), ...ready(2, agency));
    const form = { text: "Sudah.", kind: "progress", version: String(report.complaint.version) };
    const attachments = [fileNumber(1), fileNumber(2)];
    expect((await office.sendAnswer(tokenFor(report), { ...form, attachments })).status).toBe(303);
    expect((await office.sendAnswer(tokenFor(report), { ...form, attachments: attachments.toReversed() })).status).toBe(
      303,
    );
    expect((await office.sendAnswer(tokenFor(report), { ...form, attachments: fileNumber(1) })).status).toBe(409);
    expect((await office.eventsOf(report)).filter((type) => type === "followedUp")).toHaveLength(1);
  });

  it("is still said to be sent after a file was had or promised", async () => {
    const report = await with_(
      ...ready(1, reporter),
      [{ move: "answer", text: "Kami cek." }, agency],
      [{ move: "recordDownload", attachmentId: fileNumber(1) }, agency],
      promised(2, agency),
    );
    expect(read(await pageOf(report, { sent: "progress" }))).toContain("Kabar tindak lanjut terkirim");
  });
});

describe("every page with files", () => {
  it("is sound HTML", async () => {
    const report = await with_(
      ...ready(1, reporter),
      ...ready(2, agency),
      promised(3, agency),
      promised(4, agency, `"><script>alert(1)</script>.jpg`),
      received(4),
    );
    const token = tokenFor(report);
    const pages = [
      await office.page(token, { file: fileNumber(3) }),
      await office.page(token, { file: fileNumber(2) }, "en"),
      await office.chooseFile(token, "image/jpeg"),
      await office.chooseFile(token, "text/html"),
    ];
    for (const { text } of pages) {
      expect(text).not.toContain("<script>alert");
      expect(await faultsOfHtml(text)).toEqual([]);
    }
  });
});
