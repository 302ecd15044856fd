import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { calendarHistory, writeCalendar } from "../../shared/store/calendar-store.ts";
import { historyOf, readVersioned, writeEntries } from "../../shared/store/entry-store.ts";
import { readDirectoryNow } from "../../shared/store/directory-store.ts";
import { adminEndpoints } from "./endpoints.ts";

const { DIRECTORY_TABLE } = parseEnvironment({ DIRECTORY_TABLE: setting }, process.env);
const [store, log] = [{ client: dynamoDb(), table: DIRECTORY_TABLE }, makeLog()];

export const handler = httpHandler(
  adminEndpoints({
    directory: () => readDirectoryNow(store),
    write: (change) => writeCalendar(store, change),
    calendarHistory: (asked) => calendarHistory(store, asked),
    versioned: () => readVersioned(store),
    writeEntries: (writing) => writeEntries(store, writing),
    history: (asked) => historyOf(store, asked),
    now: instantNow,
    log,
  }),
  log,
);
