import type { RequestListener } from "node:http";
import { resolve } from "node:path";
import { createActivity } from "./activity.ts";
import { openClock } from "./clock.ts";
import { createLogLines } from "./console/log-lines.ts";
import { type DataFolder, openDataFolder } from "./data/data-folder.ts";
import { releaseTables, startTablesEngine } from "./engines/tables-engine.ts";
import { messageOf } from "./failure.ts";
import { type Listening, listen } from "./listen.ts";
import { listenOnLoopbackOnly } from "./loopback-only.ts";
import type { MailService } from "./mail/mail-service.ts";
import { serveMailbox } from "./mail/mailbox-page.ts";
import { runPlan } from "./run-plan.ts";
import { serveCloud } from "./serve.ts";
import { createFaults } from "./services/faults.ts";
import { startFront } from "./services/front.ts";
import { type Plan, readPlan } from "./plan/plan.ts";
import { type CdkApp, projectApp } from "./synth/sources.ts";
import { synthesize } from "./synth/synthesize.ts";

export type LocalCloudOptions = Readonly<{
  /** Everything that lasts lies here. Default: `.local` in the project */
  dataDir?: string;
  /** Port of the API; 0 for any. The mailbox takes the next one, S3 the one after it. Default: 3000 */
  port?: number;
  /** Default: false; true prints no line for what happens. */
  quiet?: boolean;
  /** The CDK app to run. Default: this project's, in stage `dev` */
  app?: CdkApp;
  /** Told what is being done, for whoever waits. */
  onProgress?: (sentence: string) => void;
}>;

export type LocalCloud = Readonly<{
  /** Base URL of the API, without a trailing slash. */
  url: string;
  mailboxUrl: string;
  /** Base URL of S3, without a trailing slash. */
  objectsUrl: string;
  dataFolder: DataFolder;
  stop: () => Promise<void>;
  /** Resolves with a sentence if an engine ends although nobody asked it to. */
  broken: Promise<string>;
}>;

/** What was started so far, to be stopped last to first. */
type Started = { name: string; stop: () => Promise<void> | void }[];

const stopAll = async (started: Started): Promise<void> => {
  for (const { stop } of started.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
    }
  }
};

const starting: RequestListener = (_, response) => {
  response.writeHead(503, { "retry-after": "2" }).end();
};

/** Answers for S3 once there are buckets. Uploads take as long as they take, and functions keep their connections. */
const listenForObjects = (port: number, listener: () => RequestListener | undefined): Promise<Listening> =>
  listen(
    port,
    (request, response) => {
      (listener() ?? starting)(request, response);
    },
    "S3",
    { requestTimeout: 0, keepAliveTimeout: 0 },
  );

/** Answers for the mailbox once there is one. */
const listenForMail = (port: number, mail: () => MailService | undefined): Promise<Listening> =>
  listen(
    port,
    (request, response) => {
      const present = mail();
      if (present === undefined) starting(request, response);
      else serveMailbox(present)(request, response);
    },
    "mailbox",
  );

/** `TuntasServiceIntakeFunction4E1F0A2B` is `Intake` to a person. */
const friendlyName = (functions: Plan["functions"]): ((name: string) => string) => {
  const names = new Map(
    functions.map(({ name, logicalId }) => [name, logicalId.replace(/(Function)?[0-9A-F]{8}$/, "")]),
  );
  return (name) => names.get(name) ?? name;
};

const root = resolve(import.meta.dirname, "../..");

/**
 * Synthesizes the app and runs it on this machine. Rejects with a start failure, whose message is one clear line, if
 * something is in the way; nothing is left running then.
 */
export const startLocalCloud = async (options: LocalCloudOptions = {}): Promise<LocalCloud> => {
  const started: Started = [];
  try {
    return await start(options, started);
  } catch (error) {
    await stopAll(started);
    throw error;
  }
};

const start = async (options: LocalCloudOptions, started: Started): Promise<LocalCloud> => {
  const { quiet = false, port = 3000, onProgress = () => undefined } = options;
  const app = options.app ?? projectApp(root, "dev");
  listenOnLoopbackOnly();
  const dataFolder = await openDataFolder(resolve(options.dataDir ?? resolve(root, ".local")), releaseTables);
  started.push({
    name: "journal",
    stop: () => {
      dataFolder.journal.close();
    },
  });

  const serving = serveCloud();
  const api = await listen(port, serving.listener, "API");
  started.push({ name: "API", stop: api.stop });
  const opened: { mail?: MailService; objects?: RequestListener } = {};
  const mailbox = await listenForMail(port === 0 ? 0 : port + 1, () => opened.mail);
  started.push({ name: "mailbox", stop: mailbox.stop });
  const objects = await listenForObjects(port === 0 ? 0 : port + 2, () => opened.objects);
  started.push({ name: "S3", stop: objects.stop });

  // The engine takes its file up while the templates are being written.
  const engine = startTablesEngine(dataFolder.path, dataFolder.tables);
  engine.catch(() => undefined);
  const assembly = await synthesize(app, () => {
    onProgress("Synthesizing the app ...");
  });
  const tables = await engine;
  started.push({ name: "tables", stop: tables.stop });

  const clock = openClock(dataFolder.journal);
  const activity = createActivity();
  const faults = createFaults();
  const front = await startFront(faults, clock.now);
  started.push({ name: "front", stop: front.stop });
  const url = `http://127.0.0.1:${api.port}`;
  const objectsUrl = `http://127.0.0.1:${objects.port}`;
  const plan = readPlan(assembly, { aws: front.url, api: url, objects: objectsUrl });
  const lines = createLogLines({
    folder: dataFolder.log,
    nameOf: friendlyName(plan.functions),
    now: clock.now,
    print: quiet ? () => undefined : (line) => process.stdout.write(`${line}\n`),
  });
  const running = await runPlan({ plan, dataFolder, tables, front, clock, activity, faults, url, objectsUrl, lines });
  started.push({ name: "app", stop: running.stop });
  opened.mail = running.mail;
  opened.objects = running.objects.listener;
  serving.open({ gateway: running.gateway, local: running.local, issuer: running.issuer });

  const broken = new Promise<string>((end) => {
    tables.onEnd((said) => {
      end(`The DynamoDB engine ended: ${said}`);
    });
  });
  const mailboxUrl = `http://127.0.0.1:${mailbox.port}`;
  return { url, mailboxUrl, objectsUrl, dataFolder, broken, stop: () => stopAll(started) };
};
