/**
 * What AWS asks, in US dollars without tax and without free tiers. Jakarta (ap-southeast-3) has prices of its own,
 * which are shown only on pages that load them by script; none of them could be read when this table was made. Every
 * price below is therefore another region's, and an operator has to look up their own before deciding anything by
 * them. Singapore's prices are up to a quarter above those of us-east-1.
 */
export type Price = {
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly region: string;
  /** Where AWS says it. */
  readonly page: string;
  /** `read`: seen in a copy of that page or an article that quotes it; `remembered`: to be checked before use. */
  readonly certainty: "read" | "remembered";
};

/** When the table was last looked over. */
export const pricesOf = "2026-11-24";

const million = 1_000_000;

export const prices = {
  dynamoDbWrites: {
    usd: 0.625,
    per: million,
    unit: "write request units",
    region: "us-east-1",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    certainty: "read",
  },
  dynamoDbReads: {
    usd: 0.125,
    per: million,
    unit: "read request units",
    region: "us-east-1",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    certainty: "read",
  },
  dynamoDbStorage: {
    usd: 0.25,
    per: 1,
    unit: "GB a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    certainty: "remembered",
  },
  dynamoDbRecovery: {
    usd: 0.2,
    per: 1,
    unit: "GB a month, point-in-time recovery",
    region: "us-east-1",
    page: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    certainty: "remembered",
  },
  stepFunctions: {
    usd: 0.025,
    per: 1_000,
    unit: "state transitions",
    region: "ap-southeast-1",
    page: "https://aws.amazon.com/step-functions/pricing/",
    certainty: "read",
  },
  lambdaRequests: {
    usd: 0.2,
    per: million,
    unit: "requests",
    region: "us-east-1",
    page: "https://aws.amazon.com/lambda/pricing/",
    certainty: "remembered",
  },
  lambdaTime: {
    usd: 13.3334,
    per: million,
    unit: "GB-seconds on arm64",
    region: "us-east-1",
    page: "https://aws.amazon.com/lambda/pricing/",
    certainty: "remembered",
  },
  apiGateway: {
    usd: 3.5,
    per: million,
    unit: "REST requests",
    region: "us-east-1",
    page: "https://aws.amazon.com/api-gateway/pricing/",
    certainty: "remembered",
  },
  sqs: {
    usd: 0.4,
    per: million,
    unit: "requests",
    region: "us-east-1",
    page: "https://aws.amazon.com/sqs/pricing/",
    certainty: "remembered",
  },
  ses: {
    usd: 0.1,
    per: 1_000,
    unit: "mails",
    region: "us-east-1",
    page: "https://aws.amazon.com/ses/pricing/",
    certainty: "remembered",
  },
  s3Storage: {
    usd: 0.023,
    per: 1,
    unit: "GB a month in S3 (first 50 TB)",
    region: "us-east-1",
    page: "https://aws.amazon.com/s3/pricing/",
    certainty: "read",
  },
  s3Writes: {
    usd: 0.005,
    per: 1_000,
    unit: "PUT, COPY and POST requests of S3",
    region: "us-east-1",
    page: "https://aws.amazon.com/s3/pricing/",
    certainty: "read",
  },
  s3Reads: {
    usd: 0.0004,
    per: 1_000,
    unit: "GET requests of S3",
    region: "us-east-1",
    page: "https://aws.amazon.com/s3/pricing/",
    certainty: "read",
  },
  transferOut: {
    usd: 0.09,
    per: 1,
    unit: "GB out to the internet (first 10 TB a month)",
    region: "us-east-1",
    page: "https://aws.amazon.com/s3/pricing/",
    certainty: "read",
  },
  malwareBytes: {
    usd: 0.09,
    per: 1,
    unit: "GB scanned by GuardDuty in S3",
    region: "us-east-1",
    page: "https://aws.amazon.com/guardduty/pricing/",
    certainty: "read",
  },
  malwareObjects: {
    usd: 0.215,
    per: 1_000,
    unit: "objects evaluated by GuardDuty in S3",
    region: "us-east-1",
    page: "https://aws.amazon.com/guardduty/pricing/",
    certainty: "read",
  },
  logs: {
    usd: 0.5,
    per: 1,
    unit: "GB of logs taken in",
    region: "us-east-1",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    certainty: "remembered",
  },
  alarms: {
    usd: 0.1,
    per: 1,
    unit: "alarms a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/cloudwatch/pricing/",
    certainty: "remembered",
  },
  xRay: {
    usd: 5,
    per: million,
    unit: "traces",
    region: "us-east-1",
    page: "https://aws.amazon.com/xray/pricing/",
    certainty: "remembered",
  },
  kms: {
    usd: 1,
    per: 1,
    unit: "keys a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/kms/pricing/",
    certainty: "remembered",
  },
  secrets: {
    usd: 0.4,
    per: 1,
    unit: "secrets a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/secrets-manager/pricing/",
    certainty: "remembered",
  },
  firewallLists: {
    usd: 5,
    per: 1,
    unit: "firewall lists a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/waf/pricing/",
    certainty: "remembered",
  },
  firewallRules: {
    usd: 1,
    per: 1,
    unit: "firewall rules a month",
    region: "us-east-1",
    page: "https://aws.amazon.com/waf/pricing/",
    certainty: "remembered",
  },
  firewallRequests: {
    usd: 0.6,
    per: million,
    unit: "requests through the firewall",
    region: "us-east-1",
    page: "https://aws.amazon.com/waf/pricing/",
    certainty: "remembered",
  },
} as const satisfies Readonly<Record<string, Price>>;
export type PriceName = keyof typeof prices;
