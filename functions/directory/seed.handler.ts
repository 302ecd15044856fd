import middy from "@middy/core";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { seedDirectoryStore } from "../../shared/store/directory-store.ts";
import { seedForCloudFormation, seedRequest } from "./seed.ts";

const { DIRECTORY_TABLE } = parseEnvironment({ DIRECTORY_TABLE: setting }, process.env);
const client = dynamoDb();
const log = makeLog();

export const handler = middy().handler(async (event: unknown) => {
  await seedForCloudFormation(
    {
      seed: seedDirectory(),
      write: (seed) => seedDirectoryStore({ client, table: DIRECTORY_TABLE }, seed),
      respond: async (url, body) => {
        const response = await fetch(url, { method: "PUT", body: JSON.stringify(body) });
        if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
      },
      log,
    },
    seedRequest.parse(event),
  );
});
