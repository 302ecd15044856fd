import type { FiledEvent } from "../../shared/domain/events.ts";
import { accusedIn } from "../../shared/domain/accused.ts";
import { localDateOf } from "../../shared/domain/calendar.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import { done, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { maskPersonalData } from "../../shared/domain/masking.ts";
import { sameReport } from "../../shared/domain/similarity.ts";
import { act } from "../../shared/store/act.ts";
import { eventAt, history, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { StaleVersion } from "../../shared/store/failures.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { recentByReporter } from "../../shared/store/indexes.ts";
import { filingOf } from "../../shared/view/complaint-view.ts";
import { theRouter, waitsForHop, type HopDeps, type HopInput } from "./hop.ts";

type Duplicate = { readonly complaintId: string; readonly likeness: "exact" | "near" };

const wordsOf = (filed: FiledEvent): string => `${filed.title ?? ""}\n${filed.text}`;

/** Earlier reports by the same reporter, of the day before, that say the same. */
const duplicatesOf = async (store: ComplaintStore, filed: FiledEvent): Promise<readonly Duplicate[]> => {
  if (filed.reporterKey === undefined) return [];
  const ids = await recentByReporter(store, filed.reporterKey, filed.at);
  const others = await Promise.all(ids.filter((id) => id !== filed.complaintId).map((id) => eventAt(store, id, 1)));
  return others.flatMap((other) => {
    if (other?.type !== "filed") return [];
    const likeness = sameReport(wordsOf(filed), wordsOf(other));
    return likeness === "different" ? [] : [{ complaintId: other.complaintId, likeness }];
  });
};

/** For officers who see the log: the office is named beside it. */
const accusedWords = "Pelapor menyebut instansi ini, dan isi laporannya menunjuk kategori yang peka.";

type Screened = { readonly masked: number; readonly duplicates: number };

const screen = async (
  { store, directory, now, log }: HopDeps,
  input: HopInput,
): Promise<Outcome<Screened, Failure | StaleVersion>> => {
  const { complaintId } = input;
  const found = await history(store, complaintId);
  if (!found) throw new Error("the report of this hop is not there");
  if (found.complaint.screened || !waitsForHop(found.complaint, input)) return done({ masked: 0, duplicates: 0 });

  const filed = filingOf(found.events);
  const known = await directory();
  const about = accusedIn(found.complaint, filed, known, localDateOf(now(), zoneOf(known, null)));
  if (about !== null) {
    // It begins a hop of its own, and this one finds nothing more to do.
    const declared = await act(
      store,
      found.complaint,
      { move: "declareConflict", agencyCodes: [about], reason: accusedWords },
      { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: known },
    );
    if (!declared.ok) return declared;
    log.info("REPORT_MOVED", "it is about the office that it names", { complaintId, event: "conflictDeclared" });
    return done({ masked: 0, duplicates: 0 });
  }
  const masked = maskPersonalData(wordsOf(filed)).found.length;
  const duplicates = await duplicatesOf(store, filed);
  if (masked > 0 || duplicates.length > 0) {
    const step = await act(
      store,
      found.complaint,
      { move: "screen", masked, duplicates: [...duplicates] },
      { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: known },
    );
    if (!step.ok) return step;
    log.info("REPORT_SCREENED", "masked personal data or linked duplicates", { complaintId, count: duplicates.length });
  }
  return done({ masked, duplicates: duplicates.length });
};

/** Notes personal data in the text and links duplicates, once for each report; what is neither leaves no event. */
export const screenReport = async (deps: HopDeps, input: HopInput): Promise<Screened> => {
  const outcome = await whileStale(() => screen(deps, input));
  if (!outcome.ok) throw new Error(`screening was refused: ${outcome.failure.kind}`);
  return outcome.value;
};
