import { Agent, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, request } from "node:http";

/** An answer that is whole in memory. */
export type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string | readonly string[]>>;
  body: Buffer;
}>;

export const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

export const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers, "content-length": body.length } as Record<
    string,
    string | number | string[]
  >);
  response.end(body);
};

export const jsonAnswer = (status: number, value: unknown, contentType = "application/json"): Answer => ({
  status,
  headers: { "content-type": contentType },
  body: Buffer.from(JSON.stringify(value)),
});

const agent = new Agent({ keepAlive: true });

/** Headers that belong to one connection and are not passed on. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "host",
  "expect",
  "te",
  "upgrade",
]);

const passedOn = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] =>
      value === undefined || hopByHop.has(name) ? [] : [[name, value]],
    ),
  );

/** Passes a request on to an engine and returns its answer. Rejects if the engine cannot be reached. */
export const forward = (
  base: string,
  { method, path, headers, body }: { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, base),
      { method, agent, headers: { ...passedOn(headers), "content-length": body.length } },
      (incoming) => {
        readBody(incoming).then((received) => {
          resolve({ status: incoming.statusCode ?? 502, headers: passedOn(incoming.headers), body: received });
        }, reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
