import type { Activity } from "./activity.ts";
import { type Gateway, createGateway } from "./api/gateway.ts";
import type { Clock } from "./clock.ts";
import type { LogLines } from "./console/log-lines.ts";
import { provideCustomResources } from "./custom-resources.ts";
import type { DataFolder } from "./data/data-folder.ts";
import { makeTables } from "./engines/make-tables.ts";
import { startQueuesEngine } from "./engines/queues-engine.ts";
import type { TablesEngine } from "./engines/tables-engine.ts";
import { createEvents } from "./events/events.ts";
import { accessKeyOf, openCredentials } from "./lambda/credentials.ts";
import { createFunctions } from "./lambda/functions.ts";
import { startFailure } from "./failure.ts";
import { type LocalApi, createLocalApi } from "./local-api.ts";
import { type MailService, createMailService } from "./mail/mail-service.ts";
import { type Objects, startObjects } from "./objects/objects.ts";
import type { Plan } from "./plan/plan.ts";
import { platformNeeds } from "./plan/platform-needs.ts";
import { createAuthorize } from "./services/authorize.ts";
import { createCall } from "./services/aws-json.ts";
import type { Faults } from "./services/faults.ts";
import type { Front } from "./services/front.ts";
import { createGrants } from "./services/grants.ts";
import { createQueueService } from "./services/queues.ts";
import { createSecretService } from "./services/secrets.ts";
import { createTableService } from "./services/tables.ts";
import { createUsage } from "./services/usage.ts";
import { type Issuer, openIssuer, type SeededOfficer } from "./sign-in/issuer.ts";
import { readOfficers } from "./sign-in/officers.ts";
import { createPoolService } from "./sign-in/pool-service.ts";
import { openHistory } from "./workflows/history.ts";
import { createWorkflowService } from "./workflows/service.ts";
import { createWorkflows } from "./workflows/workflows.ts";

export type Running = Readonly<{
  gateway: Gateway | undefined;
  local: LocalApi;
  issuer: () => Promise<Issuer | undefined>;
  mail: MailService;
  objects: Objects;
  stop: () => Promise<void>;
}>;

export type RunPlanOptions = Readonly<{
  plan: Plan;
  dataFolder: DataFolder;
  tables: TablesEngine;
  front: Front;
  clock: Clock;
  activity: Activity;
  faults: Faults;
  /** Base URL of the API. */
  url: string;
  /** Base URL of S3. */
  objectsUrl: string;
  lines: LogLines;
}>;

/** Runs all that a plan holds, each part joined to the others as the template says. */
export const runPlan = async (options: RunPlanOptions): Promise<Running> => {
  const { plan, dataFolder, tables, front, clock, activity, faults, url, objectsUrl, lines } = options;
  const { journal } = dataFolder;
  const { region, account, functions: all } = plan;
  const grants = createGrants(plan.permissions);
  for (const { function: own, ...need } of platformNeeds(all, plan.mappings)) {
    if (!grants.allow(own.roleArn, need))
      throw startFailure(`The role of ${own.name} does not allow Lambda ${need.action} on ${need.resource}`);
  }
  const authorize = createAuthorize(all, grants);
  const credentials = openCredentials(journal, all);
  const usage = createUsage();
  const onFailure = lines.failure;

  const dynamodb = createCall(() => tables.url, "dynamodb", "DynamoDB_20120810");
  const earlierTables = await makeTables(dynamodb, plan.tables);
  const tableService = createTableService({
    engine: () => tables.url,
    authorize,
    arnOf: (name) => plan.tables.find((table) => table.name === name)?.arn ?? name,
    usage,
    activity,
  });
  const queues = await startQueuesEngine(dataFolder.queues, plan.queues, region);
  const mail = createMailService({ journal, clock, region, account, authorize });
  const functions = createFunctions({
    functions: all,
    region,
    endpoint: front.url,
    objects: objectsUrl,
    credentialOf: credentials.of,
    clock,
    activity,
    onLine: lines.fromFunction,
  });
  const history = openHistory(journal, clock.now);
  const workflows = createWorkflows({
    machines: plan.machines,
    all,
    functions,
    grants,
    history,
    clock,
    activity,
    onFailure,
  });
  const events = createEvents({ ...options, functions, dynamodb, queues, tableService, earlierTables });
  const objects = await startObjects({
    ...options,
    usage,
    authorize,
    credentials,
    sendTo: events.sendTo,
    onFailure,
  });

  front.services.set("dynamodb", tableService.handle);
  front.services.set(
    "sqs",
    createQueueService({ engine: queues, queues: plan.queues, authorize, activity, onChange: events.wakeQueues }),
  );
  front.services.set(
    "states",
    createWorkflowService({ machines: plan.machines, workflows, history, authorize, clock, activity }),
  );
  front.services.set("ses", mail.handle);
  front.services.set("secretsmanager", createSecretService(dataFolder.secrets, plan.secrets, authorize));

  const stop = async (): Promise<void> => {
    // Nothing new begins; what runs is cut off, as by a crash, and goes on with the next start.
    await Promise.all([events.stop(), workflows.stop(), functions.stop(), objects.stop()]);
    await mail.stop();
    await queues.stop();
  };
  try {
    await provideCustomResources(plan.customResources, { journal, functions, front, region, account });
  } catch (error) {
    await stop();
    throw error;
  }
  events.start();
  workflows.resume();

  // Keys take a moment to read; nobody needs them before an officer signs in.
  let opened: Promise<Issuer | undefined> | undefined;
  const { userPool } = plan;
  const issuer = (): Promise<Issuer | undefined> =>
    (opened ??=
      userPool === undefined
        ? Promise.resolve(undefined)
        : openIssuer({ url: `${url}/_local/issuer`, keyFile: dataFolder.keys, pool: userPool, clock }));
  const officers = (): Promise<readonly SeededOfficer[]> => readOfficers(dynamodb, all);
  const local = createLocalApi({
    activity,
    pool: createPoolService({ pool: userPool, issuer, officers, journal }),
    clock,
    schedules: events.schedules,
    faults,
    grants,
    issuer,
    officers,
    usage: () =>
      usage
        .list()
        .map((line) => ({ ...line, function: all.find((own) => accessKeyOf(own) === line.caller)?.logicalId })),
    effects: () => tableService.writes() + objects.changes(),
    engines: () => ({
      aws: front.url,
      tables: plan.tables.map(({ name, arn }) => ({ name, arn })),
      queues: plan.queues.map(({ name, arn, url: address }) => ({
        name,
        arn,
        url: address,
        waiting: queues.look(name).ready,
      })),
      stateMachines: plan.machines.map(({ name, arn }) => ({ name, arn })),
      functions: all.map(({ logicalId, name, environment }) => ({ logicalId, name, environment })),
      objects: { url: objectsUrl, buckets: plan.buckets.map(({ name }) => name), ...credentials.owner },
    }),
  });
  const gateway =
    plan.api && createGateway({ api: plan.api, account, all, functions, issuer, clock, activity, onFailure });
  return { gateway, local, issuer, mail, objects, stop };
};
