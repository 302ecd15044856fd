import type { FileKind, FileLimits } from "../../../shared/domain/attachments.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";

/** What kinds of files, and limits of them, are called on the pages. */

export const fileKindWords: Readonly<Record<FileKind, Words>> = {
  image: { id: "foto", en: "picture" },
  pdf: { id: "PDF", en: "PDF" },
  office: { id: "dokumen", en: "document" },
  audio: { id: "audio", en: "sound" },
  video: { id: "video", en: "video" },
};

/** Types as people know them, those that offices send most first; every type that may be sent is here. */
export const fileTypeWords: Readonly<Record<string, Words>> = {
  "image/jpeg": { id: "Foto (JPG)", en: "Photo (JPG)" },
  "image/heic": { id: "Foto iPhone (HEIC)", en: "iPhone photo (HEIC)" },
  "image/png": { id: "Gambar atau tangkapan layar (PNG)", en: "Picture or screenshot (PNG)" },
  "application/pdf": { id: "PDF", en: "PDF" },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { id: "Word (.docx)", en: "Word (.docx)" },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { id: "Excel (.xlsx)", en: "Excel (.xlsx)" },
  "video/mp4": { id: "Video (MP4)", en: "Video (MP4)" },
  "audio/mpeg": { id: "Audio (MP3)", en: "Sound (MP3)" },
  "image/webp": { id: "Gambar (WebP)", en: "Picture (WebP)" },
  "image/gif": { id: "Gambar (GIF)", en: "Picture (GIF)" },
  "application/vnd.oasis.opendocument.text": { id: "OpenDocument, tulisan (.odt)", en: "OpenDocument text (.odt)" },
  "application/vnd.oasis.opendocument.spreadsheet": {
    id: "OpenDocument, tabel (.ods)",
    en: "OpenDocument spreadsheet (.ods)",
  },
  "video/3gpp": { id: "Video (3GP)", en: "Video (3GP)" },
  "video/webm": { id: "Video (WebM)", en: "Video (WebM)" },
  "audio/mp4": { id: "Audio (M4A)", en: "Sound (M4A)" },
  "audio/ogg": { id: "Audio (OGG)", en: "Sound (OGG)" },
  "audio/wav": { id: "Audio (WAV)", en: "Sound (WAV)" },
  "audio/webm": { id: "Audio (WebM)", en: "Sound (WebM)" },
};

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

/** "10 MB (foto, PDF, dokumen, audio), 50 MB (video)": limits that are the same are said once. */
const sizesInWords = (bytes: FileLimits["bytes"], language: Language): string => {
  const kinds = Object.entries(bytes) as [FileKind, number][];
  return [...Map.groupBy(kinds, ([, most]) => most)]
    .map(([most, same]) => `${megabytes(most)} (${same.map(([kind]) => fileKindWords[kind][language]).join(", ")})`)
    .join(", ");
};

/** What may be sent as proof, before it is chosen. */
export const proofHint = ({ bytes, perReply }: FileLimits, language: Language): string =>
  language === "id"
    ? `Dilihat pelapor bersama jawaban Anda. Paling banyak ${perReply} berkas, paling besar ${sizesInWords(bytes, "id")}. Lokasi dan nama pembuat di dalamnya dihapus.`
    : `The reporter sees it with your answer. At most ${perReply} files, each at most ${sizesInWords(bytes, "en")}. Places and authors' names in them are removed.`;

/** How large one file may be, and until when its form is good. */
export const limitWords = (most: number, { ticketMinutes }: FileLimits, language: Language): string =>
  language === "id"
    ? `Paling besar ${megabytes(most)}; yang lebih besar ditolak penyimpanan dengan pesan teknis. Formulir ini berlaku ${ticketMinutes} menit. Bila gagal, kembali ke laporan dan coba lagi.`
    : `At most ${megabytes(most)}; storage refuses a larger one with a technical message. This form is good for ${ticketMinutes} minutes. If it fails, go back to the report and try again.`;

/** Files of the reporter of which there is nothing to see. */
export const leftOutWords = (refused: number, missing: number, language: Language): string | null => {
  const said =
    language === "id"
      ? [
          ...(refused === 0 ? [] : [`${refused} berkas tidak dapat diterima`]),
          ...(missing === 0 ? [] : [`${missing} berkas tidak pernah sampai`]),
        ]
      : [
          ...(refused === 0 ? [] : [`${refused === 1 ? "1 file" : `${refused} files`} could not be taken`]),
          ...(missing === 0 ? [] : [`${missing === 1 ? "1 file" : `${missing} files`} never arrived`]),
        ];
  return said.length === 0 ? null : `${said.join("; ")}.`;
};
