import type { Agency, Directory, LocalDate } from "./directory.ts";
import { agenciesByCode } from "./succession.ts";

/**
 * Who is left without somebody: an office that closes with nobody to take over, an office that no coordinating office
 * is responsible for, a category whose office ends before it does. Told of a directory whose offices form a tree.
 */

const forever = "9999-12-31";
const lastDay = ({ validTo }: { readonly validTo?: LocalDate | undefined }): LocalDate => validTo ?? forever;

/** How long the work of an office is done by it and those who follow it. */
const doneUntil = (agencies: ReadonlyMap<string, Agency>, from: Agency): LocalDate => {
  const seen = new Set<string>();
  let at = from;
  for (;;) {
    const next = at.validTo === undefined || seen.has(at.code) ? undefined : agencies.get(at.successor ?? "");
    if (!next) return lastDay(at);
    seen.add(at.code);
    at = next;
  }
};

const closingFaults = (agencies: ReadonlyMap<string, Agency>): readonly string[] =>
  [...agencies.values()].flatMap((agency) => {
    const { code, validTo, successor } = agency;
    if (validTo === undefined) {
      return successor === undefined ? [] : [`agency ${code} has the successor ${successor}, but does not close`];
    }
    if (successor === undefined) return [`agency ${code} closes and has no successor for its reports`];
    const next = agencies.get(successor);
    if (!next) return [`agency ${code} has the successor ${successor}, which does not exist`];
    if (lastDay(next) <= validTo) return [`agency ${code} has the successor ${successor}, which closes no later`];
    // The day after, on which it takes over, is the first on which it has to be there.
    if (next.validFrom > dayAfter(validTo)) {
      return [`agency ${code} has the successor ${successor}, which begins only after a gap`];
    }
    return [];
  });

/** An office that stays under one that is gone would be decided for, and written to, by nobody. */
const parentFaults = (agencies: ReadonlyMap<string, Agency>): readonly string[] =>
  [...agencies.values()].flatMap((agency) => {
    const parent = agencies.get(agency.parent ?? "");
    return parent && lastDay(parent) < lastDay(agency)
      ? [`agency ${agency.code} lies under ${parent.code}, which closes before it does`]
      : [];
  });

const dayAfter = (date: LocalDate): LocalDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, "YYYY-MM-DD".length);

const governments: ReadonlySet<Agency["kind"]> = new Set(["ministry", "province", "regency"]);

/** An office and those above it, nearest first. */
const lineOf = (agencies: ReadonlyMap<string, Agency>, of: Agency): readonly Agency[] => {
  const line: Agency[] = [];
  for (let at: Agency | undefined = of; at && !line.includes(at); at = agencies.get(at.parent ?? "")) line.push(at);
  return line;
};

/**
 * A coordinating office is responsible for all below its parent. The governments above it have their own ways; what
 * is theirs is passed up to them, so they and their offices need none here.
 */
const coordinatorFaults = (agencies: ReadonlyMap<string, Agency>): readonly string[] => {
  const coordinators = [...agencies.values()].filter(({ coordinator }) => coordinator);
  const above = new Set(
    coordinators.flatMap((its) => {
      const parent = agencies.get(its.parent ?? "");
      return parent ? lineOf(agencies, parent).slice(1) : [];
    }),
  );
  return [...agencies.values()]
    .filter((agency) => {
      const line = lineOf(agencies, agency);
      const government = line.find(({ kind }) => governments.has(kind));
      if (government && above.has(government)) return false;
      return !coordinators.some(
        (its) =>
          doneUntil(agencies, its) >= lastDay(agency) &&
          (its === agency || line.some(({ code }) => code === its.parent)),
      );
    })
    .map(({ code }) => `agency ${code} has no coordinator's office above it`);
};

/** What points to an office that is gone before it is, with nobody to follow. */
const ownerFaults = ({ categories, routingRules }: Directory, agencies: ReadonlyMap<string, Agency>) => {
  const pointers = [
    ...categories.map((its) => ({ name: `category ${its.code}`, code: its.agencyCode, last: lastDay(its) })),
    ...routingRules.map((its) => ({
      name: `routing rule ${its.code}`,
      code: its.agency && "code" in its.agency ? its.agency.code : null,
      last: lastDay(its),
    })),
  ];
  return pointers.flatMap(({ name, code, last }) => {
    const agency = agencies.get(code ?? "");
    return agency && doneUntil(agencies, agency) < last
      ? [`${name} names agency ${agency.code}, which ends before it does`]
      : [];
  });
};

export const successionFaults = (directory: Directory): readonly string[] => {
  const agencies = agenciesByCode(directory);
  return [
    ...closingFaults(agencies),
    ...parentFaults(agencies),
    ...coordinatorFaults(agencies),
    ...ownerFaults(directory, agencies),
  ];
};
