import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleFolder, bundleFunctions, metafilePath } from "../../infra/bundle.ts";
import { prod, references, root } from "./fixture.ts";
import { list, statementsOf } from "./policies.ts";

/**
 * What a function's code can ask of AWS is the commands that are left in its bundle. Its role must allow these, or
 * it fails in the cloud, and no other action on data, or it could do more than it was written for.
 */
const rights: Readonly<Record<string, readonly string[]>> = {
  GetItem: ["dynamodb:GetItem"],
  PutItem: ["dynamodb:PutItem"],
  UpdateItem: ["dynamodb:UpdateItem"],
  DeleteItem: ["dynamodb:DeleteItem"],
  Query: ["dynamodb:Query"],
  // A transaction needs the rights of the writes in it, and the store's are all puts.
  TransactWriteItems: ["dynamodb:PutItem"],
  GetSecretValue: ["secretsmanager:GetSecretValue"],
  StartExecution: ["states:StartExecution"],
  SendMessage: ["sqs:SendMessage"],
  SendMessageBatch: ["sqs:SendMessage"],
  SendEmail: ["ses:SendEmail"],
  SendRawEmail: ["ses:SendRawEmail"],
  CopyObject: ["s3:GetObject", "s3:PutObject"],
  DeleteObject: ["s3:DeleteObject"],
  GetObject: ["s3:GetObject"],
  PutObject: ["s3:PutObject"],
  // Comes with the event source, as below.
  ChangeMessageVisibility: [],
  // In the bundle of every DynamoDB client, but sent only where endpoint discovery is on, which it is not.
  DescribeEndpoints: [],
  // In the bundle of every S3 client, but sent only to buckets of another kind, in one zone.
  CreateSession: [],
};

/** Rights that no command of the code asks for, and what they are for all the same. */
const besides: Readonly<Record<string, readonly string[]>> = {
  // S3 says of a file that is not there that it is forbidden, unless one may list its bucket.
  "attachments-inspect": ["s3:ListBucket"],
};

/** Rights that the platform uses in the function's name: for its log, its trace, its event source and all their keys. */
const ofThePlatform =
  /^(logs|xray|kms):|^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$|^sqs:(?!SendMessage)/;

/** Lambda itself leaves there what failed. */
const isForFailedCalls = (resources: readonly string[]): boolean =>
  resources.length > 0 && resources.every((resource) => resource.includes("Undelivered"));

type Metafile = { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };

const stage = prod();
const lambdas = stage.of("AWS::Lambda::Function").map((lambda) => [stage.bundleOf(lambda), lambda] as const);
let metafile: Metafile = { outputs: {} };
beforeAll(async () => {
  await bundleFunctions(root);
  metafile = JSON.parse(readFileSync(join(root, metafilePath), "utf8")) as Metafile;
});

const commandsIn = (bundle: string): readonly string[] =>
  Object.entries(metafile.outputs[`${bundleFolder}/${bundle}/index.mjs`]?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([input]) => /@aws-sdk\/client-[^/]+\/dist-es\/commands\/(\w+)Command\.js$/.exec(input)?.[1] ?? []);

describe("the role of each function", () => {
  it.each(lambdas)("allows what the code of %s can ask for, and nothing more", (bundle, lambda) => {
    const commands = commandsIn(bundle);
    expect(commands.filter((command) => rights[command] === undefined)).toEqual([]);
    const needed = new Set([...commands.flatMap((command) => rights[command] ?? []), ...(besides[bundle] ?? [])]);
    const allowed = new Set(
      statementsOf(stage, lambda)
        .filter(({ Resource: on }) => !isForFailedCalls(references(on)))
        .flatMap(({ Action }) => list(Action))
        .filter((action) => !ofThePlatform.test(action)),
    );
    expect([...allowed].sort()).toEqual([...needed].sort());
  });
});
