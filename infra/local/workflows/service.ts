import * as z from "zod";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { StateMachine } from "../plan/machines.ts";
import type { Authorize } from "../services/authorize.ts";
import { okAnswer, serviceError } from "../services/aws-json.ts";
import type { Service } from "../services/front.ts";
import type { Execution, History } from "./history.ts";
import type { Workflows } from "./workflows.ts";

/** The part of Step Functions' API that functions and tests call. */

const startInput = z.looseObject({
  stateMachineArn: z.string(),
  name: z
    .string()
    .regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/)
    .optional(),
  input: z.string().default("{}"),
});
const executionInput = z.looseObject({ executionArn: z.string() });
const listInput = z.looseObject({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().optional(),
  nextToken: z.string().optional(),
});
const historyInput = executionInput.extend({
  reverseOrder: z.boolean().default(false),
  maxResults: z.number().default(0),
  nextToken: z.string().optional(),
});

const seconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : milliseconds / 1000;
const defaultPage = 100;

const summary = ({ arn, machine, name, status, started, stopped }: Execution): Record<string, unknown> => ({
  executionArn: arn,
  stateMachineArn: machine,
  name,
  status,
  startDate: seconds(started),
  stopDate: seconds(stopped),
});

/** `StateEntered` and `StateExited` events carry their state under a key of their own. */
const detailsOf = (type: string, details: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { name, input, output, error, cause } = details;
  const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
  if (type.endsWith("StateEntered")) return { stateEnteredEventDetails: { name, input: json(input) } };
  if (type.endsWith("StateExited")) return { stateExitedEventDetails: { name, output: json(output) } };
  if (type === "TaskFailed")
    return { taskFailedEventDetails: { resourceType: "lambda", resource: name, error, cause } };
  if (type === "ExecutionStarted") return { executionStartedEventDetails: { input: json(input) } };
  if (type === "ExecutionSucceeded") return { executionSucceededEventDetails: { output: json(output) } };
  return {};
};

export const createWorkflowService = (options: {
  machines: readonly StateMachine[];
  workflows: Workflows;
  history: History;
  authorize: Authorize;
  clock: Clock;
  activity: Activity;
}): Service => {
  const { history, clock, authorize } = options;

  const started = (execution: Execution): unknown => ({
    executionArn: execution.arn,
    startDate: seconds(execution.started),
  });

  const start = (caller: string, body: unknown): unknown => {
    const { stateMachineArn, name = crypto.randomUUID(), input } = parse(startInput, body);
    authorize(caller, [{ action: "states:StartExecution", resource: stateMachineArn }]);
    if (options.machines.every(({ arn }) => arn !== stateMachineArn))
      throw serviceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${stateMachineArn}'`);
    parseJson(input);
    const arn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    if (!history.begin({ arn, machine: stateMachineArn, name, input, started: clock.now() })) {
      const present = known(arn);
      // The same call again: Step Functions answers as it did the first time.
      if (present.status === "RUNNING" && present.input === input) return started(present);
      throw serviceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const execution = known(arn);
    options.workflows.run(execution);
    return started(execution);
  };

  const known = (arn: string): Execution => {
    const execution = history.find(arn);
    if (execution === undefined) throw serviceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  const describe = (caller: string, body: unknown): unknown => {
    const { executionArn } = parse(executionInput, body);
    authorize(caller, [{ action: "states:DescribeExecution", resource: executionArn }]);
    const execution = known(executionArn);
    return {
      ...summary(execution),
      input: execution.input,
      output: execution.output,
      error: execution.error,
      cause: execution.cause,
    };
  };

  const list = (caller: string, body: unknown): unknown => {
    const { stateMachineArn, statusFilter, maxResults, nextToken } = parse(listInput, body);
    authorize(caller, [{ action: "states:ListExecutions", resource: stateMachineArn }]);
    const limit = maxResults === undefined || maxResults === 0 ? defaultPage : maxResults;
    const offset = Number(nextToken ?? "0");
    const executions = history.list(stateMachineArn, statusFilter, limit, offset);
    return {
      executions: executions.map(summary),
      ...(executions.length === limit && { nextToken: String(offset + limit) }),
    };
  };

  const events = (caller: string, body: unknown): unknown => {
    const { executionArn, reverseOrder, maxResults, nextToken } = parse(historyInput, body);
    authorize(caller, [{ action: "states:GetExecutionHistory", resource: executionArn }]);
    known(executionArn);
    const all = history.events(executionArn).map(({ id, type, at, details }) => ({
      id,
      type,
      timestamp: seconds(at),
      previousEventId: id - 1,
      ...detailsOf(type, details),
    }));
    if (reverseOrder) all.reverse();
    const limit = maxResults === 0 ? defaultPage : maxResults;
    const offset = Number(nextToken ?? "0");
    return {
      events: all.slice(offset, offset + limit),
      ...(all.length > offset + limit && { nextToken: String(offset + limit) }),
    };
  };

  const operations: Readonly<Record<string, (caller: string, body: unknown) => unknown>> = {
    StartExecution: start,
    DescribeExecution: describe,
    ListExecutions: list,
    GetExecutionHistory: events,
    ListStateMachines: () => ({
      stateMachines: options.machines.map(({ arn, name }) => ({
        stateMachineArn: arn,
        name,
        type: "STANDARD",
        creationDate: 0,
      })),
    }),
  };
  return ({ operation, caller, body }) => {
    const run = operations[operation];
    if (run === undefined)
      throw serviceError("UnknownOperationException", `The local cloud's Step Functions do not know ${operation}`);
    return okAnswer(run(caller, parseJson(body.toString("utf8"))));
  };
};

const parse = <Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> => {
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw serviceError("ValidationException", z.prettifyError(parsed.error));
  return parsed.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw serviceError("InvalidExecutionInput", "Invalid State Machine Execution Input: not JSON");
  }
};
