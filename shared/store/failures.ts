/** What the store may refuse. Like all failures a value; see shared/domain/failures.ts. */
export type StaleVersion = { readonly kind: "StaleVersion"; readonly current: number };
