import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { dueInPartition } from "./indexes.ts";
import { dueShards, mailDuePartition, mailDueSort, type NamedMail } from "./keys.ts";
import { keyOf, type MailLedger } from "./mail-ledger.ts";

/**
 * Mails that wait for an office to open. One that waits stands in the index of what is due, under its time and in
 * partitions of its own, until it is claimed; so nobody has to remember it, and whoever looks reads what is due only.
 */

/**
 * Leaves a claimed mail to later. The sender that does so is done with it.
 * @param until an instant
 */
export const postponeMail = async ({ client, table }: MailLedger, mail: NamedMail, until: string): Promise<void> => {
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(mail),
      UpdateExpression:
        "SET #state = :waiting, waitsUntil = :until, duePartition = :partition, dueSort = :sort REMOVE leaseUntil",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: marshall({
        ":waiting": "waiting",
        ":until": Date.parse(until),
        ":partition": mailDuePartition.of(mail),
        ":sort": mailDueSort.build(until, mail),
      }),
    }),
  );
};

/** Mails whose time has come, shard by shard, oldest first. One that was claimed just now may still be among them. */
export async function* mailsDueBefore(ledger: MailLedger, now: string): AsyncGenerator<NamedMail, void> {
  for (let shard = 0; shard < dueShards; shard += 1) {
    for await (const item of dueInPartition(ledger, mailDuePartition.ofShard(shard), now)) {
      const mail = mailDueSort.parse(String(item["dueSort"]));
      if (mail) yield mail;
    }
  }
}
