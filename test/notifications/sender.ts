import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { RawMail } from "../../functions/notifications/raw-mail.ts";
import type { BatchDeps } from "../../functions/notifications/send-batch.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { formerAddress, readIdentity } from "../../shared/store/identity-store.ts";
import { directory, mondayMorning, type Report } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { keys, markers } from "./postroom.ts";

/** The sender as it stands in the cloud, with an SES of its own. */

export type Ses = (mail: RawMail) => Promise<string>;
export const error = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

/** A sender with an SES that accepts everything, unless the test says otherwise. */
export const senderFor = (engine: TestEngine, ses?: Ses, its: Partial<BatchDeps> = {}) => {
  const sent: RawMail[] = [];
  const pauses: number[] = [];
  const log = recordedLog();
  const deps: BatchDeps = {
    store: engine.store,
    directory: () => Promise.resolve(directory),
    keys: () => Promise.resolve(keys),
    report: (complaintId) => load(engine.store, complaintId),
    identity: (complaintId) => readIdentity({ client: engine.client, table: engine.identityTable }, complaintId),
    formerAddress: (complaintId, version) =>
      formerAddress({ client: engine.client, table: engine.identityTable }, complaintId, version),
    send: async (mail) => {
      const id = ses ? await ses(mail) : `ses-${sent.length + 1}`;
      sent.push(mail);
      return id;
    },
    mailFrom: "laporan@tuntas.example",
    baseUrl: "https://lapor.example/dev",
    now: () => mondayMorning,
    deliverAgainIn: (_, seconds) => {
      pauses.push(seconds);
      return Promise.resolve();
    },
    log,
    ...its,
  };
  return { deps, sent, log, pauses };
};

/** A report with its reporter, as the intake leaves them. */
export const withIdentity = async (engine: TestEngine, report: Report): Promise<Report> => {
  const Item = marshall({ pk: report.complaint.complaintId, ...markers });
  await engine.client.send(new PutItemCommand({ TableName: engine.identityTable, Item }));
  return write(engine.store, report);
};
