import { localDateOf } from "../../shared/domain/calendar.ts";
import { ruleInForce, zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { done, type Outcome } from "../../shared/domain/failures.ts";
import { holdsOn } from "../../shared/domain/validity.ts";
import { readBy, type FieldProblem, type Read } from "../../shared/shell/field-words.ts";
import type { Request, Response } from "../../shared/shell/http.ts";
import { problemOf, problemTable, type HttpFailure } from "../../shared/shell/problems.ts";
import { answerCommand, handBackCommand } from "./commands.ts";
import {
  moveOverLink,
  openLink,
  viewOf,
  type Deed,
  type LinkCommand,
  type Opened,
  type PortalDeps,
} from "./over-a-link.ts";
import { filesToShow } from "./own-files.ts";
import { dispositionPage, type DispositionPage, type Why } from "./page/disposition-page.ts";
import type { Attempt, FormName, NamedAgency } from "./page/forms.ts";
import { overPage, thanksPage } from "./page/other-pages.ts";
import type { FileOrigins } from "./page/style.ts";
import {
  answerBody,
  handBackBody,
  type answerOnPage as answerRoute,
  type dispositionPage as pageRoute,
  type handBackOnPage as handBackRoute,
} from "./routes.ts";

/** What a browser asks: the page, and its two forms. */

/** Without scheme and host, so that it holds behind any of the API's addresses and under its stage. */
const pathOf = ({ baseUrl, params }: Pick<Request, "baseUrl" | "params">): string =>
  `${baseUrl.replace(/^[a-z]+:\/\/[^/]*/i, "")}/d/${encodeURIComponent(params["token"] ?? "")}`;

/** Offices that may be suggested: those that exist and have not yet said no themselves. */
const otherAgencies = (directory: Directory, { found }: Opened, today: string): readonly NamedAgency[] =>
  directory.agencies
    .filter((agency) => holdsOn(agency, today))
    .filter(({ code }) => code !== found.complaint.agencyCode && !found.complaint.refusedBy.includes(code))
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "id"));

/** `files`: where they are handed out from and sent to, which is all that a page may speak to besides the API. */
export type PageDeps = PortalDeps & { readonly files: FileOrigins };

type Asked = Pick<Request, "baseUrl" | "params" | "language" | "cause">;

const pageOf = async (
  deps: PageDeps,
  opened: Opened,
  request: Asked,
  extra: Pick<DispositionPage, "sent" | "refusal">,
  file?: string,
): Promise<Response> => {
  const { language } = request;
  const directory = await deps.directory();
  const timeZone = zoneOf(directory, opened.disposition.agencyCode);
  const today = localDateOf(deps.now(), timeZone);
  const rule = ruleInForce(directory, "reporterReply", opened.found.complaint.class, today);
  const report = await viewOf(deps, opened, language);
  const toShow = filesToShow(opened.found, opened.disposition.agencyCode);
  return dispositionPage({
    report,
    language,
    timeZone,
    path: pathOf(request),
    agencies: otherAgencies(directory, opened, today),
    replyTime: { days: rule.number, unit: rule.unit },
    files: deps.files,
    toShow,
    limits: directory.policy.files,
    // Believed of the office's own files alone: an address may say anything.
    arrived: report.attachments.find(({ attachmentId }) => attachmentId === file && toShow.has(attachmentId)) ?? null,
    ...extra,
  });
};

/** Shows the page and changes nothing. `sent` is believed only if the link's holder did just that. */
export const showPage = async (
  deps: PageDeps,
  request: Request<typeof pageRoute>,
): Promise<Outcome<Response, HttpFailure>> => {
  const outcome = await openLink(deps, request.params["token"] ?? "");
  if (!outcome.ok) return outcome;
  const { found, over, lastDeed } = outcome.value;
  const sent = lastDeed !== null && request.query.sent === lastDeed ? lastDeed : null;
  const { file } = request.query;
  if (!over) return done(await pageOf(deps, outcome.value, request, { sent, refusal: null }, file));
  return done(
    sent === null
      ? overPage(lastDeed, null, request.language)
      : thanksPage(sent, found.complaint.trackingNumber, request.language),
  );
};

type Form = {
  readonly name: FormName;
  readonly typed: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The field in which somebody wrote at length. */
  readonly written: string | undefined;
};

/** What is wrong with single fields, if that is what the failure says. */
const fieldProblems = (failure: HttpFailure, { baseUrl, language }: Asked): readonly FieldProblem[] | null =>
  failure.kind === "FieldsRefused" || failure.kind === "BodyRefused"
    ? (problemOf(failure, { baseUrl, language, requestId: "" }).errors ?? [])
    : null;

/** The page again with what was typed, or, over a link that has ended, at least what was typed. */
const again = async (
  deps: PageDeps,
  request: Asked,
  { name, typed, written }: Form,
  failure: HttpFailure,
): Promise<Outcome<Response, HttpFailure>> => {
  const opened = await openLink(deps, request.params["token"] ?? "");
  if (!opened.ok) return opened;
  if (opened.value.over) return done(overPage(opened.value.lastDeed, written ?? null, request.language));
  const errors = fieldProblems(failure, request);
  const { baseUrl, language } = request;
  const why: Why =
    errors !== null
      ? "fields"
      : failure.kind === "StaleVersion"
        ? "stale"
        : { sentence: problemOf(failure, { baseUrl, language, requestId: "" }).detail };
  const attempt: Attempt = { form: name, typed, errors: errors ?? [] };
  const { status } = problemTable[failure.kind];
  return done(await pageOf(deps, opened.value, request, { sent: null, refusal: { status, attempt, why } }));
};

/** The version that the page showed; a form without one cannot say what its sender has seen. */
const versionIn = (typed: Form["typed"][string]): number => (/^\d{1,9}$/.test(String(typed ?? "")) ? Number(typed) : 0);

const submit = async (
  deps: PageDeps,
  request: Asked,
  form: Form,
  read: Read<LinkCommand>,
): Promise<Outcome<Response, HttpFailure>> => {
  if (!read.ok) return again(deps, request, form, { kind: "BodyRefused", errors: read.errors });
  const command = read.value;
  const asked = { token: request.params["token"] ?? "", cause: request.cause, language: request.language };
  const outcome = await moveOverLink(deps, asked, command, versionIn(form.typed["version"]));
  if (!outcome.ok) return again(deps, request, form, outcome.failure);
  const sent: Deed = deeds[command.move];
  return done({ status: 303, headers: { Location: `${pathOf(request)}?sent=${sent}` } });
};
const deeds = { answer: "progress", answerFinally: "final", handBack: "handedBack" } as const;

const mapped = <From, To>(read: Read<From>, to: (value: From) => To): Read<To> =>
  read.ok ? { ok: true, value: to(read.value) } : read;

export const answerOnPage = (
  deps: PageDeps,
  request: Request<typeof answerRoute>,
): Promise<Outcome<Response, HttpFailure>> => {
  const { text, kind, attachments } = request.body;
  const files = attachments === undefined ? {} : { attachments: [attachments].flat() };
  const read = readBy(answerBody, { text: text ?? "", final: kind === "final", ...files }, request.language);
  const form: Form = { name: "answers", typed: request.body, written: text };
  return submit(deps, request, form, mapped(read, answerCommand));
};

export const handBackOnPage = (
  deps: PageDeps,
  request: Request<typeof handBackRoute>,
): Promise<Outcome<Response, HttpFailure>> => {
  const { reason, suggestedAgencyCode } = request.body;
  // "I do not know" is sent as an empty choice.
  const suggestion = suggestedAgencyCode ? { suggestedAgencyCode } : {};
  const read = readBy(handBackBody, { reason: reason ?? "", ...suggestion }, request.language);
  const form: Form = { name: "hand-back", typed: request.body, written: reason };
  return submit(deps, request, form, mapped(read, handBackCommand));
};
