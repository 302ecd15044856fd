/** Why a file is refused: the whole list, so that a page, a mail and a count can name each. */
export const reasons = [
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
] as const;
export type Reason = (typeof reasons)[number];

/** What the reporter says of the file; every word of it may be wrong. */
export type Declared = { readonly contentType: string; readonly size: number; readonly fileName?: string };

/** Paths lie in the work folder that the caller gave and has to remove. */
export type Ready = {
  readonly state: "ready";
  /** Of the clean copy. A HEIC comes back as a JPEG. */
  readonly contentType: string;
  readonly clean: string;
  /** Images alone: WebP, with the longer side at most 1,600 and 320 pixels. */
  readonly preview?: string;
  readonly thumbnail?: string;
};
export type Inspection = Ready | { readonly state: "refused"; readonly reason: Reason };

/** Thrown wherever in the work the file turns out to be refused; caught at the one place that answers. */
export class Refused extends Error {
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(reason);
    this.name = "Refused";
    this.reason = reason;
  }
}
