import { describe, expect, it } from "vitest";
import { screenLine } from "../../infra/local/console/log-lines.ts";
import { asSent } from "../../infra/local/mail/headers.ts";
import { readPermissions } from "../../infra/local/plan/permissions.ts";
import { generate } from "../../infra/local/services/secrets.ts";
import type { Resource, Resources } from "../../infra/local/template/resources.ts";
import { type Retrier, runTask } from "../../infra/local/workflows/task.ts";

describe("A role", () => {
  const resource = (type: string, ref: string, properties: Record<string, unknown>): Resource => ({
    type,
    ref,
    logicalId: ref,
    stackName: "s",
    arn: `arn:${ref}`,
    properties,
  });
  const allow = (Action: unknown, Resource: unknown, more: Record<string, unknown> = {}): unknown => ({
    Effect: "Allow",
    Action,
    Resource,
    ...more,
  });
  const all = [
    resource("AWS::IAM::Role", "reader", {}),
    resource("AWS::IAM::Role", "sender", {
      Policies: [
        {
          PolicyDocument: {
            Statement: [allow("ses:*", "*", { Condition: { StringEquals: { "ses:FromAddress": "a@b.id" } } })],
          },
        },
      ],
    }),
    resource("AWS::IAM::Policy", "policy", {
      Roles: ["reader"],
      PolicyDocument: {
        Statement: [
          allow(["dynamodb:Get*", "dynamodb:Query"], ["arn:table", "arn:table/index/*"]),
          { Effect: "Deny", Action: "dynamodb:GetItem", Resource: "arn:table/index/secret" },
        ],
      },
    }),
  ];
  const others = { ArnNotEquals: { "aws:PrincipalArn": ["arn:opener", "arn:scanner"] } };
  for (const name of ["opener", "passer"]) {
    all.push(
      resource("AWS::IAM::Role", name, {
        Policies: [{ PolicyDocument: { Statement: [allow("s3:*", "arn:bucket/*")] } }],
      }),
    );
  }
  all.push(
    resource("AWS::S3::BucketPolicy", "kept", {
      PolicyDocument: {
        Statement: [{ Effect: "Deny", Action: "s3:GetObject*", Resource: "arn:bucket/sealed/*", Condition: others }],
      },
    }),
  );
  const { allows } = readPermissions({
    of: (...types: string[]) => all.filter(({ type }) => types.includes(type)),
  } as unknown as Resources);

  it.each<[string, string, string, boolean]>([
    ["arn:reader", "dynamodb:GetItem", "arn:table", true],
    ["arn:reader", "dynamodb:PutItem", "arn:table", false],
    ["arn:reader", "dynamodb:Query", "arn:table/index/due", true],
    ["arn:reader", "dynamodb:Query", "arn:other", false],
    ["arn:reader", "dynamodb:GetItem", "arn:table/index/secret", false],
    ["arn:nobody", "dynamodb:GetItem", "arn:table", false],
    ["arn:opener", "s3:GetObject", "arn:bucket/sealed/a", true],
    ["arn:passer", "s3:GetObject", "arn:bucket/sealed/a", false],
    ["arn:passer", "s3:GetObjectVersion", "arn:bucket/sealed/a", false],
    ["arn:passer", "s3:PutObject", "arn:bucket/sealed/a", true],
    ["arn:passer", "s3:GetObject", "arn:bucket/clean/a", true],
  ])("%s may %s on %s: %s", (role, action, target, allowed) => {
    expect(allows(role, action, target)).toBe(allowed);
  });

  it("is bound by what its conditions ask about a sender", () => {
    expect(allows("arn:sender", "ses:SendRawEmail", "x", { "ses:FromAddress": "a@b.id" })).toBe(true);
    expect(allows("arn:sender", "ses:SendRawEmail", "x", { "ses:FromAddress": "other@b.id" })).toBe(false);
  });
});

describe("A task of a workflow", () => {
  const retrier = (more: Partial<Retrier>): Retrier => ({
    ErrorEquals: ["States.ALL"],
    IntervalSeconds: 2,
    MaxAttempts: 3,
    BackoffRate: 2,
    JitterStrategy: "NONE",
    ...more,
  });
  const run = async (
    retriers: readonly Retrier[],
    failures: number,
    errorType = "Error",
  ): Promise<{ waits: number[]; result: unknown }> => {
    const waits: number[] = [];
    let calls = 0;
    const result = await runTask(
      {
        state: { Type: "Task" },
        retriers,
        invoke: () =>
          Promise.resolve(
            (calls += 1) > failures ? { ok: true, json: "1" } : { ok: false, error: { errorType, errorMessage: "no" } },
          ),
        onFailure: () => undefined,
        onRetry: () => undefined,
        wait: (seconds) => {
          waits.push(seconds);
          return Promise.resolve(true);
        },
      },
      {},
    ).catch((error: unknown) => (error as Error).name);
    return { waits, result };
  };
  it("waits longer before each attempt, up to the most", async () => {
    expect(await run([retrier({ MaxDelaySeconds: 5 })], 3)).toEqual({ waits: [2, 4, 5], result: 1 });
  });
  it("fails with its last error once no attempt is left", async () => {
    expect(await run([retrier({ MaxAttempts: 1 })], 9, "Busy")).toEqual({ waits: [2], result: "Busy" });
  });
  it("is not tried again for an error that no retrier names", async () => {
    expect(await run([retrier({ ErrorEquals: ["Busy"] })], 1, "Broken")).toEqual({ waits: [], result: "Broken" });
  });
});

describe("A mail as SES sends it", () => {
  const raw = Buffer.from(
    "From: a@b.id\r\nSubject: Satu\r\n dua\r\nBCC: c@d.id,\r\n e@f.id\r\nMessage-ID: <own@b.id>\r\nReferences: <root@b.id>\r\n\r\nIsi: \u00e9\r\n\r\nbcc: tetap\r\n",
  );
  const sent = asSent(raw, {
    messageId: "ses-1",
    region: "ap-southeast-3",
    at: new Date("2026-01-02T03:04:05Z"),
  }).toString("utf8");
  it("has SES's own Message-ID and a date, and tells nobody who got a blind copy", () => {
    expect(sent).toBe(
      "From: a@b.id\r\nSubject: Satu\r\n dua\r\nReferences: <root@b.id>\r\nDate: Fri, 02 Jan 2026 03:04:05 +0000\r\nMessage-ID: <ses-1@ap-southeast-3.amazonses.com>\r\n\r\nIsi: \u00e9\r\n\r\nbcc: tetap\r\n",
    );
  });
});

describe("A generated secret", () => {
  const rules = {
    PasswordLength: 200,
    ExcludeCharacters: "abc",
    ExcludeLowercase: false,
    ExcludeUppercase: true,
    ExcludeNumbers: false,
    ExcludePunctuation: true,
    IncludeSpace: false,
  };
  it("is as long as asked for, of the characters asked for", () => {
    expect(generate(rules)).toMatch(/^[d-z0-9]{200}$/);
  });
  it("stands in its template", () => {
    const text = generate({ ...rules, SecretStringTemplate: '{"user":"x"}', GenerateStringKey: "password" });
    expect(JSON.parse(text)).toEqual({ user: "x", password: expect.stringMatching(/^[d-z0-9]{200}$/) as unknown });
  });
});

describe("A line on the screen", () => {
  const at = new Date(2026, 0, 2, 3, 4, 5);
  it("shows the sentence and the fields that say nothing about a person", () => {
    const line = JSON.stringify({
      level: "INFO",
      message: "Report dispatched",
      complaintId: "c-1",
      agencyCode: "DPU",
      secret: "x",
      name: "y",
    });
    expect(screenLine("Dispatch", line, at)).toBe(
      "03:04:05  Dispatch           INFO  Report dispatched  complaintId=c-1 agencyCode=DPU",
    );
  });
  it("leaves out embedded metrics", () => {
    expect(screenLine("Intake", JSON.stringify({ _aws: {}, filed: 1 }), at)).toBeUndefined();
  });
});
