import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import type { TestEngine } from "../store/engine.ts";
import { observe, type ObservedCall } from "../store/observed-client.ts";
import type { MeasuredUnits, OperationName, Units } from "./operations.ts";

/** An engine that says what each operation took. */

const reads = new Set(["GetItem", "Query", "BatchGetItem", "TransactGetItems"]);

const indexesOf = ({ GlobalSecondaryIndexes = {} }: ConsumedCapacity): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(GlobalSecondaryIndexes).map(([name, { CapacityUnits = 0 }]) => [name, CapacityUnits]),
  );

const total = (calls: readonly ObservedCall[]): Units => {
  let [write, read] = [0, 0];
  const places: Record<string, number> = {};
  for (const { operation, capacity } of calls) {
    for (const of of capacity) {
      const { CapacityUnits: units = 0 } = of;
      if (reads.has(operation)) {
        read += units;
        continue;
      }
      write += units;
      const indexes = indexesOf(of);
      const ofIndexes = Object.values(indexes).reduce((sum, its) => sum + its, 0);
      for (const [place, its] of [["table", units - ofIndexes] as const, ...Object.entries(indexes)]) {
        places[place] = (places[place] ?? 0) + its;
      }
    }
  }
  return { write, read, places, calls: calls.length };
};

export type Measured = <Result>(name: OperationName, doing: () => Promise<Result>) => Promise<Result>;
export type Bench = {
  readonly engine: TestEngine;
  readonly measured: Measured;
  readonly units: Partial<MeasuredUnits>;
};

/** An engine whose every call is counted to the operation that makes it. */
export const benchOn = (engine: TestEngine): Bench => {
  const client = engine.connect();
  const calls = observe(client);
  const units: Partial<Record<OperationName, Units>> = {};
  return {
    engine: { ...engine, client, store: { ...engine.store, client } },
    units,
    measured: async (name, doing) => {
      calls.splice(0);
      const result = await doing();
      units[name] = total(calls);
      return result;
    },
  };
};
