import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { problemSlug, problemTable, type HttpFailure } from "../../../shared/shell/problems.ts";
import { withCode, type Say } from "./docs-route.ts";
import { gatewayProblems, problemOccasions } from "./problem-occasions.ts";

type Kind = HttpFailure["kind"];

const kinds = Object.keys(problemTable) as readonly Kind[];
const statuses = [
  ...new Set([...kinds.map((kind) => problemTable[kind].status), ...gatewayProblems.map(({ status }) => status)]),
].sort((a, b) => a - b);

/** Every problem by status, each with the anchor that its `type` leads to. */
export const problemsSection = (language: Language, say: Say): Html => {
  const rows = (status: number): Html[] =>
    kinds
      .filter((kind) => problemTable[kind].status === status)
      .map(
        (kind) =>
          html` <div id="problem-${problemSlug(kind)}">
            <dt>${problemTable[kind].title[language]} <code>${problemSlug(kind)}</code></dt>
            <dd>${withCode(problemOccasions[kind][language])}</dd>
          </div>`,
      );
  const fromGateway = (status: number): Html[] =>
    gatewayProblems
      .filter((problem) => problem.status === status)
      .map(
        ({ when }) =>
          html` <div>
            <dt>${say("fromGateway")}</dt>
            <dd>${withCode(when[language])}</dd>
          </div>`,
      );
  return html` <section id="problems">
    <h2>${say("problems")}</h2>
    <p>${withCode(say("problemsIntro"))} <a href="#model-Problem">Problem</a>.</p>
    ${statuses.map(
      (status) =>
        html` <section id="status-${status}">
          <h3>${status}</h3>
          <dl>${rows(status)}${fromGateway(status)}</dl>
        </section>`,
    )}
  </section>`;
};
