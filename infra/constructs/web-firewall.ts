import type { Stage } from "aws-cdk-lib/aws-apigateway";
import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";

export type WebFirewallProps = {
  readonly apiStage: Stage;
  /** How many requests one address may make in five minutes. */
  readonly requestsPerAddress: number;
};

/** Rules of the common set that read the body. A citizen quotes web addresses, code and prices; no report is refused for its words. */
const rulesOnBodies = [
  "CrossSiteScripting_BODY",
  "EC2MetaDataSSRF_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  // Refuses bodies above 8 KB; the API takes 64.
  "SizeRestrictions_BODY",
] as const;

/** A web application firewall before the API. */
export class WebFirewall extends Construct {
  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const visibility = (name: string): CfnWebACL.VisibilityConfigProperty => ({
      cloudWatchMetricsEnabled: true,
      metricName: name,
      // A sample shows the path, and paths hold tracking numbers and the tokens of dispositions.
      sampledRequestsEnabled: false,
    });
    const managed = (priority: number, name: string, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
      name,
      priority,
      overrideAction: { none: {} },
      visibilityConfig: visibility(name),
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name,
          ...(counted.length === 0
            ? {}
            : { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
        },
      },
    });
    const acl = new CfnWebACL(this, "Rules", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("Api"),
      rules: [
        {
          name: "RequestsPerAddress",
          priority: 0,
          action: { block: {} },
          visibilityConfig: visibility("RequestsPerAddress"),
          statement: {
            rateBasedStatement: {
              aggregateKeyType: "IP",
              evaluationWindowSec: 300,
              limit: props.requestsPerAddress,
            },
          },
        },
        managed(1, "AWSManagedRulesAmazonIpReputationList"),
        managed(2, "AWSManagedRulesKnownBadInputsRuleSet"),
        managed(3, "AWSManagedRulesCommonRuleSet", rulesOnBodies),
      ],
    });
    new CfnWebACLAssociation(this, "Association", {
      resourceArn: props.apiStage.stageArn,
      webAclArn: acl.attrArn,
    });
  }
}
