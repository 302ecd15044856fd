import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { docxTagged, openDocument, xlsx } from "./documents.ts";
import { animatedGif, animatedWebp, jpegTurned, jpegWithTags, pngWithTags, webpWithTags } from "./images.ts";
import { pdfInObjectStreams, pdfWithRemark, pdfWithTags } from "./pdfs.ts";

export type Honest = {
  readonly name: string;
  readonly contentType: string;
  readonly make: () => Promise<Buffer>;
  /** What the clean copy is, when it is not the same. */
  readonly kept?: string;
};

/** One of the files that no library here can write; how they were made is in `files/README.md`. */
export const stored =
  (name: string): (() => Promise<Buffer>) =>
  () =>
    readFile(join(import.meta.dirname, "files", name));

const open = "application/vnd.openxmlformats-officedocument";
const odf = "application/vnd.oasis.opendocument";

/** Files as people send them, full of tags; each is taken and comes back without. */
export const honest: readonly Honest[] = [
  { name: "tagged.jpg", contentType: "image/jpeg", make: jpegWithTags },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ({
    name: `turned-${orientation}.jpg`,
    contentType: "image/jpeg",
    make: () => jpegTurned(orientation),
  })),
  { name: "tagged.png", contentType: "image/png", make: pngWithTags },
  { name: "tagged.webp", contentType: "image/webp", make: webpWithTags },
  { name: "animated.webp", contentType: "image/webp", make: animatedWebp },
  { name: "animated.gif", contentType: "image/gif", make: animatedGif },
  { name: "photo.heic", contentType: "image/heic", make: stored("photo.heic"), kept: "image/jpeg" },
  { name: "tagged.pdf", contentType: "application/pdf", make: pdfWithTags },
  { name: "object-streams.pdf", contentType: "application/pdf", make: pdfInObjectStreams },
  { name: "remark.pdf", contentType: "application/pdf", make: pdfWithRemark },
  { name: "letter.docx", contentType: `${open}.wordprocessingml.document`, make: docxTagged },
  { name: "table.xlsx", contentType: `${open}.spreadsheetml.sheet`, make: () => xlsx() },
  { name: "letter.odt", contentType: `${odf}.text`, make: () => openDocument("text") },
  { name: "table.ods", contentType: `${odf}.spreadsheet`, make: () => openDocument("spreadsheet") },
  { name: "video.mp4", contentType: "video/mp4", make: stored("video.mp4") },
  { name: "fragmented.mp4", contentType: "video/mp4", make: stored("fragmented.mp4") },
  { name: "h263.3gp", contentType: "video/3gpp", make: stored("h263.3gp") },
  { name: "video.webm", contentType: "video/webm", make: stored("video.webm") },
  { name: "sound.mp3", contentType: "audio/mpeg", make: stored("sound.mp3") },
  { name: "sound.m4a", contentType: "audio/mp4", make: stored("sound.m4a") },
  { name: "opus.ogg", contentType: "audio/ogg", make: stored("opus.ogg") },
  { name: "vorbis.ogg", contentType: "audio/ogg", make: stored("vorbis.ogg") },
  { name: "sound.wav", contentType: "audio/wav", make: stored("sound.wav") },
  { name: "sound.weba", contentType: "audio/webm", make: stored("sound.weba") },
];
