import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/**
 * DynamoDB answers in milliseconds or not at all: after 300 ms without a connection or 2 s without an answer it is
 * better to ask another of its hosts. Four tries stay below 10 s, well inside API Gateway's 29 s.
 */
export const dynamoDb = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 300, requestTimeout: 2000 },
  });
