import * as z from "zod/mini";
import type { Words } from "./language.ts";

/**
 * A route as a promise to whoever calls it. API Gateway, the OpenAPI document, the readable docs and the tests are
 * all made from these, so what a program is told, what is deployed and what is tested cannot drift apart.
 */
export type Method = "GET" | "POST" | "PUT" | "DELETE";

export type Answer = {
  readonly description: Words;
  /** Absent: the answer has no JSON body. */
  readonly schema?: z.ZodMiniType;
  /** Of the body; default `application/json`. */
  readonly contentType?: string;
  /** Headers that this answer always carries, besides those that every answer does. */
  readonly headers?: Readonly<Record<string, Words>>;
};

export type Route = {
  /** Unique among all routes; also the operation id. */
  readonly name: string;
  readonly method: Method;
  /** As in API Gateway: `/v1/complaints/{trackingNumber}`. */
  readonly path: string;
  /**
   * `secret`: the tracking secret as a bearer token, checked by the function; `officer`: a token of the user pool,
   * checked by API Gateway and again by the function.
   */
  readonly auth: "none" | "optionalSecret" | "secret" | "officer";
  /** What it is for, in one sentence; the readable docs say it in either language. */
  readonly summary: Words;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Default `json`; `form` is what a browser sends from a page without scripts, `csv` what a spreadsheet saves. */
  readonly bodyKind?: "json" | "form" | "csv";
  /** The largest body that is taken, in bytes. Default: `mostBodyBytes` */
  readonly mostBytes?: number;
  /** Request headers that mean something to this route, by lower-case name. Every route heeds `accept-language`. */
  readonly headers?: Readonly<Record<string, Words>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Status codes of the problems that it may answer with, besides those that any may. */
  readonly problems: readonly number[];
};

/** Larger bodies are refused before they are parsed: 3,000 characters of four bytes and all else fit five times. */
export const mostBodyBytes = 65_536;

/**
 * Problems that any call may meet: 400 (malformed), 403 (held by the firewall), 429 (throttled), 500, 503 and 504.
 * Some of them are said by API Gateway before, or instead of, a function.
 */
export const problemsOfAny = [400, 403, 429, 500, 503, 504] as const;

/**
 * What a field means, for the OpenAPI document and the docs: `z.string().check(note("...", "..."))`. A schema with a
 * name of its own there has `.register(z.globalRegistry, { id: "Complaint" })` besides.
 */
export const note = (id: string, en: string) => z.meta({ note: { id, en } satisfies Words });
