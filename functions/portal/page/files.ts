import { fileTypes } from "../../../shared/domain/attachments.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import type { DispositionAnswer } from "../disposition-answer.ts";
import { scriptWords } from "./script.ts";
import { fileKindWords, sayIn, type Say } from "./words.ts";

/** Files on the page: what the reporter sent, and what the office wants to show with its answer. */

type File = DispositionAnswer["attachments"][number];
export type FilesContext = {
  readonly report: DispositionAnswer;
  readonly language: Language;
  /** Address of the page without scheme and host. */
  readonly path: string;
};

/** "2,4 MB", "310 KB": as a reader in this language writes it. */
export const sizeInWords = (bytes: number, language: Language): string => {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), "KB"] : [bytes / 1_000_000, "MB"];
  const digits = unit === "MB" && value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
};

const kindOf = ({ contentType }: File, language: Language): string =>
  fileKindWords[fileTypes[contentType]?.kind ?? "office"][language];

const addressOf = (path: string, { attachmentId }: File, rendition: string): string =>
  `${path}/files/${attachmentId}?rendition=${rendition}`;

/** A small picture is 320 pixels at most and is shown smaller; where there is none, words do. */
const pictureOf = (its: File, { path, language }: FilesContext): Html | null =>
  its.preview
    ? html`<a class="picture" href="${addressOf(path, its, "preview")}"
        ><img
          src="${addressOf(path, its, "thumbnail")}"
          alt="${sayIn(language)("enlarge")} ${its.fileName}"
          loading="lazy"
      /></a>`
    : null;

const stateOf = (its: File, say: Say): string | null => {
  switch (its.state) {
    case "ready":
      return null;
    case "expected":
      return say("fileExpected");
    case "inspecting":
      return say("fileInspecting");
    case "refused":
      return its.reason ?? say("fileRefused");
    case "missing":
      return say("fileMissing");
  }
};

const described = (its: File, context: FilesContext): Html => {
  const { path, language } = context;
  const say = sayIn(language);
  const about = `${its.fileName} (${kindOf(its, language)}, ${sizeInWords(its.size, language)})`;
  if (its.state === "ready") return html`<a href="${addressOf(path, its, "file")}">${say("download")} ${about}</a>`;
  return html`${its.fileName}: ${stateOf(its, say)}`;
};

const listed = (its: File, context: FilesContext): Html =>
  html`<li>${pictureOf(its, context)} ${described(its, context)}</li>`;

const ofReporter = ({ by }: File): boolean => by === "reporter";
/** Of a file that did not come through there is nothing for an office to see or do. */
const cameOrComes = ({ state }: File): boolean => state !== "refused" && state !== "missing";

export const reportersFilesShown = (context: FilesContext): Html => {
  const { report, language } = context;
  const say = sayIn(language);
  const files = report.attachments.filter((its) => ofReporter(its) && cameOrComes(its));
  return files.length === 0
    ? html``
    : html`<h2 id="files">${say("reportersFiles")}</h2>
        <p class="hint">${say("reportersFilesHint")}</p>
        <ul class="files" aria-labelledby="files">
          ${files.map((its) => listed(its, context))}
        </ul>`;
};

/** The office's own that no answer has shown yet: to be shown with the next, unless unticked. */
export const toShow = ({ attachments }: DispositionAnswer, shown: ReadonlySet<string>): readonly File[] =>
  attachments.filter((its) => !ofReporter(its) && !shown.has(its.attachmentId));

const isThere = ({ state }: File): boolean => state === "ready" || state === "inspecting";

const choiceOf = (its: File, context: FilesContext, unticked: ReadonlySet<string>): Html => {
  const say = sayIn(context.language);
  const id = `file-${its.attachmentId}`;
  if (!isThere(its)) return html`<li data-file="${its.attachmentId}">${described(its, context)}</li>`;
  const remark = its.state === "inspecting" ? ` (${say("fileInspecting")})` : "";
  return html`<li data-file="${its.attachmentId}">
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

const types = Object.entries(fileTypes).map(([contentType, { endings }]) => ({ contentType, endings }));
/** What a file dialog offers: types, and endings for systems that know no type for them. */
const accepted = types
  .flatMap(({ contentType, endings }) => [contentType, ...endings.map((ending) => `.${ending}`)])
  .join(",");

const typeChoices = (language: Language): Html =>
  html`${types.map(
    ({ contentType, endings }) =>
      html`<option value="${contentType}">
        ${fileKindWords[fileTypes[contentType]?.kind ?? "office"][language]}, .${endings[0]}
      </option>`,
  )}`;

/** `/dev/d/<token>` is a page's, `/dev/v1/dispositions/<token>` the same for programs. */
const apiOf = (path: string): string => path.replace(/\/d\/([^/]*)$/, "/v1/dispositions/$1");

export type ProofContext = FilesContext & {
  /** Files that were shown with an answer already. */
  readonly shown: ReadonlySet<string>;
  /** Files that somebody has unticked in a form that came back. */
  readonly unticked: ReadonlySet<string>;
  /** A file that the browser has just sent to storage. */
  readonly arrived: string | null;
};

/** Without scripts a file goes by a page of its own; with them it is sent from here, and this form is hidden. */
export const proofShown = (context: ProofContext): Html => {
  const { report, language, path, shown, unticked, arrived } = context;
  const say = sayIn(language);
  const files = toShow(report, shown);
  const awaited = files.some(({ state }) => state === "inspecting" || state === "expected");
  return html`<section
    id="proof"
    aria-labelledby="proof-title"
    data-path="${path}"
    data-api="${apiOf(path)}"
    data-words="${scriptWords(language)}"
  >
    <h2 id="proof-title">${say("proof")}</h2>
    <p class="hint" id="proof-hint">${say("proofHint")}</p>
    ${arrived === null ? null : html`<p role="status" class="said">${say("fileArrived")}</p>`}
    <ul class="files" id="proof-files" aria-labelledby="proof-title">
      ${files.map((its) => choiceOf(its, context, unticked))}
    </ul>
    ${awaited ? html`<p class="no-script"><a href="${path}#proof">${say("lookAgain")}</a></p>` : null}
    <form class="no-script" method="post" action="${path}/files">
      <label class="label" for="contentType">${say("fileType")}</label>
      <select id="contentType" name="contentType">
        ${typeChoices(language)}
      </select>
      <button type="submit">${say("chooseFile")}</button>
    </form>
    <div class="with-script" hidden>
      <label class="label" for="picked">${say("pickFiles")}</label>
      <input type="file" id="picked" multiple accept="${accepted}" aria-describedby="proof-hint" />
      <p aria-live="polite" id="picked-said" class="said"></p>
    </div>
  </section>`;
};
