/** The languages people are answered in. Indonesian comes first, and wherever nothing was asked for. */
export type Language = "id" | "en";
export type Words = Readonly<Record<Language, string>>;
