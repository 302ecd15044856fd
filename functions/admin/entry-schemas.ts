import * as z from "zod/mini";
import type { Collection } from "../../shared/domain/collections.ts";
import { agency, category, deadlineRule, officer, routingRule } from "../../shared/domain/directory.ts";
import { writing } from "../../shared/shell/writing.ts";

/** What an entry of each collection is made of: as it is sent, without its code, and as it is answered. */

const name = writing(200, { oneLine: true });
const names = z.lazy(() => z.strictObject({ id: name, en: name }));
const source = writing(1000);
const withoutCode = { code: true } as const;

const most = { addresses: 20, phrases: 200 } as const;
const addresses = z.array(z.email()).check(z.maxLength(most.addresses));

const phrases = z
  .array(
    z.strictObject({
      phrase: writing(100, { oneLine: true }),
      weight: z.number().check(z.gte(-2), z.lte(2)),
    }),
  )
  .check(z.minLength(1), z.maxLength(most.phrases));

const made = {
  agencies: () => z.extend(agency, { name, mail: addresses, headMail: z.optional(addresses) }),
  officers: () => z.extend(officer, { name }),
  categories: () => z.extend(category, { name: names }),
  routingRules: () => z.extend(routingRule, { phrases }),
  deadlineRules: () => z.extend(deadlineRule, { source }),
};

export const bodies = {
  agencies: z.lazy(() => z.omit(made.agencies(), withoutCode)),
  officers: z.lazy(() => z.omit(made.officers(), { id: true })),
  categories: z.lazy(() => z.omit(made.categories(), withoutCode)),
  routingRules: z.lazy(() => z.omit(made.routingRules(), withoutCode)),
  deadlineRules: z.lazy(() => z.omit(made.deadlineRules(), withoutCode)),
} as const satisfies Record<Collection, z.ZodMiniType>;

/** As a file has them: with their codes. */
export const entrySchemas = {
  agencies: z.lazy(made.agencies),
  officers: z.lazy(made.officers),
  categories: z.lazy(made.categories),
  routingRules: z.lazy(made.routingRules),
  deadlineRules: z.lazy(made.deadlineRules),
} as const satisfies Record<Collection, z.ZodMiniType>;

export const answers = {
  agencies: z.lazy(() => z.extend(agency, {}).register(z.globalRegistry, { id: "DirectoryAgency" })),
  officers: z.lazy(() => z.extend(officer, {}).register(z.globalRegistry, { id: "DirectoryOfficer" })),
  categories: z.lazy(() => z.extend(category, {}).register(z.globalRegistry, { id: "DirectoryCategory" })),
  routingRules: z.lazy(() => z.extend(routingRule, {}).register(z.globalRegistry, { id: "RoutingRule" })),
  deadlineRules: z.lazy(() => z.extend(deadlineRule, {}).register(z.globalRegistry, { id: "DeadlineRule" })),
} as const satisfies Record<Collection, z.ZodMiniType>;

const code = z.string().check(z.regex(/^[A-Za-z0-9.-]{1,40}$/));
export const keys = {
  agencies: code,
  officers: officer.shape.id,
  categories: code,
  routingRules: code,
  deadlineRules: code,
} as const satisfies Record<Collection, z.ZodMiniType>;

/** What a code, or an officer's pseudonym, is called in an entry. */
export const keyField = (collection: Collection): "id" | "code" => (collection === "officers" ? "id" : "code");
