import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { readPlan } from "../../infra/local/plan/plan.ts";
import { createAuthorize } from "../../infra/local/services/authorize.ts";
import { createGrants } from "../../infra/local/services/grants.ts";
import { synthesize } from "../../infra/local/synth/synthesize.ts";
import { walk } from "./canary-walk.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import { post, senderTo } from "./sender.ts";
import { closeOffice } from "./closing.ts";
import { appWith, linkIn, startCloud, type Outsider, type RunningCloud } from "./cloud.ts";
import { lookElsewhere } from "./elsewhere.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** What the template allows is what is needed: nothing that no journey needs, and nothing that may be missing. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 900_000 });

const need = z.object({
  action: z.string(),
  resource: z.string(),
  facts: z.record(z.string(), z.string()).optional(),
});
const grant = z.object({
  id: z.int(),
  roleArn: z.string(),
  action: z.string(),
  resource: z.string(),
  calls: z.int(),
  first: need.optional(),
});
type Grant = z.infer<typeof grant>;

const settings = { keepOriginals: true };
let running: RunningCloud;
let someone: Outsider;
let grants: readonly Grant[];
beforeAll(async () => {
  running = await startCloud(settings);
  ({ someone } = running);
  await someone.moveClockTo(nextQuietMonday(new Set()));
  const { lives } = await walk(running, [{}]);
  await lookElsewhere(running, lives[0]?.receipt);
  await closeOffice(someone, "kutim.dispora", "2026-01-31", "kutim.disdikbud");
  const { body } = await someone.call("GET", "/_local/grants");
  grants = z.object({ items: z.array(grant) }).parse(body).items;
});
afterAll(() => running.stop());

/** Why there are grants that no journey on this machine needs. */
const explanations: readonly (readonly [what: RegExp, why: string])[] = [
  [/^\S+ logs:(CreateLogStream|PutLogEvents) /, "Lambda writes the function's log with it; here lines go to a file"],
  [
    /^\S*Workflow\S* logs:\w+ \*$/,
    "Step Functions delivers its log with it, and AWS documents these without a resource",
  ],
  [/^\S+ xray:\w+ \*$/, "traces are sent with it; there are none here, and X-Ray knows no resources"],
  [
    /^\S+ kms:\w+ \S*(RecordsKey|IdentityKey)\S*$/,
    "DynamoDB and Secrets Manager use the key in the caller's name; the engines here do not encrypt",
  ],
  [
    /^\S+ dynamodb:ListStreams \*$/,
    "one of the four rights that Lambda asks of who reads a stream; here the stream is known",
  ],
  [
    /^\S+ sqs:(GetQueueUrl|GetQueueAttributes) /,
    "the construct library gives it along with sending and receiving; it tells no message",
  ],
  [/^\S+ sqs:ChangeMessageVisibility /, "Lambda gives a message back with it; here the engine is asked directly"],
  [
    /^\S*Notifications\S* ses:SendRawEmail \S+configuration-set\S*$/,
    "SES asks it of who sends from an identity with a configuration set of its own",
  ],
  [
    /^\S*RecomputeReports\S* sqs:SendMessage \S*RecomputeQueue\S*$/,
    "goes on after a quarter of an hour, with more open reports than a journey has",
  ],
  [
    /^\S*RightsRetain\S* (dynamodb:(GetItem|DeleteItem|PutItem)|s3:DeleteObject) /,
    "erases what was kept for years, which no journey here lasts; rights.test.ts moves the clock so far",
  ],
  [
    /^\S*RightsRetain\S* dynamodb:Query \S*Complaints\S*(?<!\/index\/due)$/,
    "reads a report of which something goes after years",
  ],
];
const inWords = ({ roleArn, action, resource }: Grant): string =>
  `${roleArn.split("/").at(-1) ?? ""} ${action} ${resource}`;

describe("the template", () => {
  it("grants what a journey through everything needs, and what is explained", () => {
    const unused = grants.filter(({ calls }) => calls === 0).map(inWords);
    expect(grants.length - unused.length).toBeGreaterThan(90);
    expect(unused.filter((one) => !explanations.some(([what]) => what.test(one)))).toEqual([]);
  });

  it("still has every grant that is explained", () => {
    const unused = grants.filter(({ calls }) => calls === 0).map(inWords);
    for (const [what, why] of explanations)
      expect(
        unused.some((one) => what.test(one)),
        why,
      ).toBe(true);
  });

  it("grants nothing twice: without any one of them, a call that was made would have been refused", async () => {
    const assembly = await synthesize(appWith(settings), () => undefined);
    const at = running.cloud.url;
    const { functions, permissions } = readPlan(assembly, { aws: at, api: at, objects: at });
    const used = grants.flatMap((one) => (one.first === undefined ? [] : [{ ...one, first: one.first }]));
    for (const one of used) {
      const present = permissions.grants[one.id];
      expect(present).toMatchObject({ action: one.action, resource: one.resource, roleArn: one.roleArn });
      if (present === undefined) continue;
      const without = createGrants(permissions.without(present));
      const said = {
        action: one.first.action,
        resource: one.first.resource,
        ...(one.first.facts && { facts: one.first.facts }),
      };
      expect(createGrants(permissions).allow(one.roleArn, said), inWords(one)).toBe(true);
      expect(without.allow(one.roleArn, said), inWords(one)).toBe(false);
      const own = functions.find(({ roleArn }) => roleArn === one.roleArn);
      if (own === undefined) continue;
      const authorize = createAuthorize(functions, without);
      expect(() => {
        authorize(`LOCAL${own.logicalId}`, [said]);
      }).toThrow(/is not authorized to perform/);
    }
  });
});

/** Takes a grant away while `meanwhile` looks at what its journey is like without it. */
const without = async <Seen>(of: RegExp, meanwhile: () => Promise<Seen>): Promise<Seen> => {
  const taken = grants.filter((one) => of.test(inWords(one)));
  const [one, ...others] = taken;
  if (one === undefined || others.length > 0) throw new Error(`${taken.length} grants are ${String(of)}`);
  expect((await someone.call("POST", "/_local/grants", { body: { takeAway: one.id } })).status).toBe(201);
  try {
    return await meanwhile();
  } finally {
    await someone.call("DELETE", "/_local/grants");
  }
};
const denials = async (): Promise<number> =>
  ((await someone.call("GET", "/_local/grants")).body as { refusals: number }).refusals;
/** Until somebody was refused what they may no longer do. */
const refused = async (before: number): Promise<void> => {
  await vi.waitFor(
    async () => {
      expect(await denials()).toBeGreaterThan(before);
    },
    { timeout: 20_000, interval: 100 },
  );
};

const report = {
  class: "complaint",
  text: "Jalan di depan pasar induk Sangatta berlubang besar.",
  agencyCode: "kutim.dpu",
};
const filed = async (mail: string): Promise<Receipt> => {
  const receipt = await someone.file({ ...report, reporter: { email: mail } });
  await someone.settled();
  return receipt;
};

describe("a journey whose grant is taken away fails, and goes on once it is given back:", () => {
  it("filing with a name, without the right to write identities", async () => {
    const filing = { ...report, reporter: { email: "hak.satu@surel.example" } };
    const { status } = await without(/Intake\S* dynamodb:PutItem \S*Identities/, () =>
      someone.call("POST", "/v1/complaints", { body: filing }),
    );
    expect(status).toBe(500);
    await someone.settled();
    expect(JSON.stringify(await someone.mails())).not.toContain("hak.satu@");
    await filed("hak.satu@surel.example");
    expect(JSON.stringify(await someone.mails())).toContain("hak.satu@");
  });

  it("a mail to a reporter, without the right to read identities", async () => {
    const before = await denials();
    const receipt = await without(/Notifications\S* dynamodb:GetItem \S*Identities/, async () => {
      const its = await someone.file({ ...report, reporter: { email: "hak.dua@surel.example" } });
      await refused(before);
      expect(await someone.mailsAbout(its.trackingNumber, "hak.dua@surel.example")).toEqual([]);
      return its;
    });
    await someone.settled();
    expect(await someone.mailsAbout(receipt.trackingNumber, "hak.dua@surel.example")).not.toEqual([]);
  });

  it("a supervisor's look at an identity, without the right to read it: it is not recorded either", async () => {
    const { trackingNumber } = await filed("hak.enam@surel.example");
    const path = `/v1/officer/complaints/${trackingNumber}/identity`;
    const headers = { authorization: `Bearer ${await someone.tokenOf("pimpinan@kutim.example")}` };
    const open = () => someone.call("POST", `${path}-opening`, { headers, body: { reason: "Pelapor diancam." } });
    const see = () => someone.call("GET", path, { headers });
    const right = /-Identities\S* dynamodb:GetItem \S*Identities/;
    expect((await without(right, open)).status).toBe(500);
    expect((await open()).status).toBe(201);
    expect((await without(right, see)).status).toBe(500);
    expect((await see()).body).toMatchObject({ email: "hak.enam@surel.example" });
    const { body } = await someone.call("GET", path.replace(/\/identity$/, ""), { headers });
    const events = (body as { timeline: { event: string }[] }).timeline.map(({ event }) => event);
    expect(events.filter((event) => event.startsWith("identity"))).toEqual(["identityOpened", "identitySeen"]);
  });

  it("any mail, without the right to send as our own address", async () => {
    const before = await denials();
    const receipt = await without(/Notifications\S* ses:SendRawEmail \S*identity/, async () => {
      const its = await someone.file({ ...report, reporter: { email: "hak.tiga@surel.example" } });
      await refused(before);
      expect(await someone.mailsAbout(its.trackingNumber)).toEqual([]);
      return its;
    });
    await someone.settled();
    expect(await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example")).toHaveLength(1);
  });

  it("routing, without the right to start it", async () => {
    const before = await denials();
    const receipt = await without(/RoutingReact\S* states:StartExecution /, async () => {
      const its = await someone.file(report);
      await refused(before);
      expect((await someone.view(its)).status).toBe("submitted");
      return its;
    });
    await someone.settled();
    expect((await someone.view(receipt)).status).toBe("dispatched");
  });

  it("an office's and an officer's move, without the right to write reports", async () => {
    const receipt = await filed("hak.empat@surel.example");
    const [mail] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    if (!mail) throw new Error("the office got no mail");
    const { token } = linkIn(mail);
    const body = { text: "Kami kerjakan." };
    const overLink = () => someone.call("POST", `/v1/dispositions/${token}/answers`, { body });
    expect((await without(/-Portal\S* dynamodb:PutItem /, overLink)).status).toBe(500);
    expect((await overLink()).status).toBe(201);
    const move = () => someone.officer("penghubung@dpu.kutim.example").tryMove(receipt.trackingNumber, "answer", body);
    expect((await without(/-Officer\S* dynamodb:PutItem \S*Complaints/, move)).status).toBe(500);
    expect((await move()).status).toBe(201);
  });

  it("a file, without the right to write its copies", async () => {
    const sender = senderTo(someone);
    const receipt = await filed("hak.lima@surel.example");
    const photo = { name: "foto.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    const { upload } = await sender.promised(receipt, photo);
    const before = await denials();
    await without(/AttachmentsInspect\S* s3:PutObject \S*clean/, async () => {
      await post(upload, photo);
      await refused(before);
      expect((await someone.view(receipt)).attachments[0]?.state).not.toBe("ready");
    });
    await someone.advance("PT30M");
    expect((await someone.view(receipt)).attachments[0]?.state).toBe("ready");
  });
});
