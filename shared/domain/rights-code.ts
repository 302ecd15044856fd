/** The code with which a reporter shows that the mail address on file is theirs: for how long it is good, and how often. */

const minutesGood = 15;
/** Different codes that may be tried for each that was sent; a hundred million are possible. */
export const triesOfCode = 5;
/** So many are sent in an hour: a mail that is late, another that was mistyped. */
export const codesAnHour = 5;

export const codeGoodUntil = (sentAt: string): string =>
  new Date(Date.parse(sentAt) + minutesGood * 60_000).toISOString();
