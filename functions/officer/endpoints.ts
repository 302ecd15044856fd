import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { officerMoves } from "./moves.ts";
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
  const actor = async (request: Asked): Promise<Outcome<Actor, HttpFailure>> => {
    const officer = officerSignedIn(request.claims, await deps.directory(), deps.now());
    return officer.ok ? actorOf(officer.value) : officer;
  };
  const asked = (request: Asked, who: Actor) => ({
    trackingNumber: request.params["trackingNumber"] ?? "",
    actor: who,
    language: request.language,
    cause: request.cause,
  });
  const etag = (version: number) => ({ ETag: `"${version}"` });

  return [
    endpoint(routes.viewQueue, async (request) => {
      const directory = await deps.directory();
      const officer = officerSignedIn(request.claims, directory, deps.now());
      if (!officer.ok) return officer;
      const who = actorOf(officer.value);
      if (!who.ok) return who;
      const page = await officersQueue(deps.store, officer.value, request.query, { directory, now: deps.now() });
      return done({ status: 200, body: page });
    }),
    endpoint(routes.viewAsOfficer, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const outcome = await viewAsOfficer(deps, asked(request, who.value));
      return outcome.ok ? done({ status: 200, body: outcome.value, headers: etag(outcome.value.version) }) : outcome;
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
