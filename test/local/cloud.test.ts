import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { createPublicKey, createHmac, sign } from "node:crypto";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { simpleParser } from "mailparser";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { type Json, callJson, settled, startFixture, temporaryFolder } from "./fixture/fixture-cloud.ts";

/** The fixture of test/local/fixture, run from its synthesized templates. */

const folder = temporaryFolder();
let cloud: LocalCloud;
let url: string;

beforeAll(async () => {
  cloud = await startFixture(folder.path);
  url = cloud.url;
  await settled(url);
}, 60_000);
afterAll(async () => {
  await cloud.stop();
  folder.remove();
});
afterEach(async () => {
  await fetch(`${url}/_local/faults`, { method: "DELETE" });
});

type Mail = { messageId: string; subject: string; at: number; destination: { to: string[] } };

const get = async (path: string, headers: Record<string, string> = {}): Promise<Json> =>
  (await callJson(url + path, undefined, headers)).body;
const mails = async (): Promise<Mail[]> => (await callJson(`${cloud.mailboxUrl}/store`)).body["emails"] as Mail[];
const mailsAbout = async (id: string): Promise<Mail[]> => (await mails()).filter(({ subject }) => subject.includes(id));
const writeNote = async (note: Json): Promise<string> => (await callJson(`${url}/v1/notes`, note)).body["id"] as string;
const stateOf = async (id: string): Promise<unknown> =>
  ((await get(`/v1/notes/${id}`))["items"] as Json[]).find(({ sk }) => sk === "state")?.["state"];
const advance = (duration: string): Promise<{ status: number; body: Json }> =>
  callJson(`${url}/_local/clock`, { advance: duration });
const refuse = (fault: Json): Promise<{ status: number }> => callJson(`${url}/_local/faults`, fault);
type Engines = {
  aws: string;
  stateMachines: { arn: string }[];
  queues: { name: string; url: string; waiting: number }[];
};
const engines = async (): Promise<Engines> => (await get("/_local/engines")) as unknown as Engines;
const lettersWaiting = async (): Promise<number> =>
  (await engines()).queues.find(({ name }) => name.includes("Letters"))?.waiting ?? 0;

describe("The API", () => {
  it("calls the function of a route with API Gateway's event", async () => {
    const event = await get("/v1/echo/a%20b/c?x=1&x=2&y=%C3%A9", { "x-test": "Ya" });
    expect(event).toMatchObject({
      resource: "/v1/echo/{proxy+}",
      path: "/v1/echo/a b/c",
      httpMethod: "GET",
      pathParameters: { proxy: "a b/c" },
      queryStringParameters: { x: "2", y: "é" },
      multiValueQueryStringParameters: { x: ["1", "2"] },
      headers: { "x-test": "Ya", "X-Forwarded-Proto": "http" },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: "try",
        path: "/v1/echo/a%20b/c",
        resourcePath: "/v1/echo/{proxy+}",
        identity: { sourceIp: "127.0.0.1" },
      },
    });
  });

  it("answers an unknown route as the template words it", async () => {
    const { status, headers, body } = await callJson(`${url}/v2/nothing`);
    expect([status, headers.get("content-type"), body["title"]]).toEqual([
      404,
      "application/problem+json",
      "Missing Authentication Token",
    ]);
  });

  it("answers the preflight that the template describes", async () => {
    const response = await fetch(`${url}/v1/notes`, { method: "OPTIONS" });
    expect([
      response.status,
      response.headers.get("access-control-allow-origin"),
      response.headers.get("access-control-allow-methods"),
    ]).toEqual([204, "*", "GET,POST"]);
  });

  it("refuses a body above 10 MB before any function sees it", async () => {
    const response = await fetch(`${url}/v1/echo/x`, { method: "POST", body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  it("throttles a route as its stage says", async () => {
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await callJson(`${url}/v1/throttled`)).status));
    expect(statuses.sort()).toEqual([200, 200, 429, 429]);
  });
});

describe("A function", () => {
  it("has its own environment and credentials, and the API's local address", async () => {
    const environment = await get("/v1/environment");
    expect(environment).toMatchObject({
      BASE_URL: url,
      AWS_REGION: "ap-southeast-3",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^LOCALApiFunction/) as unknown,
    });
    for (const name of ["MAIL_QUEUE_URL", "MACHINE_ARN", "HOME", "npm_config_user_agent"])
      expect(environment).not.toHaveProperty(name);
  });

  it.each(["throw", "exit", "crash", "nonsense"])(
    "that fails (%s) gives a bad gateway, and the next call works",
    async (how) => {
      expect((await callJson(`${url}/v1/behave`, { how })).status).toBe(502);
      expect((await callJson(`${url}/v1/now`)).status).toBe(200);
    },
  );

  it("is cut off at its timeout, and the next call works", async () => {
    expect((await callJson(`${url}/v1/behave`, { how: "sleep" })).status).toBe(502);
    expect((await callJson(`${url}/v1/now`)).status).toBe(200);
  });

  it("may do only what its role allows", async () => {
    expect((await callJson(`${url}/v1/behave`, { how: "forbidden" })).status).toBe(502);
  });

  it("reads a secret that is made once and that only its owner may read", async () => {
    const first = await get("/v1/secret");
    expect(first).toEqual(await get("/v1/secret"));
    expect(first["length"]).toBe(40);
    expect(statSync(cloud.dataFolder.secrets).mode & 0o777).toBe(0o600);
  });
});

describe("An event", () => {
  it("goes from the table over the stream to the queue, the workflow and the mailbox", async () => {
    const id = await writeNote({ text: "Jalan rusak, route me, confident", to: "pu@example.test" });
    await settled(url);
    expect(await stateOf(id)).toBe("dispatched");
    const [mail, ...others] = await mailsAbout(id);
    expect(others).toEqual([]);
    expect(mail?.destination.to).toEqual(["pu@example.test"]);
  });

  it("is a mail whose headers can be read as they were sent, without the blind copies", async () => {
    const id = await writeNote({ text: "Halo" });
    await settled(url);
    const [mail] = await mailsAbout(id);
    const raw = await (await fetch(`${cloud.mailboxUrl}/raw/${mail?.messageId ?? ""}`)).text();
    const parsed = await simpleParser(raw);
    expect([parsed.references, parsed.messageId, parsed.text?.trim()]).toEqual([
      `<akar-${id}@fixture.test>`,
      `<${mail?.messageId ?? ""}@ap-southeast-3.amazonses.com>`,
      "Halo",
    ]);
    expect(raw).not.toContain("rahasia");
  });

  it("is never missed by whoever asks whether anything is under way", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) => writeNote({ text: `Catatan ${index}, route` })),
    );
    await settled(url);
    expect(await Promise.all(ids.map(stateOf))).toEqual(ids.map(() => "held"));
    const sent = (await mails()).map(({ subject }) => subject);
    expect(ids.filter((id) => sent.filter((subject) => subject.includes(id)).length !== 1)).toEqual([]);
  });

  it("that fails once is tried again by the cloud's clock", async () => {
    const id = await writeNote({ text: "hiccup" });
    await settled(url);
    expect(await mailsAbout(id)).toHaveLength(1);
  });

  it("that always fails is given up into the dead-letter queue and holds up no other", async () => {
    const before = await lettersWaiting();
    const [, good] = [await writeNote({ text: "poison" }), await writeNote({ text: "sehat" })];
    await settled(url);
    expect(await lettersWaiting()).toBe(before + 1);
    // Records behind the bad one may have been handed over with it more than once.
    expect((await mailsAbout(good)).length).toBeGreaterThan(0);
  });

  it("whose mail is refused for a while is mailed once, later", async () => {
    await refuse({ service: "ses", error: "Throttling", times: 2, match: "sibuk@example.test" });
    const id = await writeNote({ text: "Sibuk", to: "sibuk@example.test" });
    while ((await get("/_local/state"))["busy"] === true && (await mailsAbout(id)).length === 0) {
      await advance("PT2M");
    }
    await settled(url);
    expect(await mailsAbout(id)).toHaveLength(1);
  });

  it("whose mail is always refused ends in the queue's dead letters", async () => {
    const before = await lettersWaiting();
    await refuse({ service: "ses", error: "MessageRejected", times: 100, match: "tolak@example.test" });
    const id = await writeNote({ text: "Tolak", to: "tolak@example.test" });
    while ((await get("/_local/state"))["busy"] === true) await advance("PT2M");
    expect(await mailsAbout(id)).toEqual([]);
    expect(await lettersWaiting()).toBe(before + 1);
  });

  it("survives tables that refuse for a while", async () => {
    await refuse({ service: "dynamodb", error: "ProvisionedThroughputExceededException", times: 1 });
    const id = await writeNote({ text: "route, confident" });
    await settled(url);
    expect(await stateOf(id)).toBe("dispatched");
  });
});

describe("A queue", () => {
  it("gives a message again that is handed back at once", async () => {
    const { aws, queues } = await engines();
    const QueueUrl = queues.find(({ name }) => name.includes("Aside"))?.url ?? "";
    const client = new SQSClient({
      endpoint: aws,
      region: "ap-southeast-3",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "sekali lagi" }));
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 });
    const { Messages: first = [] } = await client.send(receive);
    const ReceiptHandle = first[0]?.ReceiptHandle ?? "";
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const { Messages: second = [] } = await client.send(receive);
    expect(second.map(({ Body }) => Body)).toEqual(["sekali lagi"]);
  });

  it.each([
    ["by itself", 1, () => Promise.resolve(undefined)],
    ["when the clock is moved past it", 600, () => advance("PT10M")],
  ])("gives a message with a delay %s, and counts as busy until then", async (_, DelaySeconds, pass) => {
    const { aws, queues } = await engines();
    const QueueUrl = queues.find(({ name }) => name.includes("Mail"))?.url ?? "";
    const id = `tunda-${DelaySeconds}`;
    const MessageBody = JSON.stringify({ id, to: "kantor@example.test", text: "nanti" });
    await new SQSClient({
      endpoint: aws,
      region: "ap-southeast-3",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }).send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
    expect((await get("/_local/state"))["busy"]).toBe(true);
    expect(await mailsAbout(id)).toEqual([]);
    await pass();
    await settled(url);
    expect(await mailsAbout(id)).toHaveLength(1);
  });
});

describe("A workflow", () => {
  it("tries a failing step again by the cloud's clock and then goes where its catch says", async () => {
    const id = await writeNote({ text: "route, broken" });
    while ((await get("/_local/state"))["busy"] === true) await advance("PT5M");
    expect(await stateOf(id)).toBe("held after RangeError");
  });

  it("has one execution of each name, and a history to read", async () => {
    const { aws, stateMachines } = await engines();
    const stateMachineArn = stateMachines[0]?.arn ?? "";
    const client = new SFNClient({
      endpoint: aws,
      region: "ap-southeast-3",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const id = await writeNote({ text: "tanpa alur" });
    const start = new StartExecutionCommand({
      stateMachineArn,
      name: `once-${id}`,
      input: JSON.stringify({ id, confident: true, slow: true }),
    });
    const { executionArn } = await client.send(start);
    expect((await client.send(start)).executionArn).toBe(executionArn);
    const other = new StartExecutionCommand({ stateMachineArn, name: `once-${id}`, input: "{}" });
    await expect(client.send(other)).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await settled(url);
    await expect(client.send(start)).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "SUCCEEDED" });
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(
      events.flatMap(({ type, stateEnteredEventDetails }) =>
        type?.endsWith("StateEntered") === true ? [stateEnteredEventDetails?.name] : [],
      ),
    ).toEqual(["LoadStep", "Confident?", "FinishStep"]);
  });
});

describe("The clock", () => {
  it("is the functions' clock too", async () => {
    const { body } = await advance("P2D");
    const now = Date.parse(String(body["now"]));
    expect(now).toBeGreaterThan(Date.now() + 86_400_000);
    const seen = await get("/v1/now");
    expect(Math.abs(Date.parse(String(seen["now"])) - now)).toBeLessThan(30_000);
    expect(seen).toMatchObject({ isDate: true, year: String(new Date(now).getUTCFullYear()) });
  });

  it("does not answer before all that fell due has had its consequence, one after the other", async () => {
    const { now } = await get("/_local/state");
    const id = await writeNote({
      text: "tenggat",
      dueAt: new Date(Date.parse(String(now)) + 86_400_000).toISOString(),
    });
    await advance("PT23H");
    expect(await stateOf(id)).toBeUndefined();
    await advance("P3D");
    expect(await stateOf(id)).toBe("closed");
  });

  it.each([
    { advance: "-P1D" },
    { advance: "kemarin" },
    { now: "2020-01-01T00:00:00Z" },
    { now: "besok" },
    {},
    { advance: "P1D", more: 1 },
  ])("does not follow %j", async (body) => {
    const answer = await callJson(`${url}/_local/clock`, body);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
  });
});

describe("Sign-in", () => {
  const tokenFor = async (officer: string): Promise<string> =>
    (await callJson(`${url}/_local/tokens`, { officer })).body["token"] as string;
  const me = (token: string): Promise<{ status: number; body: Json }> =>
    callJson(`${url}/v1/me`, undefined, { authorization: `Bearer ${token}` });

  it("is offered for each seeded officer, by mail address", async () => {
    const { items } = await get("/_local/tokens");
    expect((items as Json[]).map(({ mail }) => mail)).toEqual(["koordinator@fixture.test", "penghubung@fixture.test"]);
    expect((await callJson(`${url}/_local/tokens`, { officer: "siapa@fixture.test" })).status).toBe(404);
  });

  it("gives the function Cognito's claims", async () => {
    const { status, body } = await me(await tokenFor("koordinator@fixture.test"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      email: "koordinator@fixture.test",
      "cognito:groups": "coordinator",
      token_use: "id",
      email_verified: "true",
    });
    expect(body["exp"]).toMatch(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4}$/);
  });

  it("refuses no token, a foreign token and one that signs itself", async () => {
    const [header = "", payload = "", signature = ""] = (await tokenFor("koordinator@fixture.test")).split(".");
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Json;
    const forged = encode({ ...claims, email: "penghubung@fixture.test" });
    const { keys } = await get("/_local/issuer/jwks");
    const publicKey = createPublicKey({ key: (keys as never[])[0] as never, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    const confused = `${encode({ alg: "HS256", typ: "JWT" })}.${payload}`;
    const { generateKeyPairSync } = await import("node:crypto");
    const foreign = sign(
      "RSA-SHA256",
      Buffer.from(`${header}.${payload}`),
      generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
    ).toString("base64url");
    const tokens = [
      "x.y.z",
      `${header}.${forged}.${signature}`,
      `${encode({ alg: "none" })}.${payload}.`,
      `${confused}.${createHmac("sha256", publicKey).update(confused).digest("base64url")}`,
      `${header}.${payload}.${foreign}`,
    ];
    expect(await Promise.all(tokens.map(async (token) => (await me(token)).status))).toEqual(tokens.map(() => 401));
    expect((await callJson(`${url}/v1/me`)).status).toBe(401);
  });

  it("ends when the token's time is over", async () => {
    const token = await tokenFor("penghubung@fixture.test");
    await advance("PT3H");
    expect((await me(token)).status).toBe(401);
  });
});

describe.runIf(process.platform === "linux")("The machine's other addresses", () => {
  it("reach nothing of the local cloud", () => {
    const inodes = execFileSync("sh", ["-c", `readlink /proc/${process.pid}/fd/* 2>/dev/null || true`], {
      encoding: "utf8",
    });
    const own = new Set([...inodes.matchAll(/socket:\[(\d+)\]/g)].map(([, inode]) => inode));
    const listening = execFileSync("sh", ["-c", "cat /proc/net/tcp /proc/net/tcp6"], { encoding: "utf8" })
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === "0A" && own.has(inode));
    expect(listening.length).toBeGreaterThanOrEqual(4);
    expect(new Set(listening.map(([, local = ""]) => local.split(":")[0]))).toEqual(new Set(["0100007F"]));
  });
});
