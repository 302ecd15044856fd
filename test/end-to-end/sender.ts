import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Receipt } from "../../shared/view/answers.ts";
import type { Answer, Outsider } from "./cloud.ts";

/** Somebody who sends files along, as a program does that knows the contract alone, and who looks into the storage. */

const ticket = z.object({
  attachmentId: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
  expiresAt: z.string(),
});
export type Ticket = z.infer<typeof ticket>;

const engines = z.object({
  aws: z.url(),
  queues: z.array(z.object({ name: z.string(), url: z.string() })),
  objects: z.object({
    url: z.url(),
    buckets: z.array(z.string()),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
  }),
});

export type File = { readonly name: string; readonly contentType: string; readonly bytes: Buffer };

/** Sends the form as a browser does: the fields, then the file. */
export const post = async (upload: Ticket["upload"], { name, contentType, bytes }: File): Promise<Response> => {
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.set(field, value);
  form.set("file", new Blob([new Uint8Array(bytes)], { type: contentType }), name);
  return fetch(upload.url, { method: "POST", body: form, redirect: "manual" });
};

export const senderTo = (someone: Outsider) => {
  const asReporter = ({ secret }: Receipt) => ({ authorization: `Bearer ${secret}` });
  const attachments = ({ trackingNumber }: Receipt): string => `/v1/complaints/${trackingNumber}/attachments`;
  const ask = (receipt: Receipt, body: object): Promise<Answer> =>
    someone.call("POST", attachments(receipt), { body, headers: asReporter(receipt) });
  const promised = async (receipt: Receipt, { name, contentType, bytes }: File, more: object = {}): Promise<Ticket> => {
    const answer = await ask(receipt, { fileName: name, contentType, size: bytes.length, ...more });
    if (answer.status !== 201) throw new Error(`no ticket: ${JSON.stringify(answer.body)}`);
    return ticket.parse(answer.body);
  };
  return {
    ask,
    promised,
    ticketOf: (answer: Answer): Ticket => ticket.parse(answer.body),
    send: async (receipt: Receipt, file: File): Promise<string> => {
      const { attachmentId, upload } = await promised(receipt, file);
      const sent = await post(upload, file);
      if (sent.status !== 204) throw new Error(`S3 answered ${sent.status}: ${await sent.text()}`);
      await someone.settled();
      return attachmentId;
    },
    fetch: (receipt: Receipt, attachmentId: string, rendition = "file"): Promise<Answer> =>
      someone.call("GET", `${attachments(receipt)}/${attachmentId}?rendition=${rendition}`, {
        headers: asReporter(receipt),
      }),
    storage: async () => {
      const found = engines.parse((await someone.call("GET", "/_local/engines")).body);
      const { url, buckets, ...credentials } = found.objects;
      const client = new S3Client({ region: "ap-southeast-3", endpoint: url, credentials, forcePathStyle: true });
      const named = (part: string): string => buckets.find((name) => name.includes(part)) ?? "";
      const queue = found.queues.find(({ name }) => name.includes("Arrivals"));
      const queues = new SQSClient({ region: "ap-southeast-3", endpoint: found.aws, credentials });
      const keys = async (Bucket: string): Promise<readonly string[]> =>
        ((await client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key ?? "");
      return {
        incoming: () => keys(named("incoming")),
        evidence: () => keys(named("evidence")),
        /** Has the queue deliver what S3 once said. */
        tellAgain: (message: object): Promise<unknown> =>
          queues.send(new SendMessageCommand({ QueueUrl: queue?.url ?? "", MessageBody: JSON.stringify(message) })),
      };
    },
  };
};
