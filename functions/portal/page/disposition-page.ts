import type { FileLimits } from "../../../shared/domain/attachments.ts";
import type { FieldProblem } from "../../../shared/shell/field-words.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Response } from "../../../shared/shell/http.ts";
import type { Deed } from "../over-a-link.ts";
import {
  answerFormShown,
  handBackFormShown,
  type Attempt,
  type FormContext,
  type NamedAgency,
  type ReplyTime,
} from "./forms.ts";
import { officesFilesShown, reportersFilesShown, type File } from "./files.ts";
import { asPage } from "./layout.ts";
import { arrivedShown, proofOf, proofShown } from "./proof.ts";
import { reportShown, timelineShown, type Shown } from "./report.ts";
import type { FileOrigins } from "./style.ts";
import { sayIn, type Say } from "./words.ts";

export type DispositionPage = Shown & {
  /** Address of the page without scheme and host: `/dev/d/<token>`. */
  readonly path: string;
  /** Offices that a hand-back may suggest. */
  readonly agencies: readonly NamedAgency[];
  readonly replyTime: ReplyTime;
  /** Where files go and come from. */
  readonly files: FileOrigins;
  /** The office's own files that go with its next answer. */
  readonly toShow: ReadonlySet<string>;
  readonly limits: FileLimits;
  /** A file that the browser has just sent to storage. */
  readonly arrived: File | null;
  /** What was sent just before. */
  readonly sent: Deed | null;
  /** A form that was not taken, with its status and why. */
  readonly refusal: { readonly status: number; readonly attempt: Attempt; readonly why: Why } | null;
};
/** `fields`: said at the fields; otherwise a sentence. */
export type Why = "fields" | "stale" | { readonly sentence: string };

const doneWords = {
  progress: ["sentProgress", "sentProgressText"],
  final: ["sentFinal", "sentFinalText"],
  handedBack: ["sentHandedBack", "sentHandedBackText"],
} as const;

export const doneShown = (deed: Deed, say: Say): Html => {
  const [title, text] = doneWords[deed];
  return html`<section class="done" role="status" aria-labelledby="done">
    <h2 id="done">${say(title)}</h2>
    <p>${say(text)}</p>
  </section>`;
};

const fieldNames: Readonly<Record<string, "text" | "reason" | "suggested">> = {
  "/text": "text",
  "/reason": "reason",
  "/suggestedAgencyCode": "suggested",
};

const problemAt = ({ pointer, detail }: FieldProblem, say: Say): Html => {
  const field = fieldNames[pointer];
  return field === undefined
    ? html`<li>${detail}</li>`
    : html`<li><a href="#${pointer.slice(1)}">${say(field)}: ${detail}</a></li>`;
};

const problemTitles = { fields: "problemTitle", stale: "staleTitle" } as const;

/** Takes the focus, so that whoever cannot see the page hears first that something is wrong. */
const problemShown = ({ attempt, why }: NonNullable<DispositionPage["refusal"]>, say: Say): Html =>
  html`<section class="problem" role="alert" tabindex="-1" autofocus aria-labelledby="problem">
    <h2 id="problem">${say(typeof why === "string" ? problemTitles[why] : "notNow")}</h2>
    ${
      why === "fields"
        ? html`<ul>
            ${attempt.errors.map((error) => problemAt(error, say))}
          </ul>`
        : html`<p>${why === "stale" ? say("stale") : why.sentence}</p>`
    }
  </section>`;

/** Files that were there to be ticked in a form that came back, and were not. */
const untickedIn = (page: DispositionPage): ReadonlySet<string> => {
  const { refusal } = page;
  if (refusal?.attempt.form !== "answers") return new Set();
  const ticked = [refusal.attempt.typed["attachments"] ?? []].flat();
  return new Set(
    proofOf(page)
      .map(({ attachmentId }) => attachmentId)
      .filter((id) => !ticked.includes(id)),
  );
};

const takesProof = ({ report }: DispositionPage): boolean =>
  report.moves.includes("attachments") && report.moves.includes("answers");

const formsShown = (page: DispositionPage): Html => {
  const { report, language, path, agencies, replyTime, refusal } = page;
  const say = sayIn(language);
  if (report.status === "awaitingInformation") {
    return html`<section class="notice" id="answer" aria-labelledby="waiting">
      <h2 id="waiting">${say("waiting")}</h2>
      <p>${say("waitingText")}</p>
    </section>`;
  }
  const context = (form: "answers" | "hand-back"): FormContext => ({
    language,
    action: `${path}/${form}`,
    version: report.version,
    attempt: refusal?.attempt ?? null,
  });
  return html`${takesProof(page) ? proofShown({ ...page, unticked: untickedIn(page) }) : null}
  ${report.moves.includes("answers") ? answerFormShown(context("answers"), replyTime) : null}
  ${
    report.moves.includes("hand-back")
      ? handBackFormShown(context("hand-back"), agencies)
      : html`<p class="hint">${say("noHandBack")}</p>`
  }`;
};

/** The report with its two forms. */
export const dispositionPage = (page: DispositionPage): Response => {
  const { report, language, sent, refusal, arrived } = page;
  const say = sayIn(language);
  const title = `${say("report")} ${report.trackingNumber}`;
  return asPage({
    status: refusal?.status ?? 200,
    language,
    title: refusal === null ? title : `${say("problemPrefix")}: ${title}`,
    hasAnswer: true,
    hasScript: takesProof(page),
    files: page.files,
    main: html`${refusal === null ? null : problemShown(refusal, say)} ${sent === null ? null : doneShown(sent, say)}
      ${arrived === null ? null : arrivedShown(arrived, page)}
      <h1>${title}</h1>
      ${reportShown(page)} ${reportersFilesShown(page)} ${officesFilesShown(page)} ${formsShown(page)}
      ${timelineShown(page)}`,
  });
};
