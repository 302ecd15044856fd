import type { Event } from "./events.ts";

/**
 * Whether an event sends a report through routing: it has no office, and something is known that was not known the
 * last time. A report that waits for a person otherwise waits for just that.
 */
export const beginsHop = (event: Event): boolean => {
  switch (event.type) {
    case "filed":
    case "handedBack":
    case "appealed":
    case "verified":
      return true;
    case "informationSupplied":
    case "reopened":
      return event.status === "submitted";
    default:
      return false;
  }
};
