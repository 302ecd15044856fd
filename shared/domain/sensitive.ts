import type { Directory } from "./directory.ts";

/** Whether a category is sensitive, by its own word or that of the nearest group around it that says anything. */
export const isSensitive = ({ categories }: Pick<Directory, "categories">, code: string | null): boolean => {
  const category = categories.find((known) => known.code === code);
  if (!category) return false;
  return category.sensitive ?? isSensitive({ categories }, category.parent);
};

/** The office that usually answers for a category; null: none does. */
const officeOf = ({ categories }: Pick<Directory, "categories">, code: string | null): string | null => {
  const category = categories.find((known) => known.code === code);
  if (!category) return null;
  return category.agencyCode ?? officeOf({ categories }, category.parent);
};

/**
 * The office that a report in a sensitive category is about: the one that the reporter named. Naming the office that
 * answers for the category, as the inspectorate for extortion, is asking for its help.
 */
export const namedInSensitive = (
  directory: Pick<Directory, "categories">,
  categoryCode: string | null,
  named: string | null,
): string | null =>
  named !== null && isSensitive(directory, categoryCode) && officeOf(directory, categoryCode) !== named ? named : null;
