import type { Command, CommandOf } from "../../shared/domain/commands.ts";
import type { ClockName, ComplaintClass } from "../../shared/domain/directory.ts";
import { nameMarker, noteMarker } from "./markers.ts";
import { offices, worksAt } from "./people.ts";

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

/** Files that come and go: as many as the reporter's filing may bring and one more, or as many as an office's answer. */
const files = ["foto-1", "foto-2", "bukti-1"];

/** What a sender calls a file may say who they are. */
const fileName = `Foto ${nameMarker}.jpg`;

/** Steps of a file; an upload comes under its own name. */
export const promised = (attachmentId: string, contentType = "image/jpeg", size = 1000): Order => ({
  move: "expectAttachment",
  attachmentId,
  fileName,
  contentType,
  size,
});
export const arrived = (attachmentId: string, upload: string): Order => ({
  move: "receiveAttachment",
  attachmentId,
  upload,
});
export const passed = (attachmentId: string, upload: string): Order => ({
  move: "passAttachment",
  attachmentId,
  contentType: "image/jpeg",
  size: 900,
  preview: true,
  upload,
  original: false,
});
export const notReadable = (attachmentId: string, upload: string): Order => ({
  move: "refuseAttachment",
  attachmentId,
  reason: "notReadable",
  upload,
});

const aboutFiles = (attachmentId: string): readonly Order[] => [
  promised(attachmentId),
  promised(attachmentId, "image/svg+xml"),
  promised(attachmentId, "image/jpeg", 99_999_999),
  ...["first", "second"].flatMap((upload): readonly Order[] => [
    arrived(attachmentId, upload),
    passed(attachmentId, upload),
    notReadable(attachmentId, upload),
  ]),
  { move: "refuseAttachment", attachmentId, reason: "notInspected" },
  { move: "missAttachment", attachmentId },
  { move: "recordDownload", attachmentId },
  { move: "eraseAttachments", attachmentIds: [attachmentId] },
  ...["Ada aduan", ""].map((reason): Order => ({ move: "openOriginal", attachmentId, reason })),
];

export const orders: readonly Order[] = [
  { move: "screen", masked: 1, duplicates: [] },
  { move: "hold", reason: "noSignal", reasons: [] },
  { move: "verify" },
  ...["Jalan rusak di depan pasar.", ""].map((text): Order => ({ move: "editPublicText", text })),
  ...[true, false].map((confidential): Order => ({ move: "setPrivacy", anonymous: true, confidential })),
  ...["Menyangkut dinas itu", ""].map((reason): Order => ({
    move: "declareConflict",
    agencyCodes: [offices.roads],
    reason,
  })),
  { move: "declareConflict", agencyCodes: [offices.unknown], reason: "Menyangkut dinas itu" },
  { move: "declareConflict", reason: "Menyangkut seseorang" },
  ...["Keliru", ""].map((reason): Order => ({ move: "liftConflict", reason })),
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
    { move: "answerFinally", text: "Sudah ditambal.", attachments: [its] },
    { move: "closeWithProof", text: "Selesai", attachments: [its] },
  ]),
  ...files.flatMap(aboutFiles),
  { move: "note", text: `Catatan: pelapor sering menelepon (${noteMarker})` },
  { move: "note", text: "" },
  ...["Pelapor diancam", ""].map((reason): Order => ({ move: "openIdentity", reason })),
  { move: "seeIdentity" },
  ...[...Object.keys(worksAt), "pimpinan-kutim", "no-such-officer", null].map((officerId): Order => ({
    move: "assign",
    officerId,
  })),
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
  { move: "takeOver" },
  { move: "recordRefusedMail", mail: "receipt", to: "reporter" },
  { move: "requestRightsCode" },
  ...[true, false].map((reachable): Order => ({
    move: "correctIdentity",
    reachable,
    shareWithAgency: false,
    addressLeft: !reachable,
  })),
  ...["Tidak perlu diketahui", ""].map((reason): Order => ({ move: "objectToProcessing", reason })),
  { move: "erase", of: [], headline: "Lubang" },
];

/** What only time does, and not before something is due. */
export const isTimes = ({ move }: Order): boolean =>
  move === "missDeadline" || move === "closeUnanswered" || move === "archiveIncomplete";
