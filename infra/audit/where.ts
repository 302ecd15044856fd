import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";

/** Where the log lies, and what time it is there. */
export type Place = { readonly store: ComplaintStore; readonly now: string; readonly named: string };

const engines = z.object({
  aws: z.string(),
  functions: z.array(z.object({ environment: z.record(z.string(), z.string()) })),
});
const state = z.object({ now: z.string() });

/** It cannot be reached, with a sentence that says what to do. */
export class OutOfReach extends Error {}

const localCloud = async (port: number): Promise<Place> => {
  const url = `http://127.0.0.1:${port}/_local`;
  const ask = async (path: string): Promise<unknown> => {
    try {
      return await (await fetch(`${url}/${path}`)).json();
    } catch (error) {
      throw new OutOfReach(`No local cloud answers at port ${port}: start it with npm start, or name a --table`, {
        cause: error,
      });
    }
  };
  const { aws, functions } = engines.parse(await ask("engines"));
  // Its clock may have been moved on, and reports have been filed by it.
  const { now } = state.parse(await ask("state"));
  const table = functions.flatMap(({ environment }) => environment["COMPLAINT_TABLE"] ?? [])[0];
  if (table === undefined) throw new OutOfReach("The local cloud runs an app that has no complaint table");
  const client = new DynamoDBClient({
    endpoint: aws,
    region: "local",
    credentials: { accessKeyId: "verify-log", secretAccessKey: "local" },
  });
  return { store: { client, table }, now, named: `the local cloud at port ${port}` };
};

/** @param table null: the local cloud's. */
export const openPlace = async (table: string | null, port: number): Promise<Place> =>
  table === null
    ? localCloud(port)
    : { store: { client: new DynamoDBClient(), table }, now: new Date().toISOString(), named: `table ${table}` };
