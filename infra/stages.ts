import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";

/**
 * What may differ between one installation and the next. Everything here reaches the constructs as props; none of
 * them asks which stage it is in. A value comes from `-c key=value` or the `context` of cdk.json, else from the
 * stage's own list below, else from the default written here.
 */

/** The command line gives strings, cdk.json gives JSON: both are read. */
const flag = z.union([z.boolean(), z.stringbool()]);
const number = z.coerce.number();

const domain = z.string().regex(/^(?=.{4,200}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "must be a domain name");

/** Reserved by RFC 2606, so a forgotten setting can never send a citizen's report to somebody's real server. */
export const placeholderMailDomain = "lapor.example";

const shape = z
  .strictObject({
    /** Name of the stage; part of the stack names and of the API's address. */
    stage: z.string().regex(/^[a-z][a-z0-9]{1,15}$/, "must be 2 to 16 small letters and digits"),
    /** PP 71/2019 keeps public-sector data in Indonesia: Jakarta. */
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be the code of an AWS region")
      .default("ap-southeast-3"),
    /** Domain that mail comes from, as `laporan@<domain>`; its DNS must carry the DKIM records that the data stack outputs. */
    mailDomain: domain.default(placeholderMailDomain),
    /** Where alarms are mailed. Default: nowhere; the topic stands ready for other subscriptions. */
    alarmMail: z.email().optional(),
    /** Own domain of the API and the agencies' pages. Default: the address that API Gateway gives. */
    apiDomain: domain.optional(),
    /** Certificate of `apiDomain` in AWS Certificate Manager, in the same region. */
    apiCertificateArn: z
      .string()
      .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, "must be the ARN of a certificate")
      .optional(),
    /** Whether tables, sign-ins and keys refuse to be deleted, and outlive their stack. */
    protectData: flag.default(true),
    /** How far back, in days, a table can be restored to any second, and for how long an overwritten file is kept beneath. */
    recoveryDays: number.pipe(z.int().min(1).max(35)).default(35),
    /** How long logs are kept, in days, as far as CloudWatch knows the number. They hold complaint ids and codes, never texts or names. */
    logDays: number.pipe(z.enum(RetentionDays).exclude(["INFINITE"])).default(RetentionDays.THREE_MONTHS),
    /** From which level on functions log. */
    logLevel: z.enum(["DEBUG", "INFO", "WARN", "ERROR"]).default("INFO"),
    /** Whether a web application firewall stands before the API (about 10 USD a month). */
    firewall: flag.default(true),
    /** How many requests one address may make in five minutes before the firewall refuses it. Villages share addresses. */
    requestsPerAddress: number.pipe(z.int().min(10).max(2_000_000_000)).default(2_000),
    /**
     * Whether programs that file have to compute for some seconds first (proof of work): never, while more reports arrive
     * than `burstFilings` a minute, or always. A program that does not know how cannot file meanwhile.
     */
    challenge: z.enum(["off", "burst", "always"]).default("off"),
    /** A nation files one report every other minute. */
    burstFilings: number.pipe(z.int().min(8).max(1_000_000)).default(600),
    /** Requests per second that the API accepts on average before it answers 429. */
    requestsPerSecond: number.pipe(z.int().min(1).max(10_000)).default(1_000),
    /** Requests that the API accepts at one moment. */
    requestBurst: number.pipe(z.int().min(1).max(5_000)).default(2_000),
    /**
     * Write units per second that the complaint table serves from its first minute. A disaster brings 500 reports a
     * second of up to 12 units each, the indexes' own not counted: 6,000. Default: what DynamoDB gives a new table (4,000).
     */
    warmWrites: number.pipe(z.int().min(4_000)).optional(),
    /** Read units per second likewise. Default: what DynamoDB gives a new table (12,000). */
    warmReads: number.pipe(z.int().min(12_000)).optional(),
    /** Minutes between two sweeps of the due dates; a deadline is acted on at most this late. */
    sweepMinutes: number.pipe(z.int().min(1).max(60)).default(5),
    /** Seconds for which functions go on with the directory that they have read: a change is seen everywhere this late. */
    directorySeconds: number.pipe(z.int().min(1).max(600)).default(60),
    /** Batches of up to five mails in work at the same time, at least 2. A new SES account sends 1 mail a second, a grown one 14 and more. */
    mailBatchesAtOnce: number.pipe(z.int().min(2).max(1_000)).default(2),
    /**
     * After so many years a file goes whatever became of its report. How long files are kept after the end of a report
     * is the directory's (`policy.retention`); this is for what that forgets, and is longer.
     */
    attachmentYears: number.pipe(z.int().min(1).max(30)).default(7),
    /** Whether originals are kept sealed, with all that is in them, for a supervisor who says why one must be opened. */
    keepOriginals: flag.default(false),
    /** Whether GuardDuty looks at every file that arrives (some 0.40 USD for 1,000 photos; npm run bench); nothing is handed out before. */
    scanForMalware: flag.default(true),
    /** Whether Cognito watches officers' sign-ins for stolen passwords (its Plus plan, priced by active officer). */
    watchSignIns: flag.default(true),
  })
  .refine((settings) => (settings.apiDomain === undefined) === (settings.apiCertificateArn === undefined), {
    error: "apiDomain and apiCertificateArn go together",
  })
  .refine((settings) => (settings.warmWrites === undefined) === (settings.warmReads === undefined), {
    error: "warmWrites and warmReads go together",
  });

export type Settings = Readonly<z.output<typeof shape>>;

/** What each stage sets unlike the defaults. A stage of another name starts from the defaults alone. */
const stages: Readonly<Record<string, Partial<z.input<typeof shape>>>> = {
  /** For trying things: cheap, and gone without a trace when its stacks are deleted. */
  dev: {
    protectData: false,
    recoveryDays: 7,
    logDays: 14,
    firewall: false,
    watchSignIns: false,
    scanForMalware: false,
  },
  prod: { challenge: "burst", logDays: 365, warmWrites: 6_000, warmReads: 12_000 },
};

/**
 * Reads the settings of the stage that the context names (`dev` if it names none).
 * Throws an Error that lists every wrong value in one line each.
 */
export const readSettings = (context: (key: string) => unknown): Settings => {
  const stage: unknown = context("stage") ?? "dev";
  const given = Object.fromEntries(
    Object.keys(shape.shape).flatMap((key): [string, unknown][] => {
      const value: unknown = context(key);
      return value === undefined || value === "" ? [] : [[key, value]];
    }),
  );
  const parsed = shape.safeParse({ ...stages[String(stage)], ...given, stage });
  if (!parsed.success) throw new Error(`Settings of stage ${String(stage)}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};
