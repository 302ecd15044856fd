import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";
import * as z from "zod";
import { startLocalCloud, type LocalCloud } from "../../infra/local/local-cloud.ts";
import { projectApp, type CdkApp } from "../../infra/local/synth/sources.ts";
import { complaintAnswer, receiptAnswer, type ComplaintAnswer, type Receipt } from "../../shared/view/answers.ts";
import { assertMatchesContract } from "../contract/match.ts";

/** The whole system on this machine, and somebody outside of it who knows nothing but its contract. */

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), "tuntas-"));
export const removeDataFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };
type Call = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

const storedMail = z.object({
  messageId: z.string(),
  subject: z.string(),
  destination: z.object({ to: z.array(z.string()) }),
  body: z.object({ text: z.string().optional(), html: z.string().optional() }),
});
export type Mail = z.infer<typeof storedMail>;

/** A citizen, an agency, an officer: anybody with HTTP. Every answer is held against the contract. */
export const outsider = (url: string, mailboxUrl: string) => {
  const call = async (method: string, path: string, { body, headers = {} }: Call = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
    const read: unknown = isJson && text !== "" ? JSON.parse(text) : text;
    if (!path.startsWith("/_local")) {
      assertMatchesContract(method, path, response.status, Object.fromEntries(response.headers), read);
    }
    return { status: response.status, headers: response.headers, body: read };
  };

  const expectStatus = async (status: number, method: string, path: string, request: Call = {}): Promise<unknown> => {
    const answer = await call(method, path, request);
    if (answer.status !== status) {
      throw new Error(`${method} ${path} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };

  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

  const settled = async (): Promise<void> => {
    for (let tries = 0; tries < 3000; tries += 1) {
      const { busy } = (await expectStatus(200, "GET", "/_local/state")) as { busy: boolean };
      if (!busy) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the local cloud is still busy after two and a half minutes");
  };

  const mails = async (): Promise<readonly Mail[]> => {
    const response = await fetch(`${mailboxUrl}/store`);
    return z.object({ emails: z.array(storedMail) }).parse(await response.json()).emails;
  };

  const tokenOf = async (officer: string): Promise<string> =>
    ((await expectStatus(200, "POST", "/_local/tokens", { body: { officer } })) as { token: string }).token;

  /** An officer who signs in anew for each thing, and looks at a report before each move. */
  const officer = (mail: string) => {
    const signedIn = async () => bearer(await tokenOf(mail));
    const report = (trackingNumber: string): string => `/v1/officer/complaints/${trackingNumber}`;
    const view = async (trackingNumber: string): Promise<ComplaintAnswer> =>
      complaintAnswer.parse(await expectStatus(200, "GET", report(trackingNumber), { headers: await signedIn() }));
    const tryMove = async (trackingNumber: string, name: string, body: object): Promise<Answer> => {
      const { version } = await view(trackingNumber);
      const headers = { ...(await signedIn()), "if-match": `"${version}"` };
      return call("POST", `${report(trackingNumber)}/${name}`, { headers, body });
    };
    return {
      view,
      tryMove,
      move: async (trackingNumber: string, name: string, body: object): Promise<ComplaintAnswer> => {
        const answer = await tryMove(trackingNumber, name, body);
        if (answer.status !== 201) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
        return complaintAnswer.parse(answer.body);
      },
      queue: async (query = ""): Promise<readonly { trackingNumber: string; held: string | null }[]> =>
        (
          (await expectStatus(200, "GET", `/v1/officer/queue?limit=100${query}`, { headers: await signedIn() })) as {
            items: { trackingNumber: string; held: string | null }[];
          }
        ).items,
    };
  };

  return {
    url,
    call,
    settled,
    mails,
    officer,
    file: async (filing: object, headers: Readonly<Record<string, string>> = {}): Promise<Receipt> =>
      receiptAnswer.parse(await expectStatus(201, "POST", "/v1/complaints", { body: filing, headers })),
    view: async ({ trackingNumber, secret }: Pick<Receipt, "trackingNumber" | "secret">): Promise<ComplaintAnswer> =>
      complaintAnswer.parse(
        await expectStatus(200, "GET", `/v1/complaints/${trackingNumber}`, { headers: bearer(secret) }),
      ),
    viewPublic: (trackingNumber: string): Promise<Answer> => call("GET", `/v1/complaints/${trackingNumber}`),
    move: async (receipt: Receipt, name: string, body: object): Promise<ComplaintAnswer> =>
      complaintAnswer.parse(
        await expectStatus(201, "POST", `/v1/complaints/${receipt.trackingNumber}/${name}`, {
          body,
          headers: bearer(receipt.secret),
        }),
      ),
    answerByLink: (token: string, body: object): Promise<unknown> =>
      expectStatus(201, "POST", `/v1/dispositions/${token}/answers`, { body }),
    handBackByLink: (token: string, body: object): Promise<unknown> =>
      expectStatus(201, "POST", `/v1/dispositions/${token}/hand-back`, { body }),
    advance: async (duration: string): Promise<void> => {
      await expectStatus(200, "POST", "/_local/clock", { body: { advance: duration } });
      await settled();
    },
    moveClockTo: async (now: string): Promise<void> => {
      await expectStatus(200, "POST", "/_local/clock", { body: { now } });
      await settled();
    },
    refuse: (fault: object): Promise<unknown> => expectStatus(201, "POST", "/_local/faults", { body: fault }),
    tokenOf,
    officers: async (): Promise<readonly { mail: string; role: string; agencyCode: string }[]> =>
      (
        (await expectStatus(200, "GET", "/_local/tokens")) as {
          items: { mail: string; role: string; agencyCode: string }[];
        }
      ).items,
    /** The mails about a report to an address that ends so. */
    mailsAbout: async (trackingNumber: string, to = ""): Promise<readonly Mail[]> =>
      (await mails()).filter(
        ({ subject, destination }) =>
          subject.includes(trackingNumber) && destination.to.some((address) => address.endsWith(to)),
      ),
    /** A mail as a mail program reads it. */
    read: async ({ messageId }: Mail): Promise<ParsedMail> =>
      simpleParser(await (await fetch(`${mailboxUrl}/raw/${encodeURIComponent(messageId)}`)).text()),
  };
};
export type Outsider = ReturnType<typeof outsider>;

/** The answer link in a disposition mail. */
export const linkIn = (mail: Mail): { readonly path: string; readonly token: string } => {
  const found = /\/d\/([A-Za-z0-9_.-]+)/.exec(mail.body.text ?? "");
  if (!found?.[1]) throw new Error("the mail has no answer link");
  return { path: found[0], token: found[1] };
};

export type RunningCloud = {
  readonly cloud: LocalCloud;
  readonly someone: Outsider;
  readonly dataDir: string;
  stop: () => Promise<void>;
};

/** @param settings unlike those of the stage `dev`, as after `-c` */
export const appWith = (settings: Readonly<Record<string, unknown>>): CdkApp => {
  const dev = projectApp(resolve(import.meta.dirname, "../.."), "dev");
  return { ...dev, context: { ...dev.context, ...settings } };
};

export const startCloud = async (settings: Readonly<Record<string, unknown>> = {}): Promise<RunningCloud> => {
  const dataDir = newDataFolder();
  const cloud = await startLocalCloud({ dataDir, port: 0, quiet: true, app: appWith(settings) });
  return {
    cloud,
    dataDir,
    someone: outsider(cloud.url, cloud.mailboxUrl),
    stop: async () => {
      await cloud.stop();
      removeDataFolder(dataDir);
    },
  };
};

/** Everything that the functions have logged. */
export const logsOf = ({ cloud }: RunningCloud): string => {
  const folder = cloud.dataFolder.log;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n");
};
