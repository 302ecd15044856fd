import { isIPv6 } from "node:net";

/**
 * Who is counted as one caller. An address of the new kind belongs to a network of 2^64 of them that one household
 * has to itself, and that it may change as it likes; an old one is as it is.
 */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address;
  const [bare = ""] = address.split("%");
  // A URL writes every address in one way, with the last 32 bits in hexadecimal too.
  const [before = "", after] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const [first, last] = [before, after ?? ""].map((part) => (part === "" ? [] : part.split(":")));
  const groups = [...(first ?? []), ...Array<string>(8).fill("0")].slice(0, 8 - (last?.length ?? 0)).concat(last ?? []);
  const [high = "0", low = "0"] = groups.slice(6);
  return groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff"
    ? [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join(".")
    : `${groups.slice(0, 4).join(":")}::/64`;
};
