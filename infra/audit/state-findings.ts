import { isDeepStrictEqual } from "node:util";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Event } from "../../shared/domain/events.ts";
import { replay } from "../../shared/domain/evolve.ts";
import { stateItem } from "../../shared/store/complaint-store.ts";
import type { Item } from "../../shared/store/items-found.ts";
import type { KeptEvent } from "./chain-findings.ts";
import type { Finding } from "./finding.ts";

/** The events up to a version; null: not all of them are there to be followed. */
const eventsUntil = (kept: readonly KeptEvent[], version: number): readonly Event[] | null => {
  const events = kept.filter((its) => its.version <= version).flatMap(({ event }) => event ?? []);
  return events.length === version && events.every((its, index) => its.version === index + 1) ? events : null;
};

/** Besides the head, which has a finding of its own: a changed event would let it differ once more. */
const differing = (item: Item, expected: Item): readonly string[] => {
  const [is, should] = [unmarshall(item), unmarshall(expected)];
  return [...new Set([...Object.keys(is), ...Object.keys(should)])]
    .filter((name) => name !== "head" && !isDeepStrictEqual(is[name], should[name]))
    .sort();
};

const differs = (why: string): Finding => ({ what: "state differs", version: null, why });

/**
 * Where the state is not what its events make of it. The whole item is compared, what only indexes need included: a
 * report that is in no queue and never due is as good as gone.
 */
export const stateFindings = (item: Item, state: Complaint, kept: readonly KeptEvent[]): readonly Finding[] => {
  const findings: Finding[] = [];
  const last = kept.find(({ version }) => version === state.version);
  if (last?.hash && last.hash !== state.head) {
    findings.push(differs(`its head is not the hash of event ${state.version}`));
  }
  const events = eventsUntil(kept, state.version);
  if (!events) return findings;
  let replayed: Complaint | null;
  try {
    replayed = replay(events);
  } catch {
    return [...findings, differs("its events cannot follow each other")];
  }
  const fields = replayed ? differing(item, stateItem(replayed)) : [];
  if (fields.length > 0) findings.push(differs(`by its events it has another ${fields.join(", ")}`));
  return findings;
};
