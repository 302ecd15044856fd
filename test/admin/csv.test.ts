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
    const linesOf = (text: string) => {
      const read = readCsv(text);
      return read.ok && read.rows.map(({ line }) => line);
    };
    expect(linesOf('a,b\n"1\n2\r\n3",x\n\ny,z\n')).toEqual([1, 2, 6]);
    expect(linesOf('a,b\r\n"1\r\n2","3\r\n4"\r\n\r\ny,z\r\n')).toEqual([1, 2, 6]);
    expect(readCsv('a,b\r\n"1\r\n2",3\r\nc"d,e\r\n')).toStrictEqual({
      ok: false,
      fault: { line: 4, why: "quoteInside" },
    });
    expect(readCsv('a,b\r\n"1\r\n2",3\r\n"c,d\r\n')).toStrictEqual({
      ok: false,
      fault: { line: 4, why: "quoteNotClosed" },
    });
  });

  it("is read as it was written, whatever is in it", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",;\r\n a]*$/));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (its) => {
        // Semicolons win only where there are more of them, and a written header always has its commas.
        const all = [["a", "b", "c", "d"], ...its];
        const kept = all.filter((cells) => cells.some((one) => one.trim() !== ""));
        // Ends of lines come out alike.
        const alike = kept.map((cells) => cells.map((one) => one.replaceAll(/\r\n?/g, "\n")));
        expect(cellsIn(writeCsv(all))).toStrictEqual(alike);
      }),
    );
  });

  test.each(["=HYPERLINK(A1)", "+62 811", "-1", "@SUM(1)", "\t=1", "\n=1", "'=1"])(
    "says %j to a spreadsheet as text, and has it back as it was",
    (cell) => {
      const text = writeCsv([
        ["code", "name"],
        ["a", cell],
      ]);
      expect(text).toMatch(/(^|[,"])'/m);
      expect(cellsIn(text)).toStrictEqual([
        ["code", "name"],
        ["a", cell],
      ]);
    },
  );

  it("leaves alone what a person would type so", () => {
    expect(writeCsv([["a-b", "1 + 1", "x@y.example", "'ulama", "Jum'at"]])).toBe(
      "\uFEFFa-b,1 + 1,x@y.example,'ulama,Jum'at\r\n",
    );
  });
});
