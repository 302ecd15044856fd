import { challengeBits } from "../../shared/shell/challenge.ts";
import { usualLimits } from "../../functions/attachments/inspection/limits.ts";
import { costOfReports, photos, reports, total, type CostLine } from "./cost.ts";
import { operations, type OperationName } from "./operations.ts";
import { downloads, keptMegabytes, secondsOfInspection, sentMegabytes } from "./photo.ts";
import { prices, pricesOf, type PriceName } from "./prices.ts";
import { aimsOf, type Baseline, type Results } from "./results.ts";

/** The results as tables that a person reads, with what an earlier run said beside them where there is one. */

type Cell = string | number;

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const all = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? "").length)));
  const isNumber = head.map((_, column) => rows.every((row) => /^[-+]?[\d,.]*%?$/.test(String(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    `| ${widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(" | ")} |`;
  const rule = widths.map((width, column) => (isNumber[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(head), `| ${rule.join(" | ")} |`, ...all.slice(1).map(line)].join("\n");
};

const grouped = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);

/** Another column only where there is something to compare with. */
const before = (baseline: object | null, ...heads: readonly string[]): readonly string[] => (baseline ? heads : []);

const bundleTable = ({ bundles }: Results, baseline: Baseline | null): string =>
  table(
    ["Function", "KB", ...before(baseline, "before"), "only DynamoDB", "largest packages (KB)"],
    bundles.map(({ name, bytes, onlyDynamoDb, packages }) => {
      const earlier = baseline?.bundles.find((its) => its.name === name);
      return [
        name,
        kilobytes(bytes),
        ...(baseline ? [earlier ? kilobytes(earlier.bytes) : ""] : []),
        onlyDynamoDb ? "yes" : "no",
        packages.map((its) => `${its.name} ${kilobytes(its.bytes)}`).join(", "),
      ];
    }),
  );

const startTable = ({ starts }: Results, baseline: Baseline | null): string =>
  table(
    ["Function", "minimum ms", "median ms", "times the bare client", ...before(baseline, "before")],
    starts.functions.map(({ name, minimum, median, ratio }) => {
      const earlier = baseline?.starts.functions.find((its) => its.name === name);
      return [
        name,
        minimum.toFixed(1),
        median.toFixed(1),
        ratio.toFixed(2),
        ...(baseline ? [earlier ? earlier.ratio.toFixed(2) : ""] : []),
      ];
    }),
  );

const unitTable = ({ units }: Results, baseline: Baseline | null): string =>
  table(
    [
      "Operation",
      "write",
      ...before(baseline, "before"),
      "of it table",
      "due",
      "queue",
      "reporter",
      "filed",
      "read",
      "calls",
    ],
    (Object.keys(operations) as OperationName[]).map((name) => {
      const { write, read, places, calls } = units[name];
      const of = (place: string): Cell => places[place] ?? "";
      return [
        operations[name],
        write,
        ...(baseline ? [baseline.units[name]?.write ?? ""] : []),
        of("table"),
        of("due"),
        of("queue"),
        of("reporter"),
        of("filed"),
        read,
        calls,
      ];
    }),
  );

const inspectionTable = ({ inspections }: Results, baseline: Baseline | null): string => {
  const earlier = baseline?.inspections ?? null;
  const shown = ({ milliseconds, peakMegabytes }: Results["inspections"][number]): readonly [string, string] => [
    (milliseconds / 1000).toFixed(1),
    peakMegabytes.toFixed(0),
  ];
  return table(
    ["File", "MB", "seconds", ...before(earlier, "before"), "peak MB", ...before(earlier, "before")],
    inspections.map((inspected) => {
      const its = earlier?.find(({ name }) => name === inspected.name);
      const [seconds, peak] = shown(inspected);
      const [earlierSeconds, earlierPeak] = its ? shown(its) : ["", ""];
      return [
        inspected.name,
        inspected.megabytes.toFixed(1),
        seconds,
        ...before(earlier, earlierSeconds),
        peak,
        ...before(earlier, earlierPeak),
      ];
    }),
  );
};

const costTable = (lines: readonly CostLine[]): string =>
  table(
    ["What", "quantity", "unit", "USD"],
    [
      ...lines.map(({ what, quantity, price, usd }) => [
        what,
        grouped(quantity, quantity < 100 ? 1 : 0),
        prices[price].unit,
        grouped(usd, 2),
      ]),
      ["Together", "", "", grouped(total(lines), 2)],
    ],
  );

const priceTable = (): string =>
  table(
    ["Price", "USD", "per", "region", "how known", "page"],
    (Object.keys(prices) as PriceName[]).map((name) => {
      const { usd, per, unit, region, certainty, page } = prices[name];
      return [unit, usd, grouped(per), region, certainty, page];
    }),
  );

const paragraphs = (...parts: readonly string[]): string => `${parts.join("\n\n")}\n`;

const challengeTable = ({ challenges }: Results): string =>
  table(
    ["Slower by", "tries a second", "half within, s", "95 of 100 seen within, s", "expected within, s"],
    challenges.map(({ slowdown, triesPerSecond, median, seen95, expected95 }) => [
      slowdown,
      grouped(triesPerSecond),
      median.toFixed(2),
      seen95.toFixed(2),
      expected95.toFixed(2),
    ]),
  );

const oracleTable = ({ oracles }: Results): string =>
  table(
    ["Asked for", "pairs", "unknown, ms", "somebody else's, ms", "difference, ms", "from", "to"],
    oracles.map(({ asked, pairs, unknownMedian, knownMedian, difference, from, to }) => [
      asked,
      pairs,
      ...[unknownMedian, knownMedian, difference, from, to].map((milliseconds) => milliseconds.toFixed(3)),
    ]),
  );

export const asMarkdown = (results: Results, baseline: Baseline | null): string => {
  const { commit, machine, starts, paths, perReport: each, month, inspectorMegabytes } = results;
  const { seconds, megabytes } = usualLimits;
  return paragraphs(
    `# Benchmark of ${commit}`,
    `${machine}.${baseline ? ` Compared with ${baseline.commit} (${baseline.machine}).` : ""}`,
    "## Aims",
    table(
      ["Aim", "seen", "met"],
      aimsOf(results).map(({ what, seen, met }) => [what, seen, met ? "yes" : "NO"]),
    ),
    "## Bundles",
    "What is deployed, minified, without source maps. 1 KB is 1,000 bytes.",
    bundleTable(results, baseline),
    "## Module start",
    `Loading the bundle in a process of its own, 15 times in turn, over the ${starts.emptyMinimum.toFixed(1)} ms that an ` +
      `empty module takes. A bare DynamoDB client takes ${starts.bareMinimum.toFixed(1)} ms. Compare the minimums; the ` +
      "median says how busy the machine was.",
    startTable(results, baseline),
    "## Write and read units",
    "As the engine reports them (`ReturnConsumedCapacity: INDEXES`). Writes of a transaction count twice, those of an " +
      "index once; an index key that changes is a deletion and a put. A transaction that is refused reports nothing " +
      "here, and on AWS takes what it would have written.",
    unitTable(results, baseline),
    `Many: ${grouped(results.openReports)}.`,
    "## Inspection",
    "Reading a photo and writing it anew with its two pictures: time of that alone, and the most memory that the process " +
      `which does it ever had, Node included. The function has ${grouped(inspectorMegabytes)} MB; the process is ended ` +
      `at ${grouped(megabytes)} MB and after ${seconds} s. 1 MB is 1,024 KB of 1,024 bytes.`,
    inspectionTable(results, baseline),
    "## Challenge in a browser",
    `SHA-256 with ${challengeBits} zero bits, by the reference solver of the docs, on the page's own thread of headless ` +
      "Chromium, slowed down over the DevTools protocol. 4 and 6 are Lighthouse's factors for a phone of the middle and a " +
      "slow one; no phone was measured. What is expected follows from the speed, since how many tries it takes is chance.",
    challengeTable(results),
    "## Time as an oracle",
    "The functions over the local engine's HTTP, each pair in an order of chance; medians, and of the difference in each " +
      "pair the median with its 95 % interval (bootstrap). Somebody else's report has 64 events.",
    oracleTable(results),
    "## Routing",
    "Counted from the synthesized definition: states entered, without retries. AWS counts each step that is executed, " +
      "and in its examples the way into the end as well, so one is added.",
    table(
      ["Hop ends in", "states entered", "with the end", "states"],
      paths.map(({ to, states }) => [to, states.length, states.length + 1, states.join(", ")]),
    ),
    "## One report",
    "Filed with contact, passed on by itself, looked at twice and answered twice by the office, looked at twice by the " +
      "reporter, closed by the system.",
    table(
      ["events", "mails", "API requests", "Lambda invocations", "state transitions", "write units", "read units"],
      [
        [
          each.events,
          each.mails,
          each.apiRequests,
          each.invocations,
          each.stateTransitions,
          each.writeUnits,
          each.readUnits,
        ],
      ],
    ),
    `## ${grouped(reports)} reports`,
    costTable(costOfReports(each)),
    `## ${grouped(photos)} photos of ${sentMegabytes} MB`,
    `Each with its ticket, its inspection after GuardDuty's verdict, three copies (file, preview and thumbnail: ` +
      `${keptMegabytes} MB together, assumed) and ${downloads} downloads by an office. The inspector takes ` +
      `${secondsOfInspection} s, starts included: assumed; what reading one takes on this machine is above. With bucket ` +
      "keys S3 asks KMS once for many objects, not for each, which comes to nothing here. Left out as well: S3's events " +
      "to EventBridge (cents) and small pictures in lists.",
    costTable(results.photos),
    "## Each month, in the stage `prod`, without a single report",
    costTable(month),
    `## Prices, looked over on ${pricesOf}`,
    "**No price here is Jakarta's** (ap-southeast-3): its pages load their prices by script and could not be read. " +
      "`read` means seen in a copy of the page or an article that quotes it; `remembered` means that nobody has looked " +
      "it up for this table. Without tax and free tiers, and data transfer only where a table names it.",
    priceTable(),
  );
};
