import { stat, writeFile } from "node:fs/promises";
import { S3Client } from "@aws-sdk/client-s3";
import type { Copies } from "../../functions/attachments/copies.ts";
import { attachmentEndpoints } from "../../functions/attachments/endpoints.ts";
import { s3FileStore } from "../../functions/attachments/file-store.ts";
import { inspectArrival } from "../../functions/attachments/inspect-arrival.ts";
import * as routes from "../../functions/attachments/routes.ts";
import { signLink } from "../../shared/shell/signing.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { directory, mondayMorning } from "../builders.ts";
import { keys } from "../intake/citizen.ts";
import { functionOf, recordedLog, type Answered } from "../shell/call.ts";
import type { Bench } from "./counting.ts";

/** What a file takes of the tables, from the reporter's wish to the office's download. Storage itself takes none. */

/** Forms and addresses are signed without asking anybody. */
const files = s3FileStore({
  client: new S3Client({ region: "ap-southeast-3", credentials: { accessKeyId: "a", secretAccessKey: "b" } }),
  incoming: "incoming",
  evidence: "evidence",
});

/** Storage in which this one file has arrived, and which keeps nothing. */
const storageWith = (photo: Buffer): Copies => ({
  fetch: async (_of, path) => {
    await writeFile(path, photo);
    return true;
  },
  keep: async (_of, { clean }) => (await stat(clean)).size,
  seal: () => Promise.resolve(true),
  discard: () => Promise.resolve(),
});

const must = (answered: Answered, status: number): Answered => {
  if (answered.status !== status) throw new Error(`answered ${answered.status}: ${answered.text}`);
  return answered;
};

/** @param receipt of a report that lies with an office */
export const sendAndHave = async ({ engine, measured }: Bench, { trackingNumber, secret }: Receipt): Promise<void> => {
  const complaintId = complaintIdOf(trackingNumber);
  const deps = { store: engine.store, directory: () => Promise.resolve(directory), now: () => mondayMorning };
  const origins = { from: "https://evidence.example", to: "https://incoming.example" };
  const ask = functionOf(attachmentEndpoints({ ...deps, files, origins, keys: () => Promise.resolve(keys) }));
  const photo = await jpegWithTags();

  const ticket = await measured("ticket", async () =>
    must(
      await ask(routes.giveReporterTicket, {
        params: { trackingNumber },
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${secret}` },
        body: JSON.stringify({ fileName: "jalan.jpg", contentType: "image/jpeg", size: photo.length }),
      }),
      201,
    ),
  );
  const { attachmentId } = routes.ticketAnswer.parse(ticket.body);

  await measured("fileInspected", () =>
    inspectArrival(
      {
        ...deps,
        copies: storageWith(photo),
        malware: { by: "here", scanner: () => Promise.resolve(() => Promise.resolve("clean")) },
        keepOriginals: false,
        log: recordedLog(),
      },
      { of: { complaintId, attachmentId, upload: "0".repeat(32) }, scan: null },
    ),
  );
  const [its] = (await load(engine.store, complaintId))?.attachments ?? [];
  if (its?.state !== "ready") throw new Error("the file of the benchmark did not pass");

  const token = signLink(keys, { complaintId, disposition: 1, lastDay: 30_000 });
  await measured("download", async () =>
    must(await ask(routes.fetchOverLink, { params: { token, attachmentId } }), 302),
  );
};
