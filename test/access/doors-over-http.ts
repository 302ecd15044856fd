import { Agent, request } from "node:http";
import { problemTable } from "../../shared/shell/problems.ts";
import { assertMatchesContract } from "../contract/match.ts";
import type { Outcome } from "./doors-table.ts";

/** One call over HTTP, and how far it got. */

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};
export type Answered = { readonly status: number; readonly text: string; readonly type: string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
export const hangUp = (): void => {
  agent.destroy();
};

/** Each wrong secret comes from an address of its own: otherwise its sender would soon be locked out. */
let callers = 0;
const nextAddress = (): string => {
  callers += 1;
  return `127.1.${(callers >> 8) & 255}.${callers & 255 || 1}`;
};

/** Makes the call and holds its answer against the contract. */
export const callAs = (url: string, { method, path, headers, body }: Call, fromElsewhere: boolean): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const from = fromElsewhere ? { localAddress: nextAddress() } : { agent };
    const sent = request(`${url}${path}`, { method, headers, ...from }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const type = response.headers["content-type"] ?? "";
        const status = response.statusCode ?? 0;
        const own = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        try {
          const parsed: unknown = /[/+]json/.test(type) && text !== "" ? JSON.parse(text) : text;
          assertMatchesContract(method, path, status, Object.fromEntries(own), parsed);
          resolve({ status, text, type });
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });

/** What says that there is no such report, or link, for whoever asks. */
const keptOut = ["not-yours", "tracking-number-unknown", "disposition-unknown", "disposition-over"];
/** What is asked of whoever is through the door already: the code that was mailed, an opening that lasts. */
const onceInside = ["rights-code-missing", "rights-code-refused", "identity-not-open"];
const noSuchFile = problemTable.AttachmentUnknown.detail({ kind: "AttachmentUnknown" }, "id");

/** How far a call got; what else may come of it behind the door is no matter here. */
export const outcomeIn = ({ status, text, type }: Answered): Outcome | `failed with ${number}` => {
  if (status >= 500 || status === 429) return `failed with ${status}`;
  if (status === 401) return status;
  if (status === 403) return onceInside.some((slug) => text.includes(`#problem-${slug}"`)) ? "in" : status;
  if (status === 404) {
    if (type.startsWith("text/html")) return text.includes(noSuchFile) ? "in" : 404;
    const { type: problem } = JSON.parse(text) as { type: string };
    return keptOut.some((slug) => problem.endsWith(`#problem-${slug}`)) || problem === "about:blank" ? 404 : "in";
  }
  if (status === 200 && text.startsWith('{"results":')) {
    const { results } = JSON.parse(text) as { results: readonly { status: number }[] };
    return results.every((one) => one.status === 404) ? 404 : "in";
  }
  return "in";
};
