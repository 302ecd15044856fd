import type { RefusalReason } from "../../../shared/domain/attachments.ts";

/** What the sender says of the file; every word of it may be wrong. */
export type Declared = {
  readonly contentType: string;
  /** Bytes; absent where a browser without scripts could not say. */
  readonly size?: number;
  readonly fileName?: string;
  /** Bytes that a file of this type may have. */
  readonly most: number;
};

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
export type Inspection = Ready | { readonly state: "refused"; readonly reason: RefusalReason };

/** Thrown wherever in the work the file turns out to be refused; caught at the one place that answers. */
export class Refused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.name = "Refused";
    this.reason = reason;
  }
}
