import type { IncomingMessage, RequestListener } from "node:http";
import { targetOf } from "./api/proxy-event.ts";
import type { Gateway } from "./api/gateway.ts";
import { messageOf } from "./failure.ts";
import type { LocalApi } from "./local-api.ts";
import { type Answer, jsonAnswer, send } from "./services/http.ts";
import type { Issuer } from "./sign-in/issuer.ts";

export type Open = Readonly<{
  gateway: Gateway | undefined;
  local: LocalApi;
  issuer: () => Promise<Issuer | undefined>;
}>;

/** The API's port: taken at once, so that a port in use is told before anything else is done, and opened when all is ready. */
export const serveCloud = (): { listener: RequestListener; open: (to: Open) => void } => {
  let opened: Open | undefined;

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (opened === undefined) {
      return {
        ...jsonAnswer(503, { message: "The local cloud is starting" }),
        headers: { "content-type": "application/json", "retry-after": "2" },
      };
    }
    const { path } = targetOf(request);
    if (path.startsWith("/_local/")) return opened.local(request, path);
    if (opened.gateway === undefined) return jsonAnswer(404, { message: "The app has no API" });
    return opened.gateway(request);
  };

  return {
    open: (to) => {
      opened = to;
    },
    listener: (request, response) => {
      if (opened !== undefined && targetOf(request).path.startsWith("/_local/issuer/")) {
        void opened.issuer().then((issuer) => {
          if (issuer === undefined) response.writeHead(404).end();
          else issuer.serve(request, response);
        });
        return;
      }
      answer(request)
        .catch((error: unknown) => jsonAnswer(500, { message: messageOf(error) }))
        .then((done) => {
          send(response, done);
        })
        .catch(() => {
          response.destroy();
        });
    },
  };
};
