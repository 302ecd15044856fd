import type { Journal } from "../data/journal.ts";

/** What became of an execution, kept in the journal. */
export type Execution = Readonly<{
  arn: string;
  machine: string;
  name: string;
  input: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT";
  /** Milliseconds since 1970, by the cloud's clock. */
  started: number;
  stopped?: number;
  output?: string;
  error?: string;
  cause?: string;
}>;
export type HistoryEvent = Readonly<{
  id: number;
  type: string;
  at: number;
  details: Readonly<Record<string, unknown>>;
}>;

export type History = Readonly<{
  /** False if there is an execution of that name already. */
  begin: (execution: Pick<Execution, "arn" | "machine" | "name" | "input" | "started">) => boolean;
  /** Notes an event; starting again forgets what an interrupted attempt had noted. */
  note: (arn: string, type: string, details: Readonly<Record<string, unknown>>) => void;
  restart: (arn: string) => void;
  end: (arn: string, ending: Pick<Execution, "status" | "output" | "error" | "cause">) => void;
  find: (arn: string) => Execution | undefined;
  running: () => readonly Execution[];
  list: (machine: string, status: string | undefined, limit: number, offset: number) => readonly Execution[];
  events: (arn: string) => readonly HistoryEvent[];
}>;

type Row = Record<string, unknown>;

/** The columns are the fields, written by `start` and `end` below; SQLite says null for what is absent. */
const executionOf = (row: Row): Execution =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Execution;

export const openHistory = (journal: Journal, now: () => number): History => {
  const insert = journal.prepare(
    "INSERT OR IGNORE INTO executions (arn, machine, name, input, status, started) VALUES (?, ?, ?, ?, 'RUNNING', ?)",
  );
  const select = journal.prepare("SELECT * FROM executions WHERE arn = ?");
  const note = journal.prepare(
    "INSERT INTO execution_events (arn, id, type, at, details) VALUES (?, (SELECT coalesce(max(id), 0) + 1 FROM execution_events WHERE arn = ?), ?, ?, ?)",
  );
  const forget = journal.prepare("DELETE FROM execution_events WHERE arn = ?");
  const end = journal.prepare(
    "UPDATE executions SET status = ?, stopped = ?, output = ?, error = ?, cause = ? WHERE arn = ?",
  );
  const list = journal.prepare(
    "SELECT * FROM executions WHERE machine = ? AND (? IS NULL OR status = ?) ORDER BY started DESC, arn LIMIT ? OFFSET ?",
  );
  const running = journal.prepare("SELECT * FROM executions WHERE status = 'RUNNING' ORDER BY started");
  const events = journal.prepare("SELECT * FROM execution_events WHERE arn = ? ORDER BY id");
  return {
    begin: ({ arn, machine, name, input, started }) => insert.run(arn, machine, name, input, started).changes === 1,
    note: (arn, type, details) => {
      note.run(arn, arn, type, now(), JSON.stringify(details));
    },
    restart: (arn) => {
      forget.run(arn);
    },
    end: (arn, { status, output, error, cause }) => {
      end.run(status, now(), output ?? null, error ?? null, cause ?? null, arn);
    },
    find: (arn) => {
      const row = select.get(arn);
      return row === undefined ? undefined : executionOf(row);
    },
    running: () => running.all().map(executionOf),
    list: (machine, status, limit, offset) =>
      list.all(machine, status ?? null, status ?? null, limit, offset).map(executionOf),
    events: (arn) =>
      events.all(arn).map((row) => ({
        id: Number(row["id"]),
        type: String(row["type"]),
        at: Number(row["at"]),
        details: JSON.parse(String(row["details"])) as Record<string, unknown>,
      })),
  };
};
