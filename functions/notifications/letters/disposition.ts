import { maskPersonalData } from "../../../shared/domain/masking.ts";
import { classWords } from "../../../shared/shell/words.ts";
import type { Identity } from "../../../shared/store/identity-store.ts";
import { filingOf, textsOf } from "../../../shared/view/complaint-view.ts";
import { instructionOf, type DispositionEvent } from "../../../shared/view/dispositions.ts";
import { dayInWords } from "../../../shared/view/in-words.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import type { Fact, MailText, Part } from "./compose.ts";
import { moment, quotedForOffice, reasonsOf, reportFact, runningDue, toOffice, type LetterContext } from "./frame.ts";

const placeOf = ({ history, directory }: LetterContext): readonly Fact[] => {
  const { location } = history.complaint;
  const region = directory.regions.find((known) => known.code === location?.regionCode)?.name ?? null;
  const { latitude, longitude } = location ?? {};
  return [
    ["Tempat", location?.address === undefined ? null : maskPersonalData(location.address).text],
    ["Wilayah", region],
    ["Koordinat", latitude === undefined || longitude === undefined ? null : `${latitude}, ${longitude}`],
  ];
};

const aboutTheReport = (context: LetterContext): Part => {
  const { complaint, events } = context.history;
  const { incidentDate } = filingOf(events);
  const category = context.directory.categories.find((known) => known.code === complaint.categoryCode);
  return {
    part: "facts",
    title: "Keterangan",
    facts: [
      reportFact(context),
      ["Jenis", classWords[complaint.class].id],
      ["Kategori", category?.name.id ?? null],
      ...placeOf(context),
      ["Tanggal kejadian", incidentDate === undefined ? null : dayInWords(incidentDate, "id")],
      ["Dilaporkan", moment(context, complaint.filedAt)],
      ["Berkas", filesSent(context)],
    ],
  };
};

/** Nobody waits for files: those that are still coming are told of in a mail of their own. */
const filesSent = ({ history }: LetterContext): string | null => {
  const sent = (history.complaint.attachments ?? []).filter(
    ({ by, state }) => by === "reporter" && state !== "refused" && state !== "missing",
  );
  const coming = sent.filter(({ state }) => state !== "ready").length;
  if (sent.length === 0) return null;
  return `${sent.length} dari pelapor, di halaman laporan${coming === 0 ? "" : ` (${coming} masih dalam perjalanan)`}`;
};

/** What the reporter wrote, as far as others may read it. */
const whatWasWritten = (context: LetterContext): Part => {
  const { published } = textsOf(context.history.events);
  return { part: "quote", title: published.title, text: published.text };
};

const untilWhen = (context: LetterContext): Part => ({
  part: "facts",
  title: "Tenggat",
  facts: [
    ["Tindak lanjut pertama", runningDue(context, "firstFollowUp")],
    ["Penyelesaian", runningDue(context, "completion")],
  ],
});

const instructionPart = (event: DispositionEvent): readonly Part[] => {
  const instruction = instructionOf(event);
  return instruction === null
    ? []
    : [
        { part: "paragraph", text: event.type === "passedUp" ? "Alasan:" : "Petunjuk:" },
        ...quotedForOffice(instruction),
      ];
};

const why = (context: LetterContext, event: DispositionEvent): readonly Part[] => {
  const reasons = reasonsOf(context, event);
  return reasons.length === 0 ? [] : [{ part: "list", title: "Mengapa instansi Anda", items: reasons }];
};

const whoReported = (contact: Identity | null): Part =>
  contact === null
    ? { part: "paragraph", text: "Jati diri pelapor tidak disertakan. Jawaban Anda kami sampaikan kepada pelapor." }
    : {
        part: "facts",
        title: "Pelapor bersedia dihubungi",
        facts: [
          ["Nama", contact.name ?? null],
          ["Surel", contact.email ?? null],
          ["Telepon", contact.phone ?? null],
        ],
      };

const openingOf = ({ directory }: LetterContext, event: DispositionEvent): string => {
  const office = agencyName(directory, event.agencyCode);
  switch (event.type) {
    case "passedUp":
      return `Laporan berikut bukan kewenangan pemerintah daerah yang menerimanya dan diteruskan ke ${office}.`;
    case "tookOver":
      return `${agencyName(directory, event.from)} sudah berakhir. Sebagai penggantinya, ${office} melanjutkan laporan berikut; tautan yang lama tidak berlaku lagi.`;
    case "disposed":
    case "arbitrated":
    case "passedDown":
      return `Laporan berikut diteruskan ke ${office}.`;
  }
};

/**
 * To the office that now has the report: what, where, until when, why, and where to answer.
 * @param contact who the reporter is, only where the reporter wants this office to know.
 */
export const dispositionLetter = (
  context: LetterContext,
  event: DispositionEvent,
  contact: Identity | null,
): MailText => {
  const { headline, confidential } = context.history.complaint;
  return toOffice(context, {
    // A subject is shown on locked screens and in lists.
    subject: confidential ? "laporan untuk ditindaklanjuti" : headline,
    heading: "Laporan untuk ditindaklanjuti",
    parts: [
      {
        part: "paragraph",
        text: openingOf(context, event),
      },
      whatWasWritten(context),
      untilWhen(context),
      aboutTheReport(context),
      ...instructionPart(event),
      ...why(context, event),
      whoReported(contact),
    ],
  });
};

/** To an office that is to know of the report but does not handle it. */
export const copyLetter = (context: LetterContext, event: DispositionEvent): MailText =>
  toOffice(context, {
    subject: context.history.complaint.confidential
      ? "tembusan laporan"
      : `tembusan: ${context.history.complaint.headline}`,
    heading: "Tembusan laporan",
    parts: [
      {
        part: "paragraph",
        text: `Untuk diketahui: laporan berikut ditangani oleh ${agencyName(context.directory, event.agencyCode)}. Instansi Anda menerima tembusannya dan tidak perlu menjawab.`,
      },
      whatWasWritten(context),
      aboutTheReport(context),
      ...instructionPart(event),
    ],
  });
