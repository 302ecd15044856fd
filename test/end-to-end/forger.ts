import { readFileSync } from "node:fs";
import { createHmac, generateKeyPairSync, createPublicKey } from "node:crypto";
import { decodeJwt, importJWK, SignJWT, type JWK } from "jose";
import type { RunningCloud } from "./cloud.ts";

/** Whoever makes tokens that the user pool did not give, or that it gave for something else. */

/** With `undefined`, a claim is left out. */
type Claims = Readonly<Record<string, unknown>>;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const forgerAt = async ({ cloud }: RunningCloud, honest: string) => {
  // The pool's own key: what it signs is genuine, so a refusal is for what the token says.
  const own = JSON.parse(readFileSync(cloud.dataFolder.keys, "utf8")) as JWK & { kid: string };
  const ownKey = await importJWK(own, "RS256");
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const claims = decodeJwt(honest);
  const header = { alg: "RS256", typ: "JWT", kid: own.kid };
  const { iat = 0 } = claims;

  const signedBy = (key: Parameters<SignJWT["sign"]>[0], more: Claims = {}, kid = own.kid): Promise<string> =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ ...header, kid }).sign(key);
  /** With the public key, which everybody has, as the secret of a symmetric algorithm. */
  const hmac = (secret: string | Buffer, alg = "HS256"): string => {
    const said = `${base64url({ ...header, alg })}.${base64url(claims)}`;
    return `${said}.${createHmac("sha256", secret).update(said).digest("base64url")}`;
  };
  const publicKey = createPublicKey({ key: own, format: "jwk" });
  const [head = "", body = "", signature = ""] = honest.split(".");
  const aud = String(claims.aud);

  return {
    /** Genuine, but for what is said otherwise. */
    genuine: (more: Claims) => signedBy(ownKey, more),
    /** Each with what it is: none of them is a token of this pool for this API, now. */
    forgeries: async (): Promise<readonly (readonly [string, string | null])[]> => [
      ["no token", null],
      ["an empty token", ""],
      ["no JWT", "rahasia"],
      ["a key of somebody else's under our key's name", await signedBy(stranger)],
      ["a key of somebody else's under another name", await signedBy(stranger, {}, "other")],
      ["a signature cut off", `${head}.${body}.`],
      ["a signature with its first letters turned", `${head}.${body}.${signature.split("").reverse().join("")}`],
      [
        "claims changed after signing",
        `${head}.${base64url({ ...claims, "cognito:groups": ["platformAdmin"] })}.${signature}`,
      ],
      ["alg none", `${base64url({ ...header, alg: "none" })}.${body}.`],
      ["alg None, with the old signature", `${base64url({ ...header, alg: "None" })}.${body}.${signature}`],
      ["HMAC with the public key as PEM", hmac(publicKey.export({ type: "spki", format: "pem" }))],
      ["HMAC with the public key as DER", hmac(publicKey.export({ type: "spki", format: "der" }))],
      ["HMAC with the public key's modulus", hmac(Buffer.from(own.n ?? "", "base64url"))],
      ["an expired token", await signedBy(ownKey, { exp: iat - 60, iat: iat - 3660 })],
      ["a token that never expires", await signedBy(ownKey, { exp: undefined })],
      ["another issuer", await signedBy(ownKey, { iss: "https://cognito-idp.ap-southeast-3.amazonaws.com/other" })],
      ["another audience", await signedBy(ownKey, { aud: "another-client" })],
      ["an access token", await signedBy(ownKey, { token_use: "access", client_id: aud })],
      ["a refresh token", await signedBy(ownKey, { token_use: "refresh" })],
      ["no use named", await signedBy(ownKey, { token_use: undefined })],
    ],
  };
};
