import { spawn } from "node:child_process";
import { join } from "node:path";

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** `npm run verify-log` as a process of its own, with nothing of this one's environment. */
export const runVerifyLog = async (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const command = join(import.meta.dirname, "../../infra/audit/verify-log.ts");
  const child = spawn(process.execPath, [command, ...args], {
    env: { AWS_REGION: "ap-southeast-3", AWS_ACCESS_KEY_ID: "dummy", AWS_SECRET_ACCESS_KEY: "dummy", ...environment },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (part: Buffer) => (said.out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (said.err += part.toString()));
  const code = await new Promise<number | null>((end) => child.on("close", end));
  return { code, ...said };
};

/** Of the local cloud at this address, for reports filed since yesterday by this machine's clock. */
export const verifyCloud = (url: string): Promise<Ran> =>
  runVerifyLog(["--from", new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)], { PORT: new URL(url).port });
