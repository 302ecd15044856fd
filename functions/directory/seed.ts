import * as z from "zod/mini";
import { directoryFaults } from "../../shared/domain/directory-check.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";

/** What CloudFormation sends to a custom resource's function, and what it expects at the address it names. */
export const seedRequest = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});
export type SeedRequest = z.infer<typeof seedRequest>;

export type SeedDeps = {
  readonly seed: Directory;
  /** Writes what is not there yet; returns how many entries were new. */
  readonly write: (seed: Directory) => Promise<number>;
  readonly respond: (url: string, body: object) => Promise<void>;
  readonly log: Log;
};

/**
 * Fills the directory with what is missing. Entries that an operator has changed stay, and nothing is ever deleted,
 * not even with the stack: the directory belongs to the government, not to the deployment.
 */
export const seedForCloudFormation = async (deps: SeedDeps, request: SeedRequest): Promise<void> => {
  const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId } = request;
  const answer = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: "directory" };
  try {
    if (RequestType !== "Delete") {
      const faults = directoryFaults(deps.seed);
      if (faults.length > 0) throw new Error(faults.join("; "));
      const count = await deps.write(deps.seed);
      deps.log.info("DIRECTORY_SEEDED", "wrote what was missing in the directory", { count });
    }
  } catch (error) {
    deps.log.error("RECORD_FAILED", "the directory could not be seeded", { error: errorInBrief(error) });
    await deps.respond(ResponseURL, { ...answer, Status: "FAILED", Reason: `The directory: ${String(error)}` });
    return;
  }
  await deps.respond(ResponseURL, { ...answer, Status: "SUCCESS" });
};
