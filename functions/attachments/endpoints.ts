import type * as z from "zod/mini";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import type { SigningKeys } from "../../shared/shell/signing.ts";
import { reportOfReporter } from "../intake/reporters-report.ts";
import { reportOfOfficer } from "../officer/officers-report.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { actorOf } from "../officer/signed-in.ts";
import { openLink } from "../portal/over-a-link.ts";
import { failurePage } from "../portal/page/other-pages.ts";
import type { FileOrigins } from "../portal/page/style.ts";
import { linkToFile } from "./downloads.ts";
import { fileFormPage } from "./on-the-page.ts";
import * as routes from "./routes.ts";
import { giveTicket, type Finder, type TicketDeps } from "./tickets.ts";

export type AttachmentDeps = TicketDeps & {
  readonly keys: () => Promise<SigningKeys>;
  /** What a page that sends a file may speak to. */
  readonly origins: FileOrigins;
};

type Asked = Pick<Request, "params" | "bearer" | "address" | "claims" | "cause">;

/** Who asks for a file, three ways: the reporter with the secret, an officer with a token, an office with a link. */
const finders = (deps: AttachmentDeps) => ({
  reporter:
    ({ params, bearer, address }: Asked): Finder =>
    () =>
      reportOfReporter(deps, { trackingNumber: params["trackingNumber"] ?? "", secret: bearer, address }),
  officer:
    ({ params, claims }: Asked): Finder =>
    async () => {
      const officer = officerSignedIn(claims, await deps.directory(), deps.now());
      if (!officer.ok) return officer;
      const actor = actorOf(officer.value);
      if (!actor.ok) return actor;
      const found = await reportOfOfficer(deps, {
        trackingNumber: params["trackingNumber"] ?? "",
        actor: actor.value,
      });
      return found.ok ? done({ found: found.value, actor: actor.value }) : found;
    },
  link:
    ({ params }: Asked): Finder =>
    async () => {
      const opened = await openLink(deps, params["token"] ?? "");
      if (!opened.ok) return opened;
      const { over, found, actor } = opened.value;
      return over ? refused({ kind: "DispositionOver" }) : done({ found, actor });
    },
});

/** What may be asked about files, joined to what answers it. */
export const attachmentEndpoints = (deps: AttachmentDeps): readonly Endpoint[] => {
  const by = finders(deps);
  type Promised = Asked & { readonly body: z.infer<typeof routes.filePromise> };
  const ticket = async (request: Promised, find: Finder): Promise<Outcome<Response, HttpFailure>> => {
    const outcome = await giveTicket(deps, find, given(request.body), request.cause);
    return outcome.ok ? done({ status: 201, body: outcome.value }) : outcome;
  };
  type Wanted = Asked & { readonly query: { readonly rendition: Parameters<typeof linkToFile>[2]["rendition"] } };
  const file = async (request: Wanted, find: Finder): Promise<Outcome<Response, HttpFailure>> => {
    const attachmentId = request.params["attachmentId"] ?? "";
    const wanted = { attachmentId, rendition: request.query.rendition };
    const outcome = await linkToFile(deps, find, wanted, request.cause);
    return outcome.ok ? done({ status: 302, headers: { Location: outcome.value } }) : outcome;
  };
  return [
    endpoint(routes.giveReporterTicket, (request) => ticket(request, by.reporter(request))),
    endpoint(routes.fetchAsReporter, (request) => file(request, by.reporter(request))),
    endpoint(routes.giveOfficerTicket, (request) => ticket(request, by.officer(request))),
    endpoint(routes.fetchAsOfficer, (request) => file(request, by.officer(request))),
    endpoint(routes.giveLinkTicket, (request) => ticket(request, by.link(request))),
    endpoint(routes.fetchOverLink, (request) => file(request, by.link(request))),
    endpoint(routes.fetchOnPage, (request) => file(request, by.link(request)), failurePage),
    endpoint(routes.chooseFileOnPage, (request) => fileFormPage(deps, by.link(request), request), failurePage),
  ];
};
