import type { Collection } from "../../../shared/domain/collections.ts";
import { done, refused, type Outcome } from "../../../shared/domain/failures.ts";
import { readBy, type FieldProblem } from "../../../shared/shell/field-words.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import { entrySchemas } from "../entry-schemas.ts";
import { columns, entryFrom } from "./columns.ts";
import { readCsv, type CsvFault, type Row } from "./csv.ts";
import type { Sent } from "./plan.ts";

/** One list of the directory out of a table: its first row names the columns, every other one is an entry. */

const faultyText: Readonly<Record<CsvFault["why"], Words>> = {
  quoteNotClosed: { id: "Tanda kutip yang dibuka di sini tidak ditutup.", en: "The quote opened here is not closed." },
  quoteInside: {
    id: 'Tanda kutip di tengah isi: apit seluruh isi sel dengan kutip dan tulis "" untuk satu kutip.',
    en: 'A quote inside a cell: put the whole cell in quotes and write "" for one quote.',
  },
  afterQuote: { id: "Ada tulisan setelah tanda kutip penutup.", en: "There is text after the closing quote." },
};

const unknownColumn: Words = { id: "Kolom ini tidak dikenal.", en: "This column is not known." };
const columnTwice: Words = { id: "Kolom ini ada dua kali.", en: "This column is there twice." };
const columnMissing: Words = { id: "Kolom ini tidak ada.", en: "This column is missing." };
const tooManyCells: Words = { id: "Lebih banyak sel daripada kolom.", en: "More cells than columns." };
const noHeader: Words = { id: "Baris judul kolom tidak ada.", en: "There is no row that names the columns." };

/** Columns are all there, so that one forgotten in a spreadsheet does not empty a field of every entry. */
const faultsOfHeader = (collection: Collection, { line, cells }: Row, language: Language): readonly FieldProblem[] => {
  const known = new Set(columns[collection].map(({ name }) => name));
  const [named, seen] = [cells.map((cell) => cell.trim()), new Set<string>()];
  const wrong = named.flatMap((name): FieldProblem[] => {
    const words = !known.has(name) ? unknownColumn : seen.has(name) ? columnTwice : null;
    seen.add(name);
    return words ? [{ pointer: `/${name}`, detail: words[language], line }] : [];
  });
  const missing = [...known]
    .filter((name) => !seen.has(name))
    .map((name) => ({
      ...{ pointer: `/${name}`, detail: columnMissing[language], line },
    }));
  return [...wrong, ...missing];
};

/** A file is mended line by line; a person needs the first of its faults. */
const mostProblems = 100;

export const entriesFromCsv = (
  collection: Collection,
  text: string,
  language: Language,
): Outcome<readonly Sent[], readonly FieldProblem[]> => {
  const read = readCsv(text);
  if (!read.ok) {
    const { line, why } = read.fault;
    return refused([{ pointer: "", detail: faultyText[why][language], line }]);
  }
  const [header, ...rows] = read.rows;
  if (!header) return refused([{ pointer: "", detail: noHeader[language], line: 1 }]);
  const faults = [...faultsOfHeader(collection, header, language)];
  if (faults.length > 0) return refused(faults);

  const names = header.cells.map((cell) => cell.trim());
  const entries: Sent[] = [];
  for (const { line, cells } of rows) {
    if (cells.slice(names.length).some((cell) => cell.trim() !== "")) {
      faults.push({ pointer: "", detail: tooManyCells[language], line });
      continue;
    }
    const its = entryFrom(collection, new Map(names.map((name, at) => [name, cells[at] ?? ""])));
    const entry = readBy(entrySchemas[collection], its, language);
    if (entry.ok) entries.push({ collection, entry: entry.value, line, pointer: "" });
    else faults.push(...entry.errors.map((error) => ({ ...error, line })));
  }
  return faults.length > 0 ? refused(faults.slice(0, mostProblems)) : done(entries);
};
