import { randomInt } from "node:crypto";
import { readPrivateJson, writePrivateJson } from "../data/private-file.ts";
import type { GenerateSecret, Secret } from "../plan/secrets.ts";
import type { Authorize } from "./authorize.ts";
import { okAnswer, serviceError } from "./aws-json.ts";
import type { Service } from "./front.ts";

const alphabets = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  digits: "0123456789",
  punctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

/** A secret as Secrets Manager makes one: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export const generate = (rules: GenerateSecret): string => {
  const characters = [
    rules.ExcludeLowercase ? "" : alphabets.lower,
    rules.ExcludeUppercase ? "" : alphabets.upper,
    rules.ExcludeNumbers ? "" : alphabets.digits,
    rules.ExcludePunctuation ? "" : alphabets.punctuation,
    rules.IncludeSpace ? " " : "",
  ]
    .join("")
    .split("")
    .filter((character) => !rules.ExcludeCharacters.includes(character));
  const password = Array.from({ length: rules.PasswordLength }, () => characters[randomInt(characters.length)]).join(
    "",
  );
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  const template = JSON.parse(rules.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
};

/** Values are made once for each data folder. */
const valuesIn = (path: string, secrets: readonly Secret[]): Readonly<Record<string, string>> => {
  const kept = (readPrivateJson(path) ?? {}) as Record<string, string>;
  const missing = secrets.filter(
    ({ name, value, generate: rules }) => !(name in kept) && (value ?? rules) !== undefined,
  );
  if (missing.length === 0) return kept;
  const made = missing.map(({ name, value, generate: rules }): [string, string] => [
    name,
    value ?? (rules === undefined ? "" : generate(rules)),
  ]);
  const all = { ...kept, ...Object.fromEntries(made) };
  writePrivateJson(path, all);
  return all;
};

/** Secrets Manager: reading the secrets that the template declares. */
export const createSecretService = (path: string, secrets: readonly Secret[], authorize: Authorize): Service => {
  const values = valuesIn(path, secrets);
  return ({ operation, caller, body }) => {
    const { SecretId } = JSON.parse(body.toString("utf8")) as { SecretId?: string };
    const secret = secrets.find(({ name, arn }) => SecretId === name || SecretId === arn);
    authorize(caller, [{ action: `secretsmanager:${operation}`, resource: secret?.arn ?? SecretId ?? "" }]);
    const value = secret === undefined ? undefined : values[secret.name];
    if (secret === undefined || value === undefined)
      throw serviceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    if (operation !== "GetSecretValue")
      throw serviceError("InvalidRequestException", `The local cloud's Secrets Manager does not know ${operation}`);
    return okAnswer({
      ARN: secret.arn,
      Name: secret.name,
      VersionId: "local-version-of-the-secret-value",
      VersionStages: ["AWSCURRENT"],
      SecretString: value,
    });
  };
};
