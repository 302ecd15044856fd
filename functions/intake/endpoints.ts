import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import type { Command } from "../../shared/domain/commands.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { fileComplaint, type FilingDeps } from "./file-complaint.ts";
import { moveReport, viewReport } from "./reporters-report.ts";
import * as routes from "./routes.ts";

const longestKey = 255;

const idempotencyKeyOf = (request: Pick<Request, "header">): Outcome<string | null, HttpFailure> => {
  const key = request.header("idempotency-key");
  if (key === null || new RegExp(`^[\\x20-\\x7E]{1,${longestKey}}$`).test(key)) return done(key);
  return refused({
    kind: "HeaderRefused",
    header: "Idempotency-Key",
    expected: { id: "1 sampai 255 karakter ASCII yang tercetak.", en: "1 to 255 printable ASCII characters." },
  });
};

type Asked = Pick<Request, "params" | "bearer" | "address" | "language" | "cause">;

const asked = ({ params, bearer, address, language, cause }: Asked) => ({
  trackingNumber: params["trackingNumber"] ?? "",
  secret: bearer,
  address,
  language,
  cause,
});

/** What citizens may ask, joined to what answers it. */
export const intakeEndpoints = (deps: FilingDeps): readonly Endpoint[] => {
  const move = async (request: Asked, command: Command): Promise<Outcome<Response, HttpFailure>> => {
    const outcome = await moveReport(deps, asked(request), command);
    return outcome.ok ? done({ status: 201, body: outcome.value }) : outcome;
  };
  return [
    endpoint(routes.fileComplaint, async (request) => {
      const key = idempotencyKeyOf(request);
      if (!key.ok) return key;
      const { body: filing, language, baseUrl, address, cause } = request;
      const asked = {
        filing,
        idempotencyKey: key.value,
        language,
        baseUrl,
        address,
        proof: request.header("challenge-proof"),
        cause,
      };
      const outcome = await fileComplaint(deps, asked);
      if (!outcome.ok) return outcome;
      return done({ status: 201, body: outcome.value, headers: { Location: outcome.value.links.self } });
    }),
    endpoint(routes.viewComplaint, async (request) => {
      const outcome = await viewReport(deps, asked(request));
      return outcome.ok ? done({ status: 200, body: outcome.value }) : outcome;
    }),
    endpoint(routes.replyToComplaint, (request) => move(request, { move: "reply", text: request.body.text })),
    endpoint(routes.closeComplaint, (request) => move(request, { move: "close", ...given(request.body) })),
    endpoint(routes.reopenComplaint, (request) => move(request, { move: "reopen", reason: request.body.reason })),
    endpoint(routes.withdrawComplaint, (request) => move(request, { move: "withdraw", ...given(request.body) })),
    endpoint(routes.appealArchiving, (request) => move(request, { move: "appeal", reason: request.body.reason })),
  ];
};
