/**
 * The kinds of mail, by what they tell of. A kind is part of the ledger's key and named by the policy, so it is
 * letters only and is never renamed.
 */

/** Those that go to offices; the policy may have any of them wait for the office hours. */
export const officeMailKinds = [
  "disposition",
  "copy",
  "reply",
  "handedBack",
  "held",
  "reopened",
  "appealed",
  "closed",
  "classChange",
  "refused",
  "files",
  "fileLost",
  "reminder",
  "overdue",
  "escalation",
  "objection",
] as const;

export const mailKinds = [
  ...officeMailKinds,
  "receipt",
  "answer",
  "question",
  "privacy",
  "takenOver",
  "original",
  "identity",
  "unblocked",
  "followed",
  "lowRating",
  "rightsCode",
  "corrected",
  "addressLeft",
  "calendarMissing",
  "digest",
] as const;
export type MailKind = (typeof mailKinds)[number];
