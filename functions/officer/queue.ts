import { addCalendarDays, endOfLocalDay, localDateOf } from "../../shared/domain/calendar.ts";
import { runningClocks } from "../../shared/domain/complaint.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory, Officer } from "../../shared/domain/directory.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { queueOf, type QueueCard } from "../../shared/store/indexes.ts";
import { assigneeOf } from "../../shared/view/assignee.ts";
import type { QueueEntry, QueueQuery } from "./routes.ts";
import { officesOfQueue, seenBy } from "./signed-in.ts";

/** `owner`: on whose desk it lies. */
type Card = QueueCard & { readonly owner: string };

const entryOf = (card: Card, now: string, directory: Directory): QueueEntry => {
  const [first] = runningClocks(card);
  return {
    trackingNumber: card.trackingNumber,
    headline: card.headline,
    status: card.status,
    class: card.class,
    categoryCode: card.categoryCode,
    regionCode: card.location?.regionCode ?? null,
    confidential: card.confidential,
    filedAt: card.filedAt,
    deadline: first
      ? { clock: first.clock, dueAt: first.dueAt, overdue: Date.parse(first.dueAt) < Date.parse(now) }
      : null,
    held: card.held,
    assignee: assigneeOf(card, directory),
    agencyCode: card.owner,
    version: card.version,
  };
};

/** Until when something is due that the filter lets through. */
export const dueUntil = (due: QueueQuery["due"], now: string, zone: string): string | null => {
  const today = localDateOf(now, zone);
  switch (due) {
    case "overdue":
      return now;
    case "today":
      return endOfLocalDay(today, zone);
    case "week":
      return endOfLocalDay(addCalendarDays(today, 7), zone);
    case undefined:
      return null;
  }
};

/** A filter may pass over many reports; one request looks at no more than this many pages of them. */
const mostPages = 10;

/** `64.08` holds `64.08.04`, and `64.08.1` does not hold `64.08.10`. */
const isWithin = (code: string | null, region: string): boolean =>
  code !== null && (code === region || code.startsWith(`${region}.`));

/** Eight shards each: more queries at once than this wait for a connection until they are given up. */
export const officesAtOnce = 4;

/** The soonest of each office, so many of each. */
const cardsOf = async (
  store: ComplaintStore,
  offices: readonly string[],
  after: string,
  limit: number,
): Promise<Card[]> => {
  const cards: Card[] = [];
  const rest = [...offices];
  const ask = async (): Promise<void> => {
    for (let agencyCode = rest.pop(); agencyCode !== undefined; agencyCode = rest.pop()) {
      const code = agencyCode;
      const its = await queueOf(store, code, { after, limit });
      cards.push(...its.map((card): Card => ({ ...card, owner: code })));
    }
  };
  await Promise.all(Array.from({ length: officesAtOnce }, ask));
  return cards;
};

/** Sorts before every deadline; DynamoDB takes no empty key. */
const beforeAll = " ";
const encode = (place: string): string => Buffer.from(place).toString("base64url");
const decode = (cursor: string): string => Buffer.from(cursor, "base64url").toString("utf8");

/**
 * A page of an officer's queue. The cursor names the deadline where the next page begins, so it survives whatever
 * happens to the reports in between. With a filter a page may be short, even empty, and still have a cursor.
 */
export const officersQueue = async (
  store: ComplaintStore,
  officer: Officer,
  query: QueueQuery,
  { directory, now }: { readonly directory: Directory; readonly now: string },
): Promise<{ readonly items: readonly QueueEntry[]; readonly cursor: string | null }> => {
  const offices = officesOfQueue(directory, officer, query.agencyCode);
  const isVisible = seenBy(officer, directory);
  const until = dueUntil(query.due, now, zoneOf(directory, officer.agencyCode));
  const assignee = query.assignee === "me" ? officer.id : query.assignee === "nobody" ? null : query.assignee;
  const passes = ({ deadline, status, regionCode, categoryCode, assignee: its }: QueueEntry): boolean =>
    (query.status === undefined || status === query.status) &&
    (query.regionCode === undefined || isWithin(regionCode, query.regionCode)) &&
    (query.categoryCode === undefined || categoryCode === query.categoryCode) &&
    (assignee === undefined || (its?.officerId ?? null) === assignee) &&
    (until === null || (deadline !== null && Date.parse(deadline.dueAt) <= Date.parse(until)));

  const items: QueueEntry[] = [];
  let after = decode(query.cursor ?? "") || beforeAll;
  for (let page = 0; page < mostPages; page += 1) {
    const cards = (await cardsOf(store, offices, after, query.limit))
      .sort((a, b) => (a.queueSort < b.queueSort ? -1 : 1))
      .slice(0, query.limit);
    for (const card of cards) {
      after = card.queueSort;
      const entry = entryOf(card, now, directory);
      if (isVisible(card) && passes(entry)) items.push(entry);
      if (items.length === query.limit) return { items, cursor: encode(after) };
    }
    // The queue is in the order of deadlines: past the last one asked for there is nothing more to find.
    const last = cards.at(-1);
    if (cards.length < query.limit || (until !== null && last && isLater(last, until))) return { items, cursor: null };
  }
  return { items, cursor: encode(after) };
};

const isLater = (card: Card, until: string): boolean =>
  Date.parse(runningClocks(card)[0]?.dueAt ?? until) > Date.parse(until);
