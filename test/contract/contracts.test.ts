import * as z from "zod";
import { describe, expect, it } from "vitest";
import { contracts } from "../../functions/contracts.ts";
import { pathParametersOf } from "../../functions/register/description/path-parameters.ts";
import { problemsOfAny, type Route } from "../../shared/shell/contract.ts";
import type { Words } from "../../shared/shell/language.ts";
import { problemTable } from "../../shared/shell/problems.ts";
import { everyRoute } from "./match.ts";

const named = everyRoute.map((route) => [route.name, route] as const);

const doubles = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

/** Words that are there, differ between the languages and read as one sentence or phrase. */
const expectWords = (words: Words): void => {
  for (const text of [words.id, words.en]) {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe("");
    expect(text).not.toContain("\n");
  }
};

describe("the contracts", () => {
  it("have a name each, and one route at most for a method and a path", () => {
    expect(doubles(everyRoute.map(({ name }) => name))).toEqual([]);
    // Two paths that differ in the name of a parameter are one to API Gateway.
    expect(doubles(everyRoute.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`))).toEqual([]);
  });

  it("give one name to a parameter at one place, as API Gateway demands", () => {
    const atPlace = new Map<string, string>();
    for (const { path } of everyRoute) {
      const parts = path.split("/");
      parts.forEach((part, at) => {
        if (!part.startsWith("{")) return;
        const place = parts.slice(0, at).join("/");
        expect(atPlace.get(place) ?? part, path).toBe(part);
        atPlace.set(place, part);
      });
    }
  });

  it("list what api version 1 promises", () => {
    const calls = new Set(everyRoute.map(({ method, path }) => `${method} ${path}`));
    for (const call of [
      "POST /v1/complaints",
      "GET /v1/complaints/{trackingNumber}",
      "POST /v1/complaints/{trackingNumber}/replies",
      "POST /v1/complaints/{trackingNumber}/closure",
      "POST /v1/complaints/{trackingNumber}/reopening",
      "POST /v1/complaints/{trackingNumber}/withdrawal",
      "POST /v1/complaints/{trackingNumber}/appeal",
      "GET /v1/agencies",
      "GET /v1/categories",
      "GET /v1/regions",
      "GET /v1/health",
      "GET /v1/openapi.json",
      "GET /docs",
      "POST /v1/complaints/{trackingNumber}/attachments",
      "GET /v1/complaints/{trackingNumber}/attachments/{attachmentId}",
      "POST /v1/officer/complaints/{trackingNumber}/attachments",
      "GET /v1/officer/complaints/{trackingNumber}/attachments/{attachmentId}",
      "POST /v1/dispositions/{token}/attachments",
      "GET /v1/dispositions/{token}/attachments/{attachmentId}",
      "GET /v1/dispositions/{token}",
      "POST /v1/dispositions/{token}/answers",
      "POST /v1/dispositions/{token}/hand-back",
      "POST /v1/complaints/{trackingNumber}/rights-codes",
      "GET /v1/complaints/{trackingNumber}/held-data",
      "PUT /v1/complaints/{trackingNumber}/identity",
      "DELETE /v1/complaints/{trackingNumber}/identity",
      "POST /v1/complaints/{trackingNumber}/objection",
      "GET /v1/officer/queue",
      "GET /v1/officer/complaints/{trackingNumber}",
      "GET /v1/admin/calendars",
      "GET /v1/admin/calendars/{regionCode}/{year}",
      "PUT /v1/admin/calendars/{regionCode}/{year}",
    ]) {
      expect(calls, call).toContain(call);
    }
  });

  it("are kept by capability, each named as its folder", () => {
    expect(Object.keys(contracts).sort()).toEqual([
      "admin",
      "attachments",
      "identities",
      "intake",
      "officer",
      "originals",
      "portal",
      "register",
      "rights",
    ]);
  });
});

describe("the contract of", () => {
  it.each(named)("%s is complete", (name, route: Route) => {
    expect(name).toMatch(/^[a-z][A-Za-z]+$/);
    expect(route.path).toMatch(/^(\/([a-z0-9.-]+|\{[a-zA-Z]+\}))+$/);
    expectWords(route.summary);
    for (const { words } of pathParametersOf(route.path)) expectWords(words);
    for (const [header, words] of Object.entries(route.headers ?? {})) {
      expect(header).toBe(header.toLowerCase());
      expectWords(words);
    }
    const answers = Object.entries(route.answers);
    expect(answers.length).toBeGreaterThan(0);
    for (const [status, { description, headers = {} }] of answers) {
      expect(Number(status)).toBeGreaterThanOrEqual(200);
      expect(Number(status)).toBeLessThan(400);
      expectWords(description);
      Object.values(headers).forEach(expectWords);
    }
  });

  it.each(named)("%s refuses only with problems that have words", (_, route: Route) => {
    const statuses = new Set(Object.values(problemTable).map(({ status }) => status));
    expect(doubles(route.problems.map(String))).toEqual([]);
    for (const status of route.problems) expect(statuses, String(status)).toContain(status);
    // What any call may meet need not be said again, but for 403, which some mean as their own.
    for (const status of route.problems) if (status !== 403) expect(problemsOfAny).not.toContain(status);
  });

  it.each(named)("%s promises the refusals that its kind of call can meet", (_, route: Route) => {
    const expected = [
      ...(route.body ? [413, 415, 422] : []),
      ...(route.query && route.path.startsWith("/v1/") ? [422] : []),
      ...(route.auth === "secret" || route.auth === "officer" ? [401] : []),
      ...(/\{(trackingNumber|token)\}/.test(route.path) ? [404] : []),
    ];
    for (const status of expected) expect(route.problems, String(status)).toContain(status);
  });

  it.each(named)(
    "%s takes a body only where HTTP does, and refuses fields that it does not know",
    (_, route: Route) => {
      expect(route.body === undefined).toBe(route.method === "GET" || route.method === "DELETE");
      // A form and a table have no fields of JSON; unknown columns are refused where the table is read.
      if (!route.body || (route.bodyKind ?? "json") !== "json") return;
      const read = route.body.safeParse({ "no such field": 1 });
      expect(read.error?.issues.map(({ code }) => code)).toContain("unrecognized_keys");
    },
  );

  it.each(named)("%s can be written as JSON Schema", (_, route: Route) => {
    for (const [schema, io] of [
      [route.query, "input"],
      [route.body, "input"],
      ...Object.values(route.answers).map(({ schema }) => [schema, "output"] as const),
    ] as const) {
      if (schema) expect(z.toJSONSchema(schema, { io })).toHaveProperty("$schema");
    }
  });
});
