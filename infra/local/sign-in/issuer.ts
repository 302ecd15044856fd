import { createHash, randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { JWTPayload } from "jose";
import type { Clock } from "../clock.ts";
import { readPrivateJson, writePrivateJson } from "../data/private-file.ts";
import type { UserPool } from "../plan/sign-in.ts";

/** Signs officers in, as the user pool would, and knows its own tokens again. */
export type Issuer = Readonly<{
  url: string;
  /** An id token for an officer, with Cognito's claims. */
  token: (officer: SeededOfficer) => Promise<string>;
  /** A token for new id tokens, until the officer has to sign in again. */
  refreshToken: (officer: SeededOfficer) => Promise<string>;
  verify: (token: string) => Promise<Verified>;
  /** Whose refresh token it is, and which one; undefined: none of ours, or past its time. */
  readRefresh: (token: string) => Promise<Readonly<{ subject: string; id: string }> | undefined>;
  /** Discovery and keys, below the issuer's URL. */
  serve: RequestListener;
}>;
export type SeededOfficer = Readonly<{ id: string; name: string; mail: string; role: string; agencyCode: string }>;
export type Verified =
  Readonly<{ ok: true; claims: Readonly<Record<string, unknown>> }> | Readonly<{ ok: false; expired: boolean }>;

const algorithm = "RS256";

/** Cognito gives each person a random id that never changes; here it comes from the officer's own. */
export const subjectOf = ({ id }: SeededOfficer): string => {
  const hex = createHash("sha256").update(`officer ${id}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
};

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
const claimsOf = (officer: SeededOfficer, pool: UserPool, now: number): Record<string, unknown> => {
  const own: Readonly<Record<string, string>> = { agency: officer.agencyCode, officer: officer.id, role: officer.role };
  return {
    sub: subjectOf(officer),
    aud: pool.clientId,
    token_use: "id",
    auth_time: now,
    iat: now,
    exp: now + pool.idTokenSeconds,
    email: officer.mail,
    email_verified: true,
    "cognito:username": pool.signInByMail ? subjectOf(officer) : officer.id,
    "cognito:groups": [officer.role],
    ...Object.fromEntries(
      pool.customAttributes.flatMap((name) => (own[name] === undefined ? [] : [[`custom:${name}`, own[name]]])),
    ),
  };
};

/** Opens the issuer at `url`. Its key lies in `keyFile`, so a token outlives a restart. */
export const openIssuer = async (options: {
  url: string;
  keyFile: string;
  pool: UserPool;
  clock: Clock;
}): Promise<Issuer> => {
  const { url, keyFile, pool, clock } = options;
  // Loaded with the first sign-in: most starts see none.
  const [{ createLocalJWKSet, errors, jwtVerify }, { OAuth2Issuer, OAuth2Service }] = await Promise.all([
    import("jose"),
    import("oauth2-mock-server"),
  ]);
  const issuer = new OAuth2Issuer();
  issuer.url = url;
  const kept = readPrivateJson(keyFile) as Record<string, unknown> | undefined;
  if (kept === undefined) writePrivateJson(keyFile, await issuer.keys.generate(algorithm));
  else await issuer.keys.add(kept);
  const service = new OAuth2Service(issuer);
  const keys = createLocalJWKSet({ keys: issuer.keys.toJSON() });
  const seconds = (): number => Math.floor(clock.now() / 1000);

  const signed = (claims: Record<string, unknown>): Promise<string> =>
    issuer.buildToken({
      scopesOrTransform: (_, payload) => {
        delete (payload as Partial<typeof payload>).nbf;
        Object.assign(payload, claims);
      },
    });
  const read = async (token: string): Promise<JWTPayload> =>
    (
      await jwtVerify(token, keys, {
        algorithms: [algorithm],
        issuer: url,
        audience: pool.clientId,
        currentDate: new Date(clock.now()),
        requiredClaims: ["exp", "sub"],
      })
    ).payload;

  return {
    url,
    token: (officer) => signed(claimsOf(officer, pool, seconds())),
    refreshToken: (officer) => {
      const now = seconds();
      const until = { iat: now, exp: now + pool.refreshTokenSeconds };
      return signed({ sub: subjectOf(officer), aud: pool.clientId, token_use: "refresh", jti: randomUUID(), ...until });
    },
    readRefresh: async (token) => {
      try {
        const { sub, jti, token_use: use } = await read(token);
        return use === "refresh" && sub !== undefined && jti !== undefined ? { subject: sub, id: jti } : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
    verify: async (token) => {
      try {
        const payload = await read(token);
        return payload["token_use"] === "id" ? { ok: true, claims: payload } : { ok: false, expired: false };
      } catch (error) {
        return { ok: false, expired: error instanceof errors.JWTExpired };
      }
    },
    serve: (request, response) => {
      request.url = (request.url ?? "/").slice(new URL(url).pathname.length) || "/";
      service.requestHandler(request, response);
    },
  };
};
