import { mailsFor } from "../../functions/notifications/mails-for.ts";
import { rightsEndpoints } from "../../functions/rights/endpoints.ts";
import type { EvidenceStore } from "../../functions/rights/evidence-store.ts";
import type { RightsDeps } from "../../functions/rights/rights-deps.ts";
import * as routes from "../../functions/rights/routes.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { rightsCode } from "../../shared/shell/signing.ts";
import { history, type History } from "../../shared/store/complaint-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { directory } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { keys, openIntake, type Intake } from "../intake/citizen.ts";
import { functionOf, type Answered } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";

/** A reporter with a report on a real engine, and what they ask about their data. */

export const storage = (): EvidenceStore & { readonly erased: string[] } => {
  const erased: string[] = [];
  const note =
    (what: string) =>
    ({ attachmentId }: { readonly attachmentId: string }): Promise<void> => {
      erased.push(`${what} ${attachmentId}`);
      return Promise.resolve();
    };
  return { erased, eraseCopies: note("copies of"), eraseOriginal: note("original of") };
};

export type Asked = {
  readonly code?: string;
  readonly secret?: string | null;
  readonly body?: object;
  readonly query?: Readonly<Record<string, string>>;
  readonly address?: string;
};

export type Citizen = {
  readonly intake: Intake;
  readonly evidence: ReturnType<typeof storage>;
  readonly deps: RightsDeps;
  readonly ask: (receipt: Receipt, route: Route, asked?: Asked) => Promise<Answered>;
  /** Asks for a code, and reads it where it is mailed to. */
  readonly code: (receipt: Receipt) => Promise<string>;
  readonly report: (receipt: Pick<Receipt, "trackingNumber">) => Promise<History>;
};

export const idOf = ({ trackingNumber }: Pick<Receipt, "trackingNumber">): string => complaintIdOf(trackingNumber);

export const openCitizen = (engine: TestEngine): Citizen => {
  const intake = openIntake(engine);
  const evidence = storage();
  const deps: RightsDeps = {
    store: engine.store,
    identityTable: engine.identityTable,
    evidence,
    directory: () => Promise.resolve(directory),
    keys: () => Promise.resolve(keys),
    now: () => intake.now,
  };
  const rights = functionOf(rightsEndpoints(deps));
  const ask: Citizen["ask"] = async ({ trackingNumber, secret: own }, route, { secret = own, ...asked } = {}) => {
    const answered = await rights(route, {
      params: { trackingNumber },
      headers: {
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(asked.code === undefined ? {} : { "rights-code": asked.code }),
        ...(asked.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(asked.query === undefined ? {} : { query: asked.query }),
      ...(asked.address === undefined ? {} : { address: asked.address }),
    });
    const path = route.path.replace("{trackingNumber}", trackingNumber);
    assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
    return answered;
  };
  const report: Citizen["report"] = async (receipt) => {
    const found = await history(engine.store, idOf(receipt));
    if (!found) throw new Error("the report is not there");
    return found;
  };
  return {
    intake,
    evidence,
    deps,
    ask,
    report,
    code: async (receipt) => {
      const { status, text } = await ask(receipt, routes.sendRightsCode, { body: {} });
      if (status !== 201) throw new Error(`no code was sent: ${text}`);
      const { events } = await report(receipt);
      const last = events.at(-1);
      if (!last || mailsFor(idOf(receipt), last)[0]?.kind !== "rightsCode") throw new Error("no mail follows");
      return rightsCode(keys, { complaintId: idOf(receipt), version: last.version });
    },
  };
};
