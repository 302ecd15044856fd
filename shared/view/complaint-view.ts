import type { Complaint } from "../domain/complaint.ts";
import type { Directory } from "../domain/directory.ts";
import type { Event, FiledEvent } from "../domain/events.ts";
import { workingDaysUntil } from "../domain/deadlines.ts";
import { maskPersonalData } from "../domain/masking.ts";
import { statusWords } from "../shell/words.ts";
import type { Language } from "../shell/language.ts";
import type { History } from "../store/complaint-store.ts";
import type { ComplaintAnswer } from "./answers.ts";
import { attachmentsOf } from "./attachments-view.ts";
import { deadlinesOf } from "./deadlines-view.ts";
import { agencyName } from "../domain/names.ts";
import { assigneeOf } from "./assignee.ts";
import { differenceOf, type Difference } from "./difference.ts";
import { timelineOf, type Viewer } from "./timeline.ts";

/** The filing, with which every report begins. */
export const filingOf = (events: readonly Event[]): FiledEvent => {
  const first = events[0];
  if (first?.type !== "filed") throw new Error("the events of a report begin with its filing");
  return first;
};

export type Writing = { readonly title: string | null; readonly text: string };

/**
 * What the reporter wrote, and what of it others may read: the coordinator's last edit, or else the original, in both
 * cases with personal data masked. Masking happens on reading, so that a better mask covers old reports too.
 */
export const textsOf = (events: readonly Event[]): { readonly original: Writing; readonly published: Writing } => {
  const filed = filingOf(events);
  const original: Writing = { title: filed.title ?? null, text: filed.text };
  const edited = events.findLast((event) => event.type === "publicTextEdited");
  const { title, text } = edited ? { title: edited.title ?? null, text: edited.text } : original;
  return { original, published: maskedWriting({ title, text }) };
};

const maskedWriting = ({ title, text }: Writing): Writing => ({
  title: title === null ? null : maskPersonalData(title).text,
  text: maskPersonalData(text).text,
});

const comparison = (original: Writing, published: Writing): Pick<ComplaintAnswer, "original" | "difference"> =>
  same(original, published) ? {} : { original, difference: asAnswer(differenceOf(original, published)) };

const asAnswer = ({ title, text }: Difference): NonNullable<ComplaintAnswer["difference"]> => ({
  title: [...title],
  text: [...text],
});

const same = (a: Writing, b: Writing): boolean => a.title === b.title && a.text === b.text;

/**
 * A report may be seen by everybody once it was passed on, unless it is confidential, blocked, or about somebody in
 * government, who is one of everybody.
 */
export const isPublic = (complaint: Complaint): boolean =>
  complaint.published && !complaint.confidential && complaint.concerns === null && complaint.status !== "blocked";

/** The status in the words of the public register. */
export const statusText = (complaint: Complaint, directory: Directory, language: Language, now: string): string => {
  const id = language === "id";
  if (complaint.status === "dispatched" && complaint.agencyCode !== null) {
    const name = agencyName(directory, complaint.agencyCode);
    return id ? `Terdisposisi ke ${name}` : `Passed on to ${name}`;
  }
  const reply = complaint.clocks.reporterReply;
  if (complaint.status === "answered" && reply?.state === "running") {
    const days = workingDaysUntil(directory, reply, now, complaint.agencyCode);
    return id ? `Selesai otomatis dalam ${days} hari kerja` : `Closes by itself in ${days} working days`;
  }
  const words = statusWords[complaint.status][language];
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const regionOf = (complaint: Complaint, directory: Directory): ComplaintAnswer["region"] => {
  const code = complaint.location?.regionCode;
  const region = directory.regions.find((known) => known.code === code);
  return region ? { code: region.code, name: region.name } : null;
};

const categoryOf = (complaint: Complaint, directory: Directory, language: Language): ComplaintAnswer["category"] => {
  const category = directory.categories.find((known) => known.code === complaint.categoryCode);
  return category ? { code: category.code, name: category.name[language] } : null;
};

/** A house number may say who wrote, so the public learns the district only; and what is written there may be a number to call. */
const addressFor = ({ location }: Complaint, viewer: Viewer): string | null => {
  if (location?.address === undefined || viewer === "public") return null;
  return viewer === "reporter" ? location.address : maskPersonalData(location.address).text;
};

export type Reader = { readonly directory: Directory; readonly language: Language; readonly now: string };

/**
 * What a reporter is told of the report that goes on for theirs: no more than everybody may know, and where it is not
 * public just how it stands.
 */
const asEverybodySees = (
  { complaint, events }: History,
  { directory, language, now }: Reader,
): NonNullable<ComplaintAnswer["mergedInto"]> => ({
  trackingNumber: isPublic(complaint) ? complaint.trackingNumber : null,
  status: complaint.status,
  statusText: statusText(complaint, directory, language, now),
  timeline: isPublic(complaint) ? timelineOf(events, "public", directory, language) : [],
});

const dayInMilliseconds = 86_400_000;
/** From this rating on down, the reporter is asked whether the report was closed too early. */
const poorRating = 2;

/** Whoever rates a solution poorly is asked whether it is one. */
const questionTo = (
  { status, rating, closedAt }: Complaint,
  moves: readonly string[],
  { policy }: Directory,
  language: Language,
): Pick<ComplaintAnswer, "question"> => {
  if (status !== "closed" || rating === null || rating > poorRating || closedAt === null) return {};
  if (!moves.includes("reopening")) return {};
  const until = new Date(Date.parse(closedAt) + policy.reopeningDays * dayInMilliseconds).toISOString();
  const text =
    language === "id"
      ? `Anda memberi nilai ${rating} dari 5. Apakah laporan ini belum tuntas dan perlu dibuka kembali?`
      : `You rated it ${rating} of 5. Is it not solved, and should the report be reopened?`;
  return { question: { move: "reopening", text, until } };
};

const concernsFor = ({ concerns }: Complaint): Pick<ComplaintAnswer, "concerns"> =>
  concerns === null
    ? {}
    : { concerns: { agencyCodes: [...concerns.agencyCodes], officerIds: [...concerns.officerIds] } };

/** A report as this viewer may see it. The reporter's identity is not in what this reads, so it cannot be in what it says. */
export const complaintView = (
  { complaint, events }: History,
  viewer: Viewer,
  moves: readonly string[],
  reader: Reader,
  survivor: History | null = null,
): ComplaintAnswer => {
  const { directory, language, now } = reader;
  const { original, published } = textsOf(events);
  const { agencyCode } = complaint;
  return {
    trackingNumber: complaint.trackingNumber,
    class: complaint.class === "complaintWithInspection" ? "complaint" : complaint.class,
    withInspection: complaint.class === "complaintWithInspection",
    title: published.title,
    text: published.text,
    ...(viewer === "public" || same(original, published)
      ? {}
      : comparison(viewer === "reporter" ? original : maskedWriting(original), published)),
    status: complaint.status,
    statusText: statusText(complaint, directory, language, now),
    agency: agencyCode === null ? null : { code: agencyCode, name: agencyName(directory, agencyCode) },
    ...(viewer === "officer" ? { assignee: assigneeOf(complaint, directory), ...concernsFor(complaint) } : {}),
    category: categoryOf(complaint, directory, language),
    region: regionOf(complaint, directory),
    address: addressFor(complaint, viewer),
    incidentDate: filingOf(events).incidentDate ?? null,
    anonymous: complaint.anonymous,
    confidential: complaint.confidential,
    filedAt: complaint.filedAt,
    ...(complaint.closedAt === null ? {} : { closedAt: complaint.closedAt }),
    ...(complaint.closedBy === null ? {} : { closedBy: complaint.closedBy }),
    ...(complaint.rating === null ? {} : { rating: complaint.rating }),
    ...(survivor === null ? {} : { mergedInto: asEverybodySees(survivor, reader) }),
    absorbed: complaint.absorbed?.length ?? 0,
    ...(viewer === "reporter" ? questionTo(complaint, moves, directory, language) : {}),
    deadlines: deadlinesOf(complaint, now),
    timeline: timelineOf(events, viewer, directory, language),
    attachments: attachmentsOf(complaint, events, viewer, language),
    moves: [...moves],
    version: complaint.version,
  };
};
