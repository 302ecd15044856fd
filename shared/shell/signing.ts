import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Everything that is derived from the one signing secret: links for agencies, keys that tell two reports of one
 * reporter, and tracking secrets that can be given again to whoever repeats a filing. Each purpose has a key of its
 * own (HKDF), so a value made for one is worthless for another.
 */
export type SigningKeys = {
  readonly link: Buffer;
  readonly reporter: Buffer;
  readonly receipt: Buffer;
  readonly counter: Buffer;
  readonly challenge: Buffer;
  readonly rights: Buffer;
};

export const signingKeys = (secret: string): SigningKeys => {
  const key = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "tuntas", purpose, 32));
  return {
    link: key("disposition link"),
    reporter: key("reporter key"),
    receipt: key("receipt secret"),
    counter: key("counter name"),
    challenge: key("challenge"),
    rights: key("rights code"),
  };
};

const mac = (key: Buffer, message: string): Buffer => createHmac("sha256", key).update(message).digest();

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

export const equalInConstantTime = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());

/**
 * The tracking secret of a report: 20 characters of 5 bits each (100 bits), in groups of four. With an idempotency key it follows from that key, so
 * that the same filing sent again gets the same receipt although only the secret's hash is kept; without one it is
 * chance.
 */
export const trackingSecret = (keys: SigningKeys, complaintId: string, idempotencyKey: string | null): string => {
  const bits = idempotencyKey === null ? randomBytes(20) : mac(keys.receipt, `${complaintId} ${idempotencyKey}`);
  const characters = Array.from(bits.subarray(0, 20), (byte) => readable.charAt(byte & 31)).join("");
  return characters.match(/.{4}/g)?.join("-") ?? characters;
};
const readable = "0123456789abcdefghjkmnpqrstvwxyz";

/** Secrets are compared without dashes, spaces and case, as people copy them. */
export const secretHash = (secret: string): string => sha256(secret.toLowerCase().replace(/[\s-]/g, ""));

/** The same contact gives the same key; without the signing secret nobody can go from the key to the contact. */
export const reporterKey = (keys: SigningKeys, contact: string): string =>
  mac(keys.reporter, contact.toLowerCase()).subarray(0, 12).toString("base64url");

/**
 * What a counter is called. The day is the salt: tomorrow the same address or contact has another name, and nobody
 * without the signing secret can go from a name to what it stands for.
 */
export const counterName = (keys: SigningKeys, day: string, ...counted: readonly string[]): string =>
  mac(keys.counter, JSON.stringify([day, ...counted]))
    .subarray(0, 16)
    .toString("base64url");

/**
 * Tells whether a body is the same again. Keyed: what somebody has erased could be guessed from a plain hash, since all
 * but the digits of a telephone number may still be known.
 */
export const bodyMark = (keys: SigningKeys, body: string): string =>
  mac(keys.receipt, `body ${body}`).toString("base64url");

/**
 * The code that opens a reporter's data for a while: eight digits that follow from the event by which it was asked for,
 * so that it lies in no table and no queue.
 */
export const rightsCode = (
  keys: SigningKeys,
  { complaintId, version }: { readonly complaintId: string; readonly version: number },
): string => String(mac(keys.rights, `${complaintId} ${version}`).readUIntBE(0, 6) % 100_000_000).padStart(8, "0");

export const challengeSignature = (keys: SigningKeys, body: string): string =>
  mac(keys.challenge, body).subarray(0, 16).toString("base64url");

/** What a disposition link is good for: one disposition of one report, until a day (days since 1970). */
export type DispositionLink = {
  readonly complaintId: string;
  readonly disposition: number;
  readonly lastDay: number;
};

const signature = (keys: SigningKeys, body: string): string =>
  mac(keys.link, body).subarray(0, 16).toString("base64url");

export const signLink = (keys: SigningKeys, { complaintId, disposition, lastDay }: DispositionLink): string => {
  const body = `${complaintId}.${disposition.toString(36)}.${lastDay.toString(36)}`;
  return `${body}.${signature(keys, body)}`;
};

const dayInMilliseconds = 86_400_000;

/** What a link says, if it was signed here; `expired` if its day has passed. */
export const readLink = (keys: SigningKeys, token: string, now: number): DispositionLink | "unknown" | "expired" => {
  const match = /^(([A-Za-z0-9_-]{22})\.([0-9a-z]{1,5})\.([0-9a-z]{1,5}))\.([A-Za-z0-9_-]{22})$/.exec(token);
  const [, body, complaintId, disposition, lastDay, signed] = match ?? [];
  if (!body || !complaintId || !disposition || !lastDay || !signed) return "unknown";
  if (!equalInConstantTime(signature(keys, body), signed)) return "unknown";
  const link = { complaintId, disposition: Number.parseInt(disposition, 36), lastDay: Number.parseInt(lastDay, 36) };
  return Math.floor(now / dayInMilliseconds) > link.lastDay ? "expired" : link;
};
