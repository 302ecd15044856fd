import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resources } from "../template/resources.ts";
import { number, parseProperties } from "./shape.ts";

export type UserPool = Readonly<{
  id: string;
  arn: string;
  clientId: string;
  /** Names of the pool's own attributes, without `custom:`. */
  customAttributes: readonly string[];
  /** Whether people sign in with their mail address, so that their user name is a random id. */
  signInByMail: boolean;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
}>;

const standard = new Set(
  "address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture preferred_username profile updated_at website zoneinfo".split(
    " ",
  ),
);

const pool = z.looseObject({
  Schema: z.array(z.looseObject({ Name: z.string() })).default([]),
  UsernameAttributes: z.array(z.string()).default([]),
});
const unit = z.enum(["seconds", "minutes", "hours", "days"]);
const client = z.looseObject({
  UserPoolId: z.string(),
  IdTokenValidity: number.optional(),
  RefreshTokenValidity: number.optional(),
  TokenValidityUnits: z.looseObject({ IdToken: unit.default("hours"), RefreshToken: unit.default("days") }).optional(),
});
const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** The pool that officers sign in with; undefined if the app has none. */
export const readUserPool = (resources: Resources): UserPool | undefined => {
  const [found, ...others] = resources.of("AWS::Cognito::UserPool");
  if (found === undefined) return undefined;
  if (others.length > 0)
    throw startFailure("The local cloud signs people in with one user pool; the template has several");
  const properties = parseProperties(pool, found);
  const clients = resources
    .of("AWS::Cognito::UserPoolClient")
    .map((resource) => ({ id: resource.ref, ...parseProperties(client, resource) }));
  const own = clients.find(({ UserPoolId }) => UserPoolId === found.ref);
  if (own === undefined) throw startFailure(`User pool ${found.logicalId} has no client`);
  return {
    id: found.ref,
    arn: found.arn,
    clientId: own.id,
    customAttributes: properties.Schema.map(({ Name }) => Name.replace(/^custom:/, "")).filter(
      (name) => !standard.has(name),
    ),
    signInByMail: properties.UsernameAttributes.includes("email"),
    idTokenSeconds: (own.IdTokenValidity ?? 1) * unitSeconds[own.TokenValidityUnits?.IdToken ?? "hours"],
    refreshTokenSeconds: (own.RefreshTokenValidity ?? 30) * unitSeconds[own.TokenValidityUnits?.RefreshToken ?? "days"],
  };
};
