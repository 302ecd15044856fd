import { decide } from "../../shared/domain/decide.ts";
import { evolve } from "../../shared/domain/evolve.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import { makeTrackingNumber, randomBytesNeeded } from "../../shared/domain/tracking-number.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { bodyMark, reporterKey, secretHash, trackingSecret, type SigningKeys } from "../../shared/shell/signing.ts";
import { withSalt } from "../../shared/store/act.ts";
import { eventAt, itemsOf } from "../../shared/store/complaint-store.ts";
import { guardItem, guardOf, guardThatStood, type FilingGuard } from "../../shared/store/filing-guard.ts";
import { spentItem } from "../../shared/store/spent-proofs.ts";
import { identityItem, type Identity } from "../../shared/store/identity-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import { transact } from "../../shared/store/transaction.ts";
import { deadlinesOf } from "../../shared/view/deadlines-view.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { admit, newChallenge, type AdmissionDeps } from "./admission.ts";
import type { Filing } from "./filing.ts";

export type FilingDeps = AdmissionDeps & {
  readonly identityTable: string;
  readonly directory: () => Promise<Directory>;
  readonly keys: () => Promise<SigningKeys>;
  readonly now: () => string;
};

export type FilingRequest = {
  readonly filing: Filing;
  readonly idempotencyKey: string | null;
  readonly language: Language;
  readonly baseUrl: string;
  /** Where the call comes from: counted, and never kept as it is. */
  readonly address: string;
  /** A challenge with its answer, if one was asked for. */
  readonly proof: string | null;
  /** What the filing is caused by, for the log. */
  readonly cause: string;
};

const identityOf = ({ reporter }: Filing): Identity | null => {
  if (!reporter) return null;
  const { shareWithAgency: _, ...identity } = reporter;
  return Object.values(identity).some((value) => value !== undefined) ? identity : null;
};

const receiptOf = (complaint: Complaint, secret: string, baseUrl: string): Receipt => {
  const self = `${baseUrl}/v1/complaints/${complaint.trackingNumber}`;
  return {
    trackingNumber: complaint.trackingNumber,
    secret,
    status: complaint.status,
    filedAt: complaint.filedAt,
    deadlines: deadlinesOf(complaint, complaint.filedAt),
    links: { self, replies: `${self}/replies`, closure: `${self}/closure`, withdrawal: `${self}/withdrawal` },
  };
};

/** The receipt of the first time, made again from the event that the first time wrote. */
const sameReceiptAgain = async (
  { store }: FilingDeps,
  { complaintId, secret, baseUrl }: { readonly complaintId: string; readonly secret: string; readonly baseUrl: string },
): Promise<Receipt> => {
  const first = await eventAt(store, complaintId, 1);
  if (!first) throw new Error("a guard stands without its report");
  return receiptOf(evolve(null, first), secret, baseUrl);
};

/** A number is taken with a chance of one in a million million of the reports there are; three in a row never. */
const tries = 3;

/**
 * Takes a report: state, event, identity and idempotency guard in one transaction, or nothing at all. Whatever
 * follows (routing, mail) follows from the event.
 */
export const fileComplaint = async (
  deps: FilingDeps,
  { filing, idempotencyKey, language, baseUrl, address, proof, cause }: FilingRequest,
): Promise<Outcome<Receipt, HttpFailure>> => {
  if (filing.channel === "assisted") return refused({ kind: "AssistedNeedsOfficer" });
  const [directory, keys] = await Promise.all([deps.directory(), deps.keys()]);
  const now = deps.now();
  const identity = identityOf(filing);
  const contact = identity?.email ?? identity?.phone;
  const { reporter, ...report } = filing;
  const bodyHash = bodyMark(keys, JSON.stringify(filing));
  const answerAgain = async (key: string, stood: FilingGuard): Promise<Outcome<Receipt, HttpFailure>> => {
    if (stood.bodyHash !== bodyHash) return refused({ kind: "IdempotencyKeyReused" });
    const { complaintId } = stood;
    return done(await sameReceiptAgain(deps, { complaintId, secret: trackingSecret(keys, complaintId, key), baseUrl }));
  };
  // Before anything is counted: whoever repeats a filing until an answer arrives has filed once.
  const earlier = idempotencyKey === null ? null : await guardOf(deps.store, idempotencyKey, now);
  if (idempotencyKey !== null && earlier) return answerAgain(idempotencyKey, earlier);

  let admitted: Awaited<ReturnType<typeof admit>> | null = null;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const trackingNumber = makeTrackingNumber(directory.policy.trackingPrefix, deps.chance(randomBytesNeeded));
    const complaintId = complaintIdOf(trackingNumber);
    const secret = trackingSecret(keys, complaintId, idempotencyKey);
    const particulars = {
      ...given({ ...report, location: report.location && given(report.location) }),
      complaintId,
      trackingNumber,
      shareWithAgency: reporter?.shareWithAgency ?? false,
      language,
      secretHash: secretHash(secret),
      ...(contact === undefined ? {} : { reporterKey: reporterKey(keys, contact) }),
      reachable: identity?.email !== undefined,
    };
    const decision = decide(
      null,
      { move: "file", ...particulars },
      { actor: { role: "reporter", id: "reporter" }, now, directory, cause },
    );
    if (!decision.ok) return decision;
    // After the decision: what could not have been taken costs nobody anything.
    admitted ??= await admit(
      deps,
      { keys, directory, now },
      { address, contact, proof, filing: idempotencyKey ?? complaintId },
    );
    if (!admitted.ok) return admitted;
    const spent = admitted.value === null ? [] : [spentItem(deps.store.table, admitted.value)];
    const event = withSalt(decision.value[0]);
    const complaint = evolve(null, event);
    const items = itemsOf(deps.store.table, complaint, event);
    const guard =
      idempotencyKey === null ? [] : [guardItem(deps.store.table, idempotencyKey, { complaintId, bodyHash }, now)];
    const refusal = await transact(deps.store.client, [
      ...items,
      ...guard,
      ...spent,
      ...(identity ? [identityItem(deps.identityTable, complaintId, identity)] : []),
    ]);
    if (!refusal) return done(receiptOf(complaint, secret, baseUrl));
    if (idempotencyKey !== null && refusal.item === items.length) {
      // The same filing came twice at once.
      return answerAgain(idempotencyKey, guardThatStood(refusal));
    }
    if (spent.length > 0 && refusal.item === items.length + guard.length) {
      return refused(newChallenge(deps, { keys, directory, now }));
    }
  }
  throw new Error("no free tracking number was found");
};
