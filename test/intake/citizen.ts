import { randomBytes } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { intakeEndpoints } from "../../functions/intake/endpoints.ts";
import type { FilingDeps } from "../../functions/intake/file-complaint.ts";
import * as routes from "../../functions/intake/routes.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import { complaintAnswer, receiptAnswer, type ComplaintAnswer, type Receipt } from "../../shared/view/answers.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { directory as seeded, mondayMorning } from "../builders.ts";
import { functionOf, recordedLog, type Answered, type LogLine } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";

/** The intake as API Gateway calls it, on a real engine. */

export type Said = {
  readonly trackingNumber?: string;
  readonly secret?: string;
  /** JSON, or a string to be sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
};
export type Intake = {
  readonly call: (route: Route, said: Said) => Promise<Answered>;
  /** Files a report that must be taken. */
  readonly file: (body: object, headers?: Said["headers"]) => Promise<Receipt>;
  readonly view: (report: Pick<Receipt, "trackingNumber" | "secret">) => Promise<ComplaintAnswer>;
  /** What time it is; may be set. */
  now: string;
  readonly log: readonly LogLine[];
};

export const keys = signingKeys("a signing secret for tests");

export type Circumstances = {
  readonly chance?: FilingDeps["chance"];
  readonly directory?: Directory;
  readonly isChallenged?: FilingDeps["isChallenged"];
  /** Speaks to the engine in some way of its own. */
  readonly client?: DynamoDBClient;
};

export const openIntake = (
  engine: TestEngine,
  {
    chance = randomBytes,
    client = engine.client,
    directory = seeded,
    isChallenged = () => Promise.resolve(false),
  }: Circumstances = {},
): Intake => {
  const log = recordedLog();
  const ask = functionOf(
    intakeEndpoints({
      store: { ...engine.store, client },
      identityTable: engine.identityTable,
      directory: () => Promise.resolve(directory),
      keys: () => Promise.resolve(keys),
      now: () => intake.now,
      isChallenged,
      chance,
    }),
    log,
  );
  const call: Intake["call"] = (route, { trackingNumber, secret, body, headers = {}, address }) =>
    ask(route, {
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(secret === undefined ? {} : { Authorization: `Bearer ${secret}` }),
        ...headers,
      },
      ...(address === undefined ? {} : { address }),
      ...(trackingNumber === undefined ? {} : { params: { trackingNumber } }),
    });
  const intake: Intake = {
    call,
    file: async (body, headers = {}) => {
      const { status, body: answer } = await call(routes.fileComplaint, { body, headers });
      if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(answer)}`);
      return receiptAnswer.parse(answer);
    },
    view: async (report) => {
      const { status, body: answer } = await call(routes.viewComplaint, {
        trackingNumber: report.trackingNumber,
        secret: report.secret,
      });
      if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(answer)}`);
      return complaintAnswer.parse(answer);
    },
    now: mondayMorning,
    log: log.lines,
  };
  return intake;
};

export const aFiling = {
  class: "complaint",
  title: "Jalan berlubang di Jl. Yos Sudarso II",
  text: "Jalan di depan pasar induk berlubang besar dan sudah dua pengendara motor jatuh.",
} as const;

export const siti = {
  name: "Siti Aminah",
  email: "siti.aminah@surel.example",
  phone: "+6284000000017",
} as const;
