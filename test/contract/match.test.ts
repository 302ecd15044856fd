import { describe, expect, it } from "vitest";
import { assertMatchesContract, routeOf } from "./match.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const cached = { ...json, etag: '"x"', "cache-control": "public, max-age=300", vary: "Accept-Language" };
const problemJson = { "content-type": "application/problem+json; charset=utf-8" };
const problem = { type: "about:blank", title: "Tidak ditemukan", status: 404, detail: "x", instance: "urn:uuid:1" };
const health = { status: "ok", time: "2026-07-06T01:00:00.000Z" };

const match = (...[method, path, status, headers, body]: Parameters<typeof assertMatchesContract>) => {
  const run = (): void => {
    assertMatchesContract(method, path, status, headers, body);
  };
  return expect(run);
};

describe("a call", () => {
  it.each<[string, string, string | undefined]>([
    ["POST", "/v1/complaints", "fileComplaint"],
    ["GET", "/v1/complaints/KTM-7F3-K9Q-X2A", "viewComplaint"],
    ["POST", "/v1/complaints/KTM-7F3-K9Q-X2A/replies", "replyToComplaint"],
    ["GET", "/v1/regions?parent=64.08", "listRegions"],
    ["get", "/v1/health#top", "checkHealth"],
    ["GET", "/v1/openapiXjson", undefined],
    ["DELETE", "/v1/complaints", undefined],
    ["GET", "/v1/complaints/a/b", undefined],
    ["GET", "/", undefined],
  ])("%s %s meets %s", (method, path, name) => {
    expect(routeOf(method, path)?.name).toBe(name);
  });
});

describe("an answer matches its contract", () => {
  it("with a promised status, headers and body", () => {
    match("GET", "/v1/health", 200, json, health).not.toThrow();
    match("GET", "/v1/agencies", 200, cached, { items: [] }).not.toThrow();
    match("GET", "/v1/agencies", 304, cached, "").not.toThrow();
  });

  it("with header names in any case", () => {
    match("GET", "/v1/health", 200, { "Content-Type": "application/json" }, health).not.toThrow();
  });

  it("as a refusal that is a problem, also where there is no such address", () => {
    match("GET", "/v1/complaints/x", 404, problemJson, problem).not.toThrow();
    match("GET", "/nowhere", 404, problemJson, problem).not.toThrow();
    match("GET", "/v1/health", 503, { ...problemJson, "retry-after": "5" }, { ...problem, status: 503 }).not.toThrow();
    match("POST", "/d/x/answers", 422, { "content-type": "text/html; charset=utf-8" }, "<p>").not.toThrow();
  });
});

describe("an answer does not match", () => {
  it("with a status that was not promised", () => {
    match("GET", "/v1/health", 418, json, health).toThrow(/checkHealth.*418.*does not promise/);
    match("GET", "/v1/health", 404, problemJson, problem).toThrow(/does not promise/);
    match("GET", "/nowhere", 200, json, {}).toThrow(/without a contract/);
  });

  it("with a body that has more, less or other than was promised", () => {
    match("GET", "/v1/health", 200, json, { ...health, password: "x" }).toThrow(/password/);
    match("GET", "/v1/health", 200, json, { status: "ok" }).toThrow(/time/);
    match("GET", "/v1/health", 200, json, { ...health, status: "so-so" }).toThrow(/status/);
    match("GET", "/v1/agencies", 304, cached, "something").toThrow(/has a body/);
  });

  it("of another type", () => {
    match("GET", "/v1/health", 200, { "content-type": "text/html" }, health).toThrow(/text\/html/);
    match("GET", "/docs", 200, { ...cached, "content-security-policy": "x" }, "<p>").toThrow(/application\/json/);
    match("GET", "/v1/complaints/x", 404, json, problem).toThrow(/problem\+json/);
    match("GET", "/v1/complaints/x", 404, { "content-type": "text/html" }, "<p>").toThrow(/problem\+json/);
  });

  it("without a header that was promised", () => {
    match("GET", "/v1/agencies", 200, json, { items: [] }).toThrow(/header etag/);
    match("GET", "/v1/health", 503, problemJson, { ...problem, status: 503 }).toThrow(/Retry-After/);
    match("POST", "/v1/complaints/x/replies", 401, problemJson, { ...problem, status: 401 }).toThrow(/WWW-Auth/);
  });

  it("as a problem that is none, or says another status", () => {
    match("GET", "/v1/complaints/x", 404, problemJson, { message: "not found" }).toThrow(/no problem/);
    match("GET", "/v1/complaints/x", 404, problemJson, { ...problem, status: 500 }).toThrow(/says status 500/);
  });
});
