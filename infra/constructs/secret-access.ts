import { Stack } from "aws-cdk-lib/core";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";

/**
 * Allows reading a secret's value. The construct library's own grant writes the reader into the policy of the
 * secret's key as well, which would make the data stack depend on the service.
 */
export const allowReading = (grantee: IGrantable, secret: Secret): void => {
  const principal = grantee.grantPrincipal;
  principal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secret.secretArn] }),
  );
  if (secret.encryptionKey === undefined) return;
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["kms:Decrypt"],
      resources: [secret.encryptionKey.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${Stack.of(secret).region}.amazonaws.com` } },
    }),
  );
};
