import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complaintIdOf } from "../../shared/store/keys.ts";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import {
  equalInConstantTime,
  readLink,
  reporterKey,
  secretHash,
  signingKeys,
  signLink,
  trackingSecret,
} from "../../shared/shell/signing.ts";

const keys = signingKeys("the secret of this test");
const otherKeys = signingKeys("another secret");
const dayInMilliseconds = 86_400_000;
const today = 20_640;
const now = today * dayInMilliseconds + 5;
const complaintId = complaintIdOf(makeTrackingNumber("KTM", Uint8Array.from([1, 2, 3, 4, 5])));
const link = { complaintId, disposition: 2, lastDay: today + 30 };

describe("a disposition link", () => {
  it("says what was signed, for any report, disposition and day", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: today, max: today + 3650 }),
        (random, disposition, lastDay) => {
          const signed = { complaintId: complaintIdOf(makeTrackingNumber("KTM", random)), disposition, lastDay };
          expect(readLink(keys, signLink(keys, signed), now)).toEqual(signed);
        },
      ),
    );
  });

  it("is good through its last day and expired on the next", () => {
    const token = signLink(keys, { ...link, lastDay: today });
    expect(readLink(keys, token, (today + 1) * dayInMilliseconds - 1)).toEqual({ ...link, lastDay: today });
    expect(readLink(keys, token, (today + 1) * dayInMilliseconds)).toBe("expired");
  });

  it("with any one character changed is unknown, never another link and never merely expired", () => {
    const token = signLink(keys, link);
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    for (let at = 0; at < token.length; at += 1) {
      for (const character of alphabet) {
        if (character === token.charAt(at)) continue;
        const tampered = token.slice(0, at) + character + token.slice(at + 1);
        expect(readLink(keys, tampered, now), tampered).toBe("unknown");
      }
    }
  });

  it.each(["", ".", "...", "a.b.c.d", "x".repeat(10_000), "../../etc/passwd", "%00"])(
    "that was never made is unknown: %j",
    (token) => {
      expect(readLink(keys, token, now)).toBe("unknown");
    },
  );

  it("with something before or after it is unknown", () => {
    const token = signLink(keys, link);
    for (const wrapped of [` ${token}`, `${token} `, `${token}.`, `${token}\n`, token.slice(0, -1), token.slice(1)]) {
      expect(readLink(keys, wrapped, now)).toBe("unknown");
    }
  });

  it("signed with another secret is unknown", () => {
    expect(readLink(keys, signLink(otherKeys, link), now)).toBe("unknown");
  });

  it("carries nothing but ids: it may stand in an address", () => {
    expect(signLink(keys, link)).toMatch(/^[A-Za-z0-9_.-]{40,80}$/);
  });
});

describe("a tracking secret", () => {
  it("is the same for the same filing sent again, and for nothing else", () => {
    const secret = trackingSecret(keys, complaintId, "kunci-1");
    expect(trackingSecret(keys, complaintId, "kunci-1")).toBe(secret);
    expect(trackingSecret(keys, complaintId, "kunci-2")).not.toBe(secret);
    expect(trackingSecret(keys, "another report", "kunci-1")).not.toBe(secret);
    expect(trackingSecret(otherKeys, complaintId, "kunci-1")).not.toBe(secret);
  });

  it("is chance without an idempotency key", () => {
    const secrets = Array.from({ length: 1000 }, () => trackingSecret(keys, complaintId, null));
    expect(new Set(secrets).size).toBe(1000);
  });

  it("has 20 characters that cannot be mistaken for one another, in groups of four", () => {
    for (const key of [null, "kunci"]) {
      expect(trackingSecret(keys, complaintId, key)).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){4}$/);
    }
  });

  it("is known however it was copied", () => {
    const hash = secretHash("abcd-efgh-jkmn-pqrs-tvwx");
    for (const copied of ["ABCD-EFGH-JKMN-PQRS-TVWX", "abcdefghjkmnpqrstvwx", " abcd efgh jkmn pqrs tvwx\n"]) {
      expect(secretHash(copied)).toBe(hash);
    }
    expect(secretHash("abcd-efgh-jkmn-pqrs-tvwy")).not.toBe(hash);
  });
});

describe("what is derived from the signing secret", () => {
  it("has a key of its own for each purpose", () => {
    const all = Object.values(keys).map((key) => key.toString("hex"));
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((key) => key.length === 64)).toBe(true);
  });

  it("knows a reporter's contact again, and says nothing of it", () => {
    const key = reporterKey(keys, "budi@example.org");
    expect(reporterKey(keys, "Budi@Example.org")).toBe(key);
    expect(reporterKey(keys, "budi@example.com")).not.toBe(key);
    expect(reporterKey(otherKeys, "budi@example.org")).not.toBe(key);
    expect(key).toMatch(/^[A-Za-z0-9_-]{16}$/);
  });
});

describe("a comparison in constant time", () => {
  it("tells equal from different, also in length", () => {
    expect(equalInConstantTime("sama", "sama")).toBe(true);
    expect(equalInConstantTime("sama", "samb")).toBe(false);
    expect(equalInConstantTime("sama", "sama ")).toBe(false);
    expect(equalInConstantTime("", "")).toBe(true);
  });
});
