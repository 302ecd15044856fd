import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { adminEndpoints } from "../../functions/admin/endpoints.ts";
import type { AdminDeps } from "../../functions/admin/calendars.ts";
import { writeCalendar } from "../../shared/store/calendar-store.ts";
import { readDirectoryNow, seedDirectoryStore } from "../../shared/store/directory-store.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { directory, mondayMorning } from "../builders.ts";
import { functionOf, recordedLog, type Answered, type Call } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";

/** A platform admin before a directory's real table. */

export const ofRole = (role: string): string => directory.officers.find((its) => its.role === role)?.mail ?? "";
export const theAdmin = ofRole("platformAdmin");

export type Asking = Call & { readonly as?: string | null; readonly now?: string };

export const office = (engine: TestEngine, particulars: Partial<AdminDeps> = {}) => {
  const store = { client: engine.client, table: engine.directoryTable };
  const log = recordedLog();
  const ask = async (route: Route, { as = theAdmin, now = mondayMorning, ...call }: Asking = {}): Promise<Answered> => {
    const answered = await functionOf(
      adminEndpoints({
        directory: () => readDirectoryNow(store),
        write: (change) => writeCalendar(store, change),
        now: () => now,
        log,
        ...particulars,
      }),
      log,
    )(route, { ...call, claims: as === null ? {} : { email: as } });
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => call.params?.[name] ?? name);
    assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
    return answered;
  };
  return { ask, log, store };
};

/** Calendars as they were seeded, and nothing of what was before. */
export const restoreCalendars = async ({ client, directoryTable, itemsOf }: TestEngine): Promise<void> => {
  for (const { pk, sk } of await itemsOf(directoryTable)) {
    if (!pk || !sk || !/^(history#)?calendars$/.test(pk.S ?? "")) continue;
    await client.send(new DeleteItemCommand({ TableName: directoryTable, Key: { pk, sk } }));
  }
  const nothingElse = { agencies: [], categories: [], regions: [], routingRules: [], deadlineRules: [], officers: [] };
  await seedDirectoryStore({ client, table: directoryTable }, { ...directory, ...nothingElse });
};
