import type { Outcome } from "../lambda/environment.ts";

/** Which items of a batch a function could not handle; undefined: the whole batch failed. */
export const failedItems = (
  outcome: Outcome,
  identifiers: readonly string[],
  reportsItemFailures: boolean,
): readonly string[] | undefined => {
  if (!outcome.ok) return undefined;
  if (!reportsItemFailures) return [];
  const answer = JSON.parse(outcome.json) as unknown;
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  const { batchItemFailures } = answer;
  if (batchItemFailures === null || batchItemFailures === undefined) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  const failed = batchItemFailures.map((item: unknown) =>
    typeof item === "object" && item !== null && "itemIdentifier" in item ? item.itemIdentifier : undefined,
  );
  // An item that was not in the batch makes Lambda take the whole batch for failed.
  const known = failed.filter((id): id is string => typeof id === "string" && identifiers.includes(id));
  return known.length === failed.length ? known : undefined;
};
