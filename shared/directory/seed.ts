import { directory, type Directory } from "../domain/directory.ts";
import agencies from "./kutai-timur/agencies.json" with { type: "json" };
import calendars from "./kutai-timur/calendars.json" with { type: "json" };
import categories from "./kutai-timur/categories.json" with { type: "json" };
import deadlineRules from "./kutai-timur/deadline-rules.json" with { type: "json" };
import officers from "./kutai-timur/officers.json" with { type: "json" };
import policy from "./kutai-timur/policy.json" with { type: "json" };
import regions from "./kutai-timur/regions.json" with { type: "json" };
import routingRules from "./kutai-timur/routing-rules.json" with { type: "json" };

/**
 * The directory that a new deployment starts with: Kutai Timur regency. It is a starting point, to be checked by the
 * operator before citizens use it (README.md beside this file).
 *
 * @throws ZodError when a file does not have the shape that shared/domain/directory.ts asks for
 */
export const seedDirectory = (): Directory =>
  directory.parse({ policy, agencies, categories, regions, routingRules, calendars, deadlineRules, officers });
