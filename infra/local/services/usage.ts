import type { Answer } from "./http.ts";

/** Capacity units that each function has used of the tables, and its calls of S3, since the start. */
export type Usage = Readonly<{
  /** Counts an answer; returns it without what only the counter had asked for if `strip`. */
  count: (caller: string, operation: string, writing: boolean, answer: Answer, strip: boolean) => Answer;
  /** Counts a call of a service that knows no capacity units. */
  call: (caller: string, operation: string) => void;
  list: () => readonly UsageLine[];
}>;
export type UsageLine = {
  /** Access key of the function's role, or of whoever else called. */
  caller: string;
  operation: string;
  calls: number;
  readUnits: number;
  writeUnits: number;
};

type Capacity = Readonly<{ CapacityUnits?: number }>;

export const createUsage = (): Usage => {
  const lines = new Map<string, UsageLine>();
  const lineOf = (caller: string, operation: string): UsageLine => {
    const key = `${caller} ${operation}`;
    const line = lines.get(key) ?? { caller, operation, calls: 0, readUnits: 0, writeUnits: 0 };
    lines.set(key, line);
    line.calls += 1;
    return line;
  };
  return {
    list: () => [...lines.values()],
    call: lineOf,
    count: (caller, operation, writing, answer, strip) => {
      const line = lineOf(caller, operation);
      if (answer.status !== 200) return answer;
      const { ConsumedCapacity, ...output } = JSON.parse(answer.body.toString("utf8")) as {
        ConsumedCapacity?: Capacity | Capacity[];
      };
      if (ConsumedCapacity === undefined) return answer;
      const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      line[writing ? "writeUnits" : "readUnits"] += units;
      if (!strip) return answer;
      // The engine's checksum was of the longer answer.
      const { "x-amz-crc32": _, ...headers } = answer.headers;
      return { status: answer.status, headers, body: Buffer.from(JSON.stringify(output)) };
    },
  };
};
