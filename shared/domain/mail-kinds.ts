/**
 * The kinds of mail, by what they tell of. A kind is part of the ledger's key and named by the policy, so it is
 * letters only and is never renamed.
 */
export const mailKinds = [
  "receipt",
  "disposition",
  "copy",
  "answer",
  "question",
  "reply",
  "handedBack",
  "held",
  "reopened",
  "closed",
  "overdue",
  "refused",
  "reminder",
  "escalation",
  "classChange",
  "privacy",
  "unblocked",
  "appealed",
  "followed",
  "lowRating",
  "calendarMissing",
  "digest",
] as const;
export type MailKind = (typeof mailKinds)[number];
