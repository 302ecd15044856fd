import type { Directory } from "../../shared/domain/directory.ts";
import type { SigningKeys } from "../../shared/shell/signing.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { EvidenceStore } from "./evidence-store.ts";

/** What the reporter's rights, and the end of the years, work with. */
export type RightsDeps = {
  readonly store: ComplaintStore;
  readonly identityTable: string;
  readonly evidence: EvidenceStore;
  readonly directory: () => Promise<Directory>;
  readonly keys: () => Promise<SigningKeys>;
  readonly now: () => string;
};
export type ErasureDeps = Omit<RightsDeps, "keys">;

export const identitiesOf = ({
  store: { client },
  identityTable: table,
}: Pick<RightsDeps, "store" | "identityTable">): ComplaintStore => ({ client, table });
