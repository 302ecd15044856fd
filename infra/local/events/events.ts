import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { LogLines } from "../console/log-lines.ts";
import type { DataFolder } from "../data/data-folder.ts";
import type { QueuesEngine } from "../engines/queues-engine.ts";
import type { TablesEngine } from "../engines/tables-engine.ts";
import { startFailure } from "../failure.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Plan } from "../plan/plan.ts";
import { type Call, createCall } from "../services/aws-json.ts";
import type { TableService } from "../services/tables.ts";
import { type Asynchronous, startAsynchronous } from "./asynchronous.ts";
import { type QueuePoller, startQueuePoller } from "./queue-poller.ts";
import { type Schedules, startSchedules } from "./schedules.ts";
import { type StreamPoller, startStreamPoller } from "./stream-poller.ts";

/** Everything that calls a function without anybody asking: streams, queues, schedules. */
export type Events = Readonly<{
  schedules: Schedules;
  wakeQueues: () => void;
  sendTo: (queueArn: string, body: string) => Promise<void>;
  start: () => void;
  stop: () => Promise<void>;
}>;

export type EventsOptions = Readonly<{
  plan: Plan;
  dataFolder: DataFolder;
  tables: TablesEngine;
  clock: Clock;
  activity: Activity;
  lines: LogLines;
  functions: Functions;
  dynamodb: Call;
  queues: QueuesEngine;
  tableService: TableService;
  /** Names of the tables that an earlier start made. */
  earlierTables: ReadonlySet<string>;
}>;

/** Nothing is called before `start`. */
export const createEvents = (options: EventsOptions): Events => {
  const { plan, dataFolder, tables, clock, activity, functions, dynamodb, queues, tableService } = options;
  const { journal } = dataFolder;
  const onFailure = options.lines.failure;
  const streams = createCall(() => tables.url, "dynamodb", "DynamoDBStreams_20120810");
  const streamPollers: StreamPoller[] = [];
  const queuePollers: QueuePoller[] = [];
  let asynchronous: Asynchronous | undefined;
  let schedules: Schedules | undefined;

  const wakeQueues = (): void => {
    for (const { wake } of queuePollers) wake();
  };
  const sendTo = async (queueArn: string, MessageBody: string): Promise<void> => {
    const queue = plan.queues.find(({ arn }) => arn === queueArn);
    if (queue === undefined) throw new Error(`There is no queue ${queueArn}`);
    await queues.call("SendMessage", { QueueUrl: queue.url, MessageBody });
    wakeQueues();
  };
  tableService.onWrite(() => {
    for (const { wake } of streamPollers) wake();
  });

  const startMappings = (): void => {
    for (const mapping of plan.mappings) {
      const common = { region: plan.region, functions, clock, activity, onFailure };
      if (mapping.kind === "queue") {
        const queue = plan.queues.find(({ arn }) => arn === mapping.sourceArn);
        if (queue === undefined) throw startFailure(`${mapping.id} reads ${mapping.sourceArn}, which does not exist`);
        queuePollers.push(startQueuePoller({ ...common, mapping, queue, engine: queues }));
      } else {
        const table = plan.tables.find(({ arn }) => mapping.sourceArn.startsWith(`${arn}/stream/`));
        if (table === undefined) throw startFailure(`${mapping.id} reads ${mapping.sourceArn}, which does not exist`);
        const passBy = mapping.fromLatest && options.earlierTables.has(table.name);
        const { writes } = tableService;
        streamPollers.push(
          startStreamPoller({
            ...common,
            mapping,
            tableName: table.name,
            passBy,
            dynamodb,
            streams,
            journal,
            writes,
            sendTo,
          }),
        );
      }
    }
  };

  return {
    wakeQueues,
    sendTo,
    schedules: {
      runAll: () => schedules?.runAll(),
      stop: () => schedules?.stop(),
    },
    start: () => {
      startMappings();
      asynchronous = startAsynchronous({ functions, all: plan.functions, journal, clock, activity, sendTo, onFailure });
      schedules = startSchedules(plan.schedules, { asynchronous, journal, clock });
    },
    stop: async () => {
      schedules?.stop();
      await Promise.all([
        asynchronous?.stop(),
        ...streamPollers.map(({ stop }) => stop()),
        ...queuePollers.map(({ stop }) => stop()),
      ]);
    },
  };
};
