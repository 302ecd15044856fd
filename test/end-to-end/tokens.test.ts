import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Receipt } from "../../shared/view/answers.ts";
import { everyRoute } from "../contract/match.ts";
import { startCloud, type Answer, type Outsider, type RunningCloud } from "./cloud.ts";
import { forgerAt } from "./forger.ts";
import { asSent, bodyFor, queryFor } from "./sample.ts";

/**
 * Every route for officers, tried with every token that is none: read off the contracts, so that a new route is tried
 * by itself. Nobody comes in, nobody is told anything, and nothing changes.
 */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const routes = everyRoute.filter(({ auth }) => auth === "officer");
const [coordinator, admin, publicWorks] = [
  "koordinator@diskominfo.kutim.example",
  "admin@diskominfo.kutim.example",
  "penghubung@dpu.kutim.example",
];
const text = "Lampu jalan di Gang Kenanga padam sejak pekan lalu, gelap sekali.";

let running: RunningCloud;
let someone: Outsider;
let forger: Awaited<ReturnType<typeof forgerAt>>;
let receipt: Receipt;
beforeAll(async () => {
  running = await startCloud({ keepOriginals: true });
  ({ someone } = running);
  receipt = await someone.file({ class: "complaint", text, agencyCode: "kutim.dpu" });
  await someone.settled();
  forger = await forgerAt(running, await someone.tokenOf(coordinator));
});
afterAll(() => running.stop());

const values = (): Readonly<Record<string, string>> => ({
  trackingNumber: receipt.trackingNumber,
  attachmentId: "AAAAAAAAAAAAAAAA",
  code: "kutim.dpu",
  collection: "officers",
  regionCode: "ID",
  year: "2026",
});
const given = () => ({
  officerBulkDisposition: {
    agencyCode: "kutim.dinkes",
    complaints: [{ trackingNumber: receipt.trackingNumber, version: 1 }],
  },
  officerBulkAssignment: { officerId: null, complaints: [{ trackingNumber: receipt.trackingNumber, version: 1 }] },
  importDirectoryTable: "id,nama\n",
});

/** A call in the form that the contract asks for. */
const tryRoute = (route: (typeof routes)[number], token: string | null): Promise<Answer> => {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values()[name];
    if (value === undefined) throw new Error(`${route.name} has a parameter ${name} of which no example is known here`);
    return value;
  });
  const body = bodyFor(route, given());
  const sent = body === undefined ? undefined : asSent(route, body);
  return someone.call(route.method, `${path}${queryFor(route)}`, {
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(sent ? { "content-type": sent.contentType } : {}),
      ...(route.method === "GET" ? {} : { "if-match": '"1"' }),
    },
    ...(sent ? { body: sent.text } : {}),
  });
};

/** What each answer says that it should not. */
const faultsIn = ({ status, body }: Answer, expected: readonly number[]): readonly string[] => {
  const said = JSON.stringify(body);
  return [
    ...(expected.includes(status) ? [] : [`answered ${status} (${said.slice(0, 200)})`]),
    ...[text.slice(0, 20), "kutim.", receipt.trackingNumber, "koordinator", "penghubung"]
      .filter((secret) => said.includes(secret))
      .map((secret) => `tells ${secret}`),
  ];
};

/** Everybody's tries, some at once. */
const refusedEverywhere = async (
  tokens: readonly (readonly [string, string | null])[],
  expected: readonly number[],
): Promise<readonly string[]> => {
  const tries = tokens.flatMap(([what, token]) => routes.map((route) => ({ what, token, route })));
  const faults: string[] = [];
  const rest = tries.values();
  const work = async (): Promise<void> => {
    for (const { what, token, route } of rest) {
      const found = faultsIn(await tryRoute(route, token), expected);
      faults.push(...found.map((fault) => `${route.name} with ${what}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return faults;
};

/** All of the report and of the directory, as those who may see them do. */
const everything = async (): Promise<unknown> => {
  const directory = await someone.call("GET", "/v1/admin/directory", {
    headers: { authorization: `Bearer ${await someone.tokenOf(admin)}` },
  });
  expect(directory.status).toBe(200);
  return [await someone.officer(coordinator).view(receipt.trackingNumber), directory.body];
};

const changeOfficer = async (id: string, change: object): Promise<void> => {
  const headers = { authorization: `Bearer ${await someone.tokenOf(admin)}` };
  const path = `/v1/admin/officers/${id}`;
  const seen = await someone.call("GET", path, { headers });
  const { id: _, ...its } = seen.status === 200 ? (seen.body as Record<string, unknown>) : {};
  const etag = seen.headers.get("etag");
  const put = await someone.call("PUT", path, {
    headers: { ...headers, ...(etag === null ? {} : { "if-match": etag }) },
    body: { ...its, ...change },
  });
  expect([200, 201], JSON.stringify(put.body)).toContain(put.status);
};
const dayFrom = async (days: number): Promise<string> => {
  const { now } = (await someone.call("GET", "/_local/state")).body as { now: string };
  return new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);
};

describe("every route for officers", () => {
  it("is refused to whoever has no token of this pool for this API, and says nothing", async () => {
    const before = await everything();
    const forgeries = await forger.forgeries();
    expect(routes.length * forgeries.length).toBeGreaterThan(900);
    expect(await refusedEverywhere(forgeries, [401])).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it("is refused to genuine tokens that name nobody, or another role than the directory", async () => {
    const before = await everything();
    const genuine: (readonly [string, string])[] = [
      ["an address of nobody", await forger.genuine({ email: "orang@luar.example" })],
      ["no address", await forger.genuine({ email: undefined })],
      ["an address that was never verified", await forger.genuine({ email_verified: false })],
      ["a group of another role", await forger.genuine({ email: publicWorks, "cognito:groups": ["coordinator"] })],
      ["two roles", await forger.genuine({ "cognito:groups": ["coordinator", "platformAdmin"] })],
      [
        "an admin's group, of a liaison officer",
        await forger.genuine({ email: publicWorks, "cognito:groups": ["platformAdmin"] }),
      ],
      ["a role of a supervisor", await forger.genuine({ email: publicWorks, "cognito:groups": "supervisor" })],
    ];
    expect(await refusedEverywhere(genuine, [403])).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it("is refused to who was ended within the minute, and to who does not begin yet", async () => {
    const leaving = await someone.tokenOf("koordinator2@diskominfo.kutim.example");
    const headers = { authorization: `Bearer ${leaving}` };
    expect((await someone.call("GET", "/v1/officer/queue", { headers })).status).toBe(200);
    await changeOfficer("koordinator-kedua-diskominfo", { validTo: await dayFrom(-2) });
    await changeOfficer("petugas-nanti", {
      ...{ name: "Petugas Nanti", mail: "nanti@diskominfo.kutim.example", role: "coordinator" },
      ...{ agencyCode: "kutim.diskominfo", validFrom: await dayFrom(3) },
    });
    await someone.advance("PT61S");
    const before = await everything();
    const refusedNow: (readonly [string, string])[] = [
      ["a token of who was ended", leaving],
      ["a new token of who was ended", await someone.tokenOf("koordinator2@diskominfo.kutim.example")],
      ["a token of who begins later", await someone.tokenOf("nanti@diskominfo.kutim.example")],
    ];
    expect(await refusedEverywhere(refusedNow, [403])).toEqual([]);
    expect(await everything()).toEqual(before);
    await someone.advance("P4D");
    const begun = { authorization: `Bearer ${await someone.tokenOf("nanti@diskominfo.kutim.example")}` };
    expect((await someone.call("GET", "/v1/officer/queue", { headers: begun })).status).toBe(200);
  });

  it("asks whose role was changed to sign in again", async () => {
    const old = await someone.tokenOf(publicWorks);
    await changeOfficer("penghubung-dpu", { role: "supervisor" });
    await someone.advance("PT61S");
    const call = async (token: string) =>
      someone.call("GET", "/v1/officer/queue", {
        headers: { authorization: `Bearer ${token}`, "accept-language": "en" },
      });
    expect(await call(old)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("sign out and in") as string },
    });
    expect((await call(await someone.tokenOf(publicWorks))).status).toBe(200);
    await changeOfficer("penghubung-dpu", { role: "liaisonOfficer" });
    await someone.advance("PT61S");
  });
});

type Signed = { readonly token: string; readonly refreshToken: string };
const cognito = async (operation: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`${someone.url}/_local/cognito`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const clientIn = (token: string): string =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { aud: string }).aud;
const signIn = async (officer: string): Promise<Signed> =>
  (await someone.call("POST", "/_local/tokens", { body: { officer } })).body as Signed;
const refresh = ({ token, refreshToken }: Signed) =>
  cognito("InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: clientIn(token),
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });

describe("an officer in the middle of an answer", () => {
  const answerWith = async (token: string) => {
    const { version } = await someone.officer(publicWorks).view(receipt.trackingNumber);
    return someone.call("POST", `/v1/officer/complaints/${receipt.trackingNumber}/answer`, {
      headers: { authorization: `Bearer ${token}`, "if-match": `"${version}"` },
      body: { text: "Lampunya kami ganti hari ini." },
    });
  };

  it("is not signed out: the token ends after an hour, and a new one is had without a password", async () => {
    const signed = await signIn(publicWorks);
    await someone.advance("PT61M");
    expect((await answerWith(signed.token)).status).toBe(401);
    const fresh = await refresh(signed);
    expect(fresh.status).toBe(200);
    const { IdToken } = fresh.body["AuthenticationResult"] as { IdToken: string };
    expect((await answerWith(IdToken)).status).toBe(201);
  });

  it("signs in anew after ten hours, and after signing out", async () => {
    const [signed, other] = [await signIn(publicWorks), await signIn(publicWorks)];
    await someone.advance("PT9H30M");
    expect((await refresh(signed)).status).toBe(200);
    const gaveUp = { ClientId: clientIn(other.token), Token: other.refreshToken };
    expect((await cognito("RevokeToken", gaveUp)).status).toBe(200);
    expect(await refresh(other)).toMatchObject({ status: 400, body: { __type: "NotAuthorizedException" } });
    await someone.advance("PT31M");
    expect(await refresh(signed)).toMatchObject({ status: 400, body: { __type: "NotAuthorizedException" } });
  });

  it("gets nothing for a forged refresh token, an id token, or another client", async () => {
    const signed = await signIn(publicWorks);
    expect((await refresh({ ...signed, refreshToken: `${signed.refreshToken.slice(0, -6)}AAAAAA` })).status).toBe(400);
    expect((await refresh({ ...signed, refreshToken: signed.token })).status).toBe(400);
    const elsewhere = {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: "other",
      AuthParameters: { REFRESH_TOKEN: signed.refreshToken },
    };
    expect((await cognito("InitiateAuth", elsewhere)).body).toMatchObject({ __type: "ResourceNotFoundException" });
  });
});
