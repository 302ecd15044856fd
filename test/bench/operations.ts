/** What is measured, in the order in which it is shown. */
export const operations = {
  filingBare: "Filing, 353 characters and nothing else",
  filingWithKey: "Filing, 353 characters, key",
  filingWithContact: "Filing, 353 characters, contact",
  filingWithContactAndKey: "Filing, 353 characters, contact, key",
  filingFull: "Filing, 353 characters, all fields, contact, key",
  filingLong: "Filing, 3,000 characters, all fields, contact, key",
  filingAgain: "Filing sent again under its key",
  receiptMail: "Mail: claim, read, settle",
  hop: "Hop of a new report: load, screen, suggest, dispatch",
  disposition: "of it the disposition",
  linkOpened: "Agency opens its link",
  handBack: "Agency hands back",
  nextHop: "Hop after a hand-back",
  answer: "Agency answers",
  reply: "Reporter replies",
  finalAnswer: "Agency answers to the end",
  view: "Reporter looks",
  closure: "Reporter closes",
  sweepOfNothing: "Sweep with nothing due",
  sweepOfOne: "Sweep that closes one report",
  sweepOfOneAmongMany: "Sweep that closes one report among many open ones that are not due",
  ticket: "Reporter asks for a ticket for a file",
  fileInspected: "A file arrives, is inspected and passes",
  download: "An office downloads a file",
  queuePage: "Coordinator's queue, a page of 20 out of 200",
  directory: "Directory, read at most once a minute by each running function",
} as const;
export type OperationName = keyof typeof operations;

export type Units = {
  readonly write: number;
  readonly read: number;
  /** Of the units to write, those of each index and, as `table`, of the tables themselves. */
  readonly places: Readonly<Record<string, number>>;
  readonly calls: number;
};
export type MeasuredUnits = Readonly<Record<OperationName, Units>>;
