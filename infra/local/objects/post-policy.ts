import * as z from "zod";
import { accessDenied, objectError } from "./errors.ts";

/**
 * What a presigned form may hold: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */

const range = z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]);
const match = z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]);
const exact = z.record(z.string(), z.string()).refine((given) => Object.keys(given).length === 1);
const policyShape = z.object({ expiration: z.string(), conditions: z.array(z.union([range, match, exact])) });
type Match = readonly ["eq" | "starts-with", string, string];

/** Bytes that the file may have. */
export type SizeRange = Readonly<{ least: number; most: number }>;

/** Fields that no condition has to speak of; the bucket is where the form was sent. */
const free = /^(x-amz-signature|policy|file|bucket|x-ignore-.*)$/;

const invalid = (why: string): Error => objectError("InvalidPolicyDocument", `Invalid Policy: ${why}`);

const readPolicy = (encoded: string): z.infer<typeof policyShape> => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  } catch {
    throw invalid("Invalid JSON.");
  }
  const parsed = policyShape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(`Invalid ${parsed.error.issues[0]?.path.join(".") ?? "document"}.`);
};

const isRange = (condition: unknown): condition is z.infer<typeof range> =>
  Array.isArray(condition) && condition[0] === "content-length-range";

const asMatch = (condition: z.infer<typeof match> | z.infer<typeof exact>): Match => {
  if (Array.isArray(condition)) return [condition[0], condition[1].toLowerCase(), condition[2]];
  const [[name, value] = ["", ""]] = Object.entries(condition);
  return ["eq", `$${name.toLowerCase()}`, value];
};

/**
 * Weighs a form's fields, by their names in lower case, against its policy. Returns the sizes that it allows; throws
 * S3's refusal at a field that is not as the policy says, or that it does not speak of.
 */
export const checkPolicy = (encoded: string, fields: ReadonlyMap<string, string>, now: number): SizeRange => {
  const { expiration, conditions } = readPolicy(encoded);
  const ends = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(expiration) ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(ends)) throw invalid(`Invalid 'expiration' value: '${expiration}'`);
  if (now >= ends) throw accessDenied("Invalid according to Policy: Policy expired.");
  let size: SizeRange = { least: 0, most: Number.POSITIVE_INFINITY };
  const spoken = new Set<string>();
  for (const condition of conditions) {
    if (isRange(condition)) {
      const [, least, most] = condition;
      size = { least: Math.max(size.least, least), most: Math.min(size.most, most) };
      continue;
    }
    const [kind, name, expected] = asMatch(condition);
    spoken.add(name.slice(1));
    const value = fields.get(name.slice(1)) ?? "";
    if (kind === "eq" ? value === expected : value.startsWith(expected)) continue;
    throw accessDenied(
      `Invalid according to Policy: Policy Condition failed: ${JSON.stringify([kind, name, expected])}`,
    );
  }
  const extra = [...fields.keys()].filter((name) => !free.test(name) && !spoken.has(name));
  if (extra.length > 0) throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
  return size;
};

/** Lets a file through as long as it is no larger than allowed, and to its end if it is large enough. */
export const within = async function* (
  file: AsyncIterable<Buffer>,
  { least, most }: SizeRange,
): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > most) {
      throw objectError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
        ProposedSize: size,
        MaxSizeAllowed: most,
      });
    }
    yield chunk;
  }
  if (size >= least) return;
  throw objectError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    ProposedSize: size,
    MinSizeAllowed: least,
  });
};
