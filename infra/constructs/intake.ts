import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowReading } from "./secret-access.ts";
import { allowOnTable } from "./table-access.ts";

export type IntakeProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly signingSecret: Secret;
  /** When whoever files has to work for it. */
  readonly challenge: "off" | "burst" | "always";
  /** From so many filings a minute on it is a burst. */
  readonly burstFilings: number;
};

/** What citizens do without an account: file, look, answer, close. */
export class Intake extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables, signingSecret, challenge, burstFilings }: IntakeProps) {
    super(scope, id, {
      defaults,
      bundle: "intake",
      capability: "intake",
      description: "Takes citizens' reports and shows them what became of them",
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        IDENTITY_TABLE: tables.identities.tableName,
        ...keptDirectory(defaults, tables),
        SIGNING_SECRET_ARN: signingSecret.secretArn,
        CHALLENGE: challenge,
        BURST_FILINGS: String(burstFilings),
      },
    });
    allowOnTable(this.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem", "UpdateItem"] });
    // May write down who a reporter is, and never look it up again.
    allowOnTable(this.function, tables.identities, { actions: ["PutItem"] });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });
    allowReading(this.function, signingSecret);
  }
}
