import { hopDeps } from "./hop-deps.ts";
import { hopInput } from "./hop.ts";
import { screenReport } from "./screen.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopInput, screenReport, hopDeps(process.env));
