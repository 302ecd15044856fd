import type { Resources } from "../template/resources.ts";
import type { Endpoints } from "../template/identities.ts";

/** Where a plan's parts are reached. */
export type Addresses = Endpoints &
  Readonly<{
    /** Base URL of S3, without a trailing slash. */
    objects: string;
  }>;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * Puts local addresses in the place of the cloud's. The API's address in the cloud names its stage; locally the API
 * has one address and no stage in it. A bucket's name stands in the path.
 */
export const localAddress = (
  resources: Pick<Resources, "of">,
  { api, objects }: Addresses,
): ((value: string) => string) => {
  const stages = resources.of("AWS::ApiGateway::Stage").map(({ ref }) => ref);
  const apis = resources
    .of("AWS::ApiGateway::RestApi")
    .map(
      ({ ref }) =>
        [
          new RegExp(
            `https://${escaped(ref)}\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(/(${stages.map(escaped).join("|")})(?![A-Za-z0-9_-]))?`,
            "g",
          ),
          api,
        ] as const,
    );
  const buckets = resources
    .of("AWS::S3::Bucket")
    .map(
      ({ ref }) =>
        [
          new RegExp(`https://${escaped(ref)}\\.s3(\\.dualstack)?(\\.[a-z0-9-]+)?\\.amazonaws\\.com`, "g"),
          `${objects}/${ref}`,
        ] as const,
    );
  return (value) => [...apis, ...buckets].reduce((text, [pattern, local]) => text.replaceAll(pattern, local), value);
};
