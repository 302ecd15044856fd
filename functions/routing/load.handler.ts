import { hopInput } from "./hop.ts";
import { loadReport } from "./load.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopInput, loadReport, process.env);
