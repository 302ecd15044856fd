import { core } from "zod";
import type { Complaint } from "../../shared/domain/complaint.ts";
import {
  hashBeside,
  itemsOfReport,
  readEventItem,
  readState,
  type ComplaintStore,
} from "../../shared/store/complaint-store.ts";
import type { Item } from "../../shared/store/items-found.ts";
import { eventSort, stateSort } from "../../shared/store/keys.ts";
import { chainFindings, type KeptEvent } from "./chain-findings.ts";
import type { Finding } from "./finding.ts";
import { stateFindings } from "./state-findings.ts";

/** The log of a report as it lies in the table, and what is wrong with it. */
export type Inspection = { readonly events: number; readonly findings: readonly Finding[] };

type Reading<T> = { readonly value: T } | { readonly value: null; readonly finding: Finding };

/** Which fields do not fit, without what stands in them. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof core.$ZodError)) return "it cannot be taken apart";
  const fields = error.issues.map(({ path, ...issue }) => [...path, ...("keys" in issue ? issue.keys : [])].join("."));
  return `these fields do not fit: ${fields.join(", ")}`;
};

const reading = <T>(version: number | null, read: () => T): Reading<T> => {
  try {
    return { value: read() };
  } catch (error) {
    const whose = version === null ? "the state: " : "";
    return { value: null, finding: { what: "unreadable", version, why: whose + reasonOf(error) } };
  }
};
const findingIn = (its: Reading<unknown>): readonly Finding[] => ("finding" in its ? [its.finding] : []);

const inspectState = (item: Item | undefined): Reading<Complaint> =>
  item
    ? reading(null, () => readState(item))
    : { value: null, finding: { what: "missing", version: null, why: "there is no state" } };

/** Pure but for the items, which are read before. */
export const inspectItems = (complaintId: string, items: readonly Item[]): Inspection => {
  if (items.length === 0) {
    return { events: 0, findings: [{ what: "missing", version: null, why: "there is no such report" }] };
  }
  const kept: KeptEvent[] = [];
  const [unreadable, strangers]: [Finding[], Finding[]] = [[], []];
  let stateItem: Item | undefined;
  for (const item of items) {
    const sort = item["sk"]?.S ?? "";
    const version = eventSort.parse(sort);
    if (sort === stateSort) stateItem = item;
    else if (version === null) {
      strangers.push({ what: "extra", version: null, why: `an item that is no event: ${JSON.stringify(sort)}` });
    } else {
      const event = reading(version, () => readEventItem(item).event);
      unreadable.push(...findingIn(event));
      kept.push({ version, event: event.value, hash: hashBeside(item) });
    }
  }
  const state = inspectState(stateItem);
  const ofEvents = [...unreadable, ...chainFindings(complaintId, kept, state.value?.version ?? null)];
  return {
    events: kept.length,
    findings: [
      ...ofEvents.sort((a, b) => (a.version ?? 0) - (b.version ?? 0)),
      ...strangers,
      ...findingIn(state),
      ...(state.value && stateItem ? stateFindings(stateItem, state.value, kept) : []),
    ],
  };
};

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A query is no snapshot: it may see the state of a step and not yet its event. What is found twice, a moment apart,
 * is there.
 */
export const inspectReport = async (store: ComplaintStore, complaintId: string, moment = 500): Promise<Inspection> => {
  const inspection = inspectItems(complaintId, await itemsOfReport(store, complaintId));
  if (inspection.findings.length === 0) return inspection;
  await wait(moment);
  return inspectItems(complaintId, await itemsOfReport(store, complaintId));
};
