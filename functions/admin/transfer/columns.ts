import type { Collection, Entry } from "../../../shared/domain/collections.ts";

/**
 * An entry as cells of a table, and back. What a cell cannot say (a number that is none) comes out as it was written,
 * and the schema of the entry says what is wrong with it.
 */

type Fields = Record<string, unknown>;
type Column = {
  readonly name: string;
  readonly cellOf: (entry: Fields) => string;
  /** The field that the cell makes; undefined: none. */
  readonly read: (cell: string) => unknown;
};

const said = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

const column = (name: string, read: Column["read"], cell: (value: unknown) => string = said): Column => ({
  name,
  read,
  cellOf: (entry) => cell(entry[name]),
});

const text = (name: string): Column => column(name, (cell) => cell);
const ifAny = (name: string): Column => column(name, (cell) => (cell === "" ? undefined : cell));
const orNull = (name: string): Column => column(name, (cell) => (cell === "" ? null : cell));
const truth: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);
/** Spreadsheets write what they take for a truth value in capitals. */
const flag = (name: string): Column =>
  column(name, (cell) => (cell === "" ? undefined : (truth.get(cell.toLowerCase()) ?? cell)));
const numberOf = (cell: string): unknown => (/^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell);
const amount = (name: string): Column => column(name, numberOf);

const parts = (cell: string, by: RegExp): readonly string[] =>
  cell
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const inOneCell = (value: unknown): string => (isList(value) ? value.map(said).join("; ") : "");
const several = (name: string): Column => column(name, (cell) => parts(cell, /;/), inOneCell);
const severalIfAny = (name: string): Column =>
  column(name, (cell) => (cell === "" ? undefined : parts(cell, /;/)), inOneCell);

const inside = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Fields)[name] : undefined;
/** A field within a field: `name.id`. */
const within = (outer: string, inner: string, read: Column["read"] = (cell) => cell): Column => ({
  name: `${outer}.${inner}`,
  read,
  cellOf: (entry) => said(inside(entry[outer], inner)),
});
const unlessEmpty: Column["read"] = (cell) => (cell === "" ? undefined : cell);

/** One phrase on each line of the cell, its weight behind the last `=`. */
const phrases: Column = column(
  "phrases",
  (cell) =>
    parts(cell, /[\r\n]+/).map((line) => {
      const end = line.lastIndexOf("=");
      return end === -1
        ? { phrase: line }
        : { phrase: line.slice(0, end).trim(), weight: numberOf(line.slice(end + 1).trim()) };
    }),
  (value) =>
    isList(value)
      ? value.map((its) => `${said(inside(its, "phrase"))} = ${said(inside(its, "weight"))}`).join("\n")
      : "",
);

export const columns: Readonly<Record<Collection, readonly Column[]>> = {
  agencies: [
    ...[text("code"), text("name"), text("kind"), orNull("parent"), text("regionCode"), text("timeZone")],
    ...[several("mail"), severalIfAny("headMail"), flag("digest"), flag("coordinator")],
    ...[text("validFrom"), ifAny("validTo"), ifAny("successor")],
  ],
  officers: [
    ...[text("id"), text("name"), text("mail"), text("role"), text("agencyCode")],
    ...[ifAny("validFrom"), ifAny("validTo")],
  ],
  categories: [
    ...[text("code"), within("name", "id"), within("name", "en"), orNull("parent"), orNull("agencyCode")],
    ...[ifAny("agencyKind"), flag("urgent"), flag("sensitive"), text("validFrom"), ifAny("validTo")],
  ],
  routingRules: [
    ...[text("code"), text("categoryCode")],
    ...[within("agency", "code", unlessEmpty), within("agency", "kindAtPlace", unlessEmpty)],
    ...[phrases, text("validFrom"), ifAny("validTo")],
  ],
  deadlineRules: [
    ...[text("code"), text("clock"), ifAny("class"), ifAny("agencyCode"), amount("number"), text("unit")],
    ...[several("startEvents"), several("pauseEvents"), several("reminders"), text("validFrom"), text("source")],
  ],
};

export const cellsOf = (collection: Collection, entry: Entry): readonly string[] =>
  columns[collection].map((its) => its.cellOf(entry));

/** The cells of a row by the names of their columns. A column that the table does not have counts as empty. */
export const entryFrom = (collection: Collection, cells: ReadonlyMap<string, string>): Fields => {
  const entry: Fields = {};
  for (const { name, read } of columns[collection]) {
    const value = read((cells.get(name) ?? "").trim());
    if (value === undefined) continue;
    const [outer = name, inner] = name.split(".");
    if (inner === undefined) entry[outer] = value;
    else entry[outer] = { ...(entry[outer] as Fields | undefined), [inner]: value };
  }
  return entry;
};
