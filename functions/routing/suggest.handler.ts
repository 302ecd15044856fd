import { hopInput } from "./hop.ts";
import { suggestAgency } from "./suggest.ts";
import { stepHandler } from "./step.ts";

export const handler = stepHandler(hopInput, suggestAgency, process.env);
