import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import sharp from "sharp";
import { simpleParser } from "mailparser";
import * as z from "zod";
import { logsOf, type RunningCloud } from "./cloud.ts";
import type { File } from "./sender.ts";

/** A reporter of whom every particular is found nowhere else in the world, and all places where it could turn up. */

export type Canary = ReturnType<typeof canary>;

/** @param id two digits, different for each reporter */
export const canary = (id: string) => {
  const marks = {
    name: `Zqnama${id}x`,
    email: `zqsurel${id}x@kenari.example`,
    phone: `+62840550${id}2345`,
    // Written into texts, where nothing but a mask keeps it from others.
    textEmail: `zqteks${id}x@kenari.example`,
    textPhone: `0812660${id}6789`,
    nationalId: `64080${id}905880${id}7`.padEnd(16, "3"),
    fileName: `Zqberkas${id}x`,
    exif: `Zqkamera${id}x`,
    address: `Zqgang${id}x`,
  } as const;
  const { name, email, phone, textEmail, textPhone, nationalId, fileName, exif, address } = marks;
  const contact = `Hubungi ${textPhone} atau ${textEmail}, NIK ${nationalId}.`;
  return {
    id,
    marks,
    reporter: { name, email, phone },
    location: { regionCode: "64.08.04", address: `${address} nomor 3, telepon ${textPhone}` },
    /** What reporters write although nobody asked for it. */
    saying: (text: string): string => `${text} ${contact}`,
    photo: async (): Promise<File> => ({
      name: `${fileName}.jpg`,
      contentType: "image/jpeg",
      bytes: await sharp({ create: { width: 64, height: 48, channels: 3, background: "gray" } })
        .withExif({ IFD0: { Artist: exif, ImageDescription: exif }, IFD2: { CameraOwnerName: exif } })
        .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!--${exif}--></x:xmpmeta>`)
        .jpeg()
        .toBuffer(),
    }),
    /** Who it is, and what else only the reporter's own side may read. */
    personal: [name, email, phone, textEmail, textPhone, nationalId, fileName, exif],
    /** Of those, what identities are made of: in their own table and nowhere else at all. */
    identity: [name, email, phone],
    address,
  };
};

/** What remains of a number or an address however it is spelled, cased and broken into lines. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s.()+-]|=\r?\n/g, "");
const spellings = (mark: string): readonly string[] =>
  /^(\+62|0)\d+$/.test(mark) ? [bare(mark).replace(/^(62|0)/, "")] : [bare(mark)];

/** The marks that a text holds, however they are written: plain, percent-encoded, quoted-printable or Base64. */
export const found = (text: string, marks: readonly string[]): readonly string[] => {
  const [searched, plain] = [bare(text), text.toLowerCase()];
  return marks.filter((mark) =>
    [
      ...spellings(mark).map((spelled) => searched.includes(spelled)),
      ...[encodeURIComponent(mark), mark.replaceAll("@", "=40")].map((coded) => plain.includes(coded.toLowerCase())),
      ...[0, 1, 2].map((shift) => text.includes(inBase64(mark, shift))),
    ].includes(true),
  );
};

/** What the middle of a mark looks like in Base64, wherever in a group of three bytes it begins. */
const inBase64 = (mark: string, shift: number): string => {
  const coded = Buffer.from(" ".repeat(shift) + mark).toString("base64");
  return coded.slice(shift === 0 ? 0 : 4, -4);
};

/** An answer that somebody got, and who it was by what they showed. */
export type Heard = {
  readonly by: "officer" | "reporter" | "link" | "public";
  readonly credential: string;
  readonly path: string;
  readonly text: string;
};

const hearerOf = (path: string, credential: string): Heard["by"] => {
  if (/^\/(d|v1\/dispositions)\//.test(path)) return "link";
  if (credential === "") return "public";
  return credential.split(".").length === 3 ? "officer" : "reporter";
};

/** Keeps every answer of the API at `url`, headers and all, whoever asks; the way back to before. */
export const listen = (url: string): { readonly heard: readonly Heard[]; readonly stop: () => void } => {
  const heard: Heard[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await before(input, init);
    const address = input instanceof Request ? input.url : String(input);
    const path = address.startsWith(url) ? address.slice(url.length) : "/_local";
    if (path.startsWith("/_local")) return response;
    const credential = new Headers(init?.headers).get("authorization")?.replace("Bearer ", "") ?? "";
    const text = `${JSON.stringify([...response.headers])}\n${await response.clone().text()}`;
    heard.push({ by: hearerOf(path, credential), credential, path, text });
    return response;
  };
  return {
    heard,
    stop: () => {
      globalThis.fetch = before;
    },
  };
};

const entryOfMail = z.object({ destination: z.object({ to: z.array(z.string()) }), subject: z.string() });
const engines = z.object({
  aws: z.url(),
  tables: z.array(z.object({ name: z.string() })),
  objects: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});

/**
 * The messages that lie in queues at this moment. A dead-letter queue gets the same ones, unchanged, only later than
 * anybody wants to wait for.
 */
export const queued = ({ cloud }: RunningCloud): readonly string[] => {
  const engine = new DatabaseSync(join(cloud.dataFolder.queues, "fauxqs.db"), { readOnly: true });
  try {
    return engine
      .prepare("SELECT * FROM sqs_messages")
      .all()
      .map((row) => JSON.stringify(row));
  } finally {
    engine.close();
  }
};

/** Everything that the cloud keeps, as text, by where it is kept. */
export const keptIn = async (running: RunningCloud) => {
  const { cloud, someone } = running;
  const { journal, objects } = cloud.dataFolder;
  const found = engines.parse((await someone.call("GET", "/_local/engines")).body);
  const { accessKeyId, secretAccessKey } = found.objects;
  const aws = {
    region: "ap-southeast-3",
    endpoint: found.aws,
    credentials: { accessKeyId, secretAccessKey },
  };
  const rows = (sql: string): readonly Readonly<Record<string, unknown>>[] => journal.prepare(sql).all();
  const dynamodb = new DynamoDBClient(aws);

  const tables: [string, string][] = [];
  for (const { name } of found.tables) {
    const items: unknown[] = [];
    for await (const page of paginateScan({ client: dynamodb }, { TableName: name })) {
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    }
    tables.push([name, JSON.stringify(items)]);
  }
  return {
    logs: logsOf(running),
    /** Inputs and outputs of the state machine as a whole and of each of its steps. */
    executions: JSON.stringify([...rows("SELECT * FROM executions"), ...rows("SELECT * FROM execution_events")]),
    tables: new Map(tables),
    /** Keys, names and bytes of the files that are handed out. */
    copies: rows("SELECT * FROM objects WHERE key LIKE 'clean/%'").map(
      (row) => `${JSON.stringify(row)}\n${readFileSync(join(objects, String(row["file"])), "latin1")}`,
    ),
    /** Mails as they went out and as they are read. */
    mails: await Promise.all(
      rows("SELECT * FROM mails").map(async (row) => {
        const raw = Buffer.from(row["raw"] as Uint8Array);
        const { html, text, headers, attachments } = await simpleParser(raw);
        const parts = [
          raw.toString("latin1"),
          String(html),
          text,
          JSON.stringify([...headers]),
          JSON.stringify(attachments),
        ];
        return { entry: entryOfMail.parse(JSON.parse(String(row["entry"]))), texts: parts.join("\n") };
      }),
    ),
  };
};
