import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Journal } from "./data/journal.ts";
import { startFailure } from "./failure.ts";
import type { Functions } from "./lambda/functions.ts";
import type { CustomResource } from "./plan/custom-resources.ts";
import type { Front } from "./services/front.ts";

const answerShape = z.looseObject({
  Status: z.enum(["SUCCESS", "FAILED"]),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
});

/** How long an answer may come after the function has ended; it is sent before, but may still be on its way. */
const grace = 2_000;

/**
 * Does for custom resources what CloudFormation does in a deployment: creates each once, and updates it whenever its
 * properties changed. Throws a start failure if one fails.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export const provideCustomResources = async (
  resources: readonly CustomResource[],
  {
    journal,
    functions,
    front,
    region,
    account,
  }: { journal: Journal; functions: Functions; front: Front; region: string; account: string },
): Promise<void> => {
  const select = journal.prepare("SELECT properties, physical_id FROM custom_resources WHERE id = ?");
  const keep = journal.prepare(
    "INSERT OR REPLACE INTO custom_resources (id, properties, physical_id) VALUES (?, ?, ?)",
  );

  for (const resource of resources) {
    const earlier = select.get(resource.id);
    const properties = JSON.stringify(resource.properties);
    if (earlier?.["properties"] === properties) continue;
    const { url, answer } = front.expectAnswer();
    const outcome = await functions.invoke(resource.function.name, {
      RequestType: earlier === undefined ? "Create" : "Update",
      ResponseURL: url,
      StackId: `arn:aws:cloudformation:${region}:${account}:stack/${resource.stackName}/local`,
      RequestId: randomUUID(),
      ResourceType: resource.type,
      LogicalResourceId: resource.logicalId,
      ResourceProperties: resource.properties,
      ...(earlier !== undefined && {
        PhysicalResourceId: earlier["physical_id"],
        OldResourceProperties: JSON.parse(String(earlier["properties"])) as unknown,
      }),
    });
    if (!outcome.ok)
      throw startFailure(
        `${resource.function.name} failed to provide ${resource.logicalId}: ${outcome.error.errorMessage}`,
      );
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, grace, undefined).unref());
    const text = await Promise.race([answer, late]);
    if (text === undefined)
      throw startFailure(`${resource.function.name} ended without an answer for ${resource.logicalId}`);
    const { Status, Reason = "no reason given", PhysicalResourceId } = answerShape.parse(JSON.parse(text));
    if (Status === "FAILED")
      throw startFailure(`${resource.function.name} could not provide ${resource.logicalId}: ${Reason}`);
    keep.run(resource.id, properties, PhysicalResourceId ?? resource.logicalId);
  }
};
