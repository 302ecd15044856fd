import { endOfLocalDay } from "../../shared/domain/calendar.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { endedBefore, keptUntil } from "../../shared/domain/retention.ts";
import type { Language, Words } from "../../shared/shell/language.ts";
import type { Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { keptInShard, type KeptReport } from "../../shared/store/indexes.ts";
import { dueShards, keptThings, type KeptThing } from "../../shared/store/keys.ts";
import type { RetentionAnswer, RetentionQuery } from "./routes.ts";

/**
 * What would go until a day. Read off the index alone: no report is opened, and a platform admin, who handles none,
 * learns no number of one.
 */

type Place = { readonly what: KeptThing; readonly shard: number; readonly after: string };

const start: Place = { what: "identity", shard: 0, after: " " };
const cursorOf = ({ what, shard, after }: Place): string =>
  Buffer.from(`${what} ${shard} ${after}`).toString("base64url");
const placeIn = (cursor: string | undefined): Place | null => {
  if (cursor === undefined) return start;
  const [, named, shard, after] =
    /^(identity|files) (\d{1,2}) (\S{1,100})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const what = keptThings.find((its) => its === named);
  return what && after !== undefined && Number(shard) < dueShards ? { what, shard: Number(shard), after } : null;
};

type Found = Place & KeptReport;

async function* keptFrom(
  store: ComplaintStore,
  from: Place,
  before: Readonly<Record<KeptThing, string>>,
): AsyncGenerator<Found, void> {
  for (const what of keptThings.slice(keptThings.indexOf(from.what))) {
    for (let shard = what === from.what ? from.shard : 0; shard < dueShards; shard += 1) {
      const after = what === from.what && shard === from.shard ? from.after : start.after;
      for await (const its of keptInShard(store, { what, shard }, { before: before[what], after })) {
        yield { what, shard, after: its.place, ...its };
      }
    }
  }
}

const cursorWords: Words = {
  id: "Kirim kursor sebagaimana diterima.",
  en: "Send the cursor as it was received.",
};

export const retentionUntil = async (
  store: ComplaintStore,
  directory: Directory,
  { until, limit, cursor }: RetentionQuery,
  language: Language,
): Promise<Outcome<Response, HttpFailure>> => {
  const from = placeIn(cursor);
  if (!from) return refused({ kind: "QueryRefused", errors: [{ pointer: "/cursor", detail: cursorWords[language] }] });
  const { identityYears, attachmentYears } = directory.policy.retention;
  const end = new Date(endOfLocalDay(until, zoneOf(directory, null))).toISOString();
  const before = { identity: endedBefore(end, identityYears), files: endedBefore(end, attachmentYears) };
  const items: RetentionAnswer["items"] = [];
  let last: Place | null = null;
  let more = false;
  for await (const { what, shard, after, complaintId, endedAt } of keptFrom(store, from, before)) {
    if (items.length >= limit) {
      more = true;
      break;
    }
    const dueAt = keptUntil(endedAt, what === "identity" ? identityYears : attachmentYears);
    items.push({ what, complaintId, endedAt, dueAt });
    last = { what, shard, after };
  }
  const body: RetentionAnswer = {
    until,
    identityYears,
    attachmentYears,
    items,
    count: items.length,
    cursor: more && last ? cursorOf(last) : null,
  };
  return done({ status: 200, body });
};
