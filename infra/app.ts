import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { bundleFolder, bundleFunctions, digestOf } from "./bundle.ts";
import { install } from "./installation.ts";
import { acknowledgeFindings, checkWithNag } from "./nag-suppressions.ts";
import { readSettings } from "./stages.ts";

/** What `cdk` runs: bundles the functions, then writes the templates of the stage that `-c stage=...` names. */
const root = join(import.meta.dirname, "..");
const app = new App();
const settings = readSettings((key) => app.node.tryGetContext(key) as unknown);
const [seedDigest] = await Promise.all([digestOf(join(root, "shared/directory")), bundleFunctions(root)]);
install(app, { settings, bundles: join(root, bundleFolder), seedDigest });
acknowledgeFindings(app, settings);
checkWithNag(app);
app.synth();
