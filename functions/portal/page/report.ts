import type { Language } from "../../../shared/shell/language.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import { classWords, clockWords, roleWords } from "../../../shared/shell/words.ts";
import { dayInWords, momentInWords } from "../../../shared/view/in-words.ts";
import { withLineBreaks } from "../../../shared/view/line-breaks.ts";
import type { DispositionAnswer } from "../disposition-answer.ts";
import { sayIn } from "./words.ts";

/** The parts of the page that show the report: what, where, until when, and what has happened. */

export type Shown = {
  readonly report: DispositionAnswer;
  readonly language: Language;
  /** In which the agency's days begin and end. */
  readonly timeZone: string;
};

const fact = (name: string, value: string | Html | null): Html =>
  value === null
    ? html``
    : html`<dt>${name}</dt>
        <dd>${value}</dd>`;

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const kindOf = (report: DispositionAnswer, language: Language): string =>
  capitalised(classWords[report.withInspection ? "complaintWithInspection" : report.class][language]);

const mapLink = (coordinates: DispositionAnswer["coordinates"]): Html | null => {
  if (coordinates === null) return null;
  const { latitude, longitude } = coordinates;
  return html`<a href="geo:${latitude},${longitude}">${latitude}, ${longitude}</a>`;
};

/** Clocks of the agency; a coordinator's and a reporter's are not its concern, but for the one that it waits for. */
const ofAgency: ReadonlySet<string> = new Set(["firstFollowUp", "completion", "reporterCompletion"]);

const deadline = (its: DispositionAnswer["deadlines"][number], { language, timeZone }: Shown): Html => {
  const say = sayIn(language);
  const remarks = [
    ...(its.state === "running" ? [] : [say(its.state)]),
    ...(its.provisional ? [say("provisional")] : []),
  ];
  const remark = remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
  return fact(
    capitalised(clockWords[its.clock][language]),
    html`<time datetime="${its.dueAt}">${momentInWords(its.dueAt, timeZone, language)}</time>${remark}`,
  );
};

const deadlinesShown = (shown: Shown): Html => {
  const its = shown.report.deadlines.filter(({ clock }) => ofAgency.has(clock));
  if (its.length === 0) return html``;
  return html`<h2>${sayIn(shown.language)("deadlines")}</h2>
    <dl>${its.map((one) => deadline(one, shown))}</dl>`;
};

export const reportShown = (shown: Shown): Html => {
  const { report, language, timeZone } = shown;
  const say = sayIn(language);
  return html`${
      report.confidential
        ? html`<section class="notice" aria-labelledby="confidential">
            <h2 id="confidential">${say("confidentialTitle")}</h2>
            <p>${say("confidential")}</p>
          </section>`
        : null
    }
    <h2>${say("whatWasWritten")}</h2>
    <blockquote>
      ${report.title === null ? null : html`<p><strong>${report.title}</strong></p>`}
      <p>${withLineBreaks(report.text)}</p>
    </blockquote>
    <p class="hint">${say("whoReported")}</p>
    ${
      report.instruction === null
        ? null
        : html`<h2>${say("instruction")}</h2>
            <blockquote><p>${withLineBreaks(report.instruction)}</p></blockquote>`
    }
    ${deadlinesShown(shown)}
    <h2>${say("facts")}</h2>
    <dl>
      ${fact(say("status"), report.statusText)} ${fact(say("agency"), report.agency.name)}
      ${fact(say("class"), kindOf(report, language))} ${fact(say("category"), report.category?.name ?? null)}
      ${fact(say("address"), report.address === null ? null : html`${withLineBreaks(report.address)}`)}
      ${fact(say("region"), report.region?.name ?? null)} ${fact(say("coordinates"), mapLink(report.coordinates))}
      ${fact(say("incidentDate"), report.incidentDate === null ? null : dayInWords(report.incidentDate, language))}
      ${fact(say("filedAt"), momentInWords(report.filedAt, timeZone, language))}
    </dl>`;
};

/** "oleh koordinator, Diskominfo Staper": an office once, where the line does not name it already. */
const byWhom = ({ by, agency }: DispositionAnswer["timeline"][number], language: Language): string => {
  const office = by.agency === undefined || by.agency.code === agency?.code ? "" : `, ${by.agency.name}`;
  return `${sayIn(language)("by")} ${roleWords[by.role][language]}${office}`;
};

const happened = (entry: DispositionAnswer["timeline"][number], { language, timeZone }: Shown): Html =>
  html`<li>
    <strong>${entry.title}</strong>${entry.agency === undefined ? null : html`: ${entry.agency.name}`}<br />
    <time datetime="${entry.at}">${momentInWords(entry.at, timeZone, language)}</time>, ${byWhom(entry, language)}
    ${entry.text === undefined ? null : html`<blockquote><p>${withLineBreaks(entry.text)}</p></blockquote>`}
    ${
      entry.reasons === undefined
        ? null
        : html`<p>${sayIn(language)("reasons")}:</p>
            <ul>
              ${entry.reasons.map((reason) => html`<li>${reason}</li>`)}
            </ul>`
    }
  </li>`;

/** What becomes of files is said where they are listed; here it would hide what people did. */
const isOfFilesAlone = ({ event }: DispositionAnswer["timeline"][number]): boolean =>
  event.startsWith("attachment") || event === "originalOpened";

export const timelineShown = (shown: Shown): Html =>
  html`<section aria-labelledby="timeline">
    <h2 id="timeline">${sayIn(shown.language)("timeline")}</h2>
    <ol>
      ${shown.report.timeline.filter((entry) => !isOfFilesAlone(entry)).map((entry) => happened(entry, shown))}
    </ol>
  </section>`;
