import { isStartFailure } from "./failure.ts";
import { type LocalCloud, startLocalCloud } from "./local-cloud.ts";
import { welcome } from "./console/welcome.ts";

const complain = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const readPort = (text: string | undefined): number => {
  if (text === undefined || text === "") return 3000;
  const port = Number(text);
  // The mailbox takes the next one, S3 the one after it.
  return Number.isInteger(port) && port > 0 && port < 65_534
    ? port
    : complain(`PORT is a number from 1 to 65533, not ${text}`);
};

const start = async (): Promise<LocalCloud> => {
  const { PORT, TUNTAS_DATA } = process.env;
  try {
    return await startLocalCloud({
      port: readPort(PORT),
      ...(TUNTAS_DATA !== undefined && TUNTAS_DATA !== "" && { dataDir: TUNTAS_DATA }),
      onProgress: (sentence) => process.stdout.write(`${sentence}\n`),
    });
  } catch (error) {
    if (isStartFailure(error)) return complain(error.message);
    throw error;
  }
};

/** Runs the local cloud until it is told to end. */
export const main = async (): Promise<void> => {
  // Functions run in UTC, as in Lambda.
  process.env["TZ"] = "UTC";
  const cloud = await start();
  let ending = false;
  const end = (code: number): void => {
    // A second Ctrl-C does not wait.
    if (ending) process.exit(1);
    ending = true;
    void cloud.stop().then(() => process.exit(code));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      end(0);
    });
  }
  void cloud.broken.then((sentence) => {
    process.stderr.write(`${sentence}\n`);
    end(1);
  });
  process.stdout.write(await welcome(cloud));
};
