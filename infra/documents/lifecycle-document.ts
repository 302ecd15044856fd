import { lifecycle, openStatuses, statuses, type Transition } from "../../shared/domain/lifecycle.ts";
import { moveWords, statusWords } from "../../shared/shell/words.ts";

/** `docs/lifecycle.md`, written from the table of moves: what the code does and what the page says cannot differ. */

const arrowsOf = (row: Transition): readonly string[] =>
  row.from.flatMap((from) => {
    if (row.to === "same") return [];
    const start = from === "unfiled" ? "[*]" : from;
    // Where "before" leads depends on the report; the diagram shows every place it may be.
    const ends =
      row.to === "before" ? (from === "blocked" ? ["submitted"] : ["submitted", "dispatched", "inProgress"]) : [row.to];
    return ends.filter((end) => end !== from).map((end) => `  ${start} --> ${end}: ${row.move}`);
  });

const merged = (arrows: readonly string[]): readonly string[] => {
  const labels = new Map<string, Set<string>>();
  for (const arrow of arrows) {
    const [ends, label] = arrow.split(": ") as [string, string];
    labels.set(ends, (labels.get(ends) ?? new Set()).add(label));
  }
  return [...labels].map(([ends, its]) => `${ends}: ${[...its].join(", ")}`);
};

const doesInWords: Readonly<Record<string, string>> = { mayStart: "may start" };

const clocksOf = (row: Transition): string =>
  (["starts", "mayStart", "stops", "pauses", "resumes", "revives"] as const)
    .flatMap((does) => (row[does] ? [`${doesInWords[does] ?? does} ${row[does].join(", ")}`] : []))
    .join("; ");

const fromOf = ({ from }: Transition): string => {
  const open = openStatuses.every((status) => from.includes(status));
  const rest = from.filter((status) => !open || !(openStatuses as readonly string[]).includes(status));
  return [...(open ? ["any open"] : []), ...rest].join(", ");
};

const cell = (text: string): string => text.replaceAll("|", "\\|");

const row = (its: Transition): string =>
  `| ${[
    `\`${its.move}\` ${moveWords(its.move, "id")}`,
    its.by.join(", "),
    fromOf(its),
    its.to,
    (its.when ?? []).join(", "),
    clocksOf(its),
    (its.asks ?? []).join(", "),
    its.event,
  ]
    .map(cell)
    .join(" | ")} |`;

export const lifecycleDocument = (): string =>
  [
    "# The life of a report",
    "",
    "Written from `shared/domain/lifecycle.ts` by `npm run docs`; a test fails when the two differ. Do not edit.",
    "",
    "An open report has exactly one owner and at least one running clock. An end has one closer. A guard in the column",
    "*when* is a predicate in `shared/domain/guards.ts`.",
    "",
    "## Statuses",
    "",
    "| status | in words | open |",
    "| --- | --- | --- |",
    ...statuses.map(
      (status) =>
        `| ${status} | ${statusWords[status].id} (${statusWords[status].en}) | ${(openStatuses as readonly string[]).includes(status) ? "yes" : ""} |`,
    ),
    "",
    "## Diagram",
    "",
    "Moves that leave the status as it is are in the table only. A lifted block leads back to the status from which the",
    "report was blocked; the diagram shows one of them.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...merged(lifecycle.flatMap(arrowsOf)),
    "```",
    "",
    "## Moves",
    "",
    "A clock *starts* anew where its rule lists the event, or where it does not run yet; it *may start* where its rule",
    "lists the event, once, and at the latest when an office gets the report. Clocks *pause* for what their rule lists.",
    "",
    "| move | who | from | to | when | clocks | asks for | event |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lifecycle.map(row),
    "",
  ].join("\n");
