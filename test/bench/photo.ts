import { after, dispatched, handlerOf, publicWorks, reporter, type Report } from "../builders.ts";
import { storedBytes } from "./life.ts";
import type { MeasuredUnits, OperationName } from "./operations.ts";

/**
 * A photo as most are: the reporter asks for a ticket and sends it, GuardDuty and the inspector look at it, the office
 * hears of it and has it twice. Originals are not kept, and files go for good after a day from where they arrive.
 */

/** Of 1,000,000 bytes each: what a phone sends. */
export const sentMegabytes = 2;
/** Assumed: the file as long as it came, and 0.3 MB for its preview and thumbnail together. */
export const keptMegabytes = 2.3;
export const downloads = 2;
/** Assumed, for both messages of a file: the function's start, the process's, fetching, rewriting, and three copies. */
export const secondsOfInspection = 2;

const copies = 3;
/** That it has arrived, and what GuardDuty found. */
const messages = 2;
/** Sent, received, deleted. */
const requestsAMessage = 3;
/** At most: of several files that come together the office hears once. */
const mails = 1;

const inspector = { role: "system", id: "inspection" } as const;
const withPhoto = (report: Report): Report => {
  const [attachmentId, upload, contentType] = ["A".repeat(16), "0".repeat(32), "image/jpeg"];
  const size = sentMegabytes * 1_000_000;
  return after(
    report,
    [{ move: "expectAttachment", attachmentId, fileName: "jalan.jpg", contentType, size }, reporter],
    [{ move: "receiveAttachment", attachmentId, upload }, inspector],
    [{ move: "passAttachment", attachmentId, contentType, size, preview: true, upload, original: false }, inspector],
    ...Array.from(
      { length: downloads },
      () => [{ move: "recordDownload", attachmentId }, handlerOf(publicWorks)] as const,
    ),
  );
};

/** What one photo asks of each service. */
export type PerPhoto = {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly readUnitsOfDirectory: number;
  /** In the table. */
  readonly storedBytes: number;
  readonly puts: number;
  readonly gets: number;
  readonly sentBytes: number;
  readonly keptBytes: number;
  readonly downloadedBytes: number;
  readonly events: number;
  readonly apiRequests: number;
  /** Of every function but the inspector. */
  readonly invocations: number;
  readonly inspections: number;
  readonly inspectorGigabyteSeconds: number;
  readonly queueRequests: number;
  readonly mails: number;
};

const done: readonly (readonly [OperationName, number])[] = [
  ["ticket", 1],
  ["fileInspected", 1],
  ["download", downloads],
  // Whatever a mail tells of, it is claimed, read and settled like a receipt.
  ["receiptMail", mails],
];

export const perPhoto = (units: MeasuredUnits, inspectorMegabytes: number): PerPhoto => {
  const sum = (of: "write" | "read"): number => done.reduce((so, [name, count]) => so + count * units[name][of], 0);
  const apiRequests = 1 + downloads;
  const without = dispatched(publicWorks);
  const report = withPhoto(without);
  const events = report.events.length - without.events.length;
  const bytes = 1_000_000;
  return {
    writeUnits: sum("write"),
    readUnits: sum("read"),
    readUnitsOfDirectory: (apiRequests + messages + mails) * units.directory.read,
    storedBytes: storedBytes(report) - storedBytes(without),
    puts: 1 + copies,
    // The inspector's, GuardDuty's, and people's.
    gets: 2 + downloads,
    sentBytes: sentMegabytes * bytes,
    keptBytes: keptMegabytes * bytes,
    downloadedBytes: downloads * sentMegabytes * bytes,
    events,
    apiRequests,
    // People's requests, one of the stream for each event, the mailer.
    invocations: apiRequests + events + mails,
    inspections: messages,
    inspectorGigabyteSeconds: (inspectorMegabytes / 1024) * secondsOfInspection,
    queueRequests: (messages + mails) * requestsAMessage,
    mails,
  };
};
