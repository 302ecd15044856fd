import type { Grant, Permissions } from "../plan/permissions.ts";
import type { Need } from "./needs.ts";

/** The template's grants in use: which of them were ever needed, and which a test takes away for a while. */
export type Grants = Readonly<{
  /** Whether a role may do this now. */
  allow: (roleArn: string, need: Need) => boolean;
  list: () => readonly GrantUse[];
  /** How many calls were refused so far. */
  refusals: () => number;
  /** The cloud goes on as if the template did not have it. False: there is no such grant. */
  takeAway: (id: number) => boolean;
  giveBack: () => void;
}>;
export type GrantUse = Grant &
  Readonly<{
    id: number;
    calls: number;
    /** The first call that was allowed because of it. */
    first?: Need;
  }>;

export const createGrants = (permissions: Permissions): Grants => {
  const uses = new Map<Grant, { calls: number; first: Need }>();
  let present = permissions;
  let refusals = 0;
  return {
    allow: (roleArn, need) => {
      const because = present.because(roleArn, need.action, need.resource, need.facts);
      for (const grant of because) {
        const use = uses.get(grant) ?? { calls: 0, first: need };
        use.calls += 1;
        uses.set(grant, use);
      }
      if (because.length === 0) refusals += 1;
      return because.length > 0;
    },
    list: () => permissions.grants.map((grant, id) => ({ id, ...grant, calls: 0, ...uses.get(grant) })),
    refusals: () => refusals,
    takeAway: (id) => {
      const grant = permissions.grants[id];
      if (grant === undefined) return false;
      present = present.without(grant);
      return true;
    },
    giveBack: () => {
      present = permissions;
    },
  };
};
