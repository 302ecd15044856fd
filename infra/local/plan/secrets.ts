import * as z from "zod";
import type { Resources } from "../template/resources.ts";
import { flag, number, parseProperties } from "./shape.ts";

export type Secret = Readonly<{ name: string; arn: string; generate?: GenerateSecret; value?: string }>;
export type GenerateSecret = z.infer<typeof generate>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html */
const generate = z.looseObject({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: number.default(32),
  ExcludeCharacters: z.string().default(""),
  ExcludeLowercase: flag.default(false),
  ExcludeUppercase: flag.default(false),
  ExcludeNumbers: flag.default(false),
  ExcludePunctuation: flag.default(false),
  IncludeSpace: flag.default(false),
});
const shape = z.looseObject({ GenerateSecretString: generate.optional(), SecretString: z.string().optional() });

export const readSecrets = (resources: Resources): readonly Secret[] =>
  resources.of("AWS::SecretsManager::Secret").map((resource) => {
    const { GenerateSecretString, SecretString } = parseProperties(shape, resource);
    return {
      name: resource.arn.split(":secret:").at(-1) ?? resource.logicalId,
      arn: resource.arn,
      ...(GenerateSecretString && { generate: GenerateSecretString }),
      ...(SecretString !== undefined && { value: SecretString }),
    };
  });
