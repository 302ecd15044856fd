import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { verifyCloud } from "../audit/command.ts";
import { largePhoto } from "../bench/inspection.ts";
import { post, senderTo } from "./sender.ts";
import { newDataFolder, outsider, removeDataFolder, type Outsider } from "./cloud.ts";
import type { Receipt } from "../../shared/view/answers.ts";

const root = resolve(import.meta.dirname, "../..");
const dataDir = newDataFolder();
let child: ChildProcess | null = null;

const end = async (signal: NodeJS.Signals): Promise<void> => {
  const ending = child;
  child = null;
  if (ending?.exitCode !== null) return;
  const ended = new Promise((done) => ending.once("exit", done));
  ending.kill(signal);
  await ended;
};
afterAll(async () => {
  await end("SIGTERM");
  removeDataFolder(dataDir);
});

/** Free ports next to each other: the API's and the mailbox's; storage takes the one after. */
const freePair = async (): Promise<number> => {
  for (;;) {
    const [first, second] = [createServer(), createServer()];
    const port = await new Promise<number>((got) =>
      first.listen(0, "127.0.0.1", () => {
        got((first.address() as AddressInfo).port);
      }),
    );
    const free = await new Promise<boolean>((got) => {
      second.once("error", () => {
        got(false);
      });
      second.listen(port + 1, "127.0.0.1", () => {
        got(true);
      });
    });
    first.close();
    second.close();
    if (free) return port;
  }
};

const start = async (port: number): Promise<Outsider> => {
  child = spawn(process.execPath, ["infra/local/start.js"], {
    cwd: root,
    env: { ...process.env, PORT: String(port), TUNTAS_DATA: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const running = child;
  await new Promise<void>((ready, failed) => {
    let said = "";
    running.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("Ctrl-C ends it")) ready();
    });
    running.once("exit", (code) => {
      failed(new Error(`npm start ended with ${String(code)}: ${said}`));
    });
  });
  return outsider(`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`);
};

describe("a local cloud that is killed in the middle of its work", () => {
  it("takes it up again: every report that got a receipt is dispatched or held, and every mail is there once", async () => {
    const port = await freePair();
    const before = await start(port);
    const receipts: Receipt[] = [];
    const filing = (i: number) => ({
      class: "complaint",
      text: `Lampu jalan di gang ${i} padam sudah dua minggu, gelap sekali kalau malam.`,
      reporter: { email: `korban${i}@surel.example` },
    });
    await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        receipts.push(await before.file(filing(i)));
        // Killed as soon as the last receipts are out: hops and mails are then under way.
        if (receipts.length === 12) await end("SIGKILL");
      }),
    );
    expect(receipts).toHaveLength(12);

    const after = await start(port);
    await after.settled();
    for (const receipt of receipts) {
      const { status, agency, timeline } = await after.view(receipt);
      expect(status).toBe("dispatched");
      expect(timeline.filter(({ event }) => event === "disposed")).toHaveLength(1);
      expect(
        await after.mailsAbout(receipt.trackingNumber, `@${agency?.code.split(".")[1] ?? ""}.kutim.example`),
      ).toHaveLength(1);
    }
    const mailbox = (await after.mails()).length;
    await end("SIGKILL");
    const again = await start(port);
    await again.settled();
    expect(await again.mails()).toHaveLength(mailbox);
    expect(await verifyCloud(`http://127.0.0.1:${port}`)).toMatchObject({ code: 0, err: "" });
    await end("SIGTERM");
  }, 240_000);

  it("inspects a file from the start that it was inspecting: one end, one copy", async () => {
    const port = await freePair();
    const before = await start(port);
    const receipt = await before.file({ class: "complaint", text: "Jalan berlubang besar di depan pasar induk." });
    const sender = senderTo(before);
    // Some seconds of work for the inspector.
    const photo = { name: "lubang.jpg", contentType: "image/jpeg", bytes: await largePhoto(6) };
    const { attachmentId, upload } = await sender.promised(receipt, photo);
    expect((await post(upload, photo)).status).toBe(204);
    const stateOf = async (someone: Outsider) => (await someone.view(receipt)).attachments[0]?.state;
    while ((await stateOf(before)) !== "inspecting") await new Promise((resolve) => setTimeout(resolve, 20));
    await end("SIGKILL");

    const after = await start(port);
    expect(await stateOf(after), "killed before its end").toBe("inspecting");
    await after.settled();
    const { attachments, timeline } = await after.view(receipt);
    expect(attachments).toMatchObject([{ state: "ready", preview: true }]);
    const events = timeline.map(({ event }) => event);
    expect(events.filter((event) => event === "attachmentReceived")).toHaveLength(1);
    expect(events.filter((event) => event === "attachmentReady")).toHaveLength(1);
    const { evidence } = await senderTo(after).storage();
    expect((await evidence()).filter((key) => key.includes(attachmentId))).toHaveLength(3);
  }, 240_000);
});
