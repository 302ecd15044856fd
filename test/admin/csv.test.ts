import { describe, expect, it, test } from "vitest";
import fc from "fast-check";
import { readCsv, writeCsv } from "../../functions/admin/transfer/csv.ts";

const cellsIn = (text: string): unknown => {
  const read = readCsv(text);
  return read.ok ? read.rows.map(({ cells }) => cells) : read.fault;
};

describe("a table", () => {
  test.each<[string, string, unknown]>([
    [
      "with either end of line",
      "a,b\r\nc,d\ne,f",
      [
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
      ],
    ],
    [
      "of Macintosh lines",
      "a,b\rc,d\r",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["with a byte order mark", "\uFEFFa,b\r\n", [["a", "b"]]],
    [
      "with quotes, separators and lines in a cell",
      '"a ""b"", c","d\ne"\nf,g\n',
      [
        ['a "b", c', "d\ne"],
        ["f", "g"],
      ],
    ],
    [
      "parted by semicolons",
      'a;b\n"1;2";3,5\n',
      [
        ["a", "b"],
        ["1;2", "3,5"],
      ],
    ],
    [
      "with empty cells",
      "a,,\n,b,\n",
      [
        ["a", "", ""],
        ["", "b", ""],
      ],
    ],
    ["with empty lines between", "a\n\n,\n\nb\n", [["a"], ["b"]]],
    ["with nothing in it", "", []],
    ["with an empty quoted cell", '"",a\n', [["", "a"]]],
    ["with a quote that stays open", 'a\nb,"c\nd', { line: 2, why: "quoteNotClosed" }],
    ["with a quote in the middle of a cell", 'a,b\nc"d,e\n', { line: 2, why: "quoteInside" }],
    ["with text after a quote", '"a\nb"c,d\n', { line: 2, why: "afterQuote" }],
  ])("%s is read", (_, text, expected) => {
    expect(cellsIn(text)).toStrictEqual(expected);
  });

  it("knows on which line of the file each row begins", () => {
    const read = readCsv('a,b\n"1\n2\r\n3",x\n\ny,z\n');
    expect(read.ok && read.rows.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  it("is read as it was written, whatever is in it", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",;\r\n a]*$/));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (its) => {
        // Semicolons win only where there are more of them, and a written header always has its commas.
        const all = [["a", "b", "c", "d"], ...its];
        const kept = all.filter((cells) => cells.some((one) => one.trim() !== ""));
        expect(cellsIn(writeCsv(all))).toStrictEqual(kept);
      }),
    );
  });
});
