import { hopDeps } from "./hop-deps.ts";
import { hopWithSuggestion } from "./hop.ts";
import { holdReport } from "./hold.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopWithSuggestion, holdReport, hopDeps(process.env));
