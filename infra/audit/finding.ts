/** What is wrong with the log of a report. It tells versions and names of fields, never what is written in them. */
export type Finding = {
  readonly what: "changed" | "missing" | "out of place" | "extra" | "unreadable" | "not erased" | "state differs";
  /** Of the event; null: it is about the report as a whole. */
  readonly version: number | null;
  readonly why: string;
};
