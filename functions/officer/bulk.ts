import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { refused, type Outcome } from "../../shared/domain/failures.ts";
import { failureOf, type Request } from "../../shared/shell/http.ts";
import { problemOf, problemTable, type HttpFailure } from "../../shared/shell/problems.ts";
import type { BulkResult } from "./bulk-routes.ts";
import { versionAfterMove, type OfficerDeps } from "./officers-report.ts";

/** Each takes a read and a transaction: a hundred are done in a second, and no other officer waits for a connection. */
const atOnce = 8;

type Asked = Pick<Request, "language" | "baseUrl" | "cause"> & { readonly actor: Actor };
type Named = { readonly trackingNumber: string; readonly version: number };

const resultOf = (
  { trackingNumber }: Named,
  outcome: Outcome<number, HttpFailure>,
  { language, baseUrl, cause }: Asked,
): BulkResult => {
  if (outcome.ok) return { trackingNumber, status: 201, version: outcome.value };
  const { failure } = outcome;
  const requestId = cause.replace(/^request:/, "");
  const { errors, ...problem } = problemOf(failure, { language, baseUrl, requestId });
  return {
    trackingNumber,
    status: problemTable[failure.kind].status,
    ...(failure.kind === "StaleVersion" ? { version: failure.current } : {}),
    problem: { ...problem, ...(errors ? { errors: [...errors] } : {}) },
  };
};

/**
 * The same move for each of many reports, with what came of each in the order asked. A busy moment of the database is
 * one report's result too: whoever asks has to learn of those that are done.
 */
export const moveMany = async (
  deps: OfficerDeps,
  asked: Asked,
  command: Command,
  complaints: readonly Named[],
): Promise<readonly BulkResult[]> => {
  const results: BulkResult[] = [];
  const defects: unknown[] = [];
  const { actor, cause, language } = asked;
  const moveOne = async ({ trackingNumber, version }: Named): Promise<Outcome<number, HttpFailure>> => {
    try {
      return await versionAfterMove(deps, { trackingNumber, actor, cause }, command, version);
    } catch (error) {
      const failure = failureOf(error, language);
      if (failure.kind !== "Busy") defects.push(error);
      return refused(failure);
    }
  };
  const rest = complaints.entries();
  const work = async (): Promise<void> => {
    for (const [at, its] of rest) results[at] = resultOf(its, await moveOne(its), asked);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // When all are through: a defect is answered and logged as one. Those that are done are stale when asked again.
  if (defects.length > 0) throw defects[0];
  return results;
};
