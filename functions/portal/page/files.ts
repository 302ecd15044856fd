import { fileTypes } from "../../../shared/domain/attachments.ts";
import { sizeInWords } from "../../../shared/view/in-words.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import type { DispositionAnswer } from "../disposition-answer.ts";
import { fileKindWords, leftOutWords } from "./file-words.ts";
import { sayIn, type Say } from "./words.ts";

/** Files on the page: what the reporter sent, and what offices have shown with earlier answers. */

export type File = DispositionAnswer["attachments"][number];
export type FilesContext = {
  readonly report: DispositionAnswer;
  readonly language: Language;
  /** Address of the page without scheme and host. */
  readonly path: string;
  /** The office's own files that go with its next answer; they have a section of their own. */
  readonly toShow: ReadonlySet<string>;
};

const kindOf = ({ contentType }: File, language: Language): string =>
  fileKindWords[fileTypes[contentType]?.kind ?? "office"][language];

const addressOf = (path: string, { attachmentId }: File, rendition: string): string =>
  `${path}/files/${attachmentId}?rendition=${rendition}`;

/**
 * A small picture is 320 pixels at most and is shown smaller; where there is none, words do. The large one has a tab
 * of its own, so that an answer half written is not lost to it.
 */
export const pictureOf = (its: File, { path, language }: Pick<FilesContext, "path" | "language">): Html | null =>
  its.preview
    ? html`<a class="picture" href="${addressOf(path, its, "preview")}" target="_blank"
        ><img
          src="${addressOf(path, its, "thumbnail")}"
          alt="${sayIn(language)("enlarge").replace("{name}", its.fileName)}"
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
    case "erased":
      return say("fileErased");
  }
};

export const described = (its: File, context: Pick<FilesContext, "path" | "language">): Html => {
  const { path, language } = context;
  const say = sayIn(language);
  const about = `${its.fileName} (${kindOf(its, language)}, ${sizeInWords(its.size, language)})`;
  if (its.state === "ready") return html`<a href="${addressOf(path, its, "file")}">${say("download")} ${about}</a>`;
  return html`${its.fileName}: ${stateOf(its, say)}`;
};

const listed = (its: File, context: FilesContext): Html =>
  html`<li>${pictureOf(its, context)} ${described(its, context)}</li>`;

const hasState =
  (...states: readonly File["state"][]) =>
  ({ state }: File): boolean =>
    states.includes(state);

/** Of a file that did not come through an office learns that there was one, and no more. */
export const reportersFilesShown = (context: FilesContext): Html => {
  const { report, language } = context;
  const say = sayIn(language);
  const all = report.attachments.filter(({ by }) => by === "reporter");
  const files = all.filter(hasState("expected", "inspecting", "ready"));
  const leftOut = leftOutWords(
    all.filter(hasState("refused")).length,
    all.filter(hasState("missing")).length,
    language,
  );
  if (files.length === 0 && leftOut === null) return html``;
  return html`<section aria-labelledby="files">
    <h2 id="files">${say("reportersFiles")}</h2>
    ${
      files.length === 0
        ? null
        : html`<p class="hint">${say("reportersFilesHint")}</p>
            <ul class="files">
              ${files.map((its) => listed(its, context))}
            </ul>`
    }
    ${leftOut === null ? null : html`<p class="hint">${leftOut}</p>`}
  </section>`;
};

/** What this office and others before it have sent, but for what goes with the next answer. */
export const officesFilesShown = (context: FilesContext): Html => {
  const { report, language, toShow } = context;
  const files = report.attachments.filter(
    (its) => its.by === "office" && !toShow.has(its.attachmentId) && hasState("inspecting", "ready")(its),
  );
  if (files.length === 0) return html``;
  return html`<section aria-labelledby="offices-files">
    <h2 id="offices-files">${sayIn(language)("officesFiles")}</h2>
    <ul class="files">
      ${files.map((its) => listed(its, context))}
    </ul>
  </section>`;
};
