import { it } from "vitest";
import { runSequences } from "./sequences.ts";

it("a thousand sequences of anybody's moves, of time and of calendars leave the store as the model says", async () => {
  await runSequences(1000);
}, 600_000);
