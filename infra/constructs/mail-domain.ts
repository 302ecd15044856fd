import { CfnOutput } from "aws-cdk-lib/core";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";

export type MailDomainProps = {
  /** The domain that mail comes from. */
  readonly domain: string;
};

/** The right to send mail as `laporan@<domain>`, proven by DKIM records in the domain's DNS. */
export class MailDomain extends Construct {
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;
  /** The sender of every mail. */
  readonly from: string;

  constructor(scope: Construct, id: string, props: MailDomainProps) {
    super(scope, id);
    this.from = `laporan@${props.domain}`;
    this.configurationSet = new ConfigurationSet(this, "Sending", {
      // A disposition holds its link, a receipt the number of a report: never in clear over the network.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.identity = new EmailIdentity(this, "Domain", {
      identity: Identity.domain(props.domain),
      configurationSet: this.configurationSet,
    });
    this.identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `DkimRecord${index + 1}`, {
        value: `${name} CNAME ${value}`,
        description: "Record to enter into the DNS of the mail domain",
      });
    });
  }
}
