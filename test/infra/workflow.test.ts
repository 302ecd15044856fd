import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { dev, only, references } from "./fixture.ts";

type Task = {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly TimeoutSeconds?: number;
  readonly ResultPath?: string;
  readonly Resource?: string;
  readonly Retry?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly IntervalSeconds: number;
    readonly MaxAttempts: number;
    readonly BackoffRate: number;
    readonly MaxDelaySeconds: number;
  }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
};

const stage = dev();
const machine = only(stage.of("AWS::StepFunctions::StateMachine"));
const [, parts] = machine.at("DefinitionString.Fn::Join") as [string, (string | object)[]];
/** Each function's ARN as AWS would put it there, with the logical id as the name. */
const text = parts
  .map((part) =>
    typeof part === "string"
      ? part
      : `arn:aws:lambda:ap-southeast-3:111122223333:function:${references(part)[0] ?? ""}`,
  )
  .join("");
const definition = JSON.parse(text) as {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly QueryLanguage?: string;
  readonly States: Readonly<Record<string, Task>>;
};
const tasks = Object.entries(definition.States).filter(([, { Type }]) => Type === "Task");

describe("the routing workflow", () => {
  it("is written in correct Amazon States Language", () => {
    const { isValid, errorsText } = validate(definition);
    expect(isValid, errorsText("\n")).toBe(true);
  });

  it("loads, screens, suggests, then dispatches what is certain and holds the rest", () => {
    const { States } = definition;
    expect(definition.StartAt).toBe("Load");
    expect(States["Load"]?.Next).toBe("Screen");
    expect(States["Screen"]?.Next).toBe("Suggest");
    expect(States["Suggest"]?.Next).toBe("Confident?");
    expect(States["Confident?"]).toMatchObject({
      Type: "Choice",
      Choices: [{ Variable: "$.suggestion.confident", BooleanEquals: true, Next: "Dispatch" }],
      Default: "Hold",
    });
    expect(States["Dispatch"]?.End).toBe(true);
    expect(States["Hold"]?.End).toBe(true);
  });

  it("takes six transitions or fewer from start to end", () => {
    const steps = (state: string | undefined): number => {
      const { Next, Choices, Default } = definition.States[state ?? ""] ?? {};
      const onwards = [Next, Default, ...(Choices ?? []).map((choice) => choice.Next)].filter((next) => next);
      return 1 + Math.max(0, ...onwards.map(steps));
    };
    expect(steps(definition.StartAt)).toBeLessThanOrEqual(6);
  });

  it("gives every step a timeout above its function's own, and tries it again", () => {
    expect(tasks).toHaveLength(5);
    for (const [name, { TimeoutSeconds, Retry, Resource: arn }] of tasks) {
      const lambda = stage.of("AWS::Lambda::Function").find(({ id }) => arn?.endsWith(`:${id}`));
      expect(TimeoutSeconds, name).toBeGreaterThan(Number(lambda?.at("Timeout")));
      expect(
        Retry?.flatMap(({ ErrorEquals }) => ErrorEquals),
        name,
      ).toContain("States.ALL");
    }
  });

  it("holds for a person whatever fails for good, so that no report is left on the way", () => {
    for (const [name, { Catch }] of tasks.filter(([one]) => one !== "Hold")) {
      expect(Catch, name).toEqual([expect.objectContaining({ ErrorEquals: ["States.ALL"], Next: "Hold" })]);
    }
  });

  it("is given more time than all its retries together can take", () => {
    const longest = tasks
      .map(([, { TimeoutSeconds = 0, Retry = [] }]) =>
        Retry.reduce((sum, { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds }) => {
          const waits = Array.from({ length: MaxAttempts }, (_, attempt) =>
            Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
          );
          return sum + TimeoutSeconds * MaxAttempts + waits.reduce((a, b) => a + b, 0);
        }, TimeoutSeconds),
      )
      .reduce((a, b) => a + b, 0);
    expect(definition.TimeoutSeconds).toBeGreaterThan(longest);
  });

  it("keeps the input beside every result, so that each step knows its report", () => {
    for (const [name, { ResultPath }] of tasks) expect(ResultPath, name).toMatch(/^\$\.\w+$/);
  });

  it("logs every step without what it was given or gave, and traces it", () => {
    expect(machine.at("LoggingConfiguration")).toMatchObject({ Level: "ALL", IncludeExecutionData: false });
    expect(machine.at("TracingConfiguration")).toEqual({ Enabled: true });
    expect(machine.at("StateMachineType")).toBe("STANDARD");
  });
});
