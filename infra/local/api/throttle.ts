import type { Route } from "../plan/api.ts";

/** Token buckets, one for each route: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export type Throttle = (route: Route) => boolean;

/** Says whether a request may pass. `now` is in milliseconds. */
export const createThrottle = (now: () => number): Throttle => {
  const buckets = new Map<Route, { tokens: number; at: number }>();
  return (route) => {
    const { throttle } = route;
    if (throttle === undefined) return true;
    const bucket = buckets.get(route) ?? { tokens: throttle.burst, at: now() };
    const tokens = Math.min(throttle.burst, bucket.tokens + ((now() - bucket.at) / 1000) * throttle.rate);
    const passes = tokens >= 1;
    buckets.set(route, { tokens: passes ? tokens - 1 : tokens, at: now() });
    return passes;
  };
};
