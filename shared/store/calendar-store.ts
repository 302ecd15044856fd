import { createHash } from "node:crypto";
import { QueryCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { CalendarYear } from "../domain/directory.ts";
import {
  calendarHistoryPartition,
  calendarHistorySort,
  calendarPartition,
  calendarSort,
  instantsOfHistory,
} from "./calendar-keys.ts";
import type { DirectoryStore } from "./directory-store.ts";
import { transact } from "./transaction.ts";

/** A table gives the names in an item back in an order of its own, so they are left out. */
const contentOf = ({ holidays, jointLeave, source }: CalendarYear): string =>
  JSON.stringify([...[holidays, jointLeave].map((days) => days.map(({ date, name }) => [date, name])), source]);

/** Changes exactly when the content does; entries that were seeded have one as well. */
export const calendarEtag = (calendar: CalendarYear): string =>
  `"${createHash("sha256").update(contentOf(calendar)).digest("base64url").slice(0, 22)}"`;

export type CalendarChange = {
  /** As it was read; null: it was not there. */
  readonly before: CalendarYear | null;
  readonly after: CalendarYear;
  /** Id of the officer. */
  readonly by: string;
  readonly at: string;
  readonly cause: string;
};

const onlyAs = (before: CalendarYear | null) =>
  before === null
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "holidays = :holidays AND jointLeave = :jointLeave AND #source = :source",
        ExpressionAttributeNames: { "#source": "source" },
        ExpressionAttributeValues: marshall({
          ":holidays": before.holidays,
          ":jointLeave": before.jointLeave,
          ":source": before.source,
        }),
      };

/**
 * Writes a year of a region's calendar over the one that was read, and beside it who changed what when: both or
 * neither. History is written once and never again.
 *
 * @returns false: somebody else has changed it meanwhile
 */
export const writeCalendar = async (
  { client, table }: DirectoryStore,
  { before, after, by, at, cause }: CalendarChange,
): Promise<boolean> => {
  const history = { by, at, cause, ...(before ? { before } : {}), after };
  const items: readonly TransactWriteItem[] = [
    {
      Put: {
        TableName: table,
        Item: marshall({ pk: calendarPartition, sk: calendarSort.build(after.regionCode, after.year), ...after }),
        ...onlyAs(before),
      },
    },
    {
      Put: {
        TableName: table,
        Item: marshall({ pk: calendarHistoryPartition, sk: calendarHistorySort(after, at), ...history }),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  ];
  return (await transact(client, items)) === null;
};

export type PastCalendar = {
  readonly by: string;
  readonly at: string;
  /** Null: it was not there. */
  readonly before: unknown;
  readonly after: unknown;
};

export type CalendarHistoryAsked = Pick<CalendarYear, "regionCode" | "year"> & {
  /** Only changes before this instant; null: from the latest. */
  readonly before: string | null;
  readonly limit: number;
};

/** What became of a year's calendar, the latest change first. Its changes are told apart by their instants. */
export const calendarHistory = async (
  { client, table }: DirectoryStore,
  { before, limit, ...named }: CalendarHistoryAsked,
): Promise<readonly PastCalendar[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      ScanIndexForward: false,
      // One more than asked for: the range takes in the change at which it ends.
      Limit: limit + 1,
      KeyConditionExpression: "pk = :history AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: marshall({
        ":history": calendarHistoryPartition,
        ":first": calendarHistorySort(named, instantsOfHistory.first),
        ":last": calendarHistorySort(named, before ?? instantsOfHistory.last),
      }),
    }),
  );
  return Items.map((item) => unmarshall(item))
    .map(({ by, at, before: was, after }) => ({
      by: String(by),
      at: String(at),
      before: (was as unknown) ?? null,
      after: (after as unknown) ?? null,
    }))
    .filter(({ at }) => at !== before)
    .slice(0, limit);
};
