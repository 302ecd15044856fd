import { createHash } from "node:crypto";
import type { Event } from "./events.ts";
import { asChained, written } from "./own-words.ts";

/**
 * The events of a report as a chain: the hash of each is made of the hash before it, so none can be changed, left out,
 * put in or moved without every later hash being another. docs/adr/0010-hash-chain.md says against whom that helps.
 */

/** What the first event is linked to. It names the report, so the events of one report are nothing in another. */
export const beginningOf = (complaintId: string): string => `report ${complaintId}`;

/** SHA-256 over the previous hash and the event, in base64url. The event is written as RFC 8785 has it: one way only. */
export const link = (previous: string, event: Event): string =>
  createHash("sha256")
    .update(`${previous}\n${written(asChained(event))}`)
    .digest("base64url");
