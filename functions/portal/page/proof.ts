import { fileTypes, type FileLimits } from "../../../shared/domain/attachments.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { fileTypeWords, proofHint } from "./file-words.ts";
import { described, pictureOf, type File, type FilesContext } from "./files.ts";
import { scriptWords } from "./script.ts";
import { sayIn } from "./words.ts";

/** Where an office sends files as proof, and says which of them go with its answer. */

const isThere = ({ state }: File): boolean => state === "ready" || state === "inspecting";
const isAwaited = ({ state }: File): boolean => state === "expected" || state === "inspecting";

/** A box of the answer's form, though it stands outside of it: a form cannot hold the one that sends files. */
const choiceOf = (its: File, context: FilesContext, unticked: ReadonlySet<string>): Html => {
  const say = sayIn(context.language);
  const id = `file-${its.attachmentId}`;
  const awaited = isAwaited(its) ? html` data-awaited` : null;
  if (!isThere(its)) return html`<li data-file="${its.attachmentId}" ${awaited}>${described(its, context)}</li>`;
  const remark = its.state === "inspecting" ? ` (${say("fileInspecting")})` : "";
  return html`<li data-file="${its.attachmentId}" ${awaited}>
    ${pictureOf(its, context)}
    <div class="choice">
      <input
        type="checkbox"
        id="${id}"
        name="attachments"
        value="${its.attachmentId}"
        form="answer-form"
        ${unticked.has(its.attachmentId) ? null : html` checked`}
      />
      <label for="${id}">${say("showWithAnswer")} ${its.fileName}${remark}</label>
    </div>
  </li>`;
};

const types = Object.entries(fileTypes);
/** What a file dialog offers: types, and endings for systems that know no type for them. */
const accepted = types
  .flatMap(([contentType, { endings }]) => [contentType, ...endings.map((ending) => `.${ending}`)])
  .join(",");
/** The type that an ending says, for systems that know none; of two, the first of the table. */
const typesByEnding = JSON.stringify(
  Object.fromEntries(
    types.flatMap(([contentType, { endings }]) => endings.map((ending) => [ending, contentType])).reverse(),
  ),
);

const typeChoices = (language: Language): Html =>
  html`${Object.entries(fileTypeWords).map(
    ([contentType, words]) => html`<option value="${contentType}">${words[language]}</option>`,
  )}`;

/** `/dev/d/<token>` is a page's, `/dev/v1/dispositions/<token>` the same for programs. */
const apiOf = (path: string): string => path.replace(/\/d\/([^/]*)$/, "/v1/dispositions/$1");

export type ProofContext = FilesContext & {
  readonly limits: FileLimits;
  /** Files that somebody has unticked in a form that came back. */
  readonly unticked: ReadonlySet<string>;
};

/** The office's files that go with its next answer. */
export const proofOf = ({ report, toShow }: Pick<FilesContext, "report" | "toShow">): readonly File[] =>
  report.attachments.filter(({ attachmentId }) => toShow.has(attachmentId));

/** Without scripts a file goes by a page of its own; with them it is sent from here, and this form is hidden. */
export const proofShown = (context: ProofContext): Html => {
  const { language, path, limits, unticked } = context;
  const say = sayIn(language);
  return html`<section
    id="proof"
    aria-labelledby="proof-title"
    data-path="${path}"
    data-api="${apiOf(path)}"
    data-types="${typesByEnding}"
    data-words="${scriptWords(language)}"
  >
    <h2 id="proof-title">${say("proof")}</h2>
    <p class="hint" id="proof-hint">${proofHint(limits, language)}</p>
    <ul class="files" id="proof-files" aria-labelledby="proof-title">
      ${proofOf(context).map((its) => choiceOf(its, context, unticked))}
    </ul>
    <form class="no-script" method="post" action="${path}/files">
      <p class="hint">${say("proofFirst")}</p>
      <label class="label" for="contentType">${say("fileType")}</label>
      <select id="contentType" name="contentType">
        ${typeChoices(language)}
      </select>
      <button type="submit">${say("chooseFile")}</button>
    </form>
    <div class="with-script" hidden>
      <label class="label" for="picked">${say("pickFiles")}</label>
      <input type="file" id="picked" multiple accept="${accepted}" aria-describedby="proof-hint" />
      <p aria-live="polite" id="picked-said"></p>
    </div>
  </section>`;
};

const arrivedWords = (its: File): "fileArrived" | "fileIsReady" | "fileIsRefused" => {
  if (its.state === "ready") return "fileIsReady";
  return its.state === "refused" ? "fileIsRefused" : "fileArrived";
};

/**
 * What became of the file with which a browser comes back from storage. Nothing moves by itself: whoever has no
 * scripts looks again when they like.
 */
export const arrivedShown = (its: File, { path, language }: Pick<FilesContext, "path" | "language">): Html => {
  const say = sayIn(language);
  const isRefused = its.state === "refused";
  return html`<section class="${isRefused ? "problem" : "done"}" role="status" aria-labelledby="arrived">
    <h2 id="arrived">${say(arrivedWords(its))}</h2>
    ${isRefused ? html`<p>${its.fileName}: ${its.reason ?? say("fileRefused")}</p>` : null}
    ${
      isAwaited(its)
        ? html`<p class="no-script"><a href="${path}?file=${its.attachmentId}">${say("lookAgain")}</a></p>`
        : html`<p><a href="#proof">${say("toProof")}</a></p>`
    }
  </section>`;
};
