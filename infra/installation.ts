import { type App, CrossStackReferences, ReferenceStrength, Tags, Validations } from "aws-cdk-lib/core";
import { DataStack } from "./data-stack.ts";
import { ServiceStack } from "./service-stack.ts";
import { type Settings, placeholderMailDomain } from "./stages.ts";

export type InstallationProps = {
  readonly settings: Settings;
  /** Folder with one bundle a function. */
  readonly bundles: string;
  /** Changes exactly when the seed of the directory does. */
  readonly seedDigest: string;
};

export type Installation = { readonly data: DataStack; readonly service: ServiceStack };

/** One government's system in one stage. */
export const install = (app: App, { settings, bundles, seedDigest }: InstallationProps): Installation => {
  // A data stack that the service still needs cannot be deleted; the weaker kind of reference would allow it.
  CrossStackReferences.of(app).consume(ReferenceStrength.STRONG);
  const common = {
    settings,
    env: { region: settings.region },
    terminationProtection: settings.protectData,
  };
  const data = new DataStack(app, "Data", {
    ...common,
    stackName: `tuntas-${settings.stage}-data`,
    description: "Tuntas: records, keys, sign-ins and the right to send mail",
  });
  const service = new ServiceStack(app, "Service", {
    ...common,
    stackName: `tuntas-${settings.stage}-service`,
    description: "Tuntas: API, routing, mail and deadlines",
    data,
    bundles,
    seedDigest,
  });
  Tags.of(app).add("system", "tuntas");
  Tags.of(app).add("stage", settings.stage);
  if (settings.mailDomain === placeholderMailDomain) {
    Validations.of(data).addWarning(
      "mail-domain",
      "No mail domain is set, so no mail would leave AWS. Give one with -c mailDomain=<your domain>.",
    );
  }
  return { data, service };
};
