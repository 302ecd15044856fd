import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { signingKeys, type SigningKeys } from "./signing.ts";

/** The signing keys, fetched once for the life of a function's environment. A failure is not kept. */
export const keepSigningKeys = (client: SecretsManagerClient, arn: string): (() => Promise<SigningKeys>) => {
  let kept: Promise<SigningKeys> | null = null;
  return () => {
    kept ??= client
      .send(new GetSecretValueCommand({ SecretId: arn }))
      .then(({ SecretString: secret }) => {
        if (!secret) throw new Error("the signing secret is empty");
        return signingKeys(secret);
      })
      .catch((error: unknown) => {
        kept = null;
        throw error;
      });
    return kept;
  };
};
