import type { App } from "aws-cdk-lib/core";
export const acknowledgeFindings = (_app: App): void => {};
