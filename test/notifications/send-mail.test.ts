import { simpleParser } from "mailparser";
import { UpdateItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import { sendBatch, type BatchDeps } from "../../functions/notifications/send-batch.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { complaintPartition, mailSort } from "../../shared/store/keys.ts";
import { claimMail } from "../../shared/store/mail-ledger.ts";
import {
  after,
  directory,
  filed,
  handlerOf,
  mondayMorning,
  publicWorks,
  reporter,
  router,
  type Report,
} from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { markers, messageOf } from "./postroom.ts";
import { error, senderFor, withIdentity, type Ses } from "./sender.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const sender = (ses?: Ses, its: Partial<BatchDeps> = {}) => senderFor(engine, ses, its);
const known = (report: Report): Promise<Report> => withIdentity(engine, report);
const dispatchedOne = (): Promise<Report> =>
  known(after(filed(), [{ move: "dispose", agencyCode: publicWorks }, router]));

const ledgerOf = async (mail: MailMessage): Promise<Record<string, unknown> | undefined> => {
  const items = (await engine.itemsOf(engine.store.table)).map((item) => unmarshall(item));
  const [pk, sk] = [complaintPartition.build(mail.complaintId), mailSort.build(mail)];
  return items.find((item) => item["pk"] === pk && item["sk"] === sk);
};
const later = (milliseconds: number) => (): string => new Date(Date.parse(mondayMorning) + milliseconds).toISOString();

describe("a mail", () => {
  it("is sent to its reader and marked with the id that SES gave it", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    const { deps, sent, log } = sender();
    expect(await sendMail(deps, mail)).toBe("sent");
    expect(sent.map(({ to }) => to)).toEqual([["pengaduan@dpu.kutim.example"]]);
    const parsed = await simpleParser(Buffer.from(sent[0]?.raw ?? []));
    expect([parsed.references].flat()).toEqual([`<${mail.complaintId}@tuntas.example>`]);
    expect(await ledgerOf(mail)).toMatchObject({ state: "sent", detail: "ses-1", settledAt: mondayMorning });
    expect(log.lines.map(({ code }) => code)).toEqual(["MAIL_SENT"]);
  });

  it("of a report goes to the address that the reporter gave, which is nowhere else", async () => {
    const mail = messageOf(await dispatchedOne(), "receipt");
    const { deps, sent, log } = sender();
    expect(await sendMail(deps, mail)).toBe("sent");
    expect(sent[0]?.to).toEqual([markers.email]);
    expect(JSON.stringify(await engine.itemsOf(engine.store.table))).not.toContain(markers.email);
    expect(JSON.stringify(log.lines)).not.toContain(markers.email);
  });

  it("delivered five times is sent once", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    const { deps, sent } = sender();
    const deliveries = [];
    for (let time = 0; time < 5; time += 1) deliveries.push(await sendMail(deps, mail));
    expect(deliveries).toEqual(["sent", ...Array<string>(4).fill("settledBefore")]);
    expect(sent).toHaveLength(1);
  });

  it("delivered five times at once is sent once; the others come back later", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    const { deps, sent } = sender();
    const deliveries = await Promise.all(Array.from({ length: 5 }, () => sendMail(deps, mail)));
    expect(deliveries.filter((delivery) => delivery === "sent")).toHaveLength(1);
    expect(
      deliveries.filter((delivery) => delivery !== "sent").every((its) => ["retry", "settledBefore"].includes(its)),
    ).toBe(true);
    expect(sent).toHaveLength(1);
    expect(await sendMail(deps, mail)).toBe("settledBefore");
  });

  it("whose sender holds the lease waits for it", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    const { promise: waiting, resolve: proceed } = Promise.withResolvers<undefined>();
    const { deps, sent } = sender(async () => {
      await waiting;
      return "ses-slow";
    });
    const first = sendMail(deps, mail);
    await expect.poll(async () => (await ledgerOf(mail))?.["state"]).toBe("claimed");
    expect(await sendMail(deps, mail)).toBe("retry");
    proceed(undefined);
    expect(await first).toBe("sent");
    expect(sent).toHaveLength(1);
  });
});

describe("a sender that dies between claim and sending", () => {
  it("leaves a lease that runs out, and the next delivery sends", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    const now = Date.parse(mondayMorning);
    expect(await claimMail(engine.store, mail, now, now + 60_000)).toBe("claimed");
    const { deps, sent } = sender();
    expect(await sendMail({ ...deps, now: later(59_000) }, mail)).toBe("retry");
    expect(sent).toEqual([]);
    expect(await sendMail({ ...deps, now: later(61_000) }, mail)).toBe("sent");
    expect(sent).toHaveLength(1);
  });
});

describe("SES refusing for a while", () => {
  test.each(["Throttling", "ServiceUnavailable", "TimeoutError", "AccountSendingPausedException"])(
    "with %s: the mail is delivered again at once and sent then",
    async (name) => {
      const mail = messageOf(await dispatchedOne(), "disposition");
      let refusals = 2;
      const { deps, sent, log } = sender(() =>
        refusals-- > 0 ? Promise.reject(error(name, `no: ${markers.email}`)) : Promise.resolve("ses-late"),
      );
      expect([await sendMail(deps, mail), await sendMail(deps, mail), await sendMail(deps, mail)]).toEqual([
        "retry",
        "retry",
        "sent",
      ]);
      expect(sent).toHaveLength(1);
      expect(await ledgerOf(mail)).toMatchObject({ state: "sent", attempts: 3 });
      expect(log.lines.map(({ level, code }) => `${level} ${code}`)).toEqual([
        "warn MAIL_POSTPONED",
        "warn MAIL_POSTPONED",
        "info MAIL_SENT",
      ]);
      expect(JSON.stringify(log.lines)).not.toContain(markers.email);
    },
  );
});

describe("SES refusing for good", () => {
  const refusing = () => sender(() => Promise.reject(error("MessageRejected", `bad: ${markers.email}`)));

  it("ends the mail, visibly: in the ledger, in the timeline and in the log", async () => {
    const report = await dispatchedOne();
    const mail = messageOf(report, "disposition");
    const { deps, log } = refusing();
    expect(await sendMail(deps, mail)).toBe("refused");
    expect(await ledgerOf(mail)).toMatchObject({ state: "refused", detail: "MessageRejected" });
    const found = await history(engine.store, mail.complaintId);
    expect(found?.events.at(-1)).toMatchObject({
      type: "mailRefused",
      mail: "disposition",
      to: "agency",
      agencyCode: publicWorks,
      about: 2,
      status: "dispatched",
    });
    expect(log.lines).toMatchObject([{ level: "error", code: "MAIL_REFUSED", fields: { reason: "MessageRejected" } }]);
    expect(JSON.stringify([log.lines, found])).not.toContain(markers.email);
    expect(await sendMail(deps, mail)).toBe("settledBefore");
  });

  it("is told to the coordinator, and a refusal of that to nobody", async () => {
    const report = await dispatchedOne();
    const { deps, sent } = sender();
    await sendMail(refusing().deps, messageOf(report, "disposition"));
    const found = await history(engine.store, report.complaint.complaintId);
    if (!found) throw new Error("the report is gone");
    const toCoordinator = messageOf(found, "refused");
    expect(await sendMail(refusing().deps, toCoordinator)).toBe("refused");
    const afterwards = await history(engine.store, report.complaint.complaintId);
    if (!afterwards) throw new Error("the report is gone");
    expect(afterwards.events.at(-1)).toMatchObject({ type: "mailRefused", to: "coordinator" });
    expect(messageOf(afterwards, "refused")).toEqual(toCoordinator);
    expect(sent).toEqual([]);
    expect(await sendMail(deps, toCoordinator)).toBe("settledBefore");
  });

  it("is recorded once, also when the sender dies before it can mark the mail", async () => {
    const report = await dispatchedOne();
    const mail = messageOf(report, "disposition");
    const { deps } = refusing();
    await sendMail(deps, mail);
    const key = marshall({ pk: complaintPartition.build(mail.complaintId), sk: mailSort.build(mail) });
    await engine.client.send(
      new UpdateItemCommand({
        TableName: engine.store.table,
        Key: key,
        UpdateExpression: "SET #state = :claimed, leaseUntil = :over",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: marshall({ ":claimed": "claimed", ":over": 0 }),
      }),
    );
    expect(await sendMail(deps, mail)).toBe("refused");
    const found = await history(engine.store, mail.complaintId);
    expect(found?.events.filter(({ type }) => type === "mailRefused")).toHaveLength(1);
  });

  it("is recorded for two mails of one report at once", async () => {
    const report = await dispatchedOne();
    const { deps } = refusing();
    const mails = (["receipt", "disposition"] as const).map((kind) => messageOf(report, kind));
    expect(await Promise.all(mails.map((mail) => sendMail(deps, mail)))).toEqual(["refused", "refused"]);
    const found = await history(engine.store, report.complaint.complaintId);
    expect(found?.events.filter(({ type }) => type === "mailRefused")).toHaveLength(2);
  });

  it("does not keep other mails of the batch waiting", async () => {
    const [bad, good] = [messageOf(await dispatchedOne(), "disposition"), messageOf(await dispatchedOne(), "receipt")];
    const { deps, sent } = sender((mail) =>
      mail.to.includes(markers.email) ? Promise.resolve("ses-good") : Promise.reject(error("InvalidParameterValue")),
    );
    const record = (mail: MailMessage, messageId: string) =>
      ({
        messageId,
        body: JSON.stringify(mail),
        receiptHandle: messageId,
        attributes: { ApproximateReceiveCount: "1" },
      }) as never;
    expect(await sendBatch(deps, [record(bad, "1"), record(good, "2")])).toEqual({ batchItemFailures: [] });
    expect(sent).toHaveLength(1);
  });
});

describe("an office without any address", () => {
  it("counts as one that refuses: the coordinator is told", async () => {
    const report = await dispatchedOne();
    const silent = { ...directory, agencies: directory.agencies.map((its) => ({ ...its, mail: [] })) };
    const { deps, sent } = sender(undefined, { directory: () => Promise.resolve(silent) });
    expect(await sendMail(deps, messageOf(report, "disposition"))).toBe("refused");
    expect(sent).toEqual([]);
    const found = await history(engine.store, report.complaint.complaintId);
    expect(found?.events.at(-1)?.type).toBe("mailRefused");
  });
});

describe("a mail that nobody needs any more", () => {
  it("is settled without being sent: the disposition was handed back meanwhile", async () => {
    const report = await known(
      after(
        filed(),
        [{ move: "dispose", agencyCode: publicWorks }, router],
        [{ move: "handBack", reason: "Jalan provinsi." }, handlerOf(publicWorks)],
      ),
    );
    const mail = messageOf(report, "disposition");
    const { deps, sent, log } = sender();
    expect(await sendMail(deps, mail)).toBe("needless");
    expect(sent).toEqual([]);
    expect(await ledgerOf(mail)).toMatchObject({ state: "needless" });
    expect(log.lines).toMatchObject([{ code: "MAIL_NEEDLESS" }]);
  });

  it("is settled without asking who the reporter is, where they gave no address", async () => {
    const report = await write(
      engine.store,
      after(
        filed({ reachable: false }),
        [{ move: "dispose", agencyCode: publicWorks }, router],
        [{ move: "answer", text: "Sudah." }, handlerOf(publicWorks)],
      ),
    );
    const { deps, sent } = sender(undefined, { identity: () => Promise.reject(new Error("nobody may ask")) });
    expect(await sendMail(deps, messageOf(report, "answer"))).toBe("needless");
    expect(sent).toEqual([]);
  });
});

describe("a table that refuses for a while", () => {
  it("before the mail is sent: the mail comes back", async () => {
    const mail = messageOf(await dispatchedOne(), "receipt");
    let refusals = 1;
    const { deps, sent } = sender(undefined, {
      identity: () => (refusals-- > 0 ? Promise.reject(error("InternalServerError")) : Promise.resolve(markers)),
    });
    expect(await sendMail(deps, mail)).toBe("retry");
    expect(await sendMail(deps, mail)).toBe("sent");
    expect(sent).toHaveLength(1);
  });

  it("after the mail was accepted: it is not sent again, and marked when the table answers", async () => {
    const mail = messageOf(await dispatchedOne(), "disposition");
    let refusals = 0;
    const client = Object.assign(Object.create(engine.client) as DynamoDBClient, {
      send: (command: UpdateItemCommand) =>
        refusals-- > 0 ? Promise.reject(error("InternalServerError")) : engine.client.send(command),
    });
    const { deps, sent } = sender(
      () => {
        refusals = 2;
        return Promise.resolve("ses-accepted");
      },
      { store: { ...engine.store, client } },
    );
    expect(await sendMail(deps, mail)).toBe("sent");
    expect(await ledgerOf(mail)).toMatchObject({ state: "sent", detail: "ses-accepted" });
    expect(await sendMail(deps, mail)).toBe("settledBefore");
    expect(sent).toHaveLength(1);
  });
});

describe("a batch", () => {
  const record = (body: string, messageId: string, tries = 1) =>
    ({ messageId, body, receiptHandle: messageId, attributes: { ApproximateReceiveCount: String(tries) } }) as never;

  it("names just the messages that have to come back", async () => {
    const [first, second] = [
      messageOf(await dispatchedOne(), "receipt"),
      messageOf(await dispatchedOne(), "disposition"),
    ];
    const { deps, sent } = sender((mail) =>
      mail.to.includes(markers.email) ? Promise.reject(error("Throttling")) : Promise.resolve("ses-1"),
    );
    const answer = await sendBatch(deps, [record(JSON.stringify(first), "a"), record(JSON.stringify(second), "b")]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "a" }] });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [1, 5],
    [2, 10],
    [6, 160],
    [7, 180],
    [40, 180],
  ])("lets a mail that failed %i times come back after %i seconds", async (tries, seconds) => {
    const mail = messageOf(await dispatchedOne(), "receipt");
    const { deps, pauses } = sender(() => Promise.reject(error("Throttling")));
    await sendBatch(deps, [record(JSON.stringify(mail), "late", tries)]);
    expect(pauses).toEqual([seconds]);
  });

  it("leaves it to the queue's own timeout when the queue does not listen", async () => {
    const mail = messageOf(await dispatchedOne(), "receipt");
    const { deps } = sender(() => Promise.reject(error("Throttling")), {
      deliverAgainIn: () => Promise.reject(new Error("no queue")),
    });
    expect((await sendBatch(deps, [record(JSON.stringify(mail), "late")])).batchItemFailures).toHaveLength(1);
  });

  test.each(["", "no JSON", "{}", '{"complaintId":"x","version":0,"kind":"receipt","to":"reporter"}'])(
    "keeps a message that is no mail for a person to see: %s",
    async (body) => {
      const { deps, log } = sender();
      expect(await sendBatch(deps, [record(body, "odd")])).toEqual({ batchItemFailures: [{ itemIdentifier: "odd" }] });
      expect(log.lines).toMatchObject([{ level: "error", code: "RECORD_FAILED" }]);
    },
  );

  it("keeps a mail about an event that is not there", async () => {
    const { deps } = sender();
    const mail = { complaintId: "AAAAAAAAAAAAAAAAAAAAAA", version: 1, kind: "receipt", to: "reporter" };
    expect((await sendBatch(deps, [record(JSON.stringify(mail), "gone")])).batchItemFailures).toHaveLength(1);
  });
});

describe("a reply to the office", () => {
  it("is one mail for each reply", async () => {
    const report = await known(
      after(
        filed(),
        [{ move: "dispose", agencyCode: publicWorks }, router],
        [{ move: "reply", text: "Satu." }, reporter],
        [{ move: "reply", text: "Dua." }, reporter],
      ),
    );
    const { deps, sent } = sender();
    const { complaintId } = report.complaint;
    for (const version of [3, 4]) {
      expect(await sendMail(deps, { complaintId, version, kind: "reply", to: "agency" })).toBe("sent");
    }
    const texts = await Promise.all(sent.map(async ({ raw }) => (await simpleParser(Buffer.from(raw))).text));
    expect(texts.map((text) => /> (\w+)\./.exec(text ?? "")?.[1])).toEqual(["Satu", "Dua"]);
  });
});
