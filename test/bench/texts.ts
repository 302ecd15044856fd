/** Texts of the lengths that real reports have: half of 2,128 of them are shorter than 353 characters, none is longer than 3,000. */

const story =
  "Jalan Yos Sudarso II di depan pasar induk Sangatta Utara berlubang besar sejak dua minggu yang lalu. Kalau hujan " +
  "lubangnya tertutup air sehingga tidak kelihatan, dan sudah tiga pengendara motor jatuh, salah satunya anak sekolah. " +
  "Kami sudah menyampaikan kepada ketua RT tetapi belum ada perbaikan. Mohon segera ditambal dan diberi rambu " +
  "supaya tidak ada korban lagi. ";

const ofLength = (characters: number): string =>
  story.repeat(Math.ceil(characters / story.length)).slice(0, characters - 1) + ".";

export const medianText = ofLength(353);
export const longestText = ofLength(3_000);

/** An ordinary answer of an office: two sentences. */
export const anAnswer =
  "Terima kasih atas laporannya. Tim kami sudah menambal lubang tersebut pada hari Selasa dan memasang rambu di kedua arah.";
