import type { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";

describe("a function's environment", () => {
  it("is read once, as it should be", () => {
    expect(parseEnvironment({ TABLE: setting }, { TABLE: "reports", OTHER: "x" })).toEqual({ TABLE: "reports" });
  });

  it.each([{}, { TABLE: "" }, { TABLE: undefined }])("that lacks a setting stops the function: %j", (environment) => {
    expect(() => parseEnvironment({ TABLE: setting }, environment)).toThrow(/TABLE/);
  });
});

/** Secrets Manager, answering in turn. */
const secrets = (...answers: readonly (string | Error)[]) => {
  const asked: string[] = [];
  const client = {
    send: ({ input }: GetSecretValueCommand) => {
      const answer = answers[asked.length] ?? "";
      asked.push(input.SecretId ?? "");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ SecretString: answer });
    },
  } as unknown as SecretsManagerClient;
  return { client, asked };
};

describe("the signing secret", () => {
  it("is fetched once, also when two ask at the same time", async () => {
    const { client, asked } = secrets("rahasia");
    const keys = keepSigningKeys(client, "arn:secret");
    const [first, second] = await Promise.all([keys(), keys()]);
    expect(await keys()).toBe(first);
    expect(second).toBe(first);
    expect(first).toEqual(signingKeys("rahasia"));
    expect(asked).toEqual(["arn:secret"]);
  });

  it("is asked for again after a failure", async () => {
    const { client, asked } = secrets(new Error("busy"), "rahasia");
    const keys = keepSigningKeys(client, "arn:secret");
    await expect(keys()).rejects.toThrow("busy");
    expect(await keys()).toEqual(signingKeys("rahasia"));
    expect(asked).toHaveLength(2);
  });

  it("that is empty is never used", async () => {
    await expect(keepSigningKeys(secrets("").client, "arn:secret")()).rejects.toThrow("empty");
  });
});

describe("an error in the log", () => {
  it("is its name and where it was, never what it says", () => {
    const error = new TypeError("Budi Santoso 0812");
    const brief = errorInBrief(error);
    expect(brief).toMatch(/^TypeError at .*settings\.test\.ts/);
    expect(brief).not.toContain("Budi");
  });

  it("with a message of several lines that look like places is still only places of the code", () => {
    const brief = errorInBrief(Object.assign(new Error("x\n    at Budi Santoso\n    at 0812")));
    expect(brief).not.toContain("Budi");
  });

  it("that is no error is said by its type", () => {
    expect(errorInBrief("Budi")).toBe("string");
    expect(errorInBrief(undefined)).toBe("undefined");
  });
});
