import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../functions/notifications/digest.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import type { SendDeps } from "../../functions/notifications/send-deps.ts";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import type { RawMail } from "../../functions/notifications/raw-mail.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { nextOpening } from "../../shared/domain/office-hours.ts";
import { after, clock, directory, publicWorks } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { messageOf } from "./postroom.ts";
import { error, senderFor } from "./sender.ts";
import { sent } from "./stories.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const gathering: Directory = {
  ...directory,
  agencies: directory.agencies.map((its) => (its.code === publicWorks ? { ...its, digest: true } : its)),
};

type Failure = "refuses" | "answers too late";
/** A table whose n-th answer fails: before anything was written, or after it was. */
const failingAt = (call: number, failure: Failure): DynamoDBClient => {
  let calls = 0;
  return Object.assign(Object.create(engine.client) as DynamoDBClient, {
    send: async (command: Parameters<DynamoDBClient["send"]>[0]) => {
      calls += 1;
      const fails = calls === call;
      if (fails && failure === "refuses") throw error("InternalServerError");
      const answer: unknown = await engine.client.send(command as never);
      if (fails) throw error("TimeoutError");
      return answer;
    },
  });
};

let weeks = 0;
const later = (instant: string): string => new Date(Date.parse(instant) + weeks * 7 * 86_400_000).toISOString();

/** Delivers a mail as the queue does: again and again until nothing is left to do. */
const deliver = async (mail: MailMessage, now: string, failing: DynamoDBClient): Promise<readonly RawMail[]> => {
  const all: RawMail[] = [];
  for (let time = 0; time < 4; time += 1) {
    const its: Partial<SendDeps> = {
      now: () => new Date(Date.parse(now) + time * 180_000).toISOString(),
      directory: () => Promise.resolve(gathering),
      store: { ...engine.store, client: time === 0 ? failing : engine.client },
    };
    const { deps, sent: out } = senderFor(engine, undefined, its);
    const delivery = await sendMail(deps, mail);
    all.push(...out);
    if (delivery !== "retry") return all;
  }
  throw new Error("it is never done");
};

const calls = [1, 2, 3, 4, 5, 6];
const cases = calls.flatMap((call) =>
  (["refuses", "answers too late"] as const).map((failure) => [call, failure] as const),
);

describe("a digest of two reports", () => {
  it.each(cases)(
    "tells of each once when the table's call %d %s, of a mail as of the digest",
    async (call, failure) => {
      weeks += 1;
      const remind = { move: "remind", clock: "firstFollowUp", reminder: "halfTime" } as const;
      const reports = [1, 2].map(() => after(sent(), [remind, clock]));
      const noon = later("2026-07-07T04:00:00.000Z");
      for (const report of reports) {
        await write(engine.store, report);
        expect(await deliver(messageOf(report, "reminder"), noon, failingAt(call, failure))).toEqual([]);
      }
      const digest = digestOf(gathering, publicWorks, nextOpening(gathering, publicWorks, noon));
      const out = await deliver(digest, later("2026-07-07T23:31:00.000Z"), failingAt(call, failure));
      expect(out).toHaveLength(1);
      const { text = "" } = await simpleParser(Buffer.from(out[0]?.raw ?? []));
      for (const { complaint } of reports) {
        expect(text.match(new RegExp(`^${complaint.trackingNumber}$`, "gm"))).toHaveLength(1);
      }
    },
  );
});
