import { randomUUID } from "node:crypto";
import { type IncomingHttpHeaders, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { errorAnswer, serviceError } from "./aws-json.ts";
import { type Faults, said } from "./faults.ts";
import { type Answer, readBody, send } from "./http.ts";

/**
 * The one address of all AWS services that functions call. A request's signature names the service and the caller:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export type ServiceRequest = Readonly<{
  operation: string;
  /** Access key id that the request is signed with. */
  caller: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}>;
export type Service = (request: ServiceRequest) => Promise<Answer> | Answer;

export type Front = Readonly<{
  url: string;
  /** What answers for each service, by the name that signatures use. */
  services: Map<string, Service>;
  /** A URL to which somebody will send one answer, such as a custom resource's, and that answer. */
  expectAnswer: () => { url: string; answer: Promise<string> };
  stop: () => Promise<void>;
}>;

const credential = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

export const startFront = async (faults: Faults, now: () => number): Promise<Front> => {
  const services = new Map<string, Service>();
  const expected = new Map<string, (text: string) => void>();

  const answer = async (method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> => {
    const waiting = expected.get(path);
    if (method === "PUT" && waiting !== undefined) {
      waiting(body.toString("utf8"));
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    }
    const [, caller = "", name = ""] = credential.exec(headers.authorization ?? "") ?? [];
    const service = services.get(name);
    if (service === undefined) {
      throw serviceError(
        "UnknownService",
        `The local cloud has no service ${name === "" ? "for an unsigned request" : name}`,
        501,
      );
    }
    const operation =
      String(headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    return faults.meet(name, () => `${operation} ${said(body)}`) ?? service({ operation, caller, path, headers, body });
  };

  const server: Server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(request.method ?? "GET", request.url ?? "/", request.headers, body))
      .catch(errorAnswer)
      .then((done) => {
        // The cloud's time: by another the SDK would believe its clock wrong, and try again what was refused for good.
        const date = new Date(now()).toUTCString();
        send(response, { ...done, headers: { "x-amzn-requestid": randomUUID(), ...done.headers, date } });
      })
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
  });
  // The SDK keeps its connections for as long as a function lives.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    services,
    expectAnswer: () => {
      const path = `/answers/${randomUUID()}`;
      const answered = new Promise<string>((resolve) => {
        expected.set(path, (text) => {
          expected.delete(path);
          resolve(text);
        });
      });
      return { url: url + path, answer: answered };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
