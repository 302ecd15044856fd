import type { Command, CommandOf } from "../../shared/domain/commands.ts";
import type { ClockName, ComplaintClass } from "../../shared/domain/directory.ts";
import { noteMarker } from "./markers.ts";
import { offices } from "./people.ts";

/** What may be asked for: every move of a life that is under way, most of them with more than one particular. */

export type Order = Exclude<Command, CommandOf<"file" | "merge">>;

const classes: readonly ComplaintClass[] = ["complaint", "complaintWithInspection", "aspiration", "informationRequest"];
const clocks: readonly ClockName[] = [
  "verification",
  "arbitration",
  "firstFollowUp",
  "completion",
  "reporterReply",
  "reporterCompletion",
];
const destinations = [offices.roads, offices.health, offices.unknown];

/** Files that come and go: two of the reporter's and one of an office's, if nobody takes the name of the other's. */
const files = ["foto-1", "foto-2", "bukti-1"];

const aboutFiles = (attachmentId: string): readonly Order[] => [
  ...["image/jpeg", "image/svg+xml"].map((contentType): Order => ({
    move: "expectAttachment",
    attachmentId,
    fileName: "foto.jpg",
    contentType,
    size: 1000,
  })),
  ...["first", "second"].flatMap((upload): readonly Order[] => [
    { move: "receiveAttachment", attachmentId, upload },
    {
      move: "passAttachment",
      attachmentId,
      contentType: "image/jpeg",
      size: 900,
      preview: true,
      upload,
      original: false,
    },
    { move: "refuseAttachment", attachmentId, reason: "notReadable", upload },
  ]),
  { move: "refuseAttachment", attachmentId, reason: "notInspected" },
  { move: "missAttachment", attachmentId },
  { move: "recordDownload", attachmentId },
  ...["Ada aduan", ""].map((reason): Order => ({ move: "openOriginal", attachmentId, reason })),
];

export const orders: readonly Order[] = [
  { move: "screen", masked: 1, duplicates: [] },
  { move: "hold", reason: "noSignal", reasons: [] },
  { move: "verify" },
  ...["Jalan rusak di depan pasar.", ""].map((text): Order => ({ move: "editPublicText", text })),
  ...[true, false].map((confidential): Order => ({ move: "setPrivacy", anonymous: true, confidential })),
  ...destinations.map((agencyCode): Order => ({ move: "dispose", agencyCode, instruction: "Tindak lanjuti" })),
  { move: "dispose", agencyCode: offices.roads },
  ...destinations.map((agencyCode): Order => ({ move: "arbitrate", agencyCode, reason: "Kewenangannya" })),
  { move: "passUp", reason: "Jalan provinsi" },
  { move: "passUp", reason: "Bukan kami", agencyCode: offices.health },
  ...[offices.roadsUnit, offices.health].map((agencyCode): Order => ({ move: "passDown", agencyCode })),
  ...["Bukan kewenangan kami", ""].map((reason): Order => ({ move: "handBack", reason })),
  ...["Sudah disurvei.", ""].map((text): Order => ({ move: "answer", text })),
  ...["Sudah ditambal.", ""].map((text): Order => ({ move: "answerFinally", text })),
  ...files.flatMap((its): readonly Order[] => [
    { move: "answer", text: "Sudah disurvei.", attachments: [its] },
    { move: "closeWithProof", text: "Selesai", attachments: [its] },
  ]),
  ...files.flatMap(aboutFiles),
  {
    move: "expectAttachment",
    attachmentId: "foto-1",
    fileName: "foto.jpg",
    contentType: "image/jpeg",
    size: 99_999_999,
  },
  { move: "note", text: `Catatan: pelapor sering menelepon (${noteMarker})` },
  { move: "note", text: "" },
  ...["Di mana tepatnya?", ""].map((text): Order => ({ move: "requestInformation", text })),
  ...["Di depan pasar induk.", ""].map((text): Order => ({ move: "reply", text })),
  ...classes.map((to): Order => ({ move: "changeClass", class: to, reason: "Perlu pemeriksaan" })),
  { move: "changeClass", class: "complaintWithInspection" },
  { move: "approveClassChange" },
  ...["Tidak perlu", ""].map((reason): Order => ({ move: "refuseClassChange", reason })),
  { move: "close" },
  ...[2, 5].map((rating): Order => ({ move: "close", rating })),
  ...["Terlihat di jalan", ""].map((withoutAttachment): Order => ({
    move: "closeWithProof",
    text: "Selesai",
    withoutAttachment,
  })),
  ...["Sudah selesai tiga kali.", ""].map((text): Order => ({ move: "upholdClosure", text })),
  { move: "absorb", complaintIds: [] },
  { move: "closeUnanswered" },
  ...["Lewat lima tahun", ""].map((text): Order => ({ move: "archive", reason: "tooOld", text })),
  { move: "archiveIncomplete" },
  { move: "withdraw", reason: "Sudah beres" },
  ...["Ujaran kebencian", ""].map((reason): Order => ({ move: "block", reason })),
  ...["Keliru", ""].map((reason): Order => ({ move: "unblock", reason })),
  ...["Belum selesai", ""].map((reason): Order => ({ move: "reopen", reason })),
  ...["Keberatan", ""].map((reason): Order => ({ move: "appeal", reason })),
  ...clocks.flatMap((clock): readonly Order[] => [
    { move: "remind", clock, reminder: "halfTime" },
    { move: "missDeadline", clock },
    { move: "escalate", clock },
  ]),
  { move: "moveDeadlines" },
  { move: "recordRefusedMail", mail: "receipt", to: "reporter" },
];

/** What only time does, and not before something is due. */
export const isTimes = ({ move }: Order): boolean =>
  move === "missDeadline" || move === "closeUnanswered" || move === "archiveIncomplete";
