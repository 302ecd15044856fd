import type { Directory } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { makeChallenge, readProof, type Proof } from "../../shared/shell/challenge.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import type { SigningKeys } from "../../shared/shell/signing.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { countFiling, type Filer } from "./filing-counts.ts";

export type AdmissionDeps = {
  readonly store: ComplaintStore;
  /** Whether whoever files has to work for it at this moment. */
  readonly isChallenged: () => Promise<boolean>;
  /** Bytes from a cryptographically secure source. */
  readonly chance: (bytes: number) => Uint8Array;
};
type Circumstances = { readonly keys: SigningKeys; readonly directory: Directory; readonly now: string };

const nonceBytes = 12;

export const newChallenge = ({ chance }: AdmissionDeps, { keys, now }: Circumstances): HttpFailure => ({
  kind: "ChallengeNeeded",
  challenge: makeChallenge(keys, chance(nonceBytes), now),
});

/**
 * Whether a report that could be taken is taken from whoever sends it, and what proof is spent with it. Only who has
 * done the work is counted, so that nobody uses up a village's hour for nothing.
 */
export const admit = async (
  deps: AdmissionDeps,
  its: Circumstances,
  { proof: header, ...filer }: Filer & { readonly proof: string | null },
): Promise<Outcome<Proof | null, HttpFailure>> => {
  const challenged = await deps.isChallenged();
  const proof = challenged ? readProof(its.keys, header, its.now) : null;
  if (challenged && !proof) return refused(newChallenge(deps, its));
  const { keys, directory, now } = its;
  const counted = await countFiling(deps.store, { keys, limits: directory.policy.filings, now }, filer);
  return counted.ok ? done(proof) : counted;
};
