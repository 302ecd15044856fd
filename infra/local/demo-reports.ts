/**
 * Reports for `npm run demo` and for trying the routing rules: written for this, about things that citizens of such
 * a regency report. The office each belongs to is set by hand, by who is responsible, not by what the rules say.
 * No person is meant: names are numbered pseudonyms, mail addresses stand under the reserved domain `.example`, the
 * mobile prefix 0840 is assigned to no network, and district 64.08.99 of the identity numbers does not exist.
 */

/** The body of POST /v1/complaints. */
export type DemoFiling = {
  readonly class: "complaint" | "aspiration" | "informationRequest";
  readonly title?: string;
  readonly text: string;
  readonly incidentDate?: string;
  readonly location?: {
    readonly regionCode?: string;
    readonly address?: string;
    readonly latitude?: number;
    readonly longitude?: number;
  };
  readonly agencyCode?: string;
  readonly categoryCode?: string;
  readonly anonymous?: boolean;
  readonly confidential?: boolean;
  readonly reporter?: {
    readonly name?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly shareWithAgency?: boolean;
  };
  readonly channel?: "web" | "mobileApp" | "whatsapp";
};

export type DemoReport = {
  readonly filing: DemoFiling;
  /** What to ask for with Accept-Language; Indonesian if absent. */
  readonly language?: "id" | "en";
  /** Where it must go; held: a person of the coordinator must look first. */
  readonly expect: { readonly agencyCode: string } | { readonly held: true };
};

const twoDigits = (number: number): string => String(number).padStart(2, "0");
const name = (number: number): string => `Pelapor Contoh ${twoDigits(number)}`;
const email = (number: number): string => `pelapor${twoDigits(number)}@surel.example`;
const phone = (number: number): string => `+62840000000${twoDigits(number)}`;

export const demoReports: readonly DemoReport[] = [
  {
    filing: {
      class: "complaint",
      title: "Jalan berlubang di Jl. Yos Sudarso II",
      text: "Jalan Yos Sudarso II dekat simpang Telkom berlubang besar, sudah ada tiga pengendara motor jatuh minggu ini. Kalau hujan lubangnya tertutup air jadi tidak kelihatan. Mohon segera ditambal.",
      incidentDate: "2026-10-05",
      location: {
        regionCode: "64.08.04",
        address: "Jl. Yos Sudarso II, Sangatta",
        latitude: 0.5063,
        longitude: 117.5341,
      },
      categoryCode: "pekerjaan-umum",
      reporter: { name: name(1), email: email(1), phone: phone(1), shareWithAgency: true },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      text: "jln poros ke kaliorang ancur bos, lobang dimana2. truk aja susah lewat apalagi mtor 😭 kapan di benerin??",
      anonymous: true,
      reporter: { phone: phone(2) },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      title: "Jembatan kayu hampir putus",
      text: "Jembatan kayu satu-satunya menuju dusun kami papannya sudah banyak yang lepas dan tiangnya miring. Anak-anak lewat situ setiap hari ke sekolah. Sebelum ada korban, tolong diperbaiki.",
      location: { regionCode: "64.08.06" },
      anonymous: true,
      confidential: true,
      reporter: { name: name(3), email: email(3) },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      title: "Parit mampet",
      text: "Parit di Gang Mawar mampet penuh lumpur dan rumput, tiap hujan sebentar saja air meluap masuk halaman rumah warga. Sudah bilang ke RT tapi katanya harus dikeruk pakai alat.",
      location: { regionCode: "64.08.04", address: "Gang Mawar, Teluk Lingga" },
      reporter: { name: name(4), email: email(4) },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      title: "Lampu jalan mati total",
      text: "Lampu jalan di Jalan Soekarno Hatta dari bundaran sampai depan masjid agung mati sudah dua minggu. Malam gelap gulita, rawan kecelakaan dan kejahatan.",
      incidentDate: "2026-10-12",
      location: { regionCode: "64.08.04", latitude: 0.4985, longitude: 117.5522 },
      categoryCode: "1398",
      anonymous: true,
      reporter: { name: name(5), email: email(5) },
    },
    expect: { agencyCode: "kutim.dishub" },
  },
  {
    filing: {
      class: "complaint",
      title: "Lampu jalan mati total!!",
      text: "Lampu jalan di Jalan Soekarno Hatta dari bundaran sampai depan masjid agung mati sudah dua minggu lebih. Malam gelap gulita, rawan kecelakaan dan kejahatan. Tolong ditanggapi.",
      incidentDate: "2026-10-12",
      location: { regionCode: "64.08.04", latitude: 0.4985, longitude: 117.5522 },
      categoryCode: "1398",
      anonymous: true,
      reporter: { name: name(5), email: email(5) },
    },
    expect: { agencyCode: "kutim.dishub" },
  },
  {
    filing: {
      class: "aspiration",
      text: "Usul min, pasang pju di jalan masuk desa kami. Sepanjang 3 km tidak ada penerangan sama sekali, ibu-ibu takut pulang pengajian malam.",
      location: { regionCode: "64.08.14" },
      reporter: { name: name(6), phone: phone(6) },
      channel: "whatsapp",
    },
    expect: { agencyCode: "kutim.dishub" },
  },
  {
    filing: { class: "complaint", text: "Sampah numpuk", anonymous: true },
    expect: { agencyCode: "kutim.dlh" },
  },
  {
    filing: {
      class: "complaint",
      title: "Sampah tidak diangkut 5 hari",
      text: "TPS di belakang pasar sudah lima hari tidak diangkut. Bau busuk sampai ke rumah, lalat di mana-mana 🤢. Iuran kebersihan tetap ditarik tiap bulan.",
      incidentDate: "2026-10-18",
      location: { regionCode: "64.08.12", address: "Belakang pasar Sangatta Selatan" },
      categoryCode: "lingkungan",
      confidential: true,
      reporter: { name: name(8), email: email(8) },
    },
    expect: { agencyCode: "kutim.dlh" },
  },
  {
    filing: {
      class: "complaint",
      title: "Sungai menghitam",
      text: "Air sungai di kampung kami berubah hitam dan berbau sejak seminggu, ikan banyak yang mati. Kami duga limbah pabrik sawit di hulu dibuang malam-malam. Kami mandi dan mencuci masih pakai air sungai ini.",
      location: { regionCode: "64.08.02", latitude: 1.0581, longitude: 116.8462 },
      anonymous: true,
      confidential: true,
      reporter: { name: name(9), email: email(9), phone: phone(9) },
    },
    expect: { agencyCode: "kutim.dlh" },
  },
  {
    filing: {
      class: "complaint",
      text: "Pohon besar di tepi Jl. Pendidikan sudah miring ke arah kabel, mau tumbang. Tolong dipangkas sebelum musim angin.",
      location: { regionCode: "64.08.04" },
      reporter: { name: name(10), email: email(10) },
    },
    language: "en",
    expect: { agencyCode: "kutim.dlh" },
  },
  {
    filing: {
      class: "complaint",
      title: "PDAM mati terus",
      text: "Sudah 4 hari air PDAM di Perumahan Griya tidak mengalir. Kami beli air tandon 120 ribu sekali isi. Nomor pelanggan 01-2345. Kapan normal lagi?",
      location: { regionCode: "64.08.04", address: "Perumahan Griya blok C" },
      reporter: { name: name(11), email: email(11), shareWithAgency: true },
    },
    expect: { agencyCode: "kutim.perumdam" },
  },
  {
    filing: {
      class: "complaint",
      text: "air ledeng keruh kayak teh susu, buat mandi gatal2. udah lapor ke loket cuma disuruh sabar",
      confidential: true,
      reporter: { phone: phone(12) },
    },
    expect: { agencyCode: "kutim.perumdam" },
  },
  {
    filing: {
      class: "informationRequest",
      title: "Syarat pasang PDAM baru",
      text: "Mau tanya, syarat dan biaya sambungan baru PDAM untuk rumah di Sangatta Selatan apa saja? Apakah bisa dicicil?",
      location: { regionCode: "64.08.12" },
      reporter: { name: name(13), email: email(13) },
    },
    language: "en",
    expect: { agencyCode: "kutim.perumdam" },
  },
  {
    filing: {
      class: "complaint",
      title: "KTP belum jadi 3 bulan",
      text: "Saya rekam KTP bulan Juli, sampai sekarang belum jadi juga. Katanya blangko habis. NIK saya 6408990000000101, tolong dicek statusnya. Bisa hubungi saya di 0840-0000-0014.",
      categoryCode: "kependudukan",
      reporter: { name: name(14), email: email(14), phone: phone(14) },
    },
    expect: { agencyCode: "kutim.disdukcapil" },
  },
  {
    filing: {
      class: "complaint",
      text: "Ngurus kartu keluarga di Disdukcapil antri dari subuh, nomor antrian dibatasi 50. Kami dari Muara Ancalong jauh 6 jam perjalanan, sampai sana disuruh balik besok. Tolong layanan jemput bola diadakan lagi di kecamatan jauh.",
      location: { regionCode: "64.08.01" },
      anonymous: true,
      reporter: { name: name(15), email: email(15) },
    },
    expect: { agencyCode: "kutim.disdukcapil" },
  },
  {
    filing: {
      class: "informationRequest",
      text: "Bagaimana cara mengurus akta kelahiran anak yang sudah umur 7 tahun tapi belum punya? Orang tua nikah siri.",
      confidential: true,
      reporter: { name: name(16), email: email(16) },
    },
    expect: { agencyCode: "kutim.disdukcapil" },
  },
  {
    filing: {
      class: "complaint",
      title: "Obat kosong di Puskesmas",
      text: "Puskesmas Sangkulirang sering kehabisan obat hipertensi. Ibu saya tiap kontrol disuruh beli di apotek luar padahal peserta BPJS. Dokter juga cuma ada dua hari seminggu.",
      location: { regionCode: "64.08.05", latitude: 0.9843, longitude: 117.9807 },
      categoryCode: "kesehatan",
      confidential: true,
      reporter: { name: name(17), email: email(17), phone: phone(17) },
    },
    expect: { agencyCode: "kutim.dinkes" },
  },
  {
    filing: {
      class: "complaint",
      text: "Minta fogging di RT 21 Swarga Bara, sudah 3 anak masuk rumah sakit kena DBD. Jentik nyamuk banyak di drum bekas tetangga yang pindah.",
      location: { regionCode: "64.08.04" },
      reporter: { name: name(18), email: email(18) },
    },
    expect: { agencyCode: "kutim.dinkes" },
  },
  {
    filing: {
      class: "complaint",
      title: "Menunggu 9 jam di IGD",
      text: "Bapak saya dibawa ke IGD RSUD Kudungga jam 8 malam, baru dapat kamar rawat inap jam 5 pagi. Perawat ramah tapi kelihatan kewalahan. Mohon ditambah tempat tidurnya.",
      incidentDate: "2026-09-29",
      categoryCode: "kesehatan",
      reporter: { name: name(19), email: email(19) },
    },
    expect: { agencyCode: "kutim.rsud-kudungga" },
  },
  {
    filing: {
      class: "complaint",
      title: "Bansos tidak tepat sasaran",
      text: "Di RT kami yang dapat PKH malah yang punya mobil dan sawit 5 hektar. Sedangkan tetangga saya janda tiga anak kerja cuci baju tidak pernah terdaftar. Tolong didata ulang.",
      anonymous: true,
      confidential: true,
      reporter: { name: name(20), email: email(20) },
    },
    expect: { agencyCode: "kutim.dinsos" },
  },
  {
    filing: {
      class: "complaint",
      text: "kok nama ibu saya hilang dari penerima blt padahal taun lalu dapat. no KK 6408 9900 0000 0202. ibu sudah lansia ga ada penghasilan 🙏🙏",
      confidential: true,
      reporter: { phone: phone(21) },
      channel: "whatsapp",
    },
    expect: { agencyCode: "kutim.dinsos" },
  },
  {
    filing: {
      class: "complaint",
      title: "Orang terlantar di teras ruko",
      text: "Ada bapak tua, sepertinya ODGJ, tidur di teras ruko Jl. APT Pranoto sudah sebulan. Kadang teriak tapi tidak mengganggu. Kasihan tidak ada yang merawat.",
      location: { regionCode: "64.08.04", address: "Jl. APT Pranoto" },
      reporter: { name: name(22), email: email(22) },
    },
    expect: { agencyCode: "kutim.dinsos" },
  },
  {
    filing: {
      class: "complaint",
      title: "Atap sekolah bocor",
      text: "Ruang kelas 4 dan 5 di SDN desa kami atapnya bocor, plafon sudah jatuh sebagian. Kalau hujan siswa dipulangkan. Sudah dua kali diusulkan belum ada perbaikan.",
      location: { regionCode: "64.08.16" },
      categoryCode: "pendidikan",
      confidential: true,
      reporter: { name: name(23), email: email(23) },
    },
    expect: { agencyCode: "kutim.disdikbud" },
  },
  {
    filing: {
      class: "complaint",
      text: "Guru kelas anak saya jarang masuk, seminggu paling 2 kali. Anak2 cuma disuruh nyatat. Kepala sekolahnya diam aja. Jangan sebut nama saya ya takut anak saya kena imbas",
      anonymous: true,
      confidential: true,
      reporter: { name: name(24), email: email(24), phone: phone(24) },
    },
    expect: { agencyCode: "kutim.disdikbud" },
  },
  {
    filing: {
      class: "complaint",
      title: "Uang komite SMA",
      text: "SMA negeri tempat anak saya sekolah mewajibkan uang komite 150 ribu per bulan, kalau belum bayar kartu ujian ditahan. Apakah ini boleh?",
      anonymous: true,
      confidential: true,
      reporter: { name: name(25), email: email(25) },
    },
    expect: { agencyCode: "kaltim" },
  },
  {
    filing: {
      class: "informationRequest",
      text: "Kapan pendaftaran beasiswa Kutim Tuntas tahun ini dibuka dan apa syaratnya untuk mahasiswa semester 5?",
      reporter: { name: name(26), email: email(26) },
    },
    language: "en",
    expect: { agencyCode: "kutim.disdikbud" },
  },
  {
    filing: {
      class: "complaint",
      title: "Pungli urus surat tanah",
      text: "Oknum pegawai minta uang Rp 2.500.000 untuk tanda tangan surat tanah orang tua saya, tanpa kwitansi. Waktu saya tanya dasar aturannya malah dimarahi. Saya ada rekaman suaranya. Ini jelas pungli.",
      incidentDate: "2026-09-15",
      categoryCode: "1558",
      anonymous: true,
      confidential: true,
      reporter: { name: name(27), email: email(27), phone: phone(27) },
    },
    expect: { agencyCode: "kutim.inspektorat" },
  },
  {
    filing: {
      class: "complaint",
      text: "Proyek sumur bor di desa kami fiktif. Di papan tertulis anggaran 180 juta, di lapangan cuma ada tandon bekas. Diduga dikorupsi aparat. Mohon diaudit.",
      location: { regionCode: "64.08.18" },
      anonymous: true,
      confidential: true,
      reporter: { email: email(28) },
    },
    expect: { agencyCode: "kutim.inspektorat" },
  },
  {
    filing: {
      class: "complaint",
      title: "Banjir setinggi pinggang",
      text: "Banjir di Kampung Tator sudah setinggi pinggang orang dewasa, masih naik. Ada lansia dan bayi belum dievakuasi, butuh perahu karet secepatnya!! Telp 084000000029",
      incidentDate: "2026-10-20",
      location: { regionCode: "64.08.04", latitude: 0.5147, longitude: 117.5486 },
      categoryCode: "945",
      reporter: { name: name(29), phone: phone(29), shareWithAgency: true },
      channel: "mobileApp",
    },
    expect: { agencyCode: "kutim.bpbd" },
  },
  {
    filing: {
      class: "complaint",
      text: "Tanah di belakang rumah kami longsor semalam, tinggal 2 meter dari dapur. Ada 6 rumah terancam. Kami sementara mengungsi di mushola.",
      location: { regionCode: "64.08.13" },
      reporter: { name: name(30), email: email(30) },
    },
    expect: { agencyCode: "kutim.bpbd" },
  },
  {
    filing: {
      class: "complaint",
      title: "Truk sawit merusak jalan kampung dan ngebut",
      text: "Setiap malam truk besar bermuatan sawit lewat jalan kampung sambil ngebut, muatannya berlebih sampai jatuh ke jalan. Rambu batas tonase tidak dihiraukan. Tolong ditertibkan.",
      location: { regionCode: "64.08.11" },
      confidential: true,
      reporter: { name: name(31), email: email(31) },
    },
    expect: { agencyCode: "kutim.dishub" },
  },
  {
    filing: {
      class: "complaint",
      text: "Juru parkir di depan toko roti narik 5 ribu tanpa karcis, ditanya malah nyolot. Parkirnya juga makan setengah jalan.",
      location: { regionCode: "64.08.04" },
      anonymous: true,
      reporter: { name: name(32), email: email(32) },
    },
    expect: { agencyCode: "kutim.dishub" },
  },
  {
    filing: {
      class: "informationRequest",
      title: "Izin usaha kedai kopi",
      text: "Saya mau buka kedai kopi kecil, apakah cukup NIB dari OSS atau harus ada izin lain? Loketnya di mana dan buka jam berapa?",
      categoryCode: "layanan",
      reporter: { name: name(33), email: email(33) },
    },
    expect: { agencyCode: "kutim.dpmptsp" },
  },
  {
    filing: {
      class: "complaint",
      title: "Ganti rugi lahan belum dibayar",
      text: "Lahan kami kena pelebaran jalan pelabuhan tahun 2023, sudah diukur dan tanda tangan tapi ganti rugi lahan belum dibayar sampai hari ini. Surat tanah lengkap. Kami hanya diminta menunggu.",
      incidentDate: "2023-08-14",
      reporter: { name: name(34), email: email(34), shareWithAgency: true },
    },
    expect: { agencyCode: "kutim.pertanahan" },
  },
  {
    filing: {
      class: "complaint",
      title: "Musik karaoke sampai subuh",
      text: "Kafe karaoke di samping kos kami bunyikan musik keras sampai jam 3 pagi hampir tiap malam. Berisik, tidak bisa tidur, anak saya masih bayi. Di situ juga jual miras.",
      anonymous: true,
      confidential: true,
      reporter: { name: name(35), email: email(35) },
    },
    expect: { agencyCode: "kutim.satpolpp" },
  },
  {
    filing: {
      class: "complaint",
      text: "Sapi berkeliaran di jalan poros Rantau Pulung km 12, semalam hampir nabrak. Pemiliknya sudah ditegur tapi tetap dilepas.",
      location: { regionCode: "64.08.14", latitude: 0.6215, longitude: 117.3658 },
      reporter: { phone: phone(36) },
    },
    expect: { agencyCode: "kutim.satpolpp" },
  },
  {
    filing: {
      class: "complaint",
      text: "ada sarang tawon segede ember di plafon tk anak saya 😱 tolong petugas damkar bantu evakuasi",
      location: { regionCode: "64.08.04" },
      reporter: { name: name(37), phone: phone(37) },
      channel: "mobileApp",
    },
    expect: { agencyCode: "kutim.damkar" },
  },
  {
    filing: {
      class: "complaint",
      title: "Elpiji 3 kg langka dan mahal",
      text: "Gas melon di pangkalan selalu habis, di pengecer 45 ribu per tabung. Tolong dicek jangan-jangan ditimbun.",
      location: { regionCode: "64.08.09" },
      reporter: { name: name(38), email: email(38) },
    },
    expect: { agencyCode: "kutim.disperindag" },
  },
  {
    filing: {
      class: "complaint",
      title: "Gaji dua bulan tidak dibayar",
      text: "Saya dan 14 teman buruh harian di kebun, gaji dua bulan tidak dibayar lalu kami di-PHK lewat WA tanpa pesangon. Perusahaan bilang tunggu saja.",
      anonymous: true,
      confidential: true,
      reporter: { name: name(39), email: email(39), phone: phone(39) },
    },
    expect: { agencyCode: "kutim.distransnaker" },
  },
  {
    filing: {
      class: "complaint",
      text: "Pupuk subsidi jatah kelompok tani kami belum turun padahal padi sudah umur sebulan. Kios bilang kuota habis.",
      location: { regionCode: "64.08.10" },
      reporter: { name: name(40), email: email(40) },
    },
    expect: { agencyCode: "kutim.dtphp" },
  },
  {
    filing: {
      class: "complaint",
      title: "Pelayanan kantor kecamatan",
      text: "Kantor camat jam 10 pagi masih kosong, hanya satu staf magang. Saya sudah dua kali datang untuk legalisir surat pengantar dari desa, jarak rumah saya 40 km.",
      location: { regionCode: "64.08.03" },
      confidential: true,
      reporter: { name: name(41), email: email(41) },
    },
    expect: { agencyCode: "kutim.kec.muara-bengkal" },
  },
  {
    filing: {
      class: "complaint",
      text: "Kepala desa tidak pernah mengadakan musdes, dana desa dipakai apa warga tidak tahu. Papan APBDes juga tidak dipasang dua tahun ini.",
      location: { regionCode: "64.08.17" },
      anonymous: true,
      confidential: true,
      reporter: { name: name(42), email: email(42) },
    },
    expect: { agencyCode: "kutim.dpmdes" },
  },
  {
    filing: {
      class: "aspiration",
      text: "Desa kami masih blank spot, mau kirim tugas sekolah anak harus naik ke bukit cari sinyal. Mohon dibangun BTS atau dipasang internet satelit di balai desa.",
      location: { regionCode: "64.08.07" },
      reporter: { name: name(43), email: email(43) },
    },
    expect: { agencyCode: "kutim.diskominfo" },
  },
  {
    filing: {
      class: "complaint",
      title: "Lampu jalan gang mati",
      text: "Pak DPU, lampu jalan di gang kami mati sejak bulan lalu, tolong diganti.",
      location: { regionCode: "64.08.04" },
      // Named by the reporter, and wrong: street lights are the transport office's. It goes where they said first.
      agencyCode: "kutim.dpu",
      reporter: { name: name(44), email: email(44) },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      title: "Tetangga memukuli anaknya",
      text: "Hampir tiap sore terdengar anak tetangga menangis dipukul bapaknya, badannya lebam. Saya takut melapor langsung. Mohon ditangani diam-diam.",
      agencyCode: "kutim.dp3a",
      anonymous: true,
      confidential: true,
      reporter: { email: email(45) },
    },
    expect: { agencyCode: "kutim.dp3a" },
  },
  {
    filing: {
      class: "complaint",
      title: "Kronologi lengkap kerusakan jalan dan harapan warga",
      text: [
        "Assalamualaikum warahmatullahi wabarakatuh. Yang terhormat Bapak/Ibu di Pemerintah Kabupaten Kutai Timur. Perkenalkan kami warga dua RT di ujung kecamatan, sudah tinggal di sini sejak tahun 1998.",
        "Ruas jalan dari simpang tiga sampai dermaga, kira-kira 7 kilometer, terakhir diaspal tahun 2014. Sejak 2021 aspal mengelupas, lalu berlubang, dan setahun ini di tiga titik jalan amblas separuh badan jalan. Titik pertama di tanjakan dekat kebun karet, titik kedua sebelum jembatan beton, titik ketiga di tikungan setelah lapangan.",
        "Akibatnya: (1) ambulans pernah tidak bisa lewat dan ibu melahirkan di jalan; (2) harga barang naik karena ongkos angkut dua kali lipat; (3) anak-anak sering bolos kalau hujan karena mobil antar jemput tidak berani; (4) sejak Januari ada sebelas kecelakaan, satu meninggal.",
        "Kami sudah gotong royong menimbun dengan tanah dan batu tiga kali, uang kas habis Rp 23.750.000. Sudah juga menyampaikan lewat musyawarah dan proposal tertanggal 12-03-2025, dijawab akan diusulkan, tetapi sampai sekarang belum ada yang datang mengukur.",
        "Perlu kami sampaikan juga, alat berat perusahaan di dekat situ pernah membantu meratakan, tapi dua minggu kemudian hancur lagi karena dasar jalannya memang tanah lunak dan parit di kiri kanannya sudah rata. Jadi bukan sekadar ditambal, mohon diperiksa dari bawah supaya tidak mubazir.",
        "Harapan kami: pertama, perbaikan darurat di tiga titik itu sebelum musim hujan; kedua, kepastian tahun berapa jalan diperbaiki permanen; ketiga, ada nomor petugas yang bisa dihubungi. Foto dan titik koordinat siap kami kirim, contohnya 0.8731, 117.9125. Terima kasih atas perhatiannya, semoga Bapak/Ibu selalu diberi kesehatan. Wassalam.",
      ].join("\n\n"),
      location: { regionCode: "64.08.10", latitude: 0.8731, longitude: 117.9125 },
      categoryCode: "928",
      reporter: { name: name(46), email: email(46), phone: phone(46), shareWithAgency: true },
    },
    expect: { agencyCode: "kutim.dpu" },
  },
  {
    filing: {
      class: "complaint",
      text: "Listrik padam tiap magrib di desa kami, PLN katanya kurang daya. Alat elektronik banyak rusak.",
      location: { regionCode: "64.08.08", latitude: 1.2031, longitude: 116.7794 },
      reporter: { name: name(47), email: email(47) },
    },
    expect: { held: true },
  },
  {
    filing: { class: "complaint", text: "tolong dong ditindaklanjuti, udah lama banget ini 😤", anonymous: true },
    expect: { held: true },
  },
  {
    filing: {
      class: "aspiration",
      text: "Terima kasih atas kerja kerasnya selama ini. Semoga Kutim makin maju dan warganya sejahtera.",
      categoryCode: "110",
      reporter: { name: name(49), email: email(49) },
    },
    expect: { held: true },
  },
  {
    filing: {
      class: "complaint",
      title: "Mohon bantuannya",
      text: "Pak, saya mohon dibantu masalah saya yang kemarin. Hubungi saya di nomor 0840 0000 0050 atau pelapor50@surel.example, nanti saya jelaskan.",
      confidential: true,
      reporter: { name: name(50), email: email(50), phone: phone(50) },
    },
    expect: { held: true },
  },
];
