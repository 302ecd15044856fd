import { dynamoDb } from "../../shared/shell/clients.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { hopInput } from "./hop.ts";
import { loadReport } from "./load.ts";
import { stepHandler } from "./step.ts";

const { COMPLAINT_TABLE } = parseEnvironment({ COMPLAINT_TABLE: setting }, process.env);

export const handler = stepHandler(hopInput, loadReport, { store: { client: dynamoDb(), table: COMPLAINT_TABLE } });
