import { randomUUID } from "node:crypto";
import type { Actor, Event } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { codeGoodUntil, codesAnHour, triesOfCode } from "../../shared/domain/rights-code.ts";
import type { Request } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { counterName, equalInConstantTime, rightsCode } from "../../shared/shell/signing.ts";
import { act } from "../../shared/store/act.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { isAmongFirst } from "../../shared/store/counters.ts";
import { readIdentity } from "../../shared/store/identity-store.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { reportOfReporter } from "../intake/reporters-report.ts";
import { identitiesOf, type RightsDeps } from "./rights-deps.ts";

/**
 * A report for what only its reporter may ask about their own data. The secret may have been read over a shoulder; the
 * code shows that whoever asks also reads the mail on file. Without mail on file the secret is all there is.
 */

export type Asked = Pick<Request, "params" | "bearer" | "address" | "cause" | "header">;

export type Opened = {
  readonly found: History;
  readonly actor: Actor;
  /** Version of the event by which the code was asked for; undefined: none is needed. */
  readonly code: number | undefined;
};

const theReport = (deps: RightsDeps, { params, bearer, address }: Asked) =>
  reportOfReporter(deps, { trackingNumber: params["trackingNumber"] ?? "", secret: bearer, address });

const dayOf = (instant: string): string => instant.slice(0, "YYYY-MM-DD".length);
const hourOf = (instant: string): string => instant.slice(0, "YYYY-MM-DDTHH".length);

/** Codes that were asked for lately and that no change has used up. */
const liveCodes = ({ events }: History, now: string): readonly Event[] =>
  events.filter(
    ({ type, at, version }) =>
      type === "rightsCodeRequested" &&
      codeGoodUntil(at) > now &&
      !events.some((later) => "code" in later && later.code === version),
  );

/** Which of the codes it is; null: none, or one that was tried too often. Different codes are counted, not how often. */
const codeMeant = async (deps: RightsDeps, found: History, sent: string): Promise<number | null> => {
  const { complaintId } = found.complaint;
  const [keys, now, code] = [await deps.keys(), deps.now(), sent.replace(/[\s-]/g, "")];
  const one = counterName(keys, dayOf(now), "code", code);
  for (const { version, at } of liveCodes(found, now).toReversed()) {
    const name = counterName(keys, dayOf(at), "tries of code", complaintId, String(version));
    // Counted before it is looked at: many at once are no more than one after the other.
    const heard = await isAmongFirst(deps.store, name, { one, most: triesOfCode }, now);
    if (equalInConstantTime(rightsCode(keys, { complaintId, version }), code) && heard) return version;
  }
  return null;
};

/** The report with its secret and, where mail can be sent to the reporter, a code that was. */
export const openedByReporter = async (deps: RightsDeps, asked: Asked): Promise<Outcome<Opened, HttpFailure>> => {
  const report = await theReport(deps, asked);
  if (!report.ok) return report;
  const { found, actor } = report.value;
  if (!found.complaint.reachable) return done({ found, actor, code: undefined });
  const sent = asked.header("rights-code");
  if (sent === null) return refused({ kind: "RightsCodeMissing" });
  const code = await codeMeant(deps, found, sent);
  return code === null ? refused({ kind: "RightsCodeRefused" }) : done({ found, actor, code });
};

/** `s***@contoh.example`: enough for its owner to know which one it is. */
export const maskedAddress = (email: string): string => `${email.charAt(0)}***${email.slice(email.lastIndexOf("@"))}`;

export type CodeSent = { readonly sentTo: string | null; readonly goodUntil: string | null };

const secondsToNextHour = (now: string): number => 3600 - (Math.floor(Date.parse(now) / 1000) % 3600);

/** Has a code sent to the address on file. Where there is none nothing is sent, and none is needed. */
export const sendCode = async (deps: RightsDeps, asked: Asked): Promise<Outcome<CodeSent, HttpFailure>> => {
  const first = await theReport(deps, asked);
  if (!first.ok) return first;
  const { complaint } = first.value.found;
  const { complaintId } = complaint;
  const email = complaint.reachable ? (await readIdentity(identitiesOf(deps), complaintId))?.email : undefined;
  if (email === undefined) return done({ sentTo: null, goodUntil: null });
  const now = deps.now();
  const name = counterName(await deps.keys(), hourOf(now), "codes", complaintId);
  if (!(await isAmongFirst(deps.store, name, { one: randomUUID(), most: codesAnHour }, now))) {
    return refused({ kind: "TooManyCodes", retryAfter: secondsToNextHour(now) });
  }
  return whileStale<CodeSent, HttpFailure>(async () => {
    const report = await theReport(deps, asked);
    if (!report.ok) return report;
    const { found, actor } = report.value;
    const context = { actor, now, cause: asked.cause, directory: await deps.directory() };
    const step = await act(deps.store, found.complaint, { move: "requestRightsCode" }, context);
    return step.ok ? done({ sentTo: maskedAddress(email), goodUntil: codeGoodUntil(step.value.event.at) }) : step;
  });
};
