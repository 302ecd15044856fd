import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eicar } from "../../functions/attachments/inspection/scanner.ts";
import type { ComplaintAnswer, Receipt } from "../../shared/view/answers.ts";
import { stored } from "../attachments/corpus/honest.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { pdfWithScript, pdfWithTags } from "../attachments/corpus/pdfs.ts";
import { planted } from "../attachments/corpus/personal.ts";
import { personalTags, tagsOf } from "../attachments/exiftool.ts";
import { verifyCloud } from "../audit/command.ts";
import { linkIn, logsOf, startCloud, type Outsider, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";
import { post, senderTo, type File } from "./sender.ts";

/** Files on their way from the reporter's phone to the office's screen, over HTTP alone. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let running: RunningCloud;
let someone: Outsider;
let sender: ReturnType<typeof senderTo>;
const folder = mkdtempSync(join(tmpdir(), "tuntas-files-"));
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
  sender = senderTo(someone);
  // A working day, so that mail goes out as it comes.
  await someone.moveClockTo(nextQuietMonday(new Set()));
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const pothole = {
  class: "complaint",
  title: "Jalan berlubang dekat pasar induk",
  text: "Jalan di depan pasar induk Sangatta berlubang besar, tiap hari ada pengendara motor jatuh. Mohon ditambal.",
  location: { regionCode: "64.08.04" },
} as const;
let reporters = 0;
const file = async (): Promise<Receipt & { readonly mail: string }> => {
  const mail = `pengirim${(reporters += 1)}@surel.example`;
  return { ...(await someone.file({ ...pothole, reporter: { email: mail } })), mail };
};
const photo = async (name = "lubang.jpg"): Promise<File> => ({
  name,
  contentType: "image/jpeg",
  bytes: await jpegWithTags(),
});
const stateOf = ({ attachments }: ComplaintAnswer, id: string) =>
  attachments.find(({ attachmentId }) => attachmentId === id);
const bytesAt = async (address: string | null): Promise<{ headers: Headers; bytes: Buffer }> => {
  const response = await fetch(address ?? "");
  if (!response.ok) throw new Error(`the link answered ${response.status}`);
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const subjects = async (trackingNumber: string, to: string): Promise<readonly string[]> =>
  (await someone.mailsAbout(trackingNumber, to)).map(({ subject }) => subject);
const personalTagsOf = (bytes: Buffer, name: string): readonly string[] => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return tagsOf([path]).flatMap(personalTags);
};

describe("a photo", () => {
  it("reaches the office without a trace of who took it, in a second, short mail", async () => {
    const receipt = await file();
    await someone.settled();
    const sent = await photo("Foto Siti di rumah.jpg");
    expect(personalTagsOf(sent.bytes, "before.jpg")).not.toEqual([]);
    const id = await sender.send(receipt, sent);

    const view = await someone.view(receipt);
    expect(stateOf(view, id)).toMatchObject({ state: "ready", fileName: sent.name, preview: true, by: "reporter" });
    expect(view.timeline.map(({ event }) => event)).toEqual([
      "filed",
      "disposed",
      "attachmentExpected",
      "attachmentReceived",
      "attachmentReady",
    ]);
    const mails = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining("Jalan berlubang"),
      expect.stringContaining("1 berkas dari pelapor"),
    ]);
    const [disposition, second] = mails;
    if (!disposition || !second) throw new Error("the office got no mails");
    expect(JSON.stringify(second.body)).not.toContain("Siti");

    const { token } = linkIn(second);
    const seen = (await someone.call("GET", `/v1/dispositions/${token}`)).body as ComplaintAnswer;
    expect(seen.attachments).toMatchObject([{ attachmentId: id, fileName: "lampiran-1.jpg", state: "ready" }]);
    for (const rendition of ["file", "preview", "thumbnail"]) {
      const answer = await someone.call("GET", `/v1/dispositions/${token}/attachments/${id}?rendition=${rendition}`);
      expect(answer.status).toBe(302);
      const { headers, bytes } = await bytesAt(answer.headers.get("location"));
      const kept = rendition === "file";
      expect(headers.get("content-type")).toBe(kept ? "image/jpeg" : "image/webp");
      expect(headers.get("content-disposition")).toBe(
        `${kept ? "attachment" : "inline"}; filename="${receipt.trackingNumber}-lampiran-1.${kept ? "jpg" : "webp"}"`,
      );
      expect(personalTagsOf(bytes, `${rendition}.bin`)).toEqual([]);
      for (const word of planted) expect(bytes.includes(word), word).toBe(false);
    }
    const officers = someone.officer("penghubung@dpu.kutim.example");
    const downloads = (await officers.view(receipt.trackingNumber)).timeline.filter(
      ({ event }) => event === "attachmentDownloaded",
    );
    expect(downloads, "the file and the large picture; a thumbnail in a list is none").toHaveLength(2);
    expect((await someone.view(receipt)).timeline.map(({ event }) => event)).not.toContain("attachmentDownloaded");
    expect(((await someone.viewPublic(receipt.trackingNumber)).body as ComplaintAnswer).attachments).toEqual([]);
  });

  it("is had by nobody else: not with another's secret, not with none, not by an office that has not the report", async () => {
    const [receipt, other] = [await file(), await file()];
    const id = await sender.send(receipt, await photo());
    const path = `/v1/complaints/${receipt.trackingNumber}/attachments/${id}`;
    const asOther = { headers: { authorization: `Bearer ${other.secret}` } };
    expect((await someone.call("GET", path, asOther)).status).toBe(404);
    expect((await someone.call("GET", path)).status).toBe(401);
    expect((await sender.fetch({ ...receipt, trackingNumber: other.trackingNumber }, id)).status).toBe(404);
    expect((await sender.fetch(other, id)).status).toBe(404);
    const health = { headers: { authorization: `Bearer ${await someone.tokenOf("penghubung@dinkes.kutim.example")}` } };
    const asOfficer = `/v1/officer/complaints/${receipt.trackingNumber}/attachments/${id}`;
    expect((await someone.call("GET", asOfficer, health)).status).toBe(404);
    expect((await sender.fetch(receipt, id)).status).toBe(302);
  });

  it("is had for five minutes", async () => {
    const receipt = await file();
    const id = await sender.send(receipt, await photo());
    const address = (await sender.fetch(receipt, id)).headers.get("location") ?? "";
    await bytesAt(address);
    await someone.advance("PT4M");
    await bytesAt(address);
    await someone.advance("PT2M");
    expect((await fetch(address)).status).toBe(403);
  });
});

describe("the text of a report", () => {
  it("is accepted although no file comes; the reporter is told after an hour, and can send it once more", async () => {
    const receipt = await file();
    const sent = await photo();
    const first = await sender.promised(receipt, sent);
    await someone.settled();
    expect((await someone.view(receipt)).status, "nobody waits for a slow line").toBe("dispatched");
    expect(await subjects(receipt.trackingNumber, "@dpu.kutim.example")).toHaveLength(1);
    expect((await sender.fetch(receipt, first.attachmentId)).status).toBe(409);
    await someone.advance("PT61M");
    expect(stateOf(await someone.view(receipt), first.attachmentId)?.state).toBe("missing");
    expect(await subjects(receipt.trackingNumber, receipt.mail)).toContainEqual(
      expect.stringContaining("berkas Anda belum sampai"),
    );
    expect((await post(first.upload, sent)).status, "the ticket has expired").toBe(403);

    const second = await sender.promised(receipt, sent, { attachmentId: first.attachmentId });
    expect(second.attachmentId).toBe(first.attachmentId);
    expect((await post(second.upload, sent)).status).toBe(204);
    await someone.settled();
    expect(stateOf(await someone.view(receipt), first.attachmentId)?.state).toBe("ready");
  });

  it("keeps its ticket: a file can be sent again with it, and the first that arrives whole counts", async () => {
    const receipt = await file();
    const sent = await photo();
    const { attachmentId, upload } = await sender.promised(receipt, sent);
    const half = { ...sent, bytes: sent.bytes.subarray(0, 200) };
    expect((await post(upload, half)).status).toBe(204);
    await someone.settled();
    expect(stateOf(await someone.view(receipt), attachmentId)).toMatchObject({ state: "refused" });
    expect((await post(upload, sent)).status).toBe(204);
    await someone.settled();
    expect(stateOf(await someone.view(receipt), attachmentId)).toMatchObject({ state: "ready" });
    expect((await post(upload, sent)).status).toBe(204);
    await someone.settled();
    expect((await someone.view(receipt)).timeline.filter(({ event }) => event === "attachmentReady")).toHaveLength(1);
    const { evidence } = await sender.storage();
    expect((await evidence()).filter((key) => key.includes(attachmentId))).toHaveLength(3);
  });
});

describe("a ticket", () => {
  const errors = (body: unknown) => (body as { errors: { pointer: string; detail: string }[] }).errors;
  it("is refused for another type, for a size over the limit and for the sixth file, and says the limit", async () => {
    const receipt = await file();
    const told = async (body: object) => {
      const answer = await sender.ask(receipt, { fileName: "a.jpg", contentType: "image/jpeg", size: 1000, ...body });
      expect(answer.status).toBe(422);
      return errors(answer.body)[0];
    };
    expect(await told({ contentType: "image/svg+xml" })).toMatchObject({ pointer: "/contentType" });
    expect(await told({ size: 10 * 1024 * 1024 + 1 })).toMatchObject({
      pointer: "/size",
      detail: expect.stringContaining("10 MB") as unknown,
    });
    expect(await told({ contentType: "video/mp4", size: 50 * 1024 * 1024 + 1 })).toMatchObject({
      detail: expect.stringContaining("50 MB") as unknown,
    });
    expect(await told({ size: 0 })).toMatchObject({ pointer: "/size" });
    for (let count = 1; count <= 5; count += 1) await sender.promised(receipt, await photo(`${count}.jpg`));
    expect(await told({ fileName: "6.jpg" })).toMatchObject({ detail: expect.stringContaining("5") as unknown });
    // The same again is the same file, as after an answer that was lost.
    expect(
      (await sender.ask(receipt, { fileName: "5.jpg", contentType: "image/jpeg", size: (await photo()).bytes.length }))
        .status,
    ).toBe(201);
  });

  it("holds for its file alone", async () => {
    const receipt = await file();
    const sent = await photo();
    const { upload } = await sender.promised(receipt, sent);
    const other = { ...upload, fields: { ...upload.fields, key: `${upload.fields["key"] ?? ""}x` } };
    expect((await post(other, sent)).status).toBe(403);
    const typed = { ...upload, fields: { ...upload.fields, "Content-Type": "text/html" } };
    expect((await post(typed, sent)).status).toBe(403);
    expect((await post(upload, { ...sent, bytes: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(400);
    expect((await post(upload, { ...sent, bytes: Buffer.alloc(0) })).status).toBe(400);
  });
});

describe("a file that must not be handed on", () => {
  it.each([
    ["a PDF with a script", "surat.pdf", "application/pdf", pdfWithScript, "activeContent", /skrip/],
    ["a picture that is a PDF", "foto.jpg", "image/jpeg", pdfWithTags, "typeDiffers", /tidak sesuai/],
    ["the makers' test of malware", "foto.png", "image/png", () => Promise.resolve(eicar), "malware", /berbahaya/],
  ] as const)("%s is refused, and the reporter told why", async (_, name, contentType, make, reason, words) => {
    const receipt = await file();
    const id = await sender.send(receipt, { name, contentType, bytes: await make() });
    const view = await someone.view(receipt);
    expect(stateOf(view, id)).toMatchObject({ state: "refused", reason: expect.stringMatching(words) as unknown });
    expect((await sender.fetch(receipt, id)).status).toBe(404);
    const mail = (await someone.mailsAbout(receipt.trackingNumber, receipt.mail)).find(({ subject }) =>
      subject.includes("berkas Anda tidak dapat diterima"),
    );
    expect(mail?.body.text?.replaceAll(/\s+/g, " ")).toMatch(words);
    const { evidence } = await sender.storage();
    expect((await evidence()).filter((key) => key.includes(id))).toEqual([]);
    expect(logsOf(running)).toContain(`"reason":"${reason}"`);
  });
});

describe("an arrival that is told five times, at once and again later,", () => {
  it("leaves one end and one copy, and nothing of it in a day", async () => {
    const receipt = await file();
    const sent = await photo();
    const { attachmentId, upload } = await sender.promised(receipt, sent);
    const response = await post(upload, sent);
    const { evidence, incoming, tellAgain } = await sender.storage();
    const eTag = (response.headers.get("etag") ?? "").replaceAll('"', "");
    const message = { Records: [{ s3: { object: { key: upload.fields["key"], eTag } } }] };
    await Promise.all(Array.from({ length: 5 }, () => tellAgain(message)));
    await someone.settled();
    await tellAgain(message);
    await someone.settled();
    const events = (await someone.view(receipt)).timeline.map(({ event }) => event);
    expect(events.filter((event) => event === "attachmentReceived")).toHaveLength(1);
    expect(events.filter((event) => event === "attachmentReady")).toHaveLength(1);
    expect((await evidence()).filter((key) => key.includes(attachmentId))).toHaveLength(3);
    expect((await incoming()).filter((key) => key.includes(attachmentId))).toHaveLength(1);
    await someone.advance("P2D");
    expect(await incoming(), "what arrived is gone after a day").toEqual([]);
    expect((await evidence()).filter((key) => key.includes(attachmentId))).toHaveLength(3);
  });
});

describe("a video of fifty megabytes", () => {
  it("arrives whole, and through no function", async () => {
    const receipt = await file();
    const video = await stored("video.mp4")();
    // A box of nothing: any player skips it. https://developer.apple.com/documentation/quicktime-file-format/free_space_atoms
    const nothing = Buffer.alloc(50 * 1024 * 1024 - video.length);
    nothing.writeUInt32BE(nothing.length, 0);
    nothing.write("free", 4, "latin1");
    const bytes = Buffer.concat([video, nothing]);
    const id = await sender.send(receipt, { name: "jalan.mp4", contentType: "video/mp4", bytes });
    expect(stateOf(await someone.view(receipt), id)).toMatchObject({ state: "ready", contentType: "video/mp4" });
    const { bytes: got } = await bytesAt((await sender.fetch(receipt, id)).headers.get("location"));
    expect(got.toString("latin1", 4, 8)).toBe("ftyp");
  });
});

describe("an office's proof", () => {
  it("goes with its answer over the link, and the reporter sees it then and not before", async () => {
    const receipt = await file();
    await someone.settled();
    const [disposition] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    if (!disposition) throw new Error("the office got no mail");
    const { token } = linkIn(disposition);
    const sent = await photo("Bukti tambal.jpg");
    const asked = await someone.call("POST", `/v1/dispositions/${token}/attachments`, {
      body: { fileName: sent.name, contentType: sent.contentType, size: sent.bytes.length },
    });
    const { attachmentId, upload } = sender.ticketOf(asked);
    const early = await someone.call("POST", `/v1/dispositions/${token}/answers`, {
      body: { text: "Sudah ditambal.", final: true, attachments: [attachmentId] },
    });
    expect(early.status, "not before it has arrived").toBe(422);
    expect((await post(upload, sent)).status).toBe(204);
    await someone.settled();
    expect((await someone.view(receipt)).attachments).toEqual([]);
    await someone.answerByLink(token, { text: "Sudah ditambal.", final: true, attachments: [attachmentId] });
    await someone.settled();
    const view = await someone.view(receipt);
    expect(view.attachments).toMatchObject([
      { attachmentId, fileName: "bukti-1.jpg", state: "ready", by: "office", preview: true },
    ]);
    const { bytes } = await bytesAt((await sender.fetch(receipt, attachmentId)).headers.get("location"));
    expect(personalTagsOf(bytes, "proof.jpg")).toEqual([]);
  });

  it("closes a report that an officer signs in for, in the place of a reason", async () => {
    const receipt = await file();
    await someone.settled();
    const officer = someone.officer("penghubung@dpu.kutim.example");
    await officer.move(receipt.trackingNumber, "answer", { text: "Kami kerjakan besok." });
    const bare = await officer.tryMove(receipt.trackingNumber, "closure", { text: "Selesai." });
    expect(bare.status).toBe(422);
    const sent = await photo("selesai.jpg");
    const headers = { authorization: `Bearer ${await someone.tokenOf("penghubung@dpu.kutim.example")}` };
    const asked = await someone.call("POST", `/v1/officer/complaints/${receipt.trackingNumber}/attachments`, {
      headers,
      body: { fileName: sent.name, contentType: sent.contentType, size: sent.bytes.length },
    });
    const { attachmentId, upload } = sender.ticketOf(asked);
    await post(upload, sent);
    await someone.settled();
    const closed = await officer.move(receipt.trackingNumber, "closure", {
      text: "Selesai.",
      attachments: [attachmentId],
    });
    expect(closed.status).toBe("closed");
    expect((await someone.view(receipt)).attachments).toMatchObject([{ attachmentId, by: "office" }]);
  });
});

describe("afterwards", () => {
  it("the log of every report verifies, and no log line tells of a name or a file's", async () => {
    expect(await verifyCloud(someone.url)).toMatchObject({ code: 0, err: "" });
    const logs = logsOf(running);
    expect(logs).toContain("SCANNER_FOUND");
    for (const word of ["Siti", "lubang.jpg", "Bukti tambal", "surel.example", "incoming/"]) {
      expect(logs, word).not.toContain(word);
    }
    expect(readFileSync(join(folder, "file.bin")).length).toBeGreaterThan(0);
  });
});
