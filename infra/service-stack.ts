import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { contracts } from "../functions/contracts.ts";
import { Admin } from "./constructs/admin.ts";
import { AlarmBoard } from "./constructs/alarm-board.ts";
import type { CapabilityFunction, FunctionDefaults } from "./constructs/capability-function.ts";
import { Attachments } from "./constructs/attachments.ts";
import { Deadlines } from "./constructs/deadlines.ts";
import { DirectorySeed } from "./constructs/directory-seed.ts";
import { Identities } from "./constructs/identities.ts";
import { Intake } from "./constructs/intake.ts";
import { Notifications } from "./constructs/notifications.ts";
import { Officer } from "./constructs/officer.ts";
import { Originals } from "./constructs/originals.ts";
import { Portal } from "./constructs/portal.ts";
import { PublicApi } from "./constructs/public-api.ts";
import { Rights } from "./constructs/rights.ts";
import { Register } from "./constructs/register.ts";
import { Routing } from "./constructs/routing.ts";
import { Recompute } from "./constructs/recompute.ts";
import { Succession } from "./constructs/succession.ts";
import type { DataStack } from "./data-stack.ts";
import type { Settings } from "./stages.ts";

export type ServiceStackProps = StackProps & {
  readonly settings: Settings;
  readonly data: DataStack;
  /** Folder with one bundle a function. */
  readonly bundles: string;
  /** Changes exactly when the seed of the directory does. */
  readonly seedDigest: string;
};

/** Everything that works on the records: the API, what follows from events, the mail, the clocks. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { settings, data } = props;
    const { tables, signingSecret, mailDomain, files } = data;
    const alarms = new AlarmBoard(this, "Alarms", { mail: settings.alarmMail });
    const defaults: FunctionDefaults = {
      bundles: props.bundles,
      stage: settings.stage,
      logLevel: settings.logLevel,
      logRetention: settings.logDays,
      logRemoval: settings.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      alarms,
      directorySeconds: settings.directorySeconds,
    };

    const api = new PublicApi(this, "PublicApi", {
      stage: settings.stage,
      userPool: data.signIn.pool,
      requestsPerSecond: settings.requestsPerSecond,
      requestBurst: settings.requestBurst,
      requestsPerAddress: settings.firewall ? settings.requestsPerAddress : undefined,
      domain:
        settings.apiDomain === undefined || settings.apiCertificateArn === undefined
          ? undefined
          : { name: settings.apiDomain, certificateArn: settings.apiCertificateArn },
      logRetention: defaults.logRetention,
      logRemoval: defaults.logRemoval,
      alarms,
    });
    const attachments = new Attachments(this, "Attachments", {
      defaults,
      tables,
      signingSecret,
      files,
      keepOriginals: settings.keepOriginals,
      scanForMalware: settings.scanForMalware,
    });
    const capabilities: Record<keyof typeof contracts, Pick<CapabilityFunction, "function">> = {
      intake: new Intake(this, "Intake", {
        defaults,
        tables,
        signingSecret,
        challenge: settings.challenge,
        burstFilings: settings.burstFilings,
      }),
      register: new Register(this, "Register", { defaults, tables }),
      portal: new Portal(this, "Portal", {
        defaults,
        tables,
        signingSecret,
        fileAddresses: attachments.addresses,
      }),
      attachments,
      officer: new Officer(this, "Officer", { defaults, tables }),
      originals: new Originals(this, "Originals", { defaults, tables, files }),
      identities: new Identities(this, "Identities", { defaults, tables }),
      rights: new Rights(this, "Rights", { defaults, tables, signingSecret, files }),
      admin: new Admin(this, "Admin", { defaults, tables }),
    };
    for (const [name, capability] of Object.entries(capabilities)) {
      api.serve(contracts[name as keyof typeof contracts], capability.function);
    }

    const notifications = new Notifications(this, "Notifications", {
      defaults,
      tables,
      signingSecret,
      mailDomain,
      portalUrl: api.baseUrl,
      mailBatchesAtOnce: settings.mailBatchesAtOnce,
    });
    const routing = new Routing(this, "Routing", { defaults, tables, mailQueue: notifications.queue });
    new Deadlines(this, "Deadlines", {
      defaults,
      tables,
      mailQueue: notifications.queue,
      every: Duration.minutes(settings.sweepMinutes),
    });
    new Recompute(this, "Recompute", { defaults, tables });
    new Succession(this, "Succession", { defaults, tables });
    new DirectorySeed(this, "DirectorySeed", { defaults, tables, seedDigest: props.seedDigest });

    new CfnOutput(this, "ApiUrl", { value: api.baseUrl, description: "Address of the API and the agencies' pages" });
    new CfnOutput(this, "MailQueueUrl", { value: notifications.queue.queueUrl });
    new CfnOutput(this, "RoutingStateMachineArn", { value: routing.workflow.stateMachine.stateMachineArn });
    new CfnOutput(this, "AlarmTopicArn", { value: alarms.topic.topicArn });
    if (api.domainTarget !== undefined) {
      new CfnOutput(this, "ApiDomainTarget", {
        value: api.domainTarget,
        description: "What the API's own domain must point to (CNAME)",
      });
    }
  }
}
