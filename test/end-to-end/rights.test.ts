import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { HeldData } from "../../functions/rights/held-data-answer.ts";
import type { RetentionAnswer } from "../../functions/rights/routes.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { runVerifyLog } from "../audit/command.ts";
import { logsOf, startCloud, type Answer, type Outsider, type RunningCloud } from "./cloud.ts";
import { senderTo } from "./sender.ts";

/** A reporter who wants to know, correct and erase what is held on them; and the years that do it by themselves. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let running: RunningCloud;
let someone: Outsider;
beforeAll(async () => {
  running = await startCloud({ keepOriginals: true });
  ({ someone } = running);
});
afterAll(() => running.stop());

const engines = z.object({
  aws: z.url(),
  functions: z.array(z.object({ environment: z.record(z.string(), z.string()) })),
});
/** Everything that lies in the tables, as text. */
const lying = async (): Promise<string> => {
  const { aws, functions } = engines.parse((await someone.call("GET", "/_local/engines")).body);
  const tables = new Set(
    functions.flatMap(({ environment }) =>
      ["COMPLAINT_TABLE", "IDENTITY_TABLE"].flatMap((name) => environment[name] ?? []),
    ),
  );
  const credentials = { accessKeyId: "outsider", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: aws, region: "local", credentials });
  const found = await Promise.all([...tables].map((TableName) => client.send(new ScanCommand({ TableName }))));
  client.destroy();
  expect(tables.size).toBe(2);
  return JSON.stringify(found.map(({ Items }) => Items));
};

const ask = (
  receipt: Receipt,
  method: string,
  what: string,
  its: { code?: string; body?: object } = {},
): Promise<Answer> =>
  someone.call(method, `/v1/complaints/${receipt.trackingNumber}/${what}`, {
    headers: {
      authorization: `Bearer ${receipt.secret}`,
      ...(its.code === undefined ? {} : { "rights-code": its.code }),
    },
    ...(its.body === undefined ? {} : { body: its.body }),
  });

/** Asks for a code and reads it in the mail. */
const codeFor = async (receipt: Receipt, address: string): Promise<string> => {
  const sent = await ask(receipt, "POST", "rights-codes", { body: {} });
  expect(sent.status).toBe(201);
  await someone.settled();
  const mails = await someone.mailsAbout(receipt.trackingNumber, address);
  const codes = mails.flatMap(
    ({ body }) =>
      /Kode: (\d{4}) (\d{4})/
        .exec(body.text ?? "")
        ?.slice(1)
        .join("") ?? [],
  );
  const code = codes.at(-1);
  if (code === undefined) throw new Error("no mail has a code");
  return code;
};

const marks = /qzxname|qzxmail|qzxnew|qzxstreet|qzxfile|81298765432|0\.54321/i;
const filing = {
  class: "complaint",
  title: "Jalan berlubang di depan rumah Qzxname",
  text: "Saya Qzxname Penanda, telepon 081298765432: jalan berlubang besar di depan pasar induk Sangatta.",
  location: { regionCode: "64.08.04", address: "Qzxstreet 7", latitude: 0.54321, longitude: 117.5 },
  reporter: { name: "Qzxname Penanda", email: "qzxmail@surel.example", phone: "081298765432" },
} as const;
const verified = async (): Promise<string> => {
  const { now } = (await someone.call("GET", "/_local/state")).body as { now: string };
  const to = now.slice(0, 10);
  const { code, out, err } = await runVerifyLog(["--from", new Date().toISOString().slice(0, 10), "--to", to], {
    PORT: new URL(running.cloud.url).port,
  });
  expect(code, out + err).toBe(0);
  return out;
};

describe("a reporter", () => {
  it("sees what is held, corrects it, has it erased, and nothing is left but the mails that were sent", async () => {
    const receipt = await someone.file(filing);
    const photo = { name: "qzxfile.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    await senderTo(someone).send(receipt, photo);
    await someone.settled();
    expect(marks.exec(await lying())).not.toBeNull();

    const code = await codeFor(receipt, "qzxmail@surel.example");
    const held = (await ask(receipt, "GET", "held-data", { code })).body as HeldData;
    expect(held.identity).toEqual({ ...filing.reporter, phone: "+6281298765432" });
    expect(held.writings[0]?.text).toBe(filing.text);
    expect(held.files).toMatchObject([{ fileName: "qzxfile.jpg", state: "ready", original: true }]);
    expect(held.mails.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["receipt sent", "rightsCode sent"]);

    const corrected = { ...filing.reporter, email: "qzxnew@surel.example" };
    expect((await ask(receipt, "PUT", "identity", { code, body: corrected })).status).toBe(200);
    await someone.settled();
    const to = async (address: string) =>
      (await someone.mailsAbout(receipt.trackingNumber, address)).map(({ subject }) => subject.split(": ")[1]);
    expect(await to("qzxmail@surel.example")).toContain("alamat ini tidak dipakai lagi");
    expect(await to("qzxnew@surel.example")).toEqual(["identitas Anda diperbaiki"]);

    const { evidence } = await senderTo(someone).storage();
    expect((await evidence()).filter((key) => key.startsWith("sealed/"))).toHaveLength(1);
    const another = await codeFor(receipt, "qzxnew@surel.example");
    expect((await ask(receipt, "DELETE", "identity", { code: another })).status).toBe(200);
    await someone.settled();

    expect(marks.exec(await lying())).toBeNull();
    expect(marks.exec(logsOf(running))).toBeNull();
    expect(logsOf(running).includes(code)).toBe(false);
    expect((await evidence()).map((key) => key.split("/")[0])).toEqual(["clean", "clean", "clean"]);
    expect(await verified()).toContain("nothing wrong");

    // The report goes on to its end, and nobody is written to about it.
    const mailed = (await to("@surel.example")).length;
    const [disposition] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    const token = /\/d\/([A-Za-z0-9_.-]+)/.exec(disposition?.body.text ?? "")?.[1] ?? "";
    await someone.answerByLink(token, { text: "Sudah ditambal.", final: true });
    await someone.settled();
    expect((await someone.view(receipt)).status).toBe("answered");
    expect((await to("@surel.example")).length).toBe(mailed);
    expect((await ask(receipt, "DELETE", "identity")).status).toBe(200);
    expect(await verified()).toContain("nothing wrong");
  });

  it("objects, and nobody else reads the report until the coordinator has decided", async () => {
    const text = "Jalan berlubang besar di depan pasar induk Sangatta.";
    const receipt = await someone.file({ class: "complaint", text, reporter: { name: "Tanpa Surel" } });
    await someone.settled();
    expect((await someone.viewPublic(receipt.trackingNumber)).status).toBe(200);
    expect((await ask(receipt, "POST", "objection", { body: { reason: "Tidak perlu diketahui." } })).status).toBe(201);
    expect((await someone.viewPublic(receipt.trackingNumber)).status).toBe(404);
    await someone.settled();
    const mails = await someone.mailsAbout(receipt.trackingNumber, "@diskominfo.kutim.example");
    const objection = mails.find(({ subject }) => subject.includes("keberatan atas pemrosesan data"));
    expect(objection?.body.text).toContain("Tidak perlu diketahui.");
    expect(objection?.body.text).not.toContain("Tanpa Surel");
    const decision = { anonymous: false, confidential: false };
    await someone.officer("koordinator@diskominfo.kutim.example").move(receipt.trackingNumber, "privacy", decision);
    expect((await someone.viewPublic(receipt.trackingNumber)).status).toBe(200);
  });
});

describe("the years", () => {
  const preview = async (until: string, officer = "admin@diskominfo.kutim.example"): Promise<RetentionAnswer> => {
    const headers = { authorization: `Bearer ${await someone.tokenOf(officer)}` };
    const { status, body } = await someone.call("GET", `/v1/admin/retention?until=${until}`, { headers });
    if (status !== 200) throw new Error(`answered ${status}`);
    return body as RetentionAnswer;
  };
  const yearsOn = async (years: number): Promise<string> => {
    const { now } = (await someone.call("GET", "/_local/state")).body as { now: string };
    const then = new Date(Date.parse(now) + 86_400_000);
    then.setUTCFullYear(then.getUTCFullYear() + years);
    return then.toISOString().slice(0, 10);
  };

  it("are told beforehand, then erase who it was after two and files after five, by a job of every day", async () => {
    const receipt = await someone.file(filing);
    const photo = { name: "qzxfile.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    await senderTo(someone).send(receipt, photo);
    await someone.move(receipt, "withdrawal", { reason: "Qzxname lelah" });
    await someone.settled();
    const { evidence } = await senderTo(someone).storage();
    const files = async () => (await evidence()).length;
    const before = await files();

    expect((await preview(await yearsOn(1))).items).toEqual([]);
    const told = await preview(await yearsOn(2));
    expect(told.items).toMatchObject([{ what: "identity" }]);
    expect(JSON.stringify(told)).not.toContain(receipt.trackingNumber);
    await expect(preview(await yearsOn(2), "koordinator@diskominfo.kutim.example")).rejects.toThrow("403");

    await someone.advance("P1Y");
    expect(marks.exec(await lying())).not.toBeNull();
    await someone.advance("P1Y2D");
    expect(marks.exec(await lying())).toBeNull();
    expect((await someone.view(receipt)).timeline.at(-1)).toMatchObject({ event: "erased", by: { role: "system" } });
    expect(await files()).toBe(before - 1);
    expect(await verified()).toContain("nothing wrong");

    const due = await preview(await yearsOn(3));
    expect(due.items).toContainEqual(
      expect.objectContaining({ what: "files", complaintId: told.items[0]?.complaintId }),
    );
    await someone.advance("P3Y2D");
    expect(await files()).toBeLessThanOrEqual(before - 4);
    expect((await someone.view(receipt)).attachments).toMatchObject([{ state: "erased" }]);
    expect(await verified()).toContain("nothing wrong");
  });
});
