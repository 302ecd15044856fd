import { html, type Html } from "../../../shared/shell/html.ts";
import type { Response } from "../../../shared/shell/http.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { problemOf, problemTable, retryAfterHeader, type HttpFailure } from "../../../shared/shell/problems.ts";
import { withLineBreaks } from "../../../shared/view/line-breaks.ts";
import type { Deed } from "../over-a-link.ts";
import { doneShown } from "./disposition-page.ts";
import { asPage } from "./layout.ts";
import { sayIn } from "./words.ts";

/** Pages without a report: what was done with a link that has ended by it, and what cannot be shown. */

/** The deed that ended the link, just now. */
export const thanksPage = (deed: Deed, trackingNumber: string, language: Language): Response => {
  const say = sayIn(language);
  const title = `${say("report")} ${trackingNumber}`;
  return asPage({
    status: 200,
    language,
    title,
    main: html`<h1>${title}</h1>
      ${doneShown(deed, say)}`,
  });
};

const overWords = { final: "overFinal", handedBack: "overHandedBack", progress: "overOtherwise" } as const;

const leftOver = (text: string, language: Language): Html =>
  html`<h2>${sayIn(language)("notSent")}</h2>
    <blockquote><p>${withLineBreaks(text)}</p></blockquote>`;

/** A link that has ended; what somebody wrote in vain is given back to them. */
export const overPage = (lastDeed: Deed | null, unsent: string | null, language: Language): Response => {
  const say = sayIn(language);
  return asPage({
    status: problemTable.DispositionOver.status,
    language,
    title: say("over"),
    main: html`<h1>${say("over")}</h1>
      <p>${say(lastDeed === null ? "overOtherwise" : overWords[lastDeed])}</p>
      ${unsent === null || unsent === "" ? null : leftOver(unsent, language)}`,
  });
};

/** Any failure as a page. A request that may succeed later can be sent again from it. */
export const failurePage = (
  failure: HttpFailure,
  { language, baseUrl }: { readonly language: Language; readonly baseUrl: string },
): Response => {
  const { status } = problemTable[failure.kind];
  const { title, detail } = problemOf(failure, { language, baseUrl, requestId: "" });
  return asPage({
    status,
    language,
    title,
    headers: retryAfterHeader(failure),
    main: html`<h1>${title}</h1>
      <p>${detail}</p>
      ${status >= 500 ? html`<p>${sayIn(language)("tryAgain")}</p>` : null}`,
  });
};
