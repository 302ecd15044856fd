import type * as z from "zod/mini";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { reporterKey } from "../../shared/shell/signing.ts";
import { actWith } from "../../shared/store/act-with.ts";
import { correctedItem, formerItem, readIdentity, type Identity } from "../../shared/store/identity-store.ts";
import type { reporter } from "../intake/filing.ts";
import type { Opened } from "./opened.ts";
import { identitiesOf, type RightsDeps } from "./rights-deps.ts";

export type Correction = z.infer<typeof reporter>;
export type Corrected = { readonly identity: Identity | null; readonly shareWithAgency: boolean };

const sameAddress = (a: string | undefined, b: string | undefined): boolean => a?.toLowerCase() === b?.toLowerCase();

/**
 * Who the reporter is, as they say now: what is left out is gone. The event says that it was corrected and not what;
 * the address that mail went to until now is told in a last mail.
 */
export const correctIdentity = async (
  deps: RightsDeps,
  { found, actor, code }: Opened,
  { shareWithAgency, ...sent }: Correction,
  cause: string,
): Promise<Outcome<Corrected, HttpFailure>> => {
  const { complaint } = found;
  const { complaintId } = complaint;
  const now = deps.now();
  const was = await readIdentity(identitiesOf(deps), complaintId);
  const identity = given(sent);
  const contact = identity.email ?? identity.phone;
  const left = was?.email !== undefined && !sameAddress(was.email, identity.email) ? was.email : undefined;
  const step = await actWith(
    deps.store,
    complaint,
    {
      move: "correctIdentity",
      reachable: identity.email !== undefined,
      shareWithAgency,
      addressLeft: left !== undefined,
      ...given({ code, reporterKey: contact === undefined ? undefined : reporterKey(await deps.keys(), contact) }),
    },
    { actor, now, cause, directory: await deps.directory() },
    ({ version }) => [
      correctedItem(deps.identityTable, complaintId, identity),
      ...(left === undefined ? [] : [formerItem(deps.identityTable, complaintId, { version, email: left, now })]),
    ],
  );
  if (step.ok) return done({ identity: Object.keys(identity).length === 0 ? null : identity, shareWithAgency });
  if (step.failure.kind === "OtherRefused") throw new Error("a write without a condition was refused");
  return refused(step.failure);
};
