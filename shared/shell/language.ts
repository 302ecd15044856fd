import type { Language } from "../domain/names.ts";

export type { Language };
/** The same words in each of the languages. */
export type Words = Readonly<Record<Language, string>>;
