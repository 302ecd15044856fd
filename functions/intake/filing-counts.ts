import type { Policy } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { networkOf } from "../../shared/shell/network.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { counterName, type SigningKeys } from "../../shared/shell/signing.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { isAmongFirst } from "../../shared/store/counters.ts";

/** How many reports come from one address within an hour, and under one contact within a day. */

export type Filer = {
  readonly address: string;
  readonly contact: string | undefined;
  /** The same whenever the same filing is sent again. */
  readonly filing: string;
};

const secondsLeftOf = (unit: number, now: string): number => Math.ceil(unit - ((Date.parse(now) / 1000) % unit));
const hour = 3600;
const day = 86_400;

/**
 * Counts a filing, unless there were too many. The address first: what it is refused for is not the contact's fault,
 * and does not use up its day.
 */
export const countFiling = async (
  store: ComplaintStore,
  { keys, limits, now }: { readonly keys: SigningKeys; readonly limits: Policy["filings"]; readonly now: string },
  { address, contact, filing }: Filer,
): Promise<Outcome<null, HttpFailure>> => {
  const at = new Date(now).toISOString();
  const name = counterName.bind(null, keys, at.slice(0, "YYYY-MM-DD".length));
  // 48 bits: short, because an address may have hundreds of them.
  const one = name("filing", filing).slice(0, 8);
  const ofAddress = name("filings from", at.slice(0, "YYYY-MM-DDTHH".length), networkOf(address));
  if (!(await isAmongFirst(store, ofAddress, { one, most: limits.perAddressAndHour }, now))) {
    return refused({ kind: "TooManyFilings", by: "address", retryAfter: secondsLeftOf(hour, now) });
  }
  if (contact === undefined) return done(null);
  const ofContact = name("filings by", contact.toLowerCase());
  return (await isAmongFirst(store, ofContact, { one, most: limits.perContactAndDay }, now))
    ? done(null)
    : refused({ kind: "TooManyFilings", by: "contact", retryAfter: secondsLeftOf(day, now) });
};
