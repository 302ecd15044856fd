import { hopDeps } from "./hop-deps.ts";
import { hopInput } from "./hop.ts";
import { suggestAgency } from "./suggest.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopInput, suggestAgency, hopDeps(process.env));
