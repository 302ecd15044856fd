import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { secretHash } from "../../shared/shell/signing.ts";
import { after, clock, filed, publicWorks, reporter, router, type Report } from "../builders.ts";
import { firstCoordinator, ofPublicWorks, secondCoordinator, secondSupervisor, unit } from "./people.ts";

/** The steps of which the lives of reports are put together. */

export type Step = readonly [Command, Actor, string?];
export const secret = "0000-0000-0000-0000-0001";
/** The report that others were merged into, before anything is tried. */
export const survivor = filed();

/** A file of the reporter's, of which the original is kept: in every situation it can be had. */
export const attachmentId = "foto-foto-foto-1";
const withFile: readonly Step[] = [
  [{ move: "expectAttachment", attachmentId, fileName: "foto.jpg", contentType: "image/jpeg", size: 1000 }, reporter],
  [{ move: "receiveAttachment", attachmentId, upload: "one" }, router],
  [
    {
      move: "passAttachment",
      attachmentId,
      contentType: "image/jpeg",
      size: 900,
      preview: true,
      upload: "one",
      original: true,
    },
    router,
  ],
];

/** To one of two supervisors, so that in every situation one has it open and the other has not. */
const withIdentityOpen: Step = [{ move: "openIdentity", reason: "Pelapor diancam" }, secondSupervisor.actor];

/** Another report in this situation. */
export const reportIn = ({ steps, filedAt }: { readonly steps: readonly Step[]; readonly filedAt: string }): Report =>
  after(filed({ secretHash: secretHash(secret), reachable: false }, filedAt), ...withFile, withIdentityOpen, ...steps);

export const [first, second, dpu] = [firstCoordinator.actor, secondCoordinator.actor, ofPublicWorks.actor];

export const dispose: Step = [{ move: "dispose", agencyCode: publicWorks }, router];
export const disposeAgain: Step = [{ move: "dispose", agencyCode: publicWorks, instruction: "Tindak lanjuti" }, first];
export const handBack: Step = [{ move: "handBack", reason: "Bukan kewenangan" }, dpu];
export const arbitrate: Step = [{ move: "arbitrate", agencyCode: publicWorks, reason: "Kewenangannya" }, first];
export const passDown: Step = [{ move: "passDown", agencyCode: unit }, dpu];
export const progress = (by: Actor = dpu): Step => [{ move: "answer", text: "Disurvei" }, by];
export const answerFinally: Step = [{ move: "answerFinally", text: "Selesai" }, dpu];
export const ask = (by: Actor): Step => [{ move: "requestInformation", text: "Di mana?" }, by];
export const close: Step = [{ move: "close" }, reporter];
export const reopen: Step = [{ move: "reopen", reason: "Belum" }, reporter];
export const archive = (by: Actor): Step => [{ move: "archive", reason: "tooOld", text: "Lama" }, by];
export const merge = (by: Actor): Step => [{ move: "merge", into: survivor.complaint.complaintId, text: "Sama" }, by];
export const keepSecret: Step = [{ move: "setPrivacy", anonymous: true, confidential: true }, first];
/** A report about public works, and so about the unit below it. */
export const declare: Step = [
  { move: "declareConflict", agencyCodes: [publicWorks], reason: "Menyangkut pegawai dinas ini" },
  first,
];
export const lapse: Step = [{ move: "archiveIncomplete" }, clock];
export const appeal: Step = [{ move: "appeal", reason: "Keberatan" }, reporter];
export const withProof: Step = [{ move: "closeWithProof", text: "Foto", withoutAttachment: "Terlihat di jalan" }, dpu];
export const unanswered: Step = [{ move: "closeUnanswered" }, clock];
export const thrice: readonly Step[] = [dispose, close, reopen, close, reopen, close, reopen];
export const at = (time: string, ...steps: readonly Step[]): readonly Step[] =>
  steps.map(([its, by]) => [its, by, time]);
