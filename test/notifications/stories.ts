import type { MailKind } from "../../functions/notifications/mail-message.ts";
import type { CommandOf } from "../../shared/domain/commands.ts";
import {
  after,
  clock,
  coordinator,
  filed,
  handlerOf,
  health,
  inspector,
  publicWorks,
  reporter,
  router,
  secondCoordinator,
  takenOver,
  type Report,
} from "../builders.ts";

import { written, type Postroom, type Written } from "./postroom.ts";

/** Reports that have met everything of which a mail tells, cut off where the mail is written. */

export const agency = handlerOf(publicWorks);

export const sent = (
  particulars: Partial<CommandOf<"file">> = {},
  dispose: Partial<CommandOf<"dispose">> = {},
): Report => after(filed(particulars), [{ move: "dispose", agencyCode: publicWorks, ...dispose }, router]);

/** Two reports of one matter: the first goes on for both. */
export const mergedPair = (
  ofSurvivor: Partial<CommandOf<"file">> = {},
  ofMerged: Partial<CommandOf<"file">> = {},
): { readonly survivor: Report; readonly merged: Report } => {
  const [first, second] = [sent(ofSurvivor), filed(ofMerged)];
  const { complaintId: into } = first.complaint;
  return {
    survivor: after(first, [{ move: "absorb", complaintIds: [second.complaint.complaintId] }, coordinator]),
    merged: after(second, [{ move: "merge", into, text: "Lubang yang sama." }, coordinator]),
  };
};

export type Story = readonly [MailKind, Report, ...others: Report[]];

const atOffice = (particulars: Partial<CommandOf<"file">>): readonly Story[] => {
  // There are no copies of what is confidential.
  const copies = particulars.confidential === true ? [] : [health];
  const one = sent(particulars, { copies, instruction: "Mohon ditindaklanjuti." });
  const asked = after(one, [{ move: "requestInformation", text: "Di sebelah mana?" }, agency]);
  const late = after(one, [{ move: "missDeadline", clock: "firstFollowUp" }, clock]);
  const escalated = after(late, [{ move: "escalate", clock: "firstFollowUp" }, clock]);
  const proposed = after(one, [
    { move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit." },
    agency,
  ]);
  return [
    ["disposition", one],
    ["disposition", takenOver(one)],
    ["takenOver", takenOver(one)],
    ...copies.map((): Story => ["copy", one]),
    ["disposition", after(filed(particulars), [{ move: "passUp", reason: "Jalan provinsi." }, coordinator])],
    ["answer", after(one, [{ move: "answer", text: "Sedang dikerjakan." }, agency])],
    ["question", asked],
    ["reply", after(one, [{ move: "reply", text: "Masih rusak." }, reporter])],
    ["handedBack", after(one, [{ move: "handBack", reason: "Jalan provinsi." }, agency])],
    ["reminder", after(one, [{ move: "remind", clock: "firstFollowUp", reminder: "halfTime" }, clock])],
    ["reminder", after(asked, [{ move: "remind", clock: "reporterCompletion", reminder: "workingDayBefore" }, clock])],
    ["overdue", late],
    ["escalation", escalated],
    ["escalation", after(escalated, [{ move: "escalate", clock: "firstFollowUp" }, clock])],
    ["classChange", proposed],
    ["classChange", after(proposed, [{ move: "refuseClassChange", reason: "Tidak perlu." }, secondCoordinator])],
    ["classChange", after(proposed, [{ move: "approveClassChange" }, coordinator])],
    ["classChange", after(one, [{ move: "changeClass", class: "informationRequest" }, agency])],
    [
      "refused",
      after(one, [
        { move: "recordRefusedMail", mail: "disposition", to: "agency", agencyCode: publicWorks, about: 2 },
        router,
      ]),
    ],
  ];
};

const ended = (particulars: Partial<CommandOf<"file">>): readonly Story[] => {
  const answered = after(sent(particulars), [{ move: "answerFinally", text: "Sudah ditambal." }, agency]);
  const closed = after(answered, [{ move: "closeUnanswered" }, clock]);
  const archived = after(filed(particulars), [{ move: "archive", reason: "tooOld", text: "Tahun 1998." }, coordinator]);
  const reopened = after(closed, [{ move: "reopen", reason: "Berlubang lagi." }, reporter]);
  const again: Parameters<typeof after>[1][] = [
    [{ move: "answerFinally", text: "Sudah." }, agency],
    [{ move: "closeUnanswered" }, clock],
    [{ move: "reopen", reason: "Masih berlubang." }, reporter],
  ];
  return [
    ["answer", answered],
    ["reminder", after(answered, [{ move: "remind", clock: "reporterReply", reminder: "workingDayBefore" }, clock])],
    ["closed", closed],
    ["closed", after(answered, [{ move: "close", rating: 4, comment: "Terima kasih." }, reporter])],
    ["lowRating", after(answered, [{ move: "close", rating: 2, comment: "Masih rusak." }, reporter])],
    ["lowRating", after(closed, [{ move: "close", rating: 1, comment: "Masih rusak." }, reporter])],
    ["closed", archived],
    ["appealed", after(archived, [{ move: "appeal", reason: "Masih terjadi." }, reporter])],
    ["reopened", reopened],
    ["reopened", after(reopened, ...again, ...again)],
  ];
};

const merging = (particulars: Partial<CommandOf<"file">>): readonly Story[] => {
  const { survivor, merged } = mergedPair(particulars, particulars);
  const third = sent(particulars);
  return [
    ["closed", merged, survivor],
    ["followed", after(survivor, [{ move: "answer", text: "Sedang dikerjakan." }, agency]), merged],
    [
      "followed",
      after(survivor, [{ move: "merge", into: third.complaint.complaintId, text: "Sama." }, coordinator]),
      merged,
      third,
    ],
  ];
};

export const stories = (particulars: Partial<CommandOf<"file">> = {}): readonly Story[] => {
  const blocked = after(filed(particulars), [{ move: "block", reason: "Memuat kebencian." }, coordinator]);
  const { anonymous = false, confidential = false } = particulars;
  return [
    ["receipt", filed(particulars)],
    [
      "held",
      after(filed(particulars), [{ move: "hold", reason: "noSignal", reasons: [{ kind: "noSignal" }] }, router]),
    ],
    ["privacy", after(filed(particulars), [{ move: "setPrivacy", anonymous, confidential }, coordinator])],
    // The last of its mails, which is to another supervisor; that to the reporter is in letters-identity.test.ts.
    ["identity", after(sent(particulars), [{ move: "openIdentity", reason: "Pelapor diancam." }, inspector])],
    ["closed", blocked],
    ["unblocked", after(blocked, [{ move: "unblock", reason: "Keliru." }, coordinator])],
    ...atOffice(particulars),
    ...ended(particulars),
    ...merging(particulars),
  ];
};

/** Whether a mail goes to an office: who reports has an address elsewhere. */
export const isToOffice = (to: readonly string[]): boolean =>
  to.every((address) => /@([a-z]+\.)?(kutim|kaltim)\.example$/.test(address));

export const toldIn = ([kind, report, ...others]: Story, room: Postroom = {}): Promise<Written> =>
  written(report, kind, { reports: [report, ...others], ...room });

/** The number that the reader knows: of their own report, where it was merged into another. */
export const numberIn = ([kind, report, merged]: Story): string =>
  (kind === "followed" && merged ? merged : report).complaint.trackingNumber;
