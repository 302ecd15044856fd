import type { Words } from "../../../shared/shell/language.ts";

const words: Readonly<Record<string, Words>> = {
  trackingNumber: {
    id: "Nomor laporan, misalnya KTM-7F3-K9Q-X2A. Huruf kecil dan spasi juga diterima.",
    en: "Tracking number, such as KTM-7F3-K9Q-X2A. Small letters and spaces are taken too.",
  },
  regionCode: {
    id: "Kode wilayah, misalnya 64.08.",
    en: "Code of a region, such as 64.08.",
  },
  year: {
    id: "Tahun, empat angka.",
    en: "Year, in four digits.",
  },
  code: {
    id: "Kode entri direktori, misalnya kutim.dpu; untuk petugas, nama samarannya (`id`).",
    en: "Code of an entry of the directory, such as kutim.dpu; of an officer, the pseudonym (`id`).",
  },
  collection: {
    id: "Daftar dalam direktori: agencies, officers, categories, routing-rules atau deadline-rules.",
    en: "A list of the directory: agencies, officers, categories, routing-rules or deadline-rules.",
  },
  attachmentId: {
    id: "Berkas, sebagaimana disebut tiketnya.",
    en: "A file, as its ticket names it.",
  },
  token: {
    id: "Kode pada tautan di surat disposisi.",
    en: "What the link in the disposition mail ends with.",
  },
};

export type PathParameter = { readonly name: string; readonly words: Words };

/** The parameters in a path, `{trackingNumber}` and the like. Throws if one is not described here. */
export const pathParametersOf = (path: string): readonly PathParameter[] =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => {
    const described = words[name];
    if (!described) throw new Error(`the path parameter ${name} is not described`);
    return { name, words: described };
  });
