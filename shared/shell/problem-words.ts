import type { Words } from "./language.ts";

/** What problems say that have several causes, by the cause. */

export const trackingNumberWords: Readonly<Record<"unknown" | "malformed" | "mistyped", Words>> = {
  unknown: {
    id: "Tidak ada laporan yang bisa ditampilkan dengan nomor dan kode rahasia ini.",
    en: "There is no report to show for this number and secret.",
  },
  malformed: {
    id: "Nomor laporan berbentuk tiga huruf dan tiga kelompok tiga karakter, misalnya KTM-7F3-K9Q-X2A.",
    en: "A tracking number is three letters and three groups of three characters, such as KTM-7F3-K9Q-X2A.",
  },
  mistyped: {
    id: "Nomor laporan salah ketik: ada karakter yang keliru atau tertukar.",
    en: "The tracking number is mistyped: a character is wrong or two are swapped.",
  },
};

export const calendarWords: Readonly<Record<"region" | "year" | "calendar", Words>> = {
  region: { id: "Tidak ada wilayah dengan kode ini.", en: "There is no region with this code." },
  year: { id: "Tahun ditulis empat angka, 2000 sampai 2200.", en: "A year is four digits, from 2000 to 2200." },
  calendar: {
    id: "Kalender wilayah ini untuk tahun itu belum dimuat.",
    en: "The calendar of this region for that year is not loaded.",
  },
};

export const entryWords = (etag: string | null): Words =>
  etag === null
    ? {
        id: "Entri ini tidak ada (lagi). Kirim tanpa If-Match untuk membuatnya.",
        en: "This entry does not exist (any more). Send it without If-Match to make it.",
      }
    : {
        id: `Entri ini ada dengan ETag ${etag}. Muat ulang, lalu kirim ETag itu sebagai If-Match.`,
        en: `This entry is there with the ETag ${etag}. Load it again, then send that ETag as If-Match.`,
      };

export const notReadyWords: Readonly<Record<"expected" | "inspecting", Words>> = {
  expected: {
    id: "Berkas belum sampai. Kirim berkasnya dengan tiket yang diberikan.",
    en: "The file has not arrived. Send it with the ticket that was given.",
  },
  inspecting: {
    id: "Berkas sedang diperiksa. Coba lagi beberapa saat lagi.",
    en: "The file is being inspected. Try again in a moment.",
  },
};
