import type { IncomingMessage } from "node:http";
import * as z from "zod";
import type { Journal } from "../data/journal.ts";
import type { UserPool } from "../plan/sign-in.ts";
import { type Answer, jsonAnswer, readBody } from "../services/http.ts";
import { type Issuer, type SeededOfficer, subjectOf } from "./issuer.ts";

/**
 * The calls of a user pool that need no signature: a new id token for a refresh token, and giving that one up. Their
 * shape is Cognito's, so a client of AWS makes them with this as its endpoint. Signing in with a password is not among
 * them: here a token is had for the asking.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 */
export type PoolServiceOptions = Readonly<{
  pool: UserPool | undefined;
  issuer: () => Promise<Issuer | undefined>;
  officers: () => Promise<readonly SeededOfficer[]>;
  journal: Journal;
}>;

const service = "AWSCognitoIdentityProviderService";
const contentType = "application/x-amz-json-1.1";

const refreshing = z.looseObject({
  AuthFlow: z.enum(["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"]),
  ClientId: z.string(),
  AuthParameters: z.looseObject({ REFRESH_TOKEN: z.string() }),
});
const revoking = z.looseObject({ ClientId: z.string(), Token: z.string() });

const refuse = (type: string, message: string): Answer => jsonAnswer(400, { __type: type, message }, contentType);
const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const settingOf = (id: string): string => `revoked-refresh-token ${id}`;

export const createPoolService = (options: PoolServiceOptions): ((request: IncomingMessage) => Promise<Answer>) => {
  const { pool, journal } = options;
  const isRevoked = (id: string): boolean =>
    journal.prepare("SELECT 1 FROM settings WHERE name = ?").get(settingOf(id)) !== undefined;

  const refresh = async (issuer: Issuer, body: unknown): Promise<Answer> => {
    const asked = refreshing.safeParse(body);
    if (!asked.success) return refuse("InvalidParameterException", "Only REFRESH_TOKEN_AUTH is answered here");
    if (asked.data.ClientId !== pool?.clientId)
      return refuse("ResourceNotFoundException", "User pool client does not exist.");
    const its = await issuer.readRefresh(asked.data.AuthParameters.REFRESH_TOKEN);
    if (its === undefined) return refuse("NotAuthorizedException", "Invalid Refresh Token");
    if (isRevoked(its.id)) return refuse("NotAuthorizedException", "Refresh Token has been revoked");
    const officer = (await options.officers()).find((one) => subjectOf(one) === its.subject);
    if (officer === undefined) return refuse("NotAuthorizedException", "User does not exist.");
    const IdToken = await issuer.token(officer);
    return jsonAnswer(
      200,
      {
        AuthenticationResult: { IdToken, ExpiresIn: pool.idTokenSeconds, TokenType: "Bearer" },
        ChallengeParameters: {},
      },
      contentType,
    );
  };

  const revoke = async (issuer: Issuer, body: unknown): Promise<Answer> => {
    const asked = revoking.safeParse(body);
    if (!asked.success) return refuse("InvalidParameterException", "ClientId and Token are needed");
    if (asked.data.ClientId !== pool?.clientId)
      return refuse("ResourceNotFoundException", "User pool client does not exist.");
    const its = await issuer.readRefresh(asked.data.Token);
    // As in the cloud: giving up what is no longer good is no mistake.
    if (its !== undefined)
      journal.prepare("INSERT OR IGNORE INTO settings (name, value) VALUES (?, 'yes')").run(settingOf(its.id));
    return jsonAnswer(200, {}, contentType);
  };

  return async (request) => {
    const body = jsonIn((await readBody(request)).toString("utf8"));
    const issuer = await options.issuer();
    if (issuer === undefined) return refuse("ResourceNotFoundException", "The app has no user pool");
    switch (request.headers["x-amz-target"]) {
      case `${service}.InitiateAuth`:
        return refresh(issuer, body);
      case `${service}.RevokeToken`:
        return revoke(issuer, body);
      default:
        return refuse("UnknownOperationException", "Only InitiateAuth and RevokeToken are answered here");
    }
  };
};
