import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resources } from "../template/resources.ts";
import { type Addresses, localAddress } from "./local-address.ts";
import { number, parseProperties, unsupported } from "./shape.ts";

export type LambdaFunction = Readonly<{
  logicalId: string;
  name: string;
  arn: string;
  roleArn: string;
  /** Folder with the deployed bundle. */
  codeFolder: string;
  /** `file.export` within the folder. */
  handler: string;
  environment: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** How many events it may work on at once; undefined: as many as the machine allows. */
  concurrency?: number;
  /** What happens to an asynchronous event that keeps failing. */
  asynchronous: Readonly<{ retries: number; deadLetterArn?: string }>;
}>;

const shape = z.looseObject({
  Code: z.looseObject({ S3Key: z.string({ error: "only code from an asset is run" }) }),
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs/, "only Node functions are run"),
  Role: z.string(),
  Timeout: number.default(3),
  MemorySize: number.default(128),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  ReservedConcurrentExecutions: number.optional(),
  DeadLetterConfig: z.looseObject({ TargetArn: z.string() }).optional(),
  Layers: unsupported("layers are not loaded"),
  FileSystemConfigs: unsupported("file systems are not mounted"),
});

const invokeConfig = z.looseObject({
  FunctionName: z.string(),
  MaximumRetryAttempts: number.default(2),
  DestinationConfig: z
    .looseObject({
      OnFailure: z.looseObject({ Destination: z.string() }).optional(),
      OnSuccess: unsupported("success destinations are not called"),
    })
    .optional(),
});

export const readFunctions = (resources: Resources, addresses: Addresses): readonly LambdaFunction[] => {
  const toLocal = localAddress(resources, addresses);
  const configs = resources
    .of("AWS::Lambda::EventInvokeConfig")
    .map((resource) => parseProperties(invokeConfig, resource));
  return resources.of("AWS::Lambda::Function").map((resource) => {
    const properties = parseProperties(shape, resource);
    const codeFolder = resources.asset(properties.Code.S3Key);
    if (codeFolder === undefined)
      throw startFailure(`The code of ${resource.logicalId} is not among the synthesized assets`);
    const config = configs.find(({ FunctionName }) => FunctionName === resource.ref || FunctionName === resource.arn);
    const deadLetterArn = config?.DestinationConfig?.OnFailure?.Destination ?? properties.DeadLetterConfig?.TargetArn;
    return {
      logicalId: resource.logicalId,
      name: resource.ref,
      arn: resource.arn,
      roleArn: properties.Role,
      codeFolder,
      handler: properties.Handler,
      environment: Object.fromEntries(
        Object.entries(properties.Environment?.Variables ?? {}).map(([name, value]) => [name, toLocal(value)]),
      ),
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      ...(properties.ReservedConcurrentExecutions !== undefined && {
        concurrency: properties.ReservedConcurrentExecutions,
      }),
      asynchronous: {
        retries: config?.MaximumRetryAttempts ?? 2,
        ...(deadLetterArn !== undefined && { deadLetterArn }),
      },
    };
  });
};
