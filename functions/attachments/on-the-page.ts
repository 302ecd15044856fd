import { fileTypeNamed, fileTypes } from "../../shared/domain/attachments.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { done, type Outcome } from "../../shared/domain/failures.ts";
import { html, type Html } from "../../shared/shell/html.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { Request, Response } from "../../shared/shell/http.ts";
import { problemOf, problemTable, type HttpFailure } from "../../shared/shell/problems.ts";
import { asPage } from "../portal/page/layout.ts";
import type { FileOrigins } from "../portal/page/style.ts";
import { fileTypeWords, limitWords } from "../portal/page/file-words.ts";
import { sayIn } from "../portal/page/words.ts";
import type { Upload } from "./file-store.ts";
import type { chooseFileOnPage } from "./routes.ts";
import { giveTicket, type Finder, type TicketDeps } from "./tickets.ts";

/** The page from which a browser without scripts sends one file of a type that was chosen before, straight to storage. */

const hidden = ([name, value]: readonly [string, string]): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

const uploadForm = ({ url, fields }: Upload, contentType: string, limits: string, language: Language): Html => {
  const say = sayIn(language);
  const { endings } = fileTypes[contentType] ?? { endings: [] };
  return html`<form method="post" action="${url}" enctype="multipart/form-data">
    ${Object.entries(fields).map(hidden)}
    <label class="label" for="file">${say("file")}: ${fileTypeWords[contentType]?.[language] ?? contentType}</label>
    <p class="hint" id="file-hint">${limits}</p>
    <input
      type="file"
      id="file"
      name="file"
      required
      accept="${[contentType, ...endings.map((ending) => `.${ending}`)].join(",")}"
      aria-describedby="file-hint"
    />
    <button type="submit">${say("sendFile")}</button>
  </form>`;
};

/**
 * What a file is called whose own name nobody could say: a browser without scripts tells it to storage alone. The
 * number is the one that the reporter will see, unless another file comes in between.
 */
const namelessAs = ({ attachments }: Complaint, contentType: string): string => {
  const others = (attachments ?? []).filter(({ by }) => by === "office").length;
  return `bukti-${others + 1}.${fileTypes[contentType]?.endings[0] ?? "bin"}`;
};

type Choice = Request<typeof chooseFileOnPage>;

/** Why there is no form for this file, in words: it is of a kind that is not taken, or one too many. */
const notTakenPage = (failure: Refused, page: string, { baseUrl, language }: Choice): Response => {
  const say = sayIn(language);
  const { errors = [] } = problemOf(failure, { baseUrl, language, requestId: "" });
  return asPage({
    status: problemTable[failure.kind].status,
    language,
    title: say("notTaken"),
    main: html`<h1>${say("notTaken")}</h1>
      ${errors.map(({ detail }) => html`<p>${detail}</p>`)}
      <p><a href="${page}#proof">${say("backToReport")}</a></p>`,
  });
};
type Refused = Extract<HttpFailure, { kind: "FieldsRefused" }>;

const notOfferedType = (value: string): Refused => ({
  kind: "FieldsRefused",
  faults: [{ pointer: "/contentType", code: "fileTypeNotAllowed", value }],
});

export const fileFormPage = async (
  deps: TicketDeps & { readonly origins: FileOrigins },
  find: Finder,
  request: Choice,
): Promise<Outcome<Response, HttpFailure>> => {
  const { body, params, baseUrl, language, cause } = request;
  const opened = await find();
  if (!opened.ok) return opened;
  const page = `${baseUrl}/d/${encodeURIComponent(params["token"] ?? "")}`;
  const contentType = fileTypeNamed(body.contentType ?? "");
  const kind = fileTypes[contentType ?? ""]?.kind;
  if (contentType === undefined || kind === undefined) {
    return done(notTakenPage(notOfferedType(body.contentType ?? ""), page, request));
  }
  const promise = { fileName: namelessAs(opened.value.found.complaint, contentType), contentType };
  // Without a fragment: S3 appends to the address.
  const ticket = await giveTicket(deps, find, promise, cause, (id) => `${page}?file=${id}`);
  if (!ticket.ok) {
    return ticket.failure.kind === "FieldsRefused" ? done(notTakenPage(ticket.failure, page, request)) : ticket;
  }
  const say = sayIn(language);
  const limits = (await deps.directory()).policy.files;
  return done(
    asPage({
      status: 200,
      language,
      title: say("sendFileTitle"),
      files: deps.origins,
      main: html`<h1>${say("sendFileTitle")}</h1>
        ${uploadForm(ticket.value.upload, contentType, limitWords(limits.bytes[kind], limits, language), language)}
        <p><a href="${page}#proof">${say("backToReport")}</a></p>`,
    }),
  );
};
