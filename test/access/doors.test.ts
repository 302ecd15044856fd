import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Route } from "../../shared/shell/contract.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { everyRoute } from "../contract/match.ts";
import { linkIn, startCloud, type Outsider, type RunningCloud } from "../end-to-end/cloud.ts";
import { nextQuietMonday } from "../end-to-end/quiet-monday.ts";
import { asSent, bodyFor, queryFor } from "../end-to-end/sample.ts";
import { callAs, hangUp, outcomeIn } from "./doors-over-http.ts";
import {
  doors,
  outcomeOf,
  privacies,
  relations,
  roles,
  sees,
  type Caller,
  type Door,
  type Privacy,
  type Relation,
  type Role,
} from "./doors-table.ts";

/** Every route, by everybody, to reports of every privacy: over HTTP, through the gateway, to the very bundles. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const [admin, coordinator] = ["admin@diskominfo.kutim.example", "koordinator@diskominfo.kutim.example"];
const office: Readonly<Record<Relation, string>> = {
  own: "kutim.dpu",
  parent: "kutim",
  child: "kutim.dpu.bina-marga",
  sibling: "kutim.dinkes",
  stranger: "kaltim.dinas-lain",
  coordinating: "kutim.diskominfo",
  inspectorate: "kutim.inspektorat",
};
const mailOf = (role: Role, relation: Relation): string => `${role}.${relation}@uji.example`.toLowerCase();

/** A report as far as it has to be known to walk up to it. */
type Its = {
  readonly open: Receipt;
  /** The same, blocked: nothing that its reporter may do is possible then, so nothing that is tried changes it. */
  readonly blocked: Receipt;
  /** The same, for what is done where it is allowed, whatever version is sent. */
  readonly spare: Receipt;
  readonly link: string;
  /** What its office got before the report was found to be about that office. */
  readonly linkOfConcerned: string;
};

let running: RunningCloud;
let someone: Outsider;
const reports = {} as Record<Privacy, Its>;
const tokens = new Map<string, string>();

const asAdmin = async () => ({ authorization: `Bearer ${await someone.tokenOf(admin)}` });

/** One officer of each role in each office, and an office of another government. */
const hire = async (): Promise<void> => {
  const headers = await asAdmin();
  const { body, headers: got } = await someone.call("GET", "/v1/admin/directory", { headers });
  const { agencies, officers } = body as { agencies: Record<string, unknown>[]; officers: object[] };
  const own = agencies.find(({ code }) => code === office.own);
  const another = { ...own, code: office.stranger, name: "Dinas Lain", mail: ["dinas@lain.example"], parent: "kaltim" };
  const more = roles.flatMap((role) =>
    relations.map((relation) => ({
      id: `uji-${role}-${relation}`.toLowerCase(),
      name: "Petugas Uji",
      mail: mailOf(role, relation),
      role,
      agencyCode: office[relation],
    })),
  );
  const imported = await someone.call("POST", "/v1/admin/directory/import?dryRun=false", {
    headers: { ...headers, "if-match": got.get("etag") ?? "" },
    body: { agencies: [...agencies, another], officers: [...officers, ...more] },
  });
  expect(imported.status, JSON.stringify(imported.body)).toBe(200);
};

const linkFor = async ({ trackingNumber }: Receipt, to: string): Promise<string> => {
  const [mail] = await someone.mailsAbout(trackingNumber, to);
  if (!mail) throw new Error(`nobody at ${to} was told of the report`);
  return linkIn(mail).token;
};

const fileOne = async (privacy: Privacy): Promise<Receipt> =>
  someone.file({
    class: "complaint",
    text: `Jalan di depan pasar induk berlubang besar, nomor ${privacy}.`,
    agencyCode: office.own,
    anonymous: privacy === "anonymous",
    confidential: privacy === "confidential",
    reporter: { name: "Pelapor Rahasia", email: `pelapor.${privacy}@surel.example` },
  });

const fileAll = async (): Promise<void> => {
  for (const privacy of privacies) {
    const [open, blocked, spare] = [await fileOne(privacy), await fileOne(privacy), await fileOne(privacy)];
    await someone.settled();
    const linkOfConcerned = await linkFor(open, "@dpu.kutim.example");
    const by = someone.officer(coordinator);
    if (privacy === "conflict") {
      const said = { agencyCodes: [office.own], reason: "Petugasnya sendiri yang dilaporkan." };
      for (const { trackingNumber } of [open, blocked, spare]) await by.move(trackingNumber, "conflict", said);
      await someone.settled();
    }
    await by.move(blocked.trackingNumber, "blocking", { reason: "Untuk diperiksa." });
    const link = privacy === "conflict" ? await linkFor(open, "@inspektorat.kutim.example") : linkOfConcerned;
    reports[privacy] = { open, blocked, spare, link, linkOfConcerned };
  }
  await someone.settled();
};

beforeAll(async () => {
  running = await startCloud({ keepOriginals: true });
  ({ someone } = running);
  await hire();
  await someone.moveClockTo(nextQuietMonday(new Set()));
  await fileAll();
  for (const role of roles) {
    for (const relation of relations) tokens.set(mailOf(role, relation), await someone.tokenOf(mailOf(role, relation)));
  }
});
afterAll(async () => {
  hangUp();
  await running.stop();
});

const officers = roles.flatMap((role) => relations.map((relation): Caller => ({ kind: "officer", role, relation })));
/** Where the office makes no difference, one of each role. */
const someOfficers = officers.filter((one) => one.kind === "officer" && one.relation === "own");
/** A platform admin is none the less kept out for the office: it is tried at two. */
const reportsOfficers = officers.filter(
  (one) => one.kind === "officer" && (one.role !== "platformAdmin" || ["own", "coordinating"].includes(one.relation)),
);
const adminsOfficers = officers.filter(
  (one) => one.kind === "officer" && ["own", "coordinating", "stranger"].includes(one.relation),
);
const others: readonly Caller[] = [
  { kind: "nobody" },
  { kind: "reporter", secret: "right" },
  { kind: "reporter", secret: "wrong" },
  { kind: "reporter", secret: "anotherReports" },
  { kind: "linkHolder", link: "right" },
  { kind: "linkHolder", link: "forged" },
  { kind: "linkHolder", link: "ofConcernedOffice" },
];

/** Links are the same thing twice where a report is about nobody. */
const isThere = (caller: Caller, privacy: Privacy): boolean =>
  caller.kind !== "linkHolder" || caller.link !== "ofConcernedOffice" || privacy === "conflict";

type Attempt = { readonly route: Route; readonly caller: Caller; readonly privacy: Privacy };

const whoTries = (door: Door): readonly Caller[] => {
  switch (door) {
    case "officersReport":
    case "officersReports":
    case "workedOnReport":
    case "identity":
      return reportsOfficers;
    case "admin":
      return adminsOfficers;
    default:
      return someOfficers;
  }
};

const attempts = (): readonly Attempt[] =>
  everyRoute.flatMap((route) => {
    const door = doors[route.name];
    if (door === undefined)
      throw new Error(`test/access/doors-table.ts says nothing of ${route.name}: which door is it?`);
    const ofReport = !["everybody", "officersDesk", "admin"].includes(door);
    const who = whoTries(door);
    return (ofReport ? privacies : (["public"] as const)).flatMap((privacy) =>
      [...others, ...who]
        .filter((caller) => isThere(caller, privacy))
        .map((caller): Attempt => ({ route, caller, privacy })),
    );
  });

const forged = (link: string): string => `${link.slice(0, -4)}${link.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
const linkOf = (caller: Caller, { link, linkOfConcerned }: Its): string => {
  if (caller.kind !== "linkHolder") return "bukan-tautan";
  return { right: link, forged: forged(link), ofConcernedOffice: linkOfConcerned }[caller.link];
};

const bearerOf = (caller: Caller, its: Its, receipt: Receipt, privacy: Privacy): string | null => {
  switch (caller.kind) {
    case "nobody":
      return null;
    case "officer":
      return tokens.get(mailOf(caller.role, caller.relation)) ?? "";
    case "linkHolder":
      return linkOf(caller, its);
    case "reporter":
      return {
        right: receipt.secret,
        wrong: "0000-0000-0000-0000-0000",
        anotherReports: reports[privacy === "public" ? "anonymous" : "public"].open.secret,
      }[caller.secret];
  }
};

const given = ({ trackingNumber }: Receipt): Readonly<Record<string, unknown>> => {
  // Nothing that is tried is done: a version of the past, a file that is not there, an office that there is not.
  const complaints = [{ trackingNumber, version: 999_999 }];
  return {
    fileComplaint: { class: "complaint", text: "Lampu jalan padam.", agencyCode: "tidak.ada" },
    answerDisposition: { text: "Sudah.", attachments: ["tidak-ada"] },
    handBackDisposition: { reason: "Bukan kami.", suggestedAgencyCode: "tidak.ada" },
    answerOnPage: { text: "", kind: "progress", version: "1" },
    handBackOnPage: { reason: "", version: "1" },
    chooseFileOnPage: { contentType: "tidak/ada" },
    officerBulkDisposition: { agencyCode: office.sibling, complaints },
    officerBulkAssignment: { officerId: null, complaints },
    importDirectoryTable: "id\n",
  };
};

/** What is done where it is allowed: it is recorded, and somebody is told. */
const isDone = new Set(["sendRightsCode", "openIdentity", "seeIdentity"]);
const reportFor = ({ name }: Route, { open, blocked, spare }: Its): Receipt =>
  isDone.has(name) ? spare : doors[name] === "reportersReport" ? blocked : open;

const callOf = ({ route, caller, privacy }: Attempt): Parameters<typeof callAs>[1] => {
  const its = reports[privacy];
  const receipt = reportFor(route, its);
  const values: Readonly<Record<string, string>> = {
    trackingNumber: receipt.trackingNumber,
    token: linkOf(caller, its),
    attachmentId: "AAAAAAAAAAAAAAAA",
    code: "kutim.dpu",
    collection: "officers",
    regionCode: "ID",
    year: "2026",
  };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${route.name} has a parameter ${name} of which no example is known here`);
    return value;
  });
  const bearer = bearerOf(caller, its, receipt, privacy);
  const body = bodyFor(route, given(receipt));
  const sent = body === undefined ? undefined : asSent(route, body);
  return {
    method: route.method,
    path: `${path}${queryFor(route)}`,
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(sent ? { "content-type": sent.contentType } : {}),
      ...(route.method === "GET" ? {} : { "if-match": '"999999"' }),
    },
    body: sent?.text,
  };
};

const inWords = (caller: Caller): string => Object.values(caller).join(" ");
/** What nobody is told who is kept out. */
const secrets = ["pasar induk", "Pelapor Rahasia", "@surel.example"];

const tryOne = async (attempt: Attempt): Promise<readonly string[]> => {
  const { route, caller, privacy } = attempt;
  const door = doors[route.name] ?? "everybody";
  const isReporters = door === "publicReport" || door === "reportersReport";
  const answered = await callAs(running.cloud.url, callOf(attempt), isReporters && caller.kind !== "nobody");
  const expected = outcomeOf(door, caller, privacy);
  const outcome = outcomeIn(answered);
  const told = expected === "in" ? [] : secrets.filter((secret) => answered.text.includes(secret));
  const what = `${route.name}, ${inWords(caller)}, ${privacy}`;
  return [
    ...(outcome === expected ? [] : [`${what}: ${outcome}, not ${expected} (${answered.text.slice(0, 160)})`]),
    ...told.map((secret) => `${what}: tells ${secret}`),
  ];
};

/** Every report as its coordinator sees it, and the directory's version. */
const everything = async (): Promise<unknown> => {
  const by = someone.officer(coordinator);
  const all = Object.values(reports).flatMap(({ open, blocked }) => [open, blocked]);
  const views = [];
  for (const { trackingNumber } of all) views.push(await by.view(trackingNumber));
  const { headers } = await someone.call("GET", "/v1/admin/directory", { headers: await asAdmin() });
  const mails = (await someone.mails()).filter(({ subject }) =>
    all.some((one) => subject.includes(one.trackingNumber)),
  );
  return { views, directory: headers.get("etag"), mails: mails.length };
};

describe("the doors", () => {
  it("are known, every route's", () => {
    expect(Object.keys(doors).sort()).toEqual(everyRoute.map(({ name }) => name).sort());
  });

  it("let in whom the table says and nobody else, and those who are kept out change nothing", async () => {
    const before = await everything();
    const all = attempts();
    expect(all.length).toBeGreaterThan(3_500);
    const wrong: string[] = [];
    const rest = all.values();
    const work = async (): Promise<void> => {
      for (const attempt of rest) {
        wrong.push(...(await tryOne(attempt).catch((error: unknown) => [`${attempt.route.name}: ${String(error)}`])));
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    await someone.settled();
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it("look the same from outside, whether there is a report behind them or not", async () => {
    const unknown = "KTM-C85-XJQ-CSE";
    const strange = async (trackingNumber: string) => {
      const headers = { authorization: `Bearer ${tokens.get(mailOf("liaisonOfficer", "stranger")) ?? ""}` };
      const { status, body } = await someone.call("GET", `/v1/officer/complaints/${trackingNumber}`, { headers });
      return { status, body: { ...(body as object), instance: null } };
    };
    const none = await strange(unknown);
    expect(none.status).toBe(404);
    for (const privacy of privacies) expect(await strange(reports[privacy].open.trackingNumber)).toEqual(none);
  });

  it("show on a desk only what may be seen there", async () => {
    const shown: string[] = [];
    const expected: string[] = [];
    for (const role of roles.filter((one) => one !== "platformAdmin")) {
      for (const relation of relations) {
        const queue = await someone.officer(mailOf(role, relation)).queue();
        for (const privacy of privacies) {
          const is = queue.some((one) => one.trackingNumber === reports[privacy].open.trackingNumber);
          if (is) shown.push(`${role} ${relation} ${privacy}`);
          // A desk is that of one's own office and those below; a coordinator's does not reach the other offices'.
          if (sees[role][privacy].includes(relation) && role !== "coordinator")
            expected.push(`${role} ${relation} ${privacy}`);
        }
      }
    }
    expect(shown).toEqual(expected);
  });
});
