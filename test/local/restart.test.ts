import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Json, callJson, settled, temporaryFolder } from "./fixture/fixture-cloud.ts";

/** The local cloud as a process: killed, started again, started where it cannot be. */

type Running = { child: ChildProcess; url: string; mailboxUrl: string };

const started: ChildProcess[] = [];
const folders: { path: string; remove: () => void }[] = [];

const folder = (): string => {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
};

const kill = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
};

afterEach(async () => {
  for (const child of started.splice(0)) await kill(child, "SIGKILL");
  for (const { remove } of folders.splice(0)) remove();
});

const run = join(import.meta.dirname, "fixture/run.ts");

const start = async (dataDir: string): Promise<Running> => {
  const child = spawn(process.execPath, [run, dataDir, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; mailboxUrl: string }) };
};

/** Runs `npm start`'s program where it cannot start, and returns what it says. */
const complaint = (
  variables: Record<string, string>,
  before: readonly string[] = [],
): { code: number | null; said: string } => {
  const program = join(import.meta.dirname, "../../infra/local/start.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [...before, program], {
    encoding: "utf8",
    env: { ...process.env, ...variables },
  });
  return { code: status, said: stdout + stderr };
};

const enginePid = (dataDir: string): number => Number(readFileSync(join(dataDir, "tables-engine.pid"), "utf8"));
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
};

const mails = async ({ mailboxUrl }: Running): Promise<Json[]> =>
  (await callJson(`${mailboxUrl}/store`)).body["emails"] as Json[];
const stateOf = async ({ url }: Running, id: string): Promise<unknown> =>
  ((await callJson(`${url}/v1/notes/${id}`)).body["items"] as Json[]).find(({ sk }) => sk === "state")?.["state"];

describe("A local cloud that is killed", () => {
  it("keeps what it had, and finishes what was under way when it is started again", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    const earlier = (await callJson(`${first.url}/v1/notes`, { text: "sebelumnya" })).body["id"] as string;
    await settled(first.url);
    await callJson(`${first.url}/_local/clock`, { advance: "P5D" });
    const before = await mails(first);
    // Slow workflows, mails and records are under way in the moment of the kill.
    const ids = await Promise.all(
      Array.from(
        { length: 12 },
        async () => (await callJson(`${first.url}/v1/notes`, { text: "route, confident, slow" })).body["id"] as string,
      ),
    );
    await kill(first.child, "SIGKILL");
    const engine = enginePid(dataDir);

    const second = await start(dataDir);
    expect(Date.parse((await callJson(`${second.url}/_local/state`)).body["now"] as string)).toBeGreaterThan(
      Date.now() + 4 * 86_400_000,
    );
    await settled(second.url);
    await gone(engine);
    expect(await Promise.all(ids.map((id) => stateOf(second, id)))).toEqual(ids.map(() => "dispatched"));
    const after = await mails(second);
    expect(after.slice(0, before.length)).toEqual(before);
    const subjects = after.map(({ subject }) => String(subject));
    for (const id of [earlier, ...ids])
      expect(subjects.filter((subject) => subject.includes(id)).length).toBeGreaterThan(0);
    await kill(second.child, "SIGTERM");
    await gone(enginePidOrNone(dataDir));
  }, 60_000);

  it("takes its engine with it", async () => {
    const dataDir = folder();
    const { child } = await start(dataDir);
    const engine = enginePid(dataDir);
    expect(isAlive(engine)).toBe(true);
    await kill(child, "SIGKILL");
    await gone(engine);
  }, 30_000);
});

/** The engine of a cloud that ended in order leaves no trace. */
const enginePidOrNone = (dataDir: string): number => {
  expect(existsSync(join(dataDir, "tables-engine.pid"))).toBe(false);
  return -1;
};

describe("A custom resource that fails", () => {
  it("stops the start with one clear line", () => {
    const { status, stderr } = spawnSync(process.execPath, [run, folder(), "0"], {
      encoding: "utf8",
      env: { ...process.env, FIXTURE_CONTEXT: '{"seedFails":true}' },
    });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^FixtureService-Seed\w+ could not provide SeedResource: asked to fail\n$/),
    ]);
  }, 60_000);
});

describe("A start that is not possible", () => {
  it("says that another one runs on the same folder", async () => {
    const dataDir = folder();
    await start(dataDir);
    expect(complaint({ TUNTAS_DATA: dataDir, PORT: "4190" })).toEqual({
      code: 1,
      said: `Another local cloud is running on ${dataDir}\n`,
    });
  }, 30_000);

  it("says that the port is in use, and which variable names another", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, said } = complaint({ TUNTAS_DATA: folder(), PORT: String(port) });
    server.close();
    expect([code, said]).toEqual([1, `Port ${port} for the API is in use; name another with PORT\n`]);
  });

  it.each(["http", "0", "70000", "1.5"])("says that %j is no port", (PORT) => {
    expect(complaint({ TUNTAS_DATA: folder(), PORT })).toEqual({
      code: 1,
      said: `PORT is a number from 1 to 65533, not ${PORT}\n`,
    });
  });

  it.each(["cloud.db", "tables.db", "fauxqs.db"])("says that the data folder is damaged (%s)", (file) => {
    const dataDir = folder();
    writeFileSync(join(dataDir, file), "not a database, however you read it ".repeat(200));
    const { code, said } = complaint({ TUNTAS_DATA: dataDir, PORT: "4191" });
    expect([code, said]).toEqual([
      1,
      `The data folder ${dataDir} is damaged (${join(dataDir, file)}); move it away or name another with TUNTAS_DATA\n`,
    ]);
  });

  it("says that the data folder cannot be made", () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    expect(complaint({ TUNTAS_DATA: join(file, "data"), PORT: "4192" })).toEqual({
      code: 1,
      said: `The data folder ${join(file, "data")} cannot be made\n`,
    });
  });

  it("says which Node it needs", () => {
    const older = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.1.0"})';
    const { code, said } = complaint({}, ["--import", older]);
    expect([code, said]).toEqual([
      1,
      "Tuntas needs Node 24 and this is Node 20.1.0; run it with npm start after npm ci.\n",
    ]);
  });
});
