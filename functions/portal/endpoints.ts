import { done, type Outcome } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import type { DispositionAnswer } from "./disposition-answer.ts";
import { answerCommand, handBackCommand } from "./commands.ts";
import { answerOnPage, handBackOnPage, showPage, type PageDeps } from "./on-the-page.ts";
import { moveOverLink, viewOverLink } from "./over-a-link.ts";
import { failurePage } from "./page/other-pages.ts";
import * as routes from "./routes.ts";

const asked = ({ params, language, cause }: Pick<Request, "params" | "language" | "cause">) => ({
  token: params["token"] ?? "",
  language,
  cause,
});

/** What an agency may ask over its link, joined to what answers it. */
export const portalEndpoints = (deps: PageDeps): readonly Endpoint[] => {
  const answered = (
    status: number,
    outcome: Outcome<DispositionAnswer, HttpFailure>,
  ): Outcome<Response, HttpFailure> => (outcome.ok ? done({ status, body: outcome.value }) : outcome);
  return [
    endpoint(routes.viewDisposition, async (request) => answered(200, await viewOverLink(deps, asked(request)))),
    endpoint(routes.answerDisposition, async (request) =>
      answered(201, await moveOverLink(deps, asked(request), answerCommand(request.body), null)),
    ),
    endpoint(routes.handBackDisposition, async (request) =>
      answered(201, await moveOverLink(deps, asked(request), handBackCommand(request.body), null)),
    ),
    endpoint(routes.dispositionPage, (request) => showPage(deps, request), failurePage),
    endpoint(routes.answerOnPage, (request) => answerOnPage(deps, request), failurePage),
    endpoint(routes.handBackOnPage, (request) => handBackOnPage(deps, request), failurePage),
  ];
};
