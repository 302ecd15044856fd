import { type RequestListener, type Server, type ServerOptions, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startFailure } from "./failure.ts";

export type Listening = Readonly<{ port: number; stop: () => Promise<void> }>;

/**
 * Listens on 127.0.0.1; port 0 means any. Throws a start failure that names the variable to change if the port is
 * taken.
 */
export const listen = async (
  port: number,
  listener: RequestListener,
  what: string,
  options: ServerOptions = {},
): Promise<Listening> => {
  const server: Server = createServer(options, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE"
          ? "is in use; name another with PORT"
          : `cannot be opened (${error.code ?? error.message})`;
      reject(startFailure(`Port ${port} for the ${what} ${reason}`, error));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
