import type { Event } from "./events.ts";

/** Whether an arbiter has to decide from this event on. */
export const opensArbitration = (event: Event): boolean =>
  event.clocks.some(({ clock, to }) => clock === "arbitration" && to === "started");

/**
 * Whether an event sends a report through routing: it has no office, and something is known that was not known the
 * last time. A report that waits for a person otherwise waits for just that: an appeal, and what was reopened too
 * often, are not for a program to pass on.
 */
export const beginsHop = (event: Event): boolean => {
  switch (event.type) {
    case "filed":
    case "handedBack":
    case "verified":
      return true;
    case "informationSupplied":
      return event.status === "submitted";
    case "conflictDeclared":
      return event.rerouted === true;
    case "reopened":
      return event.status === "submitted" && !opensArbitration(event);
    default:
      return false;
  }
};
