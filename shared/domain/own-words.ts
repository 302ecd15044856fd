import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Event } from "./events.ts";

/**
 * What of an event is the reporter's own: what they wrote, where exactly it was, what their file is called, the key
 * that ties their reports together. It can be erased without breaking the chain, because the chain knows it by a
 * salted digest alone; docs/adr/0020-rights-and-erasure.md.
 */

/** Fields by the kind of event; `a.b` is the field b of a. What an officer makes of the reporter's text is among it. */
const ownFields: Readonly<Partial<Record<Event["type"], readonly string[]>>> = {
  filed: ["title", "text", "location.address", "location.latitude", "location.longitude", "reporterKey"],
  publicTextEdited: ["title", "text"],
  informationSupplied: ["text"],
  replied: ["text"],
  closed: ["comment"],
  rated: ["comment"],
  withdrawn: ["reason"],
  reopened: ["reason"],
  appealed: ["reason"],
  objected: ["reason"],
  attachmentExpected: ["fileName"],
  identityCorrected: ["reporterKey"],
};

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** An office's file is called as the office calls it. */
const fieldsOf = (event: Event): readonly string[] =>
  event.type === "attachmentExpected" && event.side === "office" ? [] : (ownFields[event.type] ?? []);

/** The event without what is the reporter's own, and that by its field. */
export const apart = (event: Event): { readonly rest: Fields; readonly own: Fields } => {
  let rest: Fields = event;
  const own: Record<string, unknown> = {};
  for (const field of fieldsOf(event)) {
    const [name = "", inner] = field.split(".");
    const outer = rest[name];
    if (inner === undefined) {
      const { [name]: its, ...others } = rest;
      if (its !== undefined) own[field] = its;
      rest = others;
    } else if (isObject(outer)) {
      const { [inner]: its, ...others } = outer;
      if (its !== undefined) own[field] = its;
      rest = { ...rest, [name]: others };
    }
  }
  return { rest, own };
};

export const hasOwnWords = (event: Event): boolean => Object.keys(apart(event).own).length > 0;

/** As RFC 8785 has it: one way only. */
export const written = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("an event can be written as JSON");
  return text;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** 128 bits from the shell's chance, in base64url. An event without the reporter's own words needs none. */
export const salted = <E extends Event>(event: E, salt: string): E => (hasOwnWords(event) ? { ...event, salt } : event);

/**
 * What of the event enters the chain. Own words stand there as a digest, from the salt while both are there, and as
 * it was kept once they were erased. An event with neither, or by mistake with both, enters as it is.
 */
export const asChained = (event: Event): unknown => {
  const { salt, digest } = event;
  if ((salt === undefined) === (digest === undefined)) return event;
  const { rest, own } = apart(event);
  if (salt === undefined) return rest;
  const { salt: _, ...others } = rest;
  return { ...others, digest: digestOf(salt, own) };
};

/** Without the salt it could be guessed: what stands beside the ten digits of a telephone number remains readable. */
export const digestOf = (salt: string, own: Fields): string => sha256(`${salt}\n${written(own)}`);

/** Stands for what an erasure has left, so that this cannot be changed either. */
export const remainsOf = (event: Event): string => sha256(written(apart(event).own));
