import type { Route } from "../../../shared/shell/contract.ts";
import type { Words } from "../../../shared/shell/language.ts";

/** What is said of the API as a whole. */

/** The contracts of every capability, by its name. */
export type Capabilities = Readonly<Record<string, readonly Route[]>>;

export const aboutTheApi = {
  title: { id: "API Tuntas", en: "Tuntas API" },
  description: {
    id: "Pengaduan layanan publik yang diikuti sampai tuntas: warga melapor tanpa akun, instansi menjawab, setiap laporan punya satu penanggung jawab dan satu tenggat yang berjalan.",
    en: "Complaints about public services, followed to the end: citizens report without an account, agencies answer, and every report has one owner and one running clock.",
  },
  language: { id: "Bahasa jawaban: id (bawaan) atau en.", en: "Language of the answer: id (default) or en." },
} as const satisfies Record<string, Words>;

export const secretWords: Words = {
  id: "Kode rahasia pada tanda terima. Siapa pun yang memegangnya berbicara sebagai pelapor.",
  en: "The secret on the receipt. Whoever holds it speaks for the reporter.",
};

export const signInWords: Words = {
  id: "Token petugas dari layanan masuk (OpenID Connect).",
  en: "An officer's token from the sign-in service (OpenID Connect).",
};

const capabilities: Readonly<Record<string, Words>> = {
  intake: { id: "Warga: melapor dan mengikuti laporan", en: "Citizens: report and follow the report" },
  register: { id: "Daftar umum dan uraian API", en: "Public lists, and the API's own description" },
  portal: { id: "Instansi: menjawab lewat tautan di surat", en: "Agencies: answer over the link in a mail" },
  attachments: { id: "Berkas: mengirim dan mengunduh", en: "Files: send and download" },
  officer: { id: "Petugas yang sudah masuk", en: "Officers who are signed in" },
  originals: { id: "Pengawas: membuka berkas asli", en: "Supervisors: open the originals of files" },
  identities: { id: "Pengawas: membuka identitas pelapor", en: "Supervisors: open who a reporter is" },
  rights: { id: "Pelapor: data tentang dirinya", en: "Reporters: the data on themselves" },
  admin: { id: "Admin platform: data direktori", en: "Platform admins: the directory's data" },
};

/** Throws if the capability is not described here. */
export const capabilityWords = (name: string): Words => {
  const words = capabilities[name];
  if (!words) throw new Error(`the capability ${name} is not described`);
  return words;
};
