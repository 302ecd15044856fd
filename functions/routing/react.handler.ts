import middy from "@middy/core";
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { reactToEvents, type ReactDeps } from "./react.ts";

const { MAIL_QUEUE_URL, ROUTING_STATE_MACHINE_ARN } = parseEnvironment(
  { MAIL_QUEUE_URL: setting, ROUTING_STATE_MACHINE_ARN: setting },
  process.env,
);
const [workflows, queues] = [new SFNClient(), new SQSClient()];

const deps: ReactDeps = {
  startHop: async (name, input) => {
    try {
      await workflows.send(
        new StartExecutionCommand({
          stateMachineArn: ROUTING_STATE_MACHINE_ARN,
          name,
          input: JSON.stringify(input),
        }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  },
  queueMail: async (mail) => {
    await queues.send(new SendMessageCommand({ QueueUrl: MAIL_QUEUE_URL, MessageBody: JSON.stringify(mail) }));
  },
  log: makeLog(),
};

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler((event) =>
  reactToEvents(deps, event.Records),
);
