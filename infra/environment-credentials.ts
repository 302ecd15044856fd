import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in for `@aws-sdk/credential-provider-node` in every function's bundle. Lambda hands a function the
 * credentials of its role in the environment, and the SDK's chain looks there first too; what the chain would try
 * next (profiles, SSO, web identity, the metadata service) does not exist in Lambda, yet weighs 130 KB and is
 * loaded at every cold start.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
