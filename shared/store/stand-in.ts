import type { FiledEvent } from "../domain/events.ts";
import { evolve } from "../domain/evolve.ts";
import type { Complaint } from "../domain/complaint.ts";
import type { Item } from "./items-found.ts";
import { load, readState, stateItem, type ComplaintStore } from "./complaint-store.ts";

/**
 * Reading a state that is there takes longer than finding none: its attributes have to be taken apart and checked.
 * Whoever may not know whether a report exists must not learn it from that, so where there is none the same work is
 * done on a report that nobody filed. What is left is what the store itself takes to find one: docs/adr/0017-abuse.md.
 */

const at = "2026-01-05T01:00:00.000Z";
const started = (clock: "verification" | "firstFollowUp" | "completion"): FiledEvent["clocks"][number] => ({
  clock,
  to: "started",
  dueAt: "2026-01-08T15:59:59.000Z",
  rule: `${clock}-stand-in`,
  nextAt: at,
});

const filed: FiledEvent = {
  type: "filed",
  complaintId: "stand-in-of-a-report-0",
  trackingNumber: "KTM-000-000-000",
  version: 1,
  at,
  actor: { role: "reporter", id: "reporter" },
  cause: "request:00000000-0000-0000-0000-000000000000",
  status: "submitted",
  owner: "kutim.diskominfo",
  clocks: [started("verification"), started("firstFollowUp"), started("completion")],
  class: "complaint",
  text: "Jalan di depan pasar induk berlubang besar dan sudah dua pengendara motor jatuh.",
  location: { regionCode: "64.08.04" },
  anonymous: true,
  confidential: true,
  shareWithAgency: false,
  channel: "web",
  language: "id",
  secretHash: "0".repeat(43),
  reporterKey: "0".repeat(16),
  reachable: true,
};

let standIn: string | undefined;
/** As it comes over the line. */
const written = (): string =>
  (standIn ??= JSON.stringify(stateItem(evolve(null, filed)), (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  ));

/** The bytes of the hash, which JSON has as text. */
const asItem = (json: string): Item => {
  const item = JSON.parse(json) as Record<string, { B?: string }>;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B, "base64") },
    ]),
  ) as Item;
};

/** The state of a report, or null, after the same work either way. */
export const loadOrStandIn = async (store: ComplaintStore, complaintId: string): Promise<Complaint | null> => {
  const complaint = await load(store, complaintId);
  if (complaint === null) readState(asItem(written()));
  return complaint;
};
