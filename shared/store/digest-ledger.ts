import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { mailDuePartition, mailDueSort, mailName, type NamedMail } from "./keys.ts";
import { keyOf, type MailLedger } from "./mail-ledger.ts";

/**
 * The mails that one digest will tell of: a set of names in the digest's own ledger item. The digest waits like any
 * mail; claiming it closes it. Adding a name and claiming are writes to the same item, so a name is in a digest that
 * is still to be sent, or whoever added it knows that it is not.
 */

/** `closed`: the digest is being sent or was; `full`: it tells of as many as it can. */
export type Gathering = "gathered" | "closed" | "full";

/** A name is added once, however often it is added. */
export const gatherMail = async (
  { client, table }: MailLedger,
  digest: NamedMail,
  until: string,
  mail: NamedMail,
  most: number,
): Promise<Gathering> => {
  const name = mailName.build(mail);
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(digest),
        UpdateExpression:
          "SET #state = :waiting, waitsUntil = :until, duePartition = :partition, dueSort = :sort ADD #lines :lines",
        ConditionExpression:
          "attribute_not_exists(pk) OR (#state = :waiting AND (size(#lines) < :most OR contains(#lines, :name)))",
        ExpressionAttributeNames: { "#state": "state", "#lines": "lines" },
        ExpressionAttributeValues: marshall({
          ":waiting": "waiting",
          ":until": Date.parse(until),
          ":partition": mailDuePartition.of(digest),
          ":sort": mailDueSort.build(until, digest),
          ":lines": new Set([name]),
          ":name": name,
          ":most": most,
        }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return "gathered";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item && unmarshall(error.Item)["state"] === "waiting" ? "full" : "closed";
  }
};

/** The mails that a digest is to tell of. */
export const gatheredIn = async ({ client, table }: MailLedger, digest: NamedMail): Promise<readonly NamedMail[]> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(digest), ConsistentRead: true }),
  );
  const lines: unknown = item ? unmarshall(item)["lines"] : undefined;
  return lines instanceof Set ? [...lines].flatMap((line) => mailName.parse(String(line)) ?? []) : [];
};
