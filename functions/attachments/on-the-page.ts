import { fileTypeNamed, fileTypes } from "../../shared/domain/attachments.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { html, type Html } from "../../shared/shell/html.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { Request, Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { asPage } from "../portal/page/layout.ts";
import type { FileOrigins } from "../portal/page/style.ts";
import { limitWords, sayIn } from "../portal/page/words.ts";
import type { Upload } from "./file-store.ts";
import type { chooseFileOnPage } from "./routes.ts";
import { giveTicket, type Finder, type TicketDeps } from "./tickets.ts";

/** The page from which a browser without scripts sends one file of a type that was chosen before, straight to storage. */

const hidden = ([name, value]: readonly [string, string]): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

const uploadForm = ({ url, fields }: Upload, contentType: string, most: number, language: Language): Html => {
  const say = sayIn(language);
  const { endings } = fileTypes[contentType] ?? { endings: [] };
  return html`<form method="post" action="${url}" enctype="multipart/form-data">
    ${Object.entries(fields).map(hidden)}
    <label class="label" for="file">${say("file")}: .${endings[0] ?? ""}</label>
    <p class="hint" id="file-hint">${limitWords(most, language)}</p>
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

/** What a file is called whose own name nobody could say: a browser without scripts tells it to storage alone. */
const namelessAs = (contentType: string): string => `bukti.${fileTypes[contentType]?.endings[0] ?? "bin"}`;

export const fileFormPage = async (
  deps: TicketDeps & { readonly origins: FileOrigins },
  find: Finder,
  { body, params, baseUrl, language, cause }: Request<typeof chooseFileOnPage>,
): Promise<Outcome<Response, HttpFailure>> => {
  const contentType = fileTypeNamed(body.contentType ?? "");
  const kind = fileTypes[contentType ?? ""]?.kind;
  if (contentType === undefined || kind === undefined) {
    const value = body.contentType ?? "";
    return refused({ kind: "FieldsRefused", faults: [{ pointer: "/contentType", code: "fileTypeNotAllowed", value }] });
  }
  const page = `${baseUrl}/d/${encodeURIComponent(params["token"] ?? "")}`;
  const promise = { fileName: namelessAs(contentType), contentType };
  const ticket = await giveTicket(deps, find, promise, cause, (id) => `${page}?file=${id}#proof`);
  if (!ticket.ok) return ticket;
  const say = sayIn(language);
  const { bytes } = (await deps.directory()).policy.files;
  return done(
    asPage({
      status: 200,
      language,
      title: say("sendFileTitle"),
      files: deps.origins,
      main: html`<h1>${say("sendFileTitle")}</h1>
        ${uploadForm(ticket.value.upload, contentType, bytes[kind], language)}
        <p><a href="${page}#proof">${say("backToReport")}</a></p>`,
    }),
  );
};
