import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { startCloud, type Outsider, type RunningCloud } from "./cloud.ts";
import { senderTo } from "./sender.ts";

/** A government that keeps originals: sealed, and opened by a supervisor who says why. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let running: RunningCloud;
let someone: Outsider;
let receipt: Receipt;
let photo: Buffer;
let original: string;
beforeAll(async () => {
  running = await startCloud({ keepOriginals: true });
  ({ someone } = running);
  photo = await jpegWithTags();
  receipt = await someone.file({
    class: "complaint",
    text: "Jalan berlubang besar di depan pasar induk Sangatta.",
    reporter: { email: "asli@surel.example" },
  });
  const id = await senderTo(someone).send(receipt, { name: "foto.jpg", contentType: "image/jpeg", bytes: photo });
  original = `attachments/${id}/original`;
});
afterAll(() => running.stop());

const opens = (officer: string, body: object = { reason: "Diduga foto lama." }) =>
  someone.officer(officer).tryMove(receipt.trackingNumber, original, body);

describe("the original of a photo", () => {
  it("lies sealed beside its copies", async () => {
    const { evidence } = await senderTo(someone).storage();
    expect((await evidence()).map((key) => key.split("/")[0]).sort()).toEqual(["clean", "clean", "clean", "sealed"]);
  });

  it("is opened by nobody but a supervisor, and not without a reason", async () => {
    for (const officer of ["koordinator@diskominfo.kutim.example", "penghubung@dpu.kutim.example"]) {
      expect((await opens(officer)).status, officer).toBe(409);
    }
    expect((await opens("pengawas@inspektorat.kutim.example", {})).status).toBe(422);
    expect((await opens("pengawas@inspektorat.kutim.example", { reason: " " })).status).toBe(422);
  });

  it("is what was sent, byte by byte, and the reporter reads who opened it and why", async () => {
    const answer = await opens("pengawas@inspektorat.kutim.example");
    expect(answer.status).toBe(201);
    const { url, expiresAt } = answer.body as { url: string; expiresAt: string };
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(photo)).toBe(true);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="KTM-[A-Z0-9-]+asli-lampiran-1\.jpg"$/,
    );
    expect(Date.parse(expiresAt)).toBeGreaterThan(0);
    expect((await someone.view(receipt)).timeline.at(-1)).toMatchObject({
      event: "originalOpened",
      by: { role: "supervisor" },
      text: "Diduga foto lama.",
    });
    await someone.settled();
    const [mail] = (await someone.mailsAbout(receipt.trackingNumber, "asli@surel.example")).filter(({ subject }) =>
      subject.includes("berkas asli Anda dibuka"),
    );
    expect(mail?.body.text).toContain("> Diduga foto lama.");
    await someone.advance("PT6M");
    expect((await fetch(url)).status, "for five minutes").toBe(403);
  });
});
