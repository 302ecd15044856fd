import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowReading } from "./secret-access.ts";
import { allowOnTable } from "./table-access.ts";

export type PortalProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly signingSecret: Secret;
  /** Where files are handed out from and sent to, for the page. */
  readonly fileAddresses: Readonly<Record<"FILES_FROM" | "FILES_TO", string>>;
};

/** Where an agency answers or hands back over the link in its mail. */
export class Portal extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables, signingSecret, fileAddresses }: PortalProps) {
    super(scope, id, {
      defaults,
      bundle: "portal",
      capability: "portal",
      description: "Lets an agency answer or hand back a report over a signed link",
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        ...keptDirectory(defaults, tables),
        SIGNING_SECRET_ARN: signingSecret.secretArn,
        ...fileAddresses,
      },
    });
    allowOnTable(this.function, tables.complaints, { actions: ["Query", "PutItem"] });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });
    allowReading(this.function, signingSecret);
  }
}
