import type { IncomingMessage, RequestListener } from "node:http";
import { type Answer, forward, jsonAnswer, readBody, send } from "../services/http.ts";
import { messageOf } from "../failure.ts";
import type { MailService } from "./mail-service.ts";

/**
 * What the mailbox's port answers: the page, `/store` with all mail as JSON, and beside them `/raw/{messageId}`, a
 * mail as it was sent.
 */
const answer = async (mail: MailService, request: IncomingMessage): Promise<Answer> => {
  const { pathname } = new URL(request.url ?? "/", "http://mailbox");
  const messageId = /^\/raw\/([^/]+)$/.exec(pathname)?.[1];
  if (messageId !== undefined) {
    const raw = mail.raw(decodeURIComponent(messageId));
    if (raw === undefined) return jsonAnswer(404, { message: "There is no such mail" });
    return { status: 200, headers: { "content-type": "message/rfc822" }, body: raw };
  }
  if (pathname === "/clear-store" && request.method === "POST") {
    await mail.clear();
    return jsonAnswer(200, { message: "Store cleared" });
  }
  const body = await readBody(request);
  const { url } = await mail.mailbox();
  return forward(url, { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers, body });
};

export const serveMailbox =
  (mail: MailService): RequestListener =>
  (request, response) => {
    answer(mail, request)
      .catch((error: unknown) => jsonAnswer(500, { message: messageOf(error) }))
      .then((done) => {
        send(response, done);
      })
      .catch(() => {
        response.destroy();
      });
  };
