import { createHash } from "node:crypto";
import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { CalendarYear } from "../domain/directory.ts";
import { calendarHistoryPartition, calendarHistorySort, calendarPartition, calendarSort } from "./calendar-keys.ts";
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
