import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { bundleFolder, bundleFunctions, digestOf } from "./bundle.ts";
import { deployable } from "./native-bundle.ts";
import { install } from "./installation.ts";
import { acknowledgeFindings, checkWithNag } from "./nag-suppressions.ts";
import { readSettings } from "./stages.ts";

/** What `cdk` runs: bundles the functions, then writes the templates of the stage that `-c stage=...` names. */
const root = join(import.meta.dirname, "..");
const app = new App();
const settings = readSettings((key) => app.node.tryGetContext(key) as unknown);
const [seedDigest, names] = await Promise.all([digestOf(join(root, "shared/directory")), bundleFunctions(root)]);
const runsHere = app.node.tryGetContext("runsHere") === true;
install(app, { settings, bundles: runsHere ? join(root, bundleFolder) : await deployable(root, names), seedDigest });
// Of what runs here the tests say the same, and a start takes half the time.
if (!runsHere) {
  acknowledgeFindings(app, settings);
  checkWithNag(app);
}
app.synth();
