import { composed, type MailText } from "./compose.ts";

/** To the administrators: which calendar is missing, what follows from it, and what to do. */
export const calendarLetter = (year: number): MailText =>
  composed({
    language: "id",
    subject: `Kalender ${year} belum dimuat`,
    heading: `Kalender ${year} belum dimuat`,
    parts: [
      {
        part: "paragraph",
        text: `Ada tenggat laporan yang jatuh pada tahun ${year}, sedangkan hari libur dan cuti bersama tahun itu belum ada dalam daftar. Untuk sementara hanya Sabtu dan Minggu yang dihitung sebagai hari libur, jadi tenggat itu dapat berubah.`,
      },
      {
        part: "paragraph",
        text: `Muat kalender ${year} begitu keputusan bersama tentang hari libur dan cuti bersama terbit. Setelah itu tenggat yang terdampak mundur dengan sendirinya; tidak ada tenggat yang maju.`,
      },
      {
        part: "paragraph",
        text: "Surat ini dikirim paling banyak sekali sebulan, berapa pun laporan yang terdampak. Balasan ke surat ini tidak sampai kepada siapa pun.",
      },
    ],
  });
