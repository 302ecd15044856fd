import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lifecycleDocument } from "./lifecycle-document.ts";

/** `npm run docs`: writes the pages that are made from code. */
writeFileSync(join(import.meta.dirname, "../../docs/lifecycle.md"), lifecycleDocument());
