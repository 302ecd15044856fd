import { done } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint } from "../../shared/shell/http.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { actorOf } from "../officer/signed-in.ts";
import { openOriginal, type OriginalDeps } from "./open-original.ts";
import * as routes from "./routes.ts";

/** What may be asked about originals, joined to what answers it. */
export const originalEndpoints = (deps: OriginalDeps): readonly Endpoint[] => [
  endpoint(routes.openOriginal, async ({ params, body, claims, cause }) => {
    const officer = officerSignedIn(claims, await deps.directory(), deps.now());
    if (!officer.ok) return officer;
    const actor = actorOf(officer.value);
    if (!actor.ok) return actor;
    const opened = await openOriginal(deps, {
      trackingNumber: params["trackingNumber"] ?? "",
      attachmentId: params["attachmentId"] ?? "",
      reason: body.reason,
      actor: actor.value,
      cause,
    });
    return opened.ok ? done({ status: 201, body: opened.value }) : opened;
  }),
];
