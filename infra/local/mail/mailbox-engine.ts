import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { forward } from "../services/http.ts";

/**
 * The mailbox: aws-ses-v2-local takes mails as SES does and shows them on a page. It keeps them in memory alone, so
 * mails of earlier starts are laid back into its store.
 */
export type MailboxEngine = Readonly<{
  url: string;
  /** The mail as the mailbox lists it. */
  find: (messageId: string) => MailEntry | undefined;
  clear: () => void;
  stop: () => Promise<void>;
}>;
export type MailEntry = { messageId: string; /** Seconds since 1970. */ at: number; [field: string]: unknown };

export const startMailboxEngine = async (earlier: readonly MailEntry[]): Promise<MailboxEngine> => {
  const [{ default: exported }, store] = await Promise.all([
    import("aws-ses-v2-local"),
    import("aws-ses-v2-local/dist/store.js"),
  ]);
  // A CommonJS module that names its own default: Node hands over the module, TypeScript the function.
  const start = (typeof exported === "function" ? exported : (exported as { default: unknown }).default) as (
    options: object,
  ) => Promise<Server>;
  const { getStoreReadonly, clearStore } = store;
  clearStore();
  const entries = (): MailEntry[] => getStoreReadonly().emails;
  entries().push(...earlier);
  const server = await start({ host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    find: (messageId) => entries().findLast((each) => each.messageId === messageId),
    clear: clearStore,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Hands a request of SES's API to the mailbox and returns the id that it gave the mail; undefined if it refused. */
export const accept = async (
  engine: MailboxEngine,
  request: Omit<Parameters<typeof forward>[1], "method">,
): Promise<string | undefined> => {
  const answer = await forward(engine.url, { method: "POST", ...request });
  return /<MessageId>([^<]+)<\/MessageId>/.exec(answer.body.toString("utf8"))?.[1];
};
