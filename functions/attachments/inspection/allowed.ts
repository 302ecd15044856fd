/**
 * What may be attached, in one table. A type that is not in it is refused: SVG runs scripts, HTML too, and whatever
 * nobody here can rewrite without its author's name or place is better sent as one of these.
 */
export type Kind = "image" | "heic" | "pdf" | "office" | "media";

export type Allowed = {
  /** What the browser says, and what the copy is kept as unless `kept` says otherwise. */
  readonly contentType: string;
  /** Other names that browsers and phones give the same type. */
  readonly alsoDeclared: readonly string[];
  /** Endings of file names, without the dot, in lower case. */
  readonly extensions: readonly string[];
  /** What file-type may call the content; see its list: https://github.com/sindresorhus/file-type#supported-file-types */
  readonly content: readonly string[];
  readonly kind: Kind;
  /** Bytes, at most. */
  readonly limit: number;
  /** What the rewritten copy is, where it is not `contentType`. */
  readonly kept?: string;
};

const megabyte = 1024 * 1024;
/** From the project's own requirement: images, PDF, audio and documents 10 MB, video 50 MB. */
const most = 10 * megabyte;
const mostOfVideo = 50 * megabyte;

const openXml = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";
/** Phones write the same container under either name, so that each is the other's content. */
const isoVideo = ["video/mp4", "video/x-m4v", "video/3gpp", "video/3gpp2"];

export const allowed: readonly Allowed[] = [
  {
    contentType: "image/jpeg",
    alsoDeclared: ["image/jpg", "image/pjpeg"],
    extensions: ["jpg", "jpeg", "jfif"],
    content: ["image/jpeg"],
    kind: "image",
    limit: most,
  },
  {
    contentType: "image/png",
    alsoDeclared: [],
    extensions: ["png"],
    content: ["image/png", "image/apng"],
    kind: "image",
    limit: most,
  },
  {
    contentType: "image/webp",
    alsoDeclared: [],
    extensions: ["webp"],
    content: ["image/webp"],
    kind: "image",
    limit: most,
  },
  {
    contentType: "image/gif",
    alsoDeclared: [],
    extensions: ["gif"],
    content: ["image/gif"],
    kind: "image",
    limit: most,
  },
  {
    contentType: "image/heic",
    alsoDeclared: ["image/heif"],
    extensions: ["heic", "heif"],
    content: ["image/heic", "image/heif"],
    kind: "heic",
    limit: most,
    // Few programs beside Apple's show HEIC, and an officer has to see the picture.
    kept: "image/jpeg",
  },
  {
    contentType: "application/pdf",
    alsoDeclared: ["application/x-pdf"],
    extensions: ["pdf"],
    content: ["application/pdf"],
    kind: "pdf",
    limit: most,
  },
  {
    contentType: `${openXml}.wordprocessingml.document`,
    alsoDeclared: [],
    extensions: ["docx"],
    content: [`${openXml}.wordprocessingml.document`],
    kind: "office",
    limit: most,
  },
  {
    contentType: `${openXml}.spreadsheetml.sheet`,
    alsoDeclared: [],
    extensions: ["xlsx"],
    content: [`${openXml}.spreadsheetml.sheet`],
    kind: "office",
    limit: most,
  },
  {
    contentType: `${openDocument}.text`,
    alsoDeclared: [],
    extensions: ["odt"],
    content: [`${openDocument}.text`],
    kind: "office",
    limit: most,
  },
  {
    contentType: `${openDocument}.spreadsheet`,
    alsoDeclared: [],
    extensions: ["ods"],
    content: [`${openDocument}.spreadsheet`],
    kind: "office",
    limit: most,
  },
  {
    contentType: "video/mp4",
    alsoDeclared: ["video/x-m4v"],
    extensions: ["mp4", "m4v"],
    content: isoVideo,
    kind: "media",
    limit: mostOfVideo,
  },
  {
    contentType: "video/3gpp",
    alsoDeclared: ["video/3gpp2", "audio/3gpp"],
    extensions: ["3gp", "3gpp"],
    content: isoVideo,
    kind: "media",
    limit: mostOfVideo,
  },
  {
    contentType: "video/webm",
    alsoDeclared: [],
    extensions: ["webm"],
    content: ["video/webm"],
    kind: "media",
    limit: mostOfVideo,
  },
  {
    contentType: "audio/mpeg",
    alsoDeclared: ["audio/mp3"],
    extensions: ["mp3"],
    content: ["audio/mpeg"],
    kind: "media",
    limit: most,
  },
  {
    contentType: "audio/mp4",
    alsoDeclared: ["audio/x-m4a", "audio/m4a"],
    extensions: ["m4a"],
    content: ["audio/x-m4a", "audio/mp4", "video/mp4", "video/3gpp"],
    kind: "media",
    limit: most,
  },
  {
    contentType: "audio/ogg",
    alsoDeclared: ["audio/opus", "application/ogg"],
    extensions: ["ogg", "oga", "opus"],
    content: ["audio/ogg"],
    kind: "media",
    limit: most,
  },
  {
    contentType: "audio/wav",
    alsoDeclared: ["audio/x-wav", "audio/wave", "audio/vnd.wave"],
    extensions: ["wav"],
    content: ["audio/wav"],
    kind: "media",
    limit: most,
  },
  {
    contentType: "audio/webm",
    alsoDeclared: [],
    extensions: ["weba", "webm"],
    content: ["video/webm", "audio/webm"],
    kind: "media",
    limit: most,
  },
];

/** Types that were usual and are refused with a word of their own, since the reporter can save the file anew. */
export const oldOffice: ReadonlySet<string> = new Set(["application/msword", "application/vnd.ms-excel"]);

/** "Image/JPEG; charset=x" is "image/jpeg". */
export const bareType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();

/** The row of a declared content type, by any of its names; undefined if the type may not be attached. */
export const allowedAs = (contentType: string): Allowed | undefined => {
  const bare = bareType(contentType);
  return allowed.find((row) => row.contentType === bare || row.alsoDeclared.includes(bare));
};

/** Whether the file's name, as far as it has an ending, says the same as the declared type. */
export const nameFits = (row: Allowed, fileName: string): boolean => {
  const ending = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return ending === undefined || row.extensions.includes(ending);
};
