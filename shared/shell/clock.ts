/** The time now: an instant, UTC with milliseconds. Read by handlers alone and passed on. */
export const instantNow = (): string => new Date().toISOString();
