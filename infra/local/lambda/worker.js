// One execution environment of a function: loads its bundle once, then handles one event at a time. It is plain
// JavaScript, because stripping types would add 50 ms to each start of a function.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const {
  codeFolder,
  handler: handlerName,
  clockOffset,
  functionName,
  functionArn,
  memoryMegabytes,
  logGroup,
  logStream,
} = workerData;

/** The function's time is the cloud's, which may have been moved ahead. */
const RealDate = Date;
const now = () => RealDate.now() + Number(Atomics.load(clockOffset, 0));
const MovedDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;

const load = async () => {
  const [, file = "index", name = "handler"] = /^(.*)\.([^.]+)$/.exec(handlerName) ?? [];
  const path = ["mjs", "js", "cjs"].map((extension) => join(codeFolder, `${file}.${extension}`)).find(existsSync);
  if (path === undefined) throw new Error(`No module ${file} in ${codeFolder}`);
  const loaded = await import(pathToFileURL(path).href);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== "function") throw new Error(`${handlerName} is not exported`);
  return handler;
};

const describe = (error) => ({
  errorType: error instanceof Error ? error.name : typeof error,
  errorMessage: error instanceof Error ? error.message : String(error),
  trace: error instanceof Error ? (error.stack ?? "").split("\n") : [],
});

const contextOf = ({ requestId, remainingMilliseconds }) => {
  const end = performance.now() + remainingMilliseconds;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: logGroup,
    logStreamName: logStream,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
};

let handler;
try {
  handler = await load();
  parentPort.postMessage({ kind: "ready" });
} catch (error) {
  parentPort.postMessage({ kind: "unloadable", error: describe(error) });
  parentPort.close();
}

parentPort.on("message", async (invocation) => {
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    parentPort.postMessage({ kind: "result", json: JSON.stringify(result) ?? "null" });
  } catch (error) {
    parentPort.postMessage({ kind: "error", error: describe(error) });
  }
});
