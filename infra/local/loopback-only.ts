import { type ListenOptions, Server } from "node:net";

/**
 * Nothing of the local cloud is reachable from another machine: whatever address a package asks for, this process
 * listens on 127.0.0.1. (fauxqs asks for 0.0.0.0 and cannot be told otherwise.)
 */
export const listenOnLoopbackOnly = (): void => {
  // Node's types know each form of `listen` apart; what is passed on here is whichever was given.
  const prototype = Server.prototype as unknown as {
    listen: (this: Server, ...given: unknown[]) => Server;
    loopback?: true;
  };
  if (prototype.loopback === true) return;
  prototype.loopback = true;
  const { listen } = prototype;
  prototype.listen = function (this: Server, ...given) {
    const options = networkOptions(given[0]);
    const callback = given.findLast((each) => typeof each === "function");
    return options === undefined
      ? listen.apply(this, given)
      : listen.call(this, { ...options, host: "127.0.0.1" }, callback);
  };
};

/** The forms of `listen` that open a network port, as options; undefined for pipes and handles. */
const networkOptions = (first: unknown): ListenOptions | undefined => {
  if (first === undefined || typeof first === "function") return { port: 0 };
  if (typeof first === "number") return { port: first };
  if (typeof first !== "object" || first === null || !("port" in first)) return undefined;
  return first as ListenOptions;
};
