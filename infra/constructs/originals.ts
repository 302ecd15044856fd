import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { allowKeyOfFiles, allowOnFiles } from "./file-access.ts";
import type { FileBuckets } from "./file-buckets.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type OriginalsProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly files: FileBuckets;
};

/**
 * Where a supervisor breaks the seal of an original. It is there even where none are kept: those of a time when they
 * were can still be opened.
 */
export class Originals extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables, files }: OriginalsProps) {
    super(scope, id, {
      defaults,
      bundle: "originals",
      capability: "originals",
      description: "Opens the sealed original of a file for a supervisor who says why",
      roleName: files.openerRoleName,
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        ...keptDirectory(defaults, tables),
        EVIDENCE_BUCKET: files.evidence.bucketName,
      },
    });
    allowOnTable(this.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem"] });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });
    // What an address allows is what its signer may do.
    allowOnFiles(this.function, files.evidence, ["sealed/"], ["GetObject"]);
    allowKeyOfFiles(this.function, files.key, ["kms:Decrypt"]);
  }
}
