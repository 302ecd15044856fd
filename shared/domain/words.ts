/**
 * Text as the comparison of reports and the search for key phrases see it: a list of words without case, accents,
 * punctuation and the commonest differences of spelling.
 */

/** Lower case, accents dropped (NFKD splits them off, and turns styled letters into plain ones), words of letters and digits. */
const plainWords = (text: string): string[] =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, "")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Words as they stand, for asking whether two texts are the same.
 *
 * @returns the words in order, so "Jl. Yos-Sudarso!" gives ["jl", "yos", "sudarso"]
 */
export const wordsAsWritten = (text: string): string[] => plainWords(text);

/**
 * Short and everyday spellings, after the standard one. Only those that mean nothing else in a report: "dr" is both
 * "dari" and "dokter", and "jl" opens the name of a street far more often than it says that a road is broken.
 */
const spellings = new Map(
  [
    "akta akte",
    "ambulans ambulan ambulance",
    "antre antri antrian antrean ngantri ngantre mengantri mengantre",
    "apotek apotik",
    "banyak bnyk byk",
    "bantuan bntuan",
    "bau baunya",
    "belum blm blom belom blum",
    "berlubang berlobang",
    "bisa bs bsa",
    "dengan dgn dg",
    "desa ds",
    "hancur ancur",
    "izin ijin",
    "jalan jln jlan jalanan",
    "karena krn karna krna",
    "kecamatan kec",
    "ktp ektp",
    "leding ledeng",
    "lubang lobang",
    "mohon mhn",
    "orang org",
    "perizinan perijinan",
    "puskesmas puskes pkm",
    "rusak rsk",
    "sekolah sklh skolah",
    "sertifikat sertipikat",
    "sudah sdh udah udh dah",
    // "ndak", "nda" and "kada" are Javanese, Buginese and Banjar, at home in East Kalimantan.
    "tidak tdk tak gak ga gk nggak ngga enggak ndak nda kada",
    "tolong tlg",
  ]
    .map((line) => line.split(" "))
    .flatMap(([standard = "", ...variants]) => variants.map((variant) => [variant, standard] as const)),
);

/** At least four letters must stay, so "tanya" and "hanya" are left alone. */
const possessive = /^(\p{L}{4,})nya$/u;
/** "jalan2" is how "jalan-jalan" is typed. */
const doubled = /^(\p{L}{3,})2$/u;
/** "banjiiiir": no Indonesian word has a letter three times in a row, though abbreviations such as PPPK do. */
const drawnOut = /(\p{L})\1{2,}/gu;
const vowel = /[aeiou]/;

const standardSpelling = (word: string): string => {
  const short = (vowel.test(word) ? word.replace(drawnOut, "$1") : word)
    .replace(doubled, "$1")
    .replace(possessive, "$1");
  return spellings.get(short) ?? short;
};

/**
 * Words in one spelling each, for finding key phrases in what a citizen typed: abbreviations and everyday spellings
 * become the standard word, and a closing -nya, a doubling "2" and drawn-out letters are dropped.
 *
 * @returns the words in order, so "Lampunya mati, jln2 berlobaaang" gives ["lampu", "mati", "jalan", "berlubang"]
 */
export const wordsInStandardSpelling = (text: string): string[] => plainWords(text).map(standardSpelling);
