import type { Actor } from "../../shared/domain/events.ts";
import { done, type Outcome } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { actorOf } from "../officer/signed-in.ts";
import { openIdentity, seeIdentity, type Asked, type IdentityDeps } from "./identities.ts";
import * as routes from "./routes.ts";

/** What may be asked about who reporters are, joined to what answers it. No answer is kept by anybody: `no-store`. */
export const identityEndpoints = (deps: IdentityDeps): readonly Endpoint[] => {
  const actor = async ({ claims }: Pick<Request, "claims">): Promise<Outcome<Actor, HttpFailure>> => {
    const officer = officerSignedIn(claims, await deps.directory(), deps.now());
    return officer.ok ? actorOf(officer.value) : officer;
  };
  const asked = ({ params, cause }: Pick<Request, "params" | "cause">, who: Actor): Asked => ({
    trackingNumber: params["trackingNumber"] ?? "",
    actor: who,
    cause,
  });
  return [
    endpoint(routes.openIdentity, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const opened = await openIdentity(deps, { ...asked(request, who.value), reason: request.body.reason });
      return opened.ok ? done({ status: 201, body: opened.value }) : opened;
    }),
    endpoint(routes.seeIdentity, async (request) => {
      const who = await actor(request);
      if (!who.ok) return who;
      const seen = await seeIdentity(deps, asked(request, who.value));
      if (!seen.ok) return seen;
      const { name = null, email = null, phone = null } = seen.value.identity;
      return done({ status: 200, body: { name, email, phone, until: seen.value.until } });
    }),
  ];
};
