import { runningClocks, type Complaint } from "../../../shared/domain/complaint.ts";
import { zoneOf } from "../../../shared/domain/deadlines.ts";
import type { Directory, LocalDate } from "../../../shared/domain/directory.ts";
import type { Event } from "../../../shared/domain/events.ts";
import type { MailKind } from "../../../shared/domain/mail-kinds.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import { clockWords } from "../../../shared/shell/words.ts";
import { dayInWords, dueInWords } from "../../../shared/view/in-words.ts";
import { composed, type MailText, type Part } from "./compose.ts";

/** What a digest tells of one report, and where the office answers; null: it cannot over a link. */
export type DigestLine = {
  readonly kind: MailKind;
  readonly event: Event;
  readonly complaint: Complaint;
  readonly link: string | null;
};

export type DigestContext = { readonly directory: Directory; readonly office: string; readonly day: LocalDate };

const newsOf = ({ event }: DigestLine, { directory }: DigestContext): string => {
  switch (event.type) {
    case "reminded":
      return `tenggat ${clockWords[event.clock].id} mendekat`;
    case "deadlineMissed":
      return `tenggat ${clockWords[event.clock].id} terlewati`;
    case "escalated":
      return `eskalasi ke-${event.level}: ${clockWords[event.clock].id} terlambat`;
    case "replied":
      return "pelapor menanggapi";
    case "informationSupplied":
      return "pelapor melengkapi laporan";
    case "disposed":
    case "arbitrated":
    case "passedDown":
      return `tembusan; ditangani oleh ${agencyName(directory, event.agencyCode)}`;
    default:
      throw new Error(`no digest tells of ${event.type}`);
  }
};

/** The deadline that comes first. */
const deadlineOf = (complaint: Complaint, { directory, office }: DigestContext): string | null => {
  const [first] = runningClocks(complaint);
  if (!first) return null;
  const its = complaint.clocks[first.clock] ?? first;
  return `${clockWords[first.clock].id}, ${dueInWords(its, zoneOf(directory, office), "id")}`;
};

const aboutReport = (lines: readonly DigestLine[], context: DigestContext): readonly Part[] => {
  const [first] = lines;
  if (!first) return [];
  const { complaint } = first;
  const link = lines.find((line) => line.link !== null)?.link ?? null;
  const { trackingNumber, confidential, headline } = complaint;
  return [
    {
      part: "facts",
      title: `${trackingNumber}${confidential ? " [RAHASIA]" : ""}`,
      facts: [
        ["Perihal", confidential ? null : headline],
        ["Kabar", lines.map((line) => newsOf(line, context)).join("; ")],
        ["Tenggat", deadlineOf(complaint, context)],
      ],
    },
    ...(link === null ? [] : [{ part: "link", label: `Buka ${trackingNumber}`, url: link } as const]),
  ];
};

const byUrgency = (a: DigestLine, b: DigestLine): number => {
  const dueOf = ({ complaint }: DigestLine): number => Date.parse(runningClocks(complaint)[0]?.dueAt ?? "9999-12-31");
  return (
    dueOf(a) - dueOf(b) ||
    a.complaint.trackingNumber.localeCompare(b.complaint.trackingNumber) ||
    a.event.version - b.event.version
  );
};

/** To an office that asked for it: all that can wait for its opening, each report once, soonest deadline first. */
export const digestLetter = (lines: readonly DigestLine[], context: DigestContext): MailText => {
  const { directory, office, day } = context;
  const reports = [...Map.groupBy([...lines].sort(byUrgency), ({ complaint }) => complaint.complaintId).values()];
  const withLinks = lines.some(({ link }) => link !== null);
  return composed({
    language: "id",
    subject: `Ringkasan ${dayInWords(day, "id")}: ${reports.length} laporan`,
    heading: `Ringkasan laporan, ${dayInWords(day, "id")}`,
    parts: [
      {
        part: "paragraph",
        text: `Kabar sejak ringkasan terakhir untuk ${agencyName(directory, office)}, diurutkan menurut tenggat. Disposisi baru dan laporan mendesak dikirim tersendiri.`,
      },
      ...reports.flatMap((its) => aboutReport(its, context)),
      {
        part: "paragraph",
        text: `Balasan ke surat ini tidak sampai kepada siapa pun.${withLinks ? " Siapa pun yang memegang tautan di atas dapat menjawab atas nama instansi Anda, jadi jangan dibagikan ke luar instansi." : ""}`,
      },
    ],
  });
};
