import { CsvError, parse, type CsvErrorCode } from "csv-parse/sync";

/**
 * Tables as text, as RFC 4180 says, and as spreadsheets save them: with a byte order mark, with either end of line,
 * and with semicolons where the comma is a decimal point, as in Indonesia.
 */

export type Row = {
  /** The line that it begins on, from 1; a quoted cell may go on over several. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type CsvFault = { readonly line: number; readonly why: "quoteNotClosed" | "quoteInside" | "afterQuote" };
export type ReadCsv =
  { readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly fault: CsvFault };

/** What separates cells: whichever of the two the first line has more of. */
const separatorOf = (text: string): string => {
  const first = text.slice(0, text.search(/\n|$/));
  return first.split(";").length > first.split(",").length ? ";" : ",";
};

const faults: Partial<Record<CsvErrorCode, CsvFault["why"]>> = {
  CSV_QUOTE_NOT_CLOSED: "quoteNotClosed",
  INVALID_OPENING_QUOTE: "quoteInside",
  CSV_INVALID_CLOSING_QUOTE: "afterQuote",
};

const breaksIn = (cells: readonly string[]): number => cells.join("").split("\n").length - 1;

/**
 * Reads rows; lines without anything on them are passed over. Ends of lines come out alike, in cells too: the parser
 * counts a Windows line in a quoted cell twice, and people look for the line that they are told.
 */
export const readCsv = (sent: string): ReadCsv => {
  const text = sent.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const rows: Row[] = [];
  let ended = 0;
  try {
    parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: "\n",
      relax_column_count: true,
      on_record: (cells: readonly string[], { lines }) => {
        ended = lines;
        if (cells.some((cell) => cell.trim() !== "")) {
          rows.push({ line: lines - breaksIn(cells), cells: cells.map(asMeant) });
        }
        return null;
      },
    });
  } catch (error) {
    const why = error instanceof CsvError ? faults[error.code] : undefined;
    if (!(error instanceof CsvError) || why === undefined) throw error;
    // A quote that stays open swallows the rest of the file; its row is where to look for it.
    return { ok: false, fault: { line: why === "quoteNotClosed" ? ended + 1 : Number(error["lines"]), why } };
  }
  return { ok: true, rows };
};

/**
 * A spreadsheet takes what begins so for a formula, and may send with it what lies in other cells. The apostrophe
 * before it makes it text again, as it does when typed.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const asText = (cell: string): string => (/^'*[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell);
const asMeant = (cell: string): string => (/^'+[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell);

const quoted = (cell: string): string => (/[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const written = (cell: string): string => quoted(asText(cell));

/** With a byte order mark: without one, Excel takes UTF-8 for something else. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(written).join(",")}\r\n`).join("")}`;
