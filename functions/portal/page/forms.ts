import type { FieldProblem } from "../../../shared/shell/field-words.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { finalHint, sayIn } from "./words.ts";

/** The two forms of the page. What was typed stays typed, and what is wrong is said at its field. */

export type FormName = "answers" | "hand-back";

/** A form that came back: what was typed, and why it was not taken. */
export type Attempt = {
  readonly form: FormName;
  readonly typed: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly errors: readonly FieldProblem[];
};

export type FormContext = {
  readonly language: Language;
  /** Where the form is sent, without the scheme and host: `/dev/d/<token>/answers`. */
  readonly action: string;
  readonly version: number;
  readonly attempt: Attempt | null;
};

const idOf = (pointer: string): string => pointer.slice(1);

const errorAt = (attempt: Attempt | null, form: FormName, field: string): string | null =>
  attempt?.form === form ? (attempt.errors.find(({ pointer }) => idOf(pointer) === field)?.detail ?? null) : null;

const typedIn = (attempt: Attempt | null, form: FormName, field: string): string =>
  attempt?.form === form ? String(attempt.typed[field] ?? "") : "";

/** A browser drops the line break right after the tag; a text that begins with one keeps its own. */
const textarea = (id: string, value: string, describedBy: string, wrong: boolean): Html =>
  html`<textarea
    id="${id}"
    name="${id}"
    rows="8"
    required
    aria-describedby="${describedBy}"
    ${wrong ? html` aria-invalid="true"` : null}
  >
${value}</textarea>`;

type Field = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string | null;
  readonly value: string;
};

const writtenField = ({ id, label, hint, error, value }: Field): Html => {
  const describedBy = `${id}-hint${error === null ? "" : ` ${id}-error`}`;
  return html`<div${error === null ? null : html` class="wrong"`}>
    <label class="label" for="${id}">${label}</label>
    <p class="hint" id="${id}-hint">${hint}</p>
    ${error === null ? null : html`<p class="error" id="${id}-error">${error}</p>`}
    ${textarea(id, value, describedBy, error !== null)}
  </div>`;
};

const choice = (value: "progress" | "final", label: string, hint: string, chosen: boolean): Html =>
  html`<div class="choice">
    <input
      type="radio"
      id="kind-${value}"
      name="kind"
      value="${value}"
      aria-describedby="kind-${value}-hint"
      ${chosen ? html` checked` : null}
    />
    <div>
      <label for="kind-${value}">${label}</label>
      <p class="hint" id="kind-${value}-hint">${hint}</p>
    </div>
  </div>`;

export type ReplyTime = { readonly days: number; readonly unit: "working" | "calendar" };

export const answerFormShown = ({ language, action, version, attempt }: FormContext, time: ReplyTime): Html => {
  const say = sayIn(language);
  const final = typedIn(attempt, "answers", "kind") === "final";
  return html`<section id="answer" aria-labelledby="answer-title">
    <h2 id="answer-title">${say("answer")}</h2>
    <form id="answer-form" method="post" action="${action}" novalidate>
      <input type="hidden" name="version" value="${version}" />
      <fieldset>
        <legend>${say("answerKind")}</legend>
        ${choice("progress", say("progress"), say("progressHint"), !final)}
        ${choice("final", say("final"), finalHint(time.days, time.unit, language), final)}
      </fieldset>
      ${writtenField({
        id: "text",
        label: say("text"),
        hint: say("textHint"),
        error: errorAt(attempt, "answers", "text"),
        value: typedIn(attempt, "answers", "text"),
      })}
      <button type="submit">${say("send")}</button>
    </form>
  </section>`;
};

export type NamedAgency = { readonly code: string; readonly name: string };

const agencyChoice = ({ language, attempt }: FormContext, agencies: readonly NamedAgency[]): Html => {
  const say = sayIn(language);
  const [id, error] = ["suggestedAgencyCode", errorAt(attempt, "hand-back", "suggestedAgencyCode")];
  const chosen = typedIn(attempt, "hand-back", id);
  return html`<div${error === null ? null : html` class="wrong"`}>
    <label class="label" for="${id}">${say("suggested")}</label>
    ${error === null ? null : html`<p class="error" id="${id}-error">${error}</p>`}
    <select id="${id}" name="${id}"${error === null ? null : html` aria-describedby="${id}-error" aria-invalid="true"`}>
      <option value="">${say("unknownAgency")}</option>
      ${agencies.map(
        ({ code, name }) => html`<option value="${code}" ${code === chosen ? html` selected` : null}>${name}</option>`,
      )}
    </select>
  </div>`;
};

export const handBackFormShown = (context: FormContext, agencies: readonly NamedAgency[]): Html => {
  const { language, action, version, attempt } = context;
  const say = sayIn(language);
  return html`<details${attempt?.form === "hand-back" ? html` open` : null}>
    <summary>${say("handBack")}</summary>
    <p class="hint">${say("handBackHint")}</p>
    <form method="post" action="${action}" novalidate>
      <input type="hidden" name="version" value="${version}" />
      ${writtenField({
        id: "reason",
        label: say("reason"),
        hint: say("reasonHint"),
        error: errorAt(attempt, "hand-back", "reason"),
        value: typedIn(attempt, "hand-back", "reason"),
      })}
      ${agencyChoice(context, agencies)}
      <button type="submit">${say("sendBack")}</button>
    </form>
  </details>`;
};
