import type { Words } from "../../../shared/shell/language.ts";
import type { Reason } from "./verdict.ts";

/** What the reporter is told: why the file was not taken, and what would be taken instead. */
export const reasonWords: Readonly<Record<Reason, Words>> = {
  empty: {
    id: "Berkas ini kosong. Silakan pilih berkas lain.",
    en: "This file is empty. Please choose another one.",
  },
  wrongSize: {
    id: "Berkas tidak sampai secara utuh. Silakan unggah sekali lagi.",
    en: "The file did not arrive whole. Please upload it again.",
  },
  tooLarge: {
    id: "Berkas terlalu besar: video paling besar 50 MB, berkas lain paling besar 10 MB.",
    en: "The file is too large: a video may have 50 MB, any other file 10 MB.",
  },
  typeNotAllowed: {
    id: "Jenis berkas ini tidak diterima. Kirim foto (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, video (MP4, 3GP, WebM), atau suara (MP3, M4A, OGG, WAV).",
    en: "This type of file is not taken. Send a picture (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, video (MP4, 3GP, WebM) or sound (MP3, M4A, OGG, WAV).",
  },
  oldFormat: {
    id: "Berkas Word atau Excel lama (.doc, .xls) tidak diterima. Simpan sebagai .docx, .xlsx, atau PDF, lalu kirim lagi.",
    en: "Old Word and Excel files (.doc, .xls) are not taken. Save it as .docx, .xlsx or PDF and send it again.",
  },
  typeDiffers: {
    id: "Isi berkas tidak sesuai dengan nama atau jenisnya. Kirim berkas aslinya tanpa mengubah namanya.",
    en: "What is in the file is not what its name or type says. Send the original file without renaming it.",
  },
  notReadable: {
    id: "Berkas rusak atau tidak dapat dibuka. Silakan simpan ulang atau pilih berkas lain.",
    en: "The file is damaged or cannot be opened. Please save it anew or choose another one.",
  },
  tooManyPixels: {
    id: "Gambar terlalu besar. Kirim gambar paling banyak 65 juta piksel.",
    en: "The picture is too large. Send one of at most 65 million pixels.",
  },
  tooManyPages: {
    id: "PDF terlalu panjang: paling banyak 500 halaman.",
    en: "The PDF is too long: it may have 500 pages.",
  },
  expandsTooMuch: {
    id: "Isi berkas menjadi terlalu besar saat dibuka. Kirim berkas yang lebih kecil.",
    en: "The file becomes too large when it is opened. Send a smaller one.",
  },
  tookTooLong: {
    id: "Pemeriksaan berkas memakan waktu terlalu lama. Kirim berkas yang lebih kecil atau lebih sederhana.",
    en: "Checking the file took too long. Send a smaller or simpler one.",
  },
  activeContent: {
    id: "Berkas berisi skrip, formulir, atau tautan yang berjalan sendiri. Cetak ke PDF atau kirim fotonya.",
    en: "The file has scripts, forms or links that act by themselves. Print it to PDF or send a picture of it.",
  },
  macros: {
    id: "Berkas berisi makro. Simpan tanpa makro (.docx, .xlsx) atau sebagai PDF, lalu kirim lagi.",
    en: "The file has macros. Save it without macros (.docx, .xlsx) or as PDF and send it again.",
  },
  embeddedFiles: {
    id: "Berkas berisi berkas lain di dalamnya. Kirim masing-masing berkas secara terpisah.",
    en: "The file has other files inside it. Send each of them by itself.",
  },
  encrypted: {
    id: "Berkas dilindungi kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.",
    en: "The file is protected by a password. Save it without one and send it again.",
  },
  malware: {
    id: "Berkas ini terdeteksi berbahaya dan tidak disimpan. Periksa perangkat Anda.",
    en: "This file was found to be harmful and was not kept. Please check your device.",
  },
};
