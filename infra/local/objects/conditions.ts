import { objectError } from "./errors.ts";
import type { StoredObject } from "./store.ts";

/** Requests that hold only under a condition: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */

type Read = (name: string) => string | undefined;

const failed = (condition: string): Error =>
  objectError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });

const names = (list: string, etag: string): boolean =>
  list.split(",").some((each) => ["*", etag].includes(each.trim().replace(/^"(.*)"$/, "$1")));

/** HTTP's dates have whole seconds. */
const since = (date: string, { modified }: StoredObject): boolean =>
  Math.floor(modified / 1000) * 1000 > Date.parse(date);

/** Throws if an object is not to be read: because it is another, or because whoever asks has it already. */
export const checkBeforeRead = (object: StoredObject, read: Read): void => {
  const [match, none] = [read("if-match"), read("if-none-match")];
  const [modified, unmodified] = [read("if-modified-since"), read("if-unmodified-since")];
  if (match !== undefined && !names(match, object.etag)) throw failed("If-Match");
  if (match === undefined && unmodified !== undefined && since(unmodified, object)) throw failed("If-Unmodified-Since");
  const present = none === undefined ? modified !== undefined && !since(modified, object) : names(none, object.etag);
  if (present) throw objectError("NotModified", "Not Modified", { ETag: `"${object.etag}"` });
};

/** Throws if an object is not to be put in the place of another, or of none. */
export const checkBeforePut = (earlier: StoredObject | undefined, key: string, read: Read): void => {
  const [match, none] = [read("if-match"), read("if-none-match")];
  if (none !== undefined && none !== "*")
    throw objectError("NotImplemented", "A header you provided implies functionality that is not implemented");
  if (none === "*" && earlier !== undefined) throw failed("If-None-Match");
  if (match === undefined) return;
  if (earlier === undefined) throw objectError("NoSuchKey", "The specified key does not exist.", { Key: key });
  if (!names(match, earlier.etag)) throw failed("If-Match");
};

/** Throws if what is to be copied is another object by now. */
export const checkBeforeCopy = (source: StoredObject, read: Read): void => {
  const match = read("x-amz-copy-source-if-match");
  if (match !== undefined && !names(match, source.etag)) throw failed("x-amz-copy-source-If-Match");
};
