import { createHmac, randomBytes } from "node:crypto";
import { type Journal, readSetting, writeSetting } from "../data/journal.ts";
import type { LambdaFunction } from "../plan/functions.ts";

/** The access key of a function's role; tells the services who calls. */
export const accessKeyOf = ({ logicalId }: LambdaFunction): string => `LOCAL${logicalId}`;

/** What somebody signs requests with. A function's are its role's, which in Lambda end with the session. */
export type Credential = Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
export type Credentials = Readonly<{
  of: (own: LambdaFunction) => Credential;
  /** Whose access key this is; undefined: nobody's. */
  find: (accessKeyId: string) => Credential | undefined;
  /** For a person or a test at this machine, who may do everything. */
  owner: Credential;
}>;

/** Secrets are this data folder's own, and stay so: what was signed before a restart is good after it. */
export const openCredentials = (journal: Journal, functions: readonly LambdaFunction[]): Credentials => {
  const kept = readSetting(journal, "credentials");
  const seed = kept ?? randomBytes(32).toString("base64url");
  if (kept === undefined) writeSetting(journal, "credentials", seed);
  const secretOf = (accessKeyId: string): string =>
    createHmac("sha256", seed).update(accessKeyId).digest("base64").slice(0, 40);
  const of = (own: LambdaFunction): Credential => {
    const accessKeyId = accessKeyOf(own);
    return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken: `session-of-${own.logicalId}` };
  };
  const owner = { accessKeyId: "OWNEROFTHISMACHINE", secretAccessKey: secretOf("OWNEROFTHISMACHINE") };
  const all = new Map([...functions.map(of), owner].map((each) => [each.accessKeyId, each as Credential]));
  return { of, find: (accessKeyId) => all.get(accessKeyId), owner };
};
