import type { Directory } from "./directory.ts";

/** What codes of the directory are called. A code that it no longer knows is shown as it is. */

/** The languages people are answered in. Indonesian comes first, and wherever nothing was asked for. */
export type Language = "id" | "en";

export const agencyName = (directory: Directory, code: string): string =>
  directory.agencies.find((agency) => agency.code === code)?.name ?? code;
export const regionName = (directory: Directory, code: string): string =>
  directory.regions.find((region) => region.code === code)?.name ?? code;
export const categoryName = (directory: Directory, code: string, language: Language): string =>
  directory.categories.find((category) => category.code === code)?.name[language] ?? code;
