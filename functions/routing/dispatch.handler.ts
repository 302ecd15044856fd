import { hopDeps } from "./hop-deps.ts";
import { hopWithSuggestion } from "./hop.ts";
import { dispatchReport } from "./dispatch.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopWithSuggestion, dispatchReport, hopDeps(process.env));
