/**
 * Tables as text, as RFC 4180 says, and as spreadsheets save them: with a byte order mark, with either end of line,
 * and with semicolons where the comma is a decimal point, as in Indonesia. To be replaced by the library csv-parse once
 * packages can be added: docs/adr/0018.
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
  const first = text.slice(0, text.search(/[\r\n]|$/));
  return first.split(";").length > first.split(",").length ? ";" : ",";
};

const endOfLine = /\r\n|\r|\n/y;

/** Reads rows; lines without anything on them are passed over. */
export const readCsv = (sent: string): ReadCsv => {
  const text = sent.startsWith("\uFEFF") ? sent.slice(1) : sent;
  const separator = separatorOf(text);
  const plain = separator === ";" ? /[^;"\r\n]*/y : /[^,"\r\n]*/y;
  const rows: Row[] = [];
  let [at, line] = [0, 1];

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  /** After the opening quote, up to and with the closing one; null: there is none. */
  const quoted = (): string | null => {
    let cell = "";
    for (;;) {
      const end = text.indexOf('"', at);
      if (end === -1) return null;
      cell += text.slice(at, end);
      at = end + 1;
      if (text[at] !== '"') return cell;
      cell += '"';
      at += 1;
    }
  };

  while (at < text.length) {
    const begun = line;
    const cells: string[] = [];
    for (;;) {
      if (text[at] === '"') {
        at += 1;
        const cell = quoted();
        if (cell === null) return { ok: false, fault: { line: begun, why: "quoteNotClosed" } };
        cells.push(cell);
        line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      } else {
        cells.push(take(plain) ?? "");
        if (text[at] === '"') return { ok: false, fault: { line, why: "quoteInside" } };
      }
      if (text[at] === separator) {
        at += 1;
        continue;
      }
      if (at < text.length && take(endOfLine) === null) return { ok: false, fault: { line, why: "afterQuote" } };
      line += 1;
      break;
    }
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: begun, cells });
  }
  return { ok: true, rows };
};

const written = (cell: string): string => (/[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** With a byte order mark: without one, Excel takes UTF-8 for something else. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => `${cells.map(written).join(",")}\r\n`).join("")}`;
