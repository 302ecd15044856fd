import { attachmentEndpoints } from "../../functions/attachments/endpoints.ts";
import type { FileStore } from "../../functions/attachments/file-store.ts";
import { chooseFileOnPage } from "../../functions/attachments/routes.ts";
import { portalEndpoints } from "../../functions/portal/endpoints.ts";
import * as routes from "../../functions/portal/routes.ts";
import type { Route } from "../../shared/shell/contract.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { signingKeys, signLink } from "../../shared/shell/signing.ts";
import { history, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { cleanKey, incomingKey } from "../../shared/store/file-keys.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { after, directory, filed, mondayMorning, publicWorks, router, type Report } from "../builders.ts";
import { functionOf, recordedLog, type Answered } from "../shell/call.ts";

/** An office with a link, and the portal that the link leads to. Every answer is held against the contract. */

const keys = signingKeys("a secret of the tests");
const lastDay = Math.floor(Date.parse(mondayMorning) / 86_400_000) + 180;

export const tokenFor = ({ complaint }: Report, disposition = complaint.disposition): string =>
  signLink(keys, { complaintId: complaint.complaintId, disposition, lastDay });

export const dispatchedTo = (agencyCode = publicWorks, particulars: Parameters<typeof filed>[0] = {}): Report =>
  after(filed(particulars), [{ move: "dispose", agencyCode, instruction: "Mohon ditindaklanjuti." }, router]);

export type Office = {
  readonly view: (token: string, language?: "id" | "en") => Promise<Answered>;
  readonly answer: (token: string, body: unknown) => Promise<Answered>;
  readonly handBack: (token: string, body: unknown) => Promise<Answered>;
  readonly page: (token: string, query?: Record<string, string>, language?: "id" | "en") => Promise<Answered>;
  readonly sendAnswer: (token: string, form: Fields) => Promise<Answered>;
  readonly sendHandBack: (token: string, form: Fields) => Promise<Answered>;
  /** Chooses the type of a file on the page without scripts. */
  readonly chooseFile: (token: string, contentType: string) => Promise<Answered>;
  readonly log: ReturnType<typeof recordedLog>;
  /** What has happened to the report so far. */
  readonly eventsOf: (report: Report) => Promise<readonly string[]>;
};

/** Fields of a form; several boxes of one name are several values. */
type Fields = Readonly<Record<string, string | readonly string[]>>;

type Setting = { readonly now?: string; readonly directory?: Directory };

/** Where files lie, without lying anywhere. */
const origins = { from: "https://evidence.example", to: "https://incoming.example" };
const files: FileStore = {
  upload: (of, { contentType, backTo }) =>
    Promise.resolve({
      url: `${origins.to}/`,
      fields: { key: incomingKey.build(of), "Content-Type": contentType, success_action_redirect: backTo ?? "" },
    }),
  link: (of, rendition) => Promise.resolve(`${origins.from}/${cleanKey(of, rendition)}`),
};

export const officeWith = (
  store: ComplaintStore,
  { now = mondayMorning, directory: its = directory }: Setting = {},
): Office => {
  const log = recordedLog();
  const deps = {
    store,
    directory: () => Promise.resolve(its),
    keys: () => Promise.resolve(keys),
    now: () => now,
  };
  const call = functionOf(
    [
      ...portalEndpoints({ ...deps, files: origins }),
      // A function of its own behind the same address.
      ...attachmentEndpoints({ ...deps, files, origins }),
    ],
    log,
  );
  const asked = async (route: Route, token: string, its: Parameters<typeof call>[1]): Promise<Answered> => {
    const answered = await call(route, { params: { token }, ...its });
    const path = route.path.replace("{token}", token);
    assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
    return answered;
  };
  const json = (route: Route, token: string, body: unknown) =>
    asked(route, token, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const form = (route: Route, token: string, fields: Fields) =>
    asked(route, token, {
      body: new URLSearchParams(
        Object.entries(fields).flatMap(([name, values]) =>
          [values].flat().map((value): [string, string] => [name, value]),
        ),
      ).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  const speaking = (language: string) => ({ "accept-language": language });
  return {
    log,
    view: (token, language = "id") => asked(routes.viewDisposition, token, { headers: speaking(language) }),
    answer: (token, body) => json(routes.answerDisposition, token, body),
    handBack: (token, body) => json(routes.handBackDisposition, token, body),
    page: (token, query = {}, language = "id") =>
      asked(routes.dispositionPage, token, { query, headers: speaking(language) }),
    sendAnswer: (token, fields) => form(routes.answerOnPage, token, fields),
    sendHandBack: (token, fields) => form(routes.handBackOnPage, token, fields),
    chooseFile: (token, contentType) => form(chooseFileOnPage, token, { contentType }),
    eventsOf: async ({ complaint }) =>
      (await history(store, complaint.complaintId))?.events.map(({ type }) => type) ?? [],
  };
};
