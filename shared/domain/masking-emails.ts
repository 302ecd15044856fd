type EmailSpan = { readonly kind: "email"; readonly start: number; readonly end: number };

const localCharacter = /[\p{L}\p{N}._%+-]/u;
const domainCharacter = /[\p{L}\p{N}.-]/u;

/** Written without their ending often enough: "nama@gmail". Any other word after an @ is a handle or a price. */
const bareProviders = new Set(["gmail", "yahoo", "ymail", "hotmail", "outlook", "icloud", "rocketmail", "proton"]);

/** A name, a dot and letters, as in `example.com` but not in `Rp50.000`; digits typed after it go with it. */
const isDomain = (host: string): boolean =>
  (/^[^.]/.test(host) && /\.\p{L}{2}/u.test(host)) || bareProviders.has(host.toLowerCase());

/**
 * Mail addresses, in order. From each @ it reads to the left as far as the last address found (or @ seen) and to the
 * right as far as characters of a host name go; neither crosses another @, so no character is read more than four
 * times.
 */
export const emailSpans = (text: string): readonly EmailSpan[] => {
  const spans: EmailSpan[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const start = startOfLocalPart(text, from, at);
    const end = endOfHost(text, at + 1);
    if (start < at && isDomain(text.slice(at + 1, end))) {
      spans.push({ kind: "email", start, end });
      from = end;
    }
  }
  return spans;
};

/** Steps by UTF-16 unit: a letter outside the basic plane ends an address, which loses nothing anybody can mail to. */
const startOfLocalPart = (text: string, from: number, at: number): number => {
  let start = at;
  while (start > from && localCharacter.test(text.charAt(start - 1))) start -= 1;
  return start;
};

/** A full stop or dash at the end belongs to the sentence. */
const endOfHost = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && domainCharacter.test(text.charAt(end))) end += 1;
  while (end > from && /[.-]/.test(text.charAt(end - 1))) end -= 1;
  return end;
};
