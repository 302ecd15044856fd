import * as z from "zod/mini";
import { instant } from "./instant.ts";

/**
 * Files that people send along. A file is promised by a ticket, arrives in storage by itself, is inspected, and only
 * what came out of the inspection is ever handed to anybody.
 */

/**
 * `expected`: a ticket was given. `inspecting`: it has arrived. `ready`, `refused`: what the inspection found.
 * `missing`: it did not arrive in time; if it does later, it is inspected all the same. `erased`: it was ready, and
 * is gone.
 */
export const attachmentStates = ["expected", "inspecting", "ready", "refused", "missing", "erased"] as const;
export type AttachmentState = (typeof attachmentStates)[number];

/** Why a file is not handed on: the whole list, so that a page, a mail and a count can name each. */
export const refusalReasons = [
  "empty",
  "wrongSize",
  "tooLarge",
  "typeNotAllowed",
  "oldFormat",
  "typeDiffers",
  "notReadable",
  "tooManyPixels",
  "tooManyPages",
  "expandsTooMuch",
  "tookTooLong",
  "activeContent",
  "macros",
  "embeddedFiles",
  "encrypted",
  "malware",
  /** No fault of the file: it could not be inspected for a day, and is gone. */
  "notInspected",
] as const;
export const refusalReason = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof refusalReason>;

export const fileKinds = ["image", "pdf", "office", "audio", "video"] as const;
export type FileKind = (typeof fileKinds)[number];

export type FileType = {
  readonly kind: FileKind;
  /** Endings of names that fit, in lower case; a copy is saved under the first. */
  readonly endings: readonly [string, ...string[]];
  /** Other names that browsers and phones give the same type. */
  readonly also?: readonly string[];
};

/**
 * What may be sent, by content type. A type that is not here is refused: SVG and HTML run scripts, and whatever nobody
 * here can rewrite without its author's name or place is better sent as one of these.
 */
export const fileTypes: Readonly<Record<string, FileType>> = {
  "image/jpeg": { kind: "image", endings: ["jpg", "jpeg", "jfif"], also: ["image/jpg", "image/pjpeg"] },
  "image/png": { kind: "image", endings: ["png"] },
  "image/webp": { kind: "image", endings: ["webp"] },
  "image/gif": { kind: "image", endings: ["gif"] },
  "image/heic": { kind: "image", endings: ["heic", "heif"], also: ["image/heif"] },
  "application/pdf": { kind: "pdf", endings: ["pdf"], also: ["application/x-pdf"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { kind: "office", endings: ["docx"] },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { kind: "office", endings: ["xlsx"] },
  "application/vnd.oasis.opendocument.text": { kind: "office", endings: ["odt"] },
  "application/vnd.oasis.opendocument.spreadsheet": { kind: "office", endings: ["ods"] },
  "video/mp4": { kind: "video", endings: ["mp4", "m4v"], also: ["video/x-m4v"] },
  "video/3gpp": { kind: "video", endings: ["3gp", "3gpp"], also: ["video/3gpp2", "audio/3gpp"] },
  "video/webm": { kind: "video", endings: ["webm"] },
  "audio/mpeg": { kind: "audio", endings: ["mp3"], also: ["audio/mp3"] },
  "audio/mp4": { kind: "audio", endings: ["m4a"], also: ["audio/x-m4a", "audio/m4a"] },
  "audio/ogg": { kind: "audio", endings: ["ogg", "oga", "opus"], also: ["audio/opus", "application/ogg"] },
  "audio/wav": { kind: "audio", endings: ["wav"], also: ["audio/x-wav", "audio/wave", "audio/vnd.wave"] },
  "audio/webm": { kind: "audio", endings: ["weba", "webm"] },
};

/** Types that were usual and are refused with a word of their own, since the sender can save the file anew. */
export const oldOfficeTypes: ReadonlySet<string> = new Set(["application/msword", "application/vnd.ms-excel"]);

/** "Image/JPEG; charset=x" is "image/jpeg". */
export const bareType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();

/** The content type of the table that is meant, by any of its names; undefined: it may not be sent. */
export const fileTypeNamed = (contentType: string): string | undefined => {
  const bare = bareType(contentType);
  return Object.entries(fileTypes).find(([name, { also }]) => name === bare || also?.includes(bare))?.[0];
};

/** Whether a name, as far as it has an ending, says the same as the type. */
export const nameFits = ({ endings }: FileType, fileName: string): boolean => {
  const ending = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return ending === undefined || endings.includes(ending);
};

/** One file as far as the next step depends on it; its name and size are in the event that promised it. */
export const attachment = z.strictObject({
  id: z.string(),
  state: z.enum(attachmentStates),
  by: z.enum(["reporter", "office"]),
  /** The office that sends it; absent: the reporter does. */
  agencyCode: z.optional(z.string()),
  /** In which writing of the reporter it belongs: 0 is the filing. */
  round: z.int(),
  /** Until when it is waited for: for the file to arrive, and then for the inspection to end. */
  until: instant,
  /** Which upload of it came last, as storage names it; absent: none yet. */
  upload: z.optional(z.string()),
  /** An office's file that an answer has shown to the reporter. */
  shown: z.optional(z.literal(true)),
});
export type Attachment = z.infer<typeof attachment>;

/** A government's limits: how many files, how large (in bytes), and how long a file is waited for. */
export const fileLimits = z.strictObject({
  perReport: z.int().check(z.gte(0)),
  /** With each reply of the reporter, and with each answer of an office. */
  perReply: z.int().check(z.gte(0)),
  bytes: z.strictObject({
    image: z.int().check(z.positive()),
    pdf: z.int().check(z.positive()),
    office: z.int().check(z.positive()),
    audio: z.int().check(z.positive()),
    video: z.int().check(z.positive()),
  }),
  /** How long a ticket can be used, as often as it takes. */
  ticketMinutes: z.int().check(z.gte(1), z.lte(60)),
  /** After so long without a file the reporter is told; longer than a ticket. */
  missingAfterMinutes: z.int().check(z.gte(1)),
  /** After so long in inspection a file is given up. No longer than arrived files are kept: a day. */
  inspectionHours: z.int().check(z.gte(1), z.lte(24)),
});
export type FileLimits = z.infer<typeof fileLimits>;

const counts = new Set<AttachmentState>(["expected", "inspecting", "ready"]);
/** Files that take up a place: what was refused or never came does not. */
const takesPlace = ({ state }: Attachment): boolean => counts.has(state);

/** Whose a file is: the reporter's, or one office's. What another office has sent is nobody else's to send anew or to show. */
export type Sender = Pick<Attachment, "by" | "agencyCode">;
export const areOfOne = (a: Sender, b: Sender): boolean => a.by === b.by && a.agencyCode === b.agencyCode;

/** How many files there may be with one writing of the reporter, or with the next answer of an office. */
export const placesFor = ({ by, round }: Pick<Attachment, "by" | "round">, limits: FileLimits): number =>
  by === "reporter" && round === 0 ? limits.perReport : limits.perReply;

/** Whether there is a place left for a file beside the others of its sender. */
export const hasPlace = (
  others: readonly Attachment[],
  its: Sender & Pick<Attachment, "id" | "round">,
  limits: FileLimits,
): boolean =>
  others.filter(
    (other) =>
      other.id !== its.id &&
      areOfOne(other, its) &&
      takesPlace(other) &&
      (its.by === "reporter" ? other.round === its.round : other.shown === undefined),
  ).length < placesFor(its, limits);

const minuteInMilliseconds = 60_000;
const later = (now: string, minutes: number): string =>
  new Date(Date.parse(now) + minutes * minuteInMilliseconds).toISOString();

/** When a file that is promised now is said to be missing. */
export const waitedForUntil = (now: string, { missingAfterMinutes }: FileLimits): string =>
  later(now, missingAfterMinutes);

/** When the inspection of a file that arrives now is given up. */
export const inspectedUntil = (now: string, { inspectionHours }: FileLimits): string =>
  later(now, inspectionHours * 60);

/** A report holds so many files in all its life, those that never came included: its state is kept in one item. */
export const mostFilesEver = 100;
