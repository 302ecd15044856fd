import type { Route } from "../shared/shell/contract.ts";
import { routes as admin } from "./admin/routes.ts";
import { routes as attachments } from "./attachments/routes.ts";
import { routes as identities } from "./identities/routes.ts";
import { routes as intake } from "./intake/routes.ts";
import { routes as officer } from "./officer/routes.ts";
import { routes as originals } from "./originals/routes.ts";
import { routes as portal } from "./portal/routes.ts";
import { routes as rights } from "./rights/routes.ts";
import { routes as register } from "./register/routes.ts";

/**
 * The contracts of every capability, by its name. What is deployed, described and tested is read off this one list;
 * a route that is not here does not exist.
 */
export const contracts = {
  intake,
  rights,
  attachments,
  portal,
  officer,
  originals,
  identities,
  admin,
  register,
} as const satisfies Record<string, readonly Route[]>;
