import middy from "@middy/core";
import type * as z from "zod/mini";

/** A step of the routing workflow as a Lambda handler: reads its input, does its one thing. */
export const stepHandler = <Deps, Input, Result>(
  input: z.ZodMiniType<Input>,
  step: (deps: Deps, input: Input) => Promise<Result>,
  deps: Deps,
) => middy<unknown, Result>().handler((event) => step(deps, input.parse(event)));
