import type { Directory } from "../domain/directory.ts";
import type { Event } from "../domain/events.ts";
import { maskPersonalData } from "../domain/masking.ts";
import { reasonText } from "../domain/suggestion.ts";
import { classWords, clockWords, refusalWords } from "../shell/words.ts";
import type { Language, Words } from "../shell/language.ts";
import { agencyName } from "../domain/names.ts";
import type { TimelineEntry } from "./answers.ts";

/** Who is looking. What a reader may not know is not in what they get. */
export type Viewer = "public" | "reporter" | "officer";

/** A line for an event: its title in both languages, and what somebody wrote with it. */
type Line = {
  readonly id: string;
  readonly en: string;
  readonly agency?: string | undefined;
  readonly text?: string | undefined;
  /** What is said after it. */
  readonly besides?: Words | undefined;
};

const holdWords = {
  noSignal: { id: "belum jelas instansi mana yang berwenang", en: "it is not clear yet which agency is responsible" },
  lowConfidence: { id: "instansi yang tepat perlu dipastikan", en: "the right agency has to be made sure of" },
  handedBackTwice: { id: "dua instansi mengembalikannya", en: "two agencies handed it back" },
  noReachableAgency: { id: "instansi yang tepat tidak dapat dihubungi", en: "the right agency cannot be reached" },
  routingFailed: { id: "penerusan otomatis gagal", en: "passing it on automatically failed" },
  appealed: { id: "pelapor mengajukan keberatan", en: "the reporter appealed" },
  reopenedTooOften: { id: "pelapor membukanya kembali berkali-kali", en: "the reporter reopened it again and again" },
  noIndependentOffice: {
    id: "belum ada instansi yang bebas kepentingan",
    en: "no office that is independent of it has been found yet",
  },
} as const;

const closedWords = {
  reporter: { id: "Ditutup oleh pelapor", en: "Closed by the reporter" },
  officer: { id: "Ditutup oleh petugas", en: "Closed by an officer" },
  system: {
    id: "Ditutup oleh sistem: tidak ada tanggapan pelapor sampai batas waktunya",
    en: "Closed by the system: the reporter did not reply before the deadline",
  },
} as const;

const escalationWords = {
  agencyHead: { id: "pimpinan instansi", en: "the head of the office" },
  coordinator: { id: "koordinator", en: "the coordinator" },
  supervisor: { id: "pengawas", en: "supervision" },
} as const;

const lineOf = (event: Event): Line => {
  switch (event.type) {
    case "filed":
      return { id: "Laporan diterima", en: "Report received" };
    case "screened":
      return event.masked === 0
        ? { id: "Laporan serupa ditemukan dan dikaitkan", en: "A similar report was found and linked" }
        : { id: "Data pribadi dalam teks disamarkan", en: "Personal data in the text was masked" };
    case "held":
      return {
        id: `Menunggu koordinator: ${holdWords[event.reason].id}`,
        en: `Waiting for the coordinator: ${holdWords[event.reason].en}`,
      };
    case "verified":
      return { id: "Diverifikasi", en: "Verified" };
    case "publicTextEdited":
      return { id: "Teks untuk umum disunting", en: "The public text was edited" };
    case "privacyChanged":
      return { id: "Kerahasiaan laporan diubah", en: "The report's privacy was changed" };
    case "conflictDeclared":
      return { id: "Benturan kepentingan dinyatakan", en: "A conflict of interest was declared", text: event.reason };
    case "conflictLifted":
      return { id: "Benturan kepentingan dicabut", en: "The conflict of interest was lifted", text: event.reason };
    case "disposed":
      return {
        id: "Diteruskan ke instansi",
        en: "Passed on to the agency",
        agency: event.agencyCode,
        text: event.instruction,
      };
    case "arbitrated":
      return {
        id: "Diputuskan oleh koordinator",
        en: "Decided by the coordinator",
        agency: event.agencyCode,
        text: event.reason,
      };
    case "passedUp":
      return {
        id: "Bukan kewenangan pemerintah daerah: diteruskan",
        en: "Not this government's authority: passed on",
        agency: event.agencyCode,
        text: event.reason,
      };
    case "passedDown":
      return {
        id: "Diteruskan ke unit",
        en: "Passed down to a unit",
        agency: event.agencyCode,
        text: event.instruction,
      };
    case "handedBack":
      return {
        id: "Dikembalikan: bukan kewenangan",
        en: "Handed back: not its authority",
        agency: event.agencyCode,
        text: event.reason,
      };
    case "informationRequested":
      return { id: "Kelengkapan diminta dari pelapor", en: "The reporter was asked for information", text: event.text };
    case "informationSupplied":
      return { id: "Pelapor melengkapi laporan", en: "The reporter gave the information", text: event.text };
    case "followedUp":
      return { id: "Ditindaklanjuti", en: "Followed up", agency: event.agencyCode, text: event.text };
    case "answered":
      return { id: "Dijawab", en: "Answered", agency: event.agencyCode, text: event.text };
    case "replied":
      return { id: "Ditanggapi pelapor", en: "The reporter replied", text: event.text };
    case "noted":
      return { id: "Catatan petugas", en: "Officer's note", text: event.text };
    case "assigned":
      return event.officerId === null
        ? { id: "Tidak lagi ditugaskan kepada satu petugas", en: "No longer given to one officer" }
        : { id: `Ditugaskan kepada ${event.officerId}`, en: `Given to ${event.officerId}` };
    case "classChanged":
      return {
        id: `Klasifikasi menjadi ${classWords[event.class].id}`,
        en: `Class changed to ${classWords[event.class].en}`,
      };
    case "classChangeProposed":
      return {
        id: `Klasifikasi diusulkan menjadi ${classWords[event.class].id}`,
        en: `Class proposed to be ${classWords[event.class].en}`,
        text: event.reason,
      };
    case "classChangeRefused":
      return {
        id: `Usulan klasifikasi ${classWords[event.class].id} ditolak`,
        en: `Class ${classWords[event.class].en} was refused`,
        text: event.reason,
      };
    case "rated":
      return {
        id: `Dinilai ${event.rating} dari 5 oleh pelapor`,
        en: `Rated ${event.rating} of 5 by the reporter`,
        text: event.comment,
      };
    case "absorbed":
      return { id: "Laporan lain digabungkan ke laporan ini", en: "Another report was merged into this one" };
    case "closed":
      return {
        ...closedWords[event.by],
        text: event.text ?? event.comment,
        besides:
          event.withoutAttachment === undefined
            ? undefined
            : {
                id: `Tanpa berkas bukti: ${event.withoutAttachment}`,
                en: `No file as proof: ${event.withoutAttachment}`,
              },
      };
    case "archived":
      return event.by === "system"
        ? {
            id: "Diarsipkan oleh sistem: kelengkapan tidak diberikan",
            en: "Archived by the system: the information was not given",
          }
        : { id: "Diarsipkan", en: "Archived", text: event.text };
    case "merged":
      return { id: "Digabung dengan laporan lain", en: "Merged with another report", text: event.text };
    case "withdrawn":
      return { id: "Dicabut oleh pelapor", en: "Withdrawn by the reporter", text: event.reason };
    case "blocked":
      return { id: "Konten diblokir", en: "Content blocked", text: event.reason };
    case "unblocked":
      return { id: "Blokir dibuka", en: "Block lifted", text: event.reason };
    case "reopened":
      return { id: "Dibuka kembali oleh pelapor", en: "Reopened by the reporter", text: event.reason };
    case "appealed":
      return { id: "Pelapor mengajukan keberatan", en: "The reporter appealed", text: event.reason };
    case "attachmentExpected":
      return { id: "Berkas akan dikirim", en: "A file is being sent" };
    case "attachmentReceived":
      return { id: "Berkas diterima dan diperiksa", en: "A file arrived and is being inspected" };
    case "attachmentReady":
      return { id: "Berkas lolos pemeriksaan", en: "A file passed the inspection" };
    case "attachmentRefused":
      return {
        id: `Berkas tidak dapat diterima. ${refusalWords[event.reason].id}`,
        en: `A file could not be taken. ${refusalWords[event.reason].en}`,
      };
    case "attachmentMissing":
      return { id: "Berkas tidak pernah sampai", en: "A file never arrived" };
    case "attachmentDownloaded":
      return { id: "Berkas diunduh oleh petugas", en: "A file was downloaded by an officer" };
    case "originalOpened":
      return {
        id: "Berkas asli dibuka oleh pengawas",
        en: "A supervisor opened the original of a file",
        text: event.reason,
      };
    case "identityOpened":
      return {
        id: "Identitas pelapor dibuka untuk seorang pengawas selama 24 jam",
        en: "The reporter's identity was opened to a supervisor for 24 hours",
        text: event.reason,
        besides: {
          id: `Diberitahukan kepada ${event.told.length} pengawas lain.`,
          en: `Told to ${event.told.length} other ${event.told.length === 1 ? "supervisor" : "supervisors"}.`,
        },
      };
    case "identitySeen":
      return { id: "Identitas pelapor dilihat oleh pengawas", en: "A supervisor looked at the reporter's identity" };
    case "attachmentsErased":
      return { id: "Berkas dihapus", en: "Files were erased" };
    case "rightsCodeRequested":
      return { id: "Kode untuk melihat atau mengubah data diminta", en: "A code to see or change data was asked for" };
    case "identityCorrected":
      return { id: "Identitas pelapor diperbaiki oleh pelapor", en: "The reporter corrected who they are" };
    case "erased":
      return { id: "Data pelapor dihapus", en: "The reporter's data were erased" };
    case "objected":
      return {
        id: "Pelapor berkeberatan atas pemrosesan datanya",
        en: "The reporter objected to the processing of their data",
        text: event.reason,
      };
    case "reminded":
      return {
        id: `Diingatkan: ${clockWords[event.clock].id}`,
        en: `Reminder sent: ${clockWords[event.clock].en}`,
      };
    case "escalated":
      return {
        id: `Keterlambatan dilaporkan kepada ${escalationWords[event.to].id}`,
        en: `Lateness reported to ${escalationWords[event.to].en}`,
        agency: event.agencyCode,
      };
    case "deadlinesMoved":
      return { id: "Tenggat mundur karena perubahan kalender", en: "Deadlines moved because the calendar changed" };
    case "deadlineMissed":
      return { id: `Terlambat: ${clockWords[event.clock].id}`, en: `Overdue: ${clockWords[event.clock].en}` };
    case "tookOver":
      return {
        id: "Instansi yang menangani berakhir: diambil alih penggantinya",
        en: "The office that had it has closed: its successor goes on",
        agency: event.agencyCode,
      };
    case "mailRefused":
      return { id: `Surat tidak terkirim (${event.mail})`, en: `A mail was refused (${event.mail})` };
  }
};

/** Events that only officers see. */
const forOfficers: ReadonlySet<Event["type"]> = new Set([
  "noted",
  "assigned",
  "mailRefused",
  "attachmentDownloaded",
  "conflictDeclared",
  "conflictLifted",
]);
/** Events that are the reporter's own business. */
const forReporter: ReadonlySet<Event["type"]> = new Set(["rightsCodeRequested", "identityCorrected"]);
/** Events that the public does not see besides. */
const notForPublic: ReadonlySet<Event["type"]> = new Set([
  "screened",
  "held",
  "privacyChanged",
  "verified",
  "reminded",
  "attachmentExpected",
  "attachmentReceived",
  "attachmentReady",
  "attachmentRefused",
  "attachmentMissing",
  "attachmentDownloaded",
  "originalOpened",
  "identityOpened",
  "identitySeen",
  "attachmentsErased",
  "rightsCodeRequested",
  "identityCorrected",
  "erased",
  "objected",
]);
/** Events whose texts are between the reporter and the handlers. */
const betweenThem: ReadonlySet<Event["type"]> = new Set([
  "informationRequested",
  "informationSupplied",
  "replied",
  "withdrawn",
  "reopened",
  "appealed",
  "closed",
  "rated",
  "blocked",
  "objected",
]);
/** Who wrote the text of these; an office reads it without the personal data in it. */
const writtenByReporter = (event: Event): boolean => event.actor.role === "reporter";

const maySee = (event: Event, viewer: Viewer): boolean =>
  (viewer === "officer" && !forReporter.has(event.type)) ||
  (viewer === "reporter" && !forOfficers.has(event.type)) ||
  (viewer === "public" && !forOfficers.has(event.type) && !notForPublic.has(event.type));

const textFor = (event: Event, text: string | undefined, viewer: Viewer): string | undefined => {
  if (text === undefined || viewer === "reporter") return text;
  // A reason for opening an identity may give it away.
  const mayTell = writtenByReporter(event) || event.type === "identityOpened";
  if (viewer === "officer") return mayTell ? maskPersonalData(text).text : text;
  return betweenThem.has(event.type) ? undefined : maskPersonalData(text).text;
};

/** Who did it. An officer's pseudonym is for officers; the link of a mail stands for an office, not for a person. */
const byOf = ({ actor }: Event, viewer: Viewer, directory: Directory): TimelineEntry["by"] => ({
  role: actor.role,
  ...(actor.agencyCode === undefined
    ? {}
    : { agency: { code: actor.agencyCode, name: agencyName(directory, actor.agencyCode) } }),
  ...(viewer === "officer" && actor.agencyCode !== undefined ? { officer: actor.id } : {}),
});

/** That an event made a report confidential is said to whoever may still see it. */
const secrecyWords = (event: Event): Words | undefined =>
  "madeConfidential" in event && event.madeConfidential === true
    ? { id: "Laporan menjadi rahasia.", en: "The report became confidential." }
    : undefined;

/** What happened, oldest first, as this viewer may know it. */
export const timelineOf = (
  events: readonly Event[],
  viewer: Viewer,
  directory: Directory,
  language: Language,
): TimelineEntry[] =>
  events
    .filter((event) => maySee(event, viewer))
    .map((event) => {
      const line = lineOf(event);
      const written = [line.text, line.besides?.[language], secrecyWords(event)?.[language]]
        .filter((its) => its !== undefined)
        .join("\n\n");
      const text = textFor(event, written === "" ? undefined : written, viewer);
      const reasons = event.type === "disposed" || event.type === "held" ? event.reasons : [];
      return {
        at: event.at,
        event: event.type,
        by: byOf(event, viewer, directory),
        title: line[language],
        ...(line.agency === undefined
          ? {}
          : { agency: { code: line.agency, name: agencyName(directory, line.agency) } }),
        ...(text === undefined ? {} : { text }),
        ...(viewer === "public" || reasons.length === 0
          ? {}
          : { reasons: reasons.map((reason) => reasonText(reason, directory, language)) }),
      };
    });
