import type { Synthesized } from "../infra/fixture.ts";
import type { PerReport } from "./life.ts";
import type { MeasuredUnits } from "./operations.ts";
import type { PerPhoto } from "./photo.ts";
import { prices, type PriceName } from "./prices.ts";

/** What 100,000 reports and as many photos cost, and what stands there each month whether anybody reports or not. */
export type CostLine = {
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  readonly usd: number;
};

const line = (what: string, price: PriceName, quantity: number): CostLine => ({
  what,
  quantity,
  price,
  usd: (quantity * prices[price].usd) / prices[price].per,
});

export const reports = 100_000;

/** Assumed, not measured: a mean of 100 ms billed for each invocation, cold starts included, at 512 MB. */
const gigabyteSecondsAnInvocation = 0.1 * 0.5;
/** Assumed: 1.5 KB for each invocation (Lambda's own lines and ours), 0.6 KB for each request, 8 KB for each hop. */
const logBytes = ({
  invocations,
  apiRequests,
  stateTransitions,
}: Pick<PerReport, "invocations" | "apiRequests" | "stateTransitions">): number =>
  1_500 * invocations + 600 * apiRequests + (stateTransitions > 0 ? 8_000 : 0);
const gigabyte = 1e9;

export const costOfReports = (each: PerReport): readonly CostLine[] => [
  line("DynamoDB, writes", "dynamoDbWrites", reports * each.writeUnits),
  line("DynamoDB, reads", "dynamoDbReads", reports * each.readUnits),
  line("DynamoDB, reads of the directory (at most)", "dynamoDbReads", reports * each.readUnitsOfDirectory),
  line("DynamoDB, storage for a year", "dynamoDbStorage", (12 * reports * each.storedBytes) / gigabyte),
  line("DynamoDB, recovery for a year", "dynamoDbRecovery", (12 * reports * each.storedBytes) / gigabyte),
  line("Lambda, invocations", "lambdaRequests", reports * each.invocations),
  line("Lambda, time (assumed)", "lambdaTime", reports * each.invocations * gigabyteSecondsAnInvocation),
  line("Step Functions", "stepFunctions", reports * each.stateTransitions),
  line("API Gateway", "apiGateway", reports * each.apiRequests),
  line("Firewall, requests", "firewallRequests", reports * each.apiRequests),
  line("SQS", "sqs", reports * each.queueRequests),
  line("SES", "ses", reports * each.mails),
  line("CloudWatch, logs (assumed)", "logs", (reports * logBytes(each)) / gigabyte),
  // As many traces as there are beginnings, if all are sampled: requests, events, mails, hops.
  line("X-Ray (at most)", "xRay", reports * (each.apiRequests + each.events + each.mails + 1)),
];

export const photos = 100_000;

export const costOfPhotos = (each: PerPhoto): readonly CostLine[] => {
  const invocations = each.invocations + each.inspections;
  return [
    line("DynamoDB, writes", "dynamoDbWrites", photos * each.writeUnits),
    line("DynamoDB, reads", "dynamoDbReads", photos * each.readUnits),
    line("DynamoDB, reads of the directory (at most)", "dynamoDbReads", photos * each.readUnitsOfDirectory),
    line("DynamoDB, storage for a year", "dynamoDbStorage", (12 * photos * each.storedBytes) / gigabyte),
    line("DynamoDB, recovery for a year", "dynamoDbRecovery", (12 * photos * each.storedBytes) / gigabyte),
    line("S3, the upload and its copies", "s3Writes", photos * each.puts),
    line("S3, read by inspector, GuardDuty and people", "s3Reads", photos * each.gets),
    line("S3, storage for a year (assumed)", "s3Storage", (12 * photos * each.keptBytes) / gigabyte),
    line("S3, uploads until they are gone", "s3Storage", (photos * each.sentBytes) / gigabyte / 30),
    line("GuardDuty, bytes", "malwareBytes", (photos * each.sentBytes) / gigabyte),
    line("GuardDuty, objects", "malwareObjects", photos),
    line("Out to whoever downloads", "transferOut", (photos * each.downloadedBytes) / gigabyte),
    line("Lambda, invocations", "lambdaRequests", photos * invocations),
    line("Lambda, time of the inspector (assumed)", "lambdaTime", photos * each.inspectorGigabyteSeconds),
    line("Lambda, other time (assumed)", "lambdaTime", photos * each.invocations * gigabyteSecondsAnInvocation),
    line("API Gateway", "apiGateway", photos * each.apiRequests),
    line("Firewall, requests", "firewallRequests", photos * each.apiRequests),
    line("SQS", "sqs", photos * each.queueRequests),
    line("SES, a mail to the office (at most)", "ses", photos * each.mails),
    line(
      "CloudWatch, logs (assumed)",
      "logs",
      (photos * logBytes({ ...each, invocations, stateTransitions: 0 })) / gigabyte,
    ),
    // As for reports: requests, events, mails, and messages of files.
    line("X-Ray (at most)", "xRay", photos * (each.apiRequests + each.events + each.mails + each.inspections)),
  ];
};

const minutesInMonth = 30 * 24 * 60;
/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html: five pollers ask an empty queue, each for 20 s. */
const emptyReceives = 5 * 3 * minutesInMonth;
const sweepEvery = 5;

/** @param template of the stage that citizens use. */
export const costOfMonth = (template: Synthesized, units: MeasuredUnits): readonly CostLine[] => {
  const count = (type: string): number => template.of(type).length;
  const rules = template
    .of("AWS::WAFv2::WebACL")
    .reduce((sum, list) => sum + ((list.at("Rules") as readonly unknown[] | undefined)?.length ?? 0), 0);
  // A stream has a place to start from, a queue has none.
  const queues = template
    .of("AWS::Lambda::EventSourceMapping")
    .filter((its) => its.at("StartingPosition") === undefined).length;
  const sweeps = minutesInMonth / sweepEvery;
  return [
    line("Keys", "kms", count("AWS::KMS::Key")),
    line("Secrets", "secrets", count("AWS::SecretsManager::Secret")),
    line("Alarms", "alarms", count("AWS::CloudWatch::Alarm")),
    line("Firewall", "firewallLists", count("AWS::WAFv2::WebACL")),
    line("Firewall, rules", "firewallRules", rules),
    line("Queues, asked while empty", "sqs", queues * emptyReceives),
    line("Sweeps, reads", "dynamoDbReads", sweeps * (units.sweepOfNothing.read + units.directory.read)),
    line("Sweeps, invocations", "lambdaRequests", sweeps),
    line("Sweeps, time (assumed)", "lambdaTime", sweeps * gigabyteSecondsAnInvocation),
  ];
};

export const total = (lines: readonly CostLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);
