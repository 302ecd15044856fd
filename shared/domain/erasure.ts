import type { Event, EventOf } from "./events.ts";
import { maskPersonalData } from "./masking.ts";
import { apart, digestOf, hasOwnWords, remainsOf } from "./own-words.ts";
import { firstWords } from "./text.ts";

/** What the erasure of a reporter's data makes of the events of their report. */

/** Who is to be masked by name; what is not known cannot be. */
export type Known = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
};

const nameMask = "[nama disamarkan]";
const shortestName = 3;
const literally = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\{}]/g, "\\$&");
const alone = (pattern: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);

/**
 * The whole name however it is written, then each of its words, written as a name is: "Bunga" is a name and "bunga" is
 * a flower. A word of two letters says nothing by itself.
 */
const withoutName = (text: string, { name }: Known): string => {
  const parts = (name ?? "").split(/\s+/).filter((part) => part !== "");
  if (parts.length === 0) return text;
  const whole = text.replace(alone(parts.map(literally).join("\\s+"), "giu"), nameMask);
  return parts
    .filter((part) => part.length >= shortestName && /^\p{Lu}/u.test(part))
    .reduce((so, part) => so.replace(alone(literally(part), "gu"), nameMask), whole);
};

/** Without what personal data look like, and without the name of whom it is about. */
export const erasedText = (text: string, known: Known): string => maskPersonalData(withoutName(text, known)).text;

/** What a file is called whose name is gone. */
export const erasedFileName = "berkas";

/** Written words are masked, the rest goes. */
const remaining = (field: string, value: unknown, known: Known): unknown => {
  if (field === "fileName") return erasedFileName;
  return /^(title|text|reason|comment)$/.test(field) && typeof value === "string"
    ? erasedText(value, known)
    : undefined;
};

/**
 * The event as it lies there afterwards: its own words masked, the salt gone, the digest in its place. One without a
 * salt was written before there were salts; its words go all the same, and the chain will say that it was changed.
 */
export const erased = (event: Event, known: Known): Event => {
  if (event.digest !== undefined || !hasOwnWords(event)) return event;
  const { rest, own } = apart(event);
  const { salt, ...others } = rest;
  const left = Object.fromEntries(
    Object.entries(own).flatMap(([field, value]): [string, unknown][] => {
      const its = remaining(field, value, known);
      return its === undefined ? [] : [[field, its]];
    }),
  );
  const digest = digestOf(typeof salt === "string" ? salt : "", own);
  // Parsed again by whoever writes it, so a field too many or too few is found there.
  return { ...others, ...left, digest } as Event;
};

/** Versions of events whose own words are gone, of which no erasure has said so yet, each with what is left of it. */
export const unnamedErasures = (events: readonly Event[]): EventOf<"erased">["of"] => {
  const named = namedErasures(events);
  return events
    .filter(({ version, digest }) => digest !== undefined && !named.has(version))
    .map((event) => ({ version: event.version, remains: remainsOf(event) }));
};

/** Every version that an erasure names, with what is left of it. */
export const namedErasures = (events: readonly Event[]): ReadonlyMap<number, string> =>
  new Map(
    events.flatMap((event) =>
      event.type === "erased" ? event.of.map(({ version, remains }) => [version, remains] as const) : [],
    ),
  );

const headlineLength = 80;
/** The first words, for lists: of the title, or of the text. */
export const headlineOf = (title: string | undefined, text: string): string =>
  firstWords(maskPersonalData(title ?? text).text, headlineLength);

/** The headline that the events give by themselves. */
export const headlineIn = (events: readonly Event[]): string => {
  const last = events.findLast((event) => event.type === "publicTextEdited" || event.type === "filed");
  if (last?.type !== "publicTextEdited" && last?.type !== "filed") throw new Error("a report begins with its filing");
  return headlineOf(last.title, last.text);
};
