import * as z from "zod/mini";

/** Reads a function's environment once, at start, so that a missing setting fails the deployment and not a citizen. */
export const parseEnvironment = <Shape extends z.core.$ZodShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<z.ZodMiniObject<Shape>> => {
  const read = z.object(shape).safeParse(environment);
  if (!read.success) throw new Error(`the environment is not as it should be: ${z.prettifyError(read.error)}`);
  return read.data;
};

export const setting = z.string().check(z.minLength(1));
export const seconds = z.coerce.number().check(z.int(), z.positive());
