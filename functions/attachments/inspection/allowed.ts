import { fileTypeNamed, fileTypes, type FileType } from "../../../shared/domain/attachments.ts";

/** How each type that may be sent is told by its content and made anew: the same types as in the domain's table. */
export type Rewriting = {
  /** What file-type may call the content; see its list: https://github.com/sindresorhus/file-type#supported-file-types */
  readonly content: readonly string[];
  readonly by: "image" | "heic" | "pdf" | "office" | "media";
  /** What the rewritten copy is, where it is another type. */
  readonly kept?: string;
};

/** A file's type, with all that is known of it. */
export type Allowed = FileType & Rewriting & { readonly contentType: string };

const openXml = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";
/** Phones write the same container under either name, so that each is the other's content. */
const isoVideo = ["video/mp4", "video/x-m4v", "video/3gpp", "video/3gpp2"];

const office = (contentType: string): Rewriting => ({ content: [contentType], by: "office" });

const rewritings: Readonly<Record<string, Rewriting>> = {
  "image/jpeg": { content: ["image/jpeg"], by: "image" },
  "image/png": { content: ["image/png", "image/apng"], by: "image" },
  "image/webp": { content: ["image/webp"], by: "image" },
  "image/gif": { content: ["image/gif"], by: "image" },
  // Few programs beside Apple's show HEIC, and an officer has to see the picture.
  "image/heic": { content: ["image/heic", "image/heif"], by: "heic", kept: "image/jpeg" },
  "application/pdf": { content: ["application/pdf"], by: "pdf" },
  [`${openXml}.wordprocessingml.document`]: office(`${openXml}.wordprocessingml.document`),
  [`${openXml}.spreadsheetml.sheet`]: office(`${openXml}.spreadsheetml.sheet`),
  [`${openDocument}.text`]: office(`${openDocument}.text`),
  [`${openDocument}.spreadsheet`]: office(`${openDocument}.spreadsheet`),
  "video/mp4": { content: isoVideo, by: "media" },
  "video/3gpp": { content: isoVideo, by: "media" },
  "video/webm": { content: ["video/webm"], by: "media" },
  "audio/mpeg": { content: ["audio/mpeg"], by: "media" },
  "audio/mp4": { content: ["audio/x-m4a", "audio/mp4", "video/mp4", "video/3gpp"], by: "media" },
  "audio/ogg": { content: ["audio/ogg"], by: "media" },
  "audio/wav": { content: ["audio/wav"], by: "media" },
  "audio/webm": { content: ["video/webm", "audio/webm"], by: "media" },
};

/** The row of a declared content type, by any of its names; undefined if the type may not be sent. */
export const allowedAs = (declared: string): Allowed | undefined => {
  const contentType = fileTypeNamed(declared);
  if (contentType === undefined) return undefined;
  const [type, rewriting] = [fileTypes[contentType], rewritings[contentType]];
  if (!type || !rewriting) throw new Error(`nobody knows how to rewrite ${contentType}`);
  return { contentType, ...type, ...rewriting };
};
