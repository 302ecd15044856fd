import { challengeSolver } from "../../../shared/shell/challenge-solver.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Say } from "./docs-route.ts";

/** How a program answers a challenge: the solver that is shown is the one that is tested. */
export const challengeSection = (say: Say): Html =>
  html` <section id="challenge">
    <h2>${say("challenge")}</h2>
    <p>${say("challengeIntro")}</p>
    <pre><code>${challengeSolver}</code></pre>
    <p>${say("challengeAdvice")}</p>
  </section>`;
