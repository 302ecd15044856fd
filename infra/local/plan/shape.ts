import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource } from "../template/resources.ts";

/** CloudFormation takes `"5"` for 5 and `"true"` for true. */
export const number = z.coerce.number();
export const flag = z.union([z.boolean(), z.stringbool()]);

/** Reads a resource's properties. Throws a start failure naming the resource and what is wrong with it. */
export const parseProperties = <Shape extends z.ZodType>(shape: Shape, resource: Resource): z.output<Shape> => {
  const parsed = shape.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw startFailure(`${resource.type} ${resource.stackName}/${resource.logicalId} cannot run locally: ${issues}`);
};

/** A property that changes behaviour in a way that the local cloud does not follow. */
export const unsupported = (reason: string): z.ZodType<undefined> =>
  z.undefined({ error: `is set, but ${reason}` }).optional();
