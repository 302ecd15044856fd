import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { canonicalJson } from "../../shared/domain/canonical.ts";
import { collections, keyOf, type Collection, type Entry } from "../../shared/domain/collections.ts";
import { adminEndpoints } from "../../functions/admin/endpoints.ts";
import type { AdminDeps } from "../../functions/admin/calendars.ts";
import type { EntryDeps } from "../../functions/admin/entries.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { calendarHistory, writeCalendar } from "../../shared/store/calendar-store.ts";
import { historyOf, readVersioned, writeEntries } from "../../shared/store/entry-store.ts";
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

export const office = (engine: TestEngine, particulars: Partial<AdminDeps & EntryDeps> = {}) => {
  const store = { client: engine.client, table: engine.directoryTable };
  const log = recordedLog();
  const ask = async (route: Route, { as = theAdmin, now = mondayMorning, ...call }: Asking = {}): Promise<Answered> => {
    const answered = await functionOf(
      adminEndpoints({
        directory: () => readDirectoryNow(store),
        write: (change) => writeCalendar(store, change),
        calendarHistory: (asked) => calendarHistory(store, asked),
        versioned: () => readVersioned(store),
        writeEntries: (writing) => writeEntries(store, writing),
        history: (asked) => historyOf(store, asked),
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

/** The whole directory as it was seeded, and nothing of what was before. */
export const restoreDirectory = async ({ client, directoryTable, itemsOf }: TestEngine): Promise<void> => {
  const seeded = asSeeded();
  const gone = new Set<string>();
  for (const { pk, sk, ...rest } of await itemsOf(directoryTable)) {
    const [kind, key] = [pk?.S ?? "", sk?.S ?? ""];
    const isOfAList = /^version$|^history#/.test(kind) || collections.some((collection) => collection === kind);
    if (!pk || !sk || !isOfAList || seeded.has(`${kind} ${key} ${canonicalJson(unmarshall(rest))}`)) continue;
    gone.add(`${kind} ${key}`);
    await client.send(new DeleteItemCommand({ TableName: directoryTable, Key: { pk, sk } }));
  }
  // Looking whether each of three hundred entries is there takes a second; those that are need no look.
  const missing = (collection: Collection) => (entry: Entry) => gone.has(`${collection} ${keyOf(entry)}`);
  const lists = collections.map((its) => [its, (directory[its] as readonly Entry[]).filter(missing(its))]);
  const others = { regions: [], calendars: [] };
  await seedDirectoryStore(
    { client, table: directoryTable },
    { ...directory, ...others, ...(Object.fromEntries(lists) as Partial<Directory>) },
  );
};

const asSeeded = (): ReadonlySet<string> =>
  new Set(
    collections.flatMap((collection) =>
      (directory[collection] as readonly Entry[]).map(
        (entry) => `${collection} ${keyOf(entry)} ${canonicalJson(entry)}`,
      ),
    ),
  );
