import type { Directory, Officer } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { moveMany } from "./bulk.ts";
import { bulkAssignment, bulkDisposition } from "./bulk-routes.ts";
import { countsOfQueue } from "./counts.ts";
import { dispositionCommand, officerMoves } from "./moves.ts";
import { moveAsOfficer, viewAsOfficer, type OfficerDeps } from "./officers-report.ts";
import { officersQueue } from "./queue.ts";
import * as routes from "./routes.ts";
import { actorOf } from "./signed-in.ts";

/** `"7"`, as the ETag of the report was. */
const seenVersion = (request: Pick<Request, "header">): Outcome<number, HttpFailure> => {
  const version = /^"(\d{1,9})"$/.exec(request.header("if-match") ?? "")?.[1];
  if (version !== undefined) return done(Number(version));
  const words = {
    id: 'Sebutkan versi laporan yang dilihat, misalnya "7".',
    en: 'Name the version you have seen, such as "7".',
  };
  return refused({ kind: "HeaderRefused", header: "If-Match", expected: words });
};

type Asked = Pick<Request, "params" | "claims" | "language" | "header" | "cause">;

/** What officers may ask, joined to what answers it. */
export const officerEndpoints = (deps: OfficerDeps): readonly Endpoint[] => {
  const signedIn = async (
    request: Pick<Request, "claims">,
  ): Promise<
    Outcome<{ readonly officer: Officer; readonly actor: Actor; readonly directory: Directory }, HttpFailure>
  > => {
    const directory = await deps.directory();
    const officer = officerSignedIn(request.claims, directory, deps.now());
    if (!officer.ok) return officer;
    const who = actorOf(officer.value);
    return who.ok ? done({ officer: officer.value, actor: who.value, directory }) : who;
  };
  const actor = async (request: Pick<Request, "claims">): Promise<Outcome<Actor, HttpFailure>> => {
    const who = await signedIn(request);
    return who.ok ? done(who.value.actor) : who;
  };
  const asked = (request: Asked, who: Actor) => ({
    trackingNumber: request.params["trackingNumber"] ?? "",
    actor: who,
    language: request.language,
    cause: request.cause,
  });
  const inBulk = ({ language, baseUrl, cause }: Pick<Request, "language" | "baseUrl" | "cause">, who: Actor) => ({
    actor: who,
    language,
    baseUrl,
    cause,
  });
  const etag = (version: number) => ({ ETag: `"${version}"` });

  return [
    endpoint(routes.viewQueue, async (request) => {
      const who = await signedIn(request);
      if (!who.ok) return who;
      const { officer, directory } = who.value;
      const page = await officersQueue(deps.store, officer, request.query, { directory, now: deps.now() });
      return done({ status: 200, body: page });
    }),
    endpoint(routes.countQueue, async (request) => {
      const who = await signedIn(request);
      if (!who.ok) return who;
      const { officer, directory } = who.value;
      const { agencyCode } = request.query;
      const counts = await countsOfQueue(deps.store, officer, { directory, now: deps.now(), agencyCode });
      return done({ status: 200, body: counts });
    }),
    endpoint(routes.viewAsOfficer, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const outcome = await viewAsOfficer(deps, asked(request, who.value));
      return outcome.ok ? done({ status: 200, body: outcome.value, headers: etag(outcome.value.version) }) : outcome;
    }),
    endpoint(bulkDisposition, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const { complaints, ...disposition } = request.body;
      const command = dispositionCommand(disposition, who.value.role);
      const results = await moveMany(deps, inBulk(request, who.value), command, complaints);
      return done({ status: 200, body: { results } });
    }),
    endpoint(bulkAssignment, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const { complaints, officerId } = request.body;
      const results = await moveMany(deps, inBulk(request, who.value), { move: "assign", officerId }, complaints);
      return done({ status: 200, body: { results } });
    }),
    ...officerMoves.flatMap((move): readonly Endpoint[] => {
      const route = routes.moveRoutes.get(move.name);
      if (!route) return [];
      return [
        endpoint(route, async (request) => {
          const who = await actor(request);
          if (!who.ok) return who;
          const version = seenVersion(request);
          if (!version.ok) return version;
          // The route read the body by this very move's schema; a table of moves cannot say so to the compiler.
          const command = move.command(request.body as never, who.value.role);
          const outcome = await moveAsOfficer(deps, asked(request, who.value), command, version.value);
          return outcome.ok
            ? done({ status: 201, body: outcome.value, headers: etag(outcome.value.version) })
            : outcome;
        }),
      ];
    }),
  ];
};
