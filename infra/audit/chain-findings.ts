import { beginningOf, link } from "../../shared/domain/chain.ts";
import { namedErasures } from "../../shared/domain/erasure.ts";
import type { Event } from "../../shared/domain/events.ts";
import { remainsOf } from "../../shared/domain/own-words.ts";
import type { Finding } from "./finding.ts";

/** An event as its item has it. `version` is what its key says. */
export type KeptEvent = {
  readonly version: number;
  /** null: it cannot be read. */
  readonly event: Event | null;
  /** null: there is none beside it. */
  readonly hash: string | null;
};

/**
 * What is wrong with what erasures have left. The chain knows what was erased by its digest alone, so whether it may be
 * gone, and whether what is left is what was left, is said by the erasure's own event.
 */
const aboutErasures = (kept: readonly KeptEvent[]): ReadonlyMap<number, Finding> => {
  const named = namedErasures(kept.flatMap(({ event }) => event ?? []));
  const found = new Map<number, Finding>();
  for (const { version, event } of kept) {
    if (event === null) continue;
    const remains = named.get(version);
    const isErased = event.digest !== undefined;
    if (isErased && remains === undefined) {
      found.set(version, { what: "changed", version, why: "what was written is gone, and no erasure names it" });
    } else if (!isErased && remains !== undefined) {
      found.set(version, { what: "not erased", version, why: "an erasure names it, and what was written is there" });
    } else if (remains !== undefined && remainsOf(event) !== remains) {
      found.set(version, { what: "changed", version, why: "it is not what an erasure has left" });
    }
  }
  return found;
};

/**
 * What is wrong with the events of a report, oldest first. Each is checked against the hash that lies beside the one
 * before it, so a single change is one finding and not one for everything that follows.
 * @param until version of the state; null: it is not known.
 */
export const chainFindings = (
  complaintId: string,
  kept: readonly KeptEvent[],
  until: number | null,
): readonly Finding[] => {
  const at = new Map(kept.map((its) => [its.version, its]));
  const hashAt = (version: number): string | null =>
    version === 0 ? beginningOf(complaintId) : (at.get(version)?.hash ?? null);
  const known = new Set(kept.map(({ hash }) => hash));

  const holds = ({ version, event, hash }: KeptEvent): boolean => {
    const before = hashAt(version - 1);
    return event !== null && hash !== null && before !== null && link(before, event) === hash;
  };
  /** What cannot be told: the event before is gone or bears no hash, and that is a finding already. */
  const unknown = ({ version, event, hash }: KeptEvent): boolean =>
    event !== null && hash !== null && hashAt(version - 1) === null;

  /** The version that an event was written as, if it has been moved since, its hash with it or not. */
  const originOf = ({ version, event }: KeptEvent): number | null => {
    if (event === null) return null;
    const neighbours = [...at.keys(), ...[...at.keys()].map((its) => its + 1)];
    const origin = neighbours.find(
      (other) =>
        other !== version &&
        [hashAt(other - 1), hashAt(version - 1), hashAt(other)].some(
          (before) => before !== null && known.has(link(before, { ...event, version: other })),
        ),
    );
    return origin ?? null;
  };

  const broken = new Map(
    kept.filter((its) => its.event !== null && !holds(its) && !unknown(its)).map((its) => [its.version, its]),
  );
  const origins = new Map([...broken].map(([version, its]) => [version, originOf(its)]));
  const movedTo = new Map([...origins].flatMap(([now, origin]) => (origin === null ? [] : [[origin, now] as const])));

  /** As it was written, after one that was moved or whose hash was changed: that one is the finding. */
  const isSound = ({ version, event, hash }: KeptEvent): boolean => {
    const before = broken.get(version - 1);
    if (!event || !before?.event) return false;
    const madeOf = hashAt(version - 2);
    const hashes = [...known, madeOf === null ? null : link(madeOf, before.event)];
    return hashes.some((its) => its !== null && link(its, event) === hash);
  };

  const stillThere = (event: Event, origin: number): boolean => {
    const original = at.get(origin)?.event;
    return original ? link("", original) === link("", { ...event, version: origin }) : false;
  };

  const aboutBroken = ({ version, event, hash }: KeptEvent): Finding => {
    const origin = origins.get(version) ?? null;
    const now = movedTo.get(version);
    if (event && origin !== null && stillThere(event, origin)) {
      return { what: "extra", version, why: `it repeats the event of version ${origin}` };
    }
    if (origin !== null) return { what: "out of place", version, why: `it was written as version ${origin}` };
    if (hash === null) return { what: "changed", version, why: "it has no hash beside it" };
    if (now !== undefined) return { what: "extra", version, why: `what was written here stands at version ${now}` };
    return { what: "changed", version, why: "the event and its hash do not belong together" };
  };

  const erasures = aboutErasures(kept);
  const findings: Finding[] = [];
  const missing = (from: number, to: number): void => {
    if (from > to) return;
    const many = from === to ? "there is no such event" : `there are no events from here to version ${to}`;
    findings.push({ what: "missing", version: from, why: many });
  };
  let next = 1;
  for (const its of kept.toSorted((a, b) => a.version - b.version)) {
    missing(next, its.version - 1);
    next = its.version + 1;
    if (until !== null && its.version > until) {
      findings.push({ what: "extra", version: its.version, why: `the report's state ends at version ${until}` });
    } else if (origins.get(its.version) || (broken.has(its.version) && !isSound(its))) findings.push(aboutBroken(its));
    else findings.push(...[erasures.get(its.version)].flatMap((finding) => finding ?? []));
  }
  missing(next, until ?? 0);
  return findings;
};
