import * as z from "zod/mini";
import type { Command } from "../../shared/domain/commands.ts";
import { complaintClass } from "../../shared/domain/directory.ts";
import { archiveReason } from "../../shared/domain/events.ts";
import { given } from "../../shared/domain/given.ts";
import type { ActorRole, Move } from "../../shared/domain/lifecycle.ts";
import type { Words } from "../../shared/shell/language.ts";
import { writing } from "../../shared/shell/writing.ts";

/**
 * The officers' moves by the names that the API gives them: what each takes, and which command of the lifecycle it
 * is. Routes, answers and the list of moves that a report offers are all made from this table.
 */
export const code = z.string().check(z.minLength(1), z.maxLength(40));
const text = writing(3000);
const reason = writing(1000);
/** Ids of files that the office has sent, to be shown to the reporter. */
const files = z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(20));

/** What moves of one report have in common with those of many at once. */
export const instruction = z.optional(reason);
export const assignmentBody = () => z.strictObject({ officerId: z.nullable(code) });

type Disposition = {
  readonly agencyCode: string;
  readonly instruction?: string | undefined;
  readonly copies?: string[] | undefined;
  readonly categoryCode?: string | undefined;
  readonly urgent?: boolean | undefined;
};
/** Whoever coordinates passes a report on; whoever handles it, down to a unit. */
export const dispositionCommand = ({ agencyCode, ...rest }: Disposition, role: ActorRole): Command => {
  const { instruction: said, copies } = rest;
  return role === "handler"
    ? { move: "passDown", agencyCode, ...given({ instruction: said, copies }) }
    : { move: "dispose", agencyCode, ...given(rest) };
};

export type OfficerMove = {
  readonly name: string;
  readonly summary: Words;
  readonly body: z.ZodMiniType;
  readonly command: (body: never, role: ActorRole) => Command;
  /** The moves of the lifecycle that it may be. */
  readonly is: readonly Move[];
};

const officerMove = <Body extends z.ZodMiniType>(move: {
  readonly name: string;
  readonly summary: Words;
  /** Made when the move is asked for the first time: one request makes one of fourteen. */
  readonly body: () => Body;
  readonly command: (body: z.infer<Body>, role: ActorRole) => Command;
  readonly is: readonly Move[];
}): OfficerMove => ({ ...move, body: z.lazy(move.body) });

export const officerMoves: readonly OfficerMove[] = [
  officerMove({
    name: "verification",
    summary: {
      id: "Memverifikasi laporan dan mengirimnya lagi ke penerusan.",
      en: "Verify a report and send it through routing again.",
    },
    body: () => z.strictObject({ categoryCode: z.optional(code) }),
    command: (body) => ({ move: "verify", ...given(body) }),
    is: ["verify"],
  }),
  officerMove({
    name: "disposition",
    summary: {
      id: "Meneruskan laporan ke instansi, atau ke unit di bawahnya.",
      en: "Pass a report on to an agency, or down to a unit.",
    },
    body: () =>
      z.strictObject({
        agencyCode: code,
        categoryCode: z.optional(code),
        copies: z.optional(z.array(code).check(z.maxLength(10))),
        instruction,
        urgent: z.optional(z.boolean()),
      }),
    command: dispositionCommand,
    is: ["dispose", "passDown"],
  }),
  officerMove({
    name: "arbitration",
    summary: {
      id: "Memutuskan instansi yang berwenang setelah dua kali dikembalikan.",
      en: "Decide which agency is responsible after two hand-backs.",
    },
    body: () =>
      z.strictObject({
        agencyCode: code,
        reason,
        categoryCode: z.optional(code),
        copies: z.optional(z.array(code).check(z.maxLength(10))),
        urgent: z.optional(z.boolean()),
      }),
    command: (body) => ({ move: "arbitrate", ...given(body) }),
    is: ["arbitrate"],
  }),
  officerMove({
    name: "not-our-authority",
    summary: {
      id: "Bukan kewenangan pemerintah daerah: meneruskan ke pemerintah di atasnya atau lembaga lain.",
      en: "Not this government's authority: pass it on to the government above, or another one.",
    },
    body: () => z.strictObject({ reason, suggestedAgencyCode: z.optional(code) }),
    command: (body) => ({
      move: "passUp",
      reason: body.reason,
      ...given({ agencyCode: body.suggestedAgencyCode }),
    }),
    is: ["passUp"],
  }),
  officerMove({
    name: "public-text",
    summary: {
      id: "Menyunting judul dan teks untuk umum; tulisan asli tidak berubah.",
      en: "Edit the title and text for the public; the original stays as it is.",
    },
    body: () => z.strictObject({ title: z.optional(writing(200)), text }),
    command: (body) => ({ move: "editPublicText", ...given(body) }),
    is: ["editPublicText"],
  }),
  officerMove({
    name: "information-request",
    summary: { id: "Meminta kelengkapan dari pelapor.", en: "Ask the reporter for information." },
    body: () => z.strictObject({ text }),
    command: (body) => ({ move: "requestInformation", ...body }),
    is: ["requestInformation"],
  }),
  officerMove({
    name: "hand-back",
    summary: { id: "Mengembalikan laporan: bukan kewenangan.", en: "Hand a report back: not our authority." },
    body: () => z.strictObject({ reason, suggestedAgencyCode: z.optional(code) }),
    command: (body) => ({ move: "handBack", ...given(body) }),
    is: ["handBack"],
  }),
  officerMove({
    name: "answer",
    summary: { id: "Menyampaikan tindak lanjut atau jawaban akhir.", en: "Report progress or give the final answer." },
    body: () => z.strictObject({ text, final: z._default(z.boolean(), false), attachments: z.optional(files) }),
    command: ({ final, ...body }) => ({ move: final ? "answerFinally" : "answer", ...given(body) }),
    is: ["answer", "answerFinally"],
  }),
  officerMove({
    name: "note",
    summary: { id: "Mencatat untuk sesama petugas.", en: "Write a note that only officers see." },
    body: () => z.strictObject({ text }),
    command: (body) => ({ move: "note", ...body }),
    is: ["note"],
  }),
  officerMove({
    name: "assignment",
    summary: {
      id: "Menugaskan laporan kepada satu petugas instansi yang memegangnya, atau melepaskannya.",
      en: "Give a report to one officer of the office that has it, or to nobody.",
    },
    body: assignmentBody,
    command: (body) => ({ move: "assign", ...body }),
    is: ["assign"],
  }),
  officerMove({
    name: "class-change",
    summary: {
      id: "Mengubah klasifikasi; ke tenggat yang lebih panjang hanya dengan persetujuan.",
      en: "Change the class; to a longer deadline only as a proposal.",
    },
    body: () => z.strictObject({ class: complaintClass, reason: z.optional(reason) }),
    command: (body) => ({ move: "changeClass", ...given(body) }),
    is: ["changeClass"],
  }),
  officerMove({
    name: "class-change-approval",
    summary: { id: "Menyetujui usulan klasifikasi.", en: "Approve a proposed class." },
    body: () => z.strictObject({}),
    command: () => ({ move: "approveClassChange" }),
    is: ["approveClassChange"],
  }),
  officerMove({
    name: "class-change-refusal",
    summary: { id: "Menolak usulan klasifikasi.", en: "Refuse a proposed class." },
    body: () => z.strictObject({ reason }),
    command: (body) => ({ move: "refuseClassChange", ...body }),
    is: ["refuseClassChange"],
  }),
  officerMove({
    name: "privacy",
    summary: { id: "Mengatur kerahasiaan laporan.", en: "Set a report's privacy." },
    body: () => z.strictObject({ anonymous: z.boolean(), confidential: z.boolean() }),
    command: (body) => ({ move: "setPrivacy", ...body }),
    is: ["setPrivacy"],
  }),
  officerMove({
    name: "conflict",
    summary: {
      id: "Menyatakan bahwa laporan menyangkut instansi atau petugas: mereka tidak lagi melihatnya, dan inspektorat yang menangani.",
      en: "Declare that a report is about an office or officer: they see it no more, and the inspectorate handles it.",
    },
    body: () =>
      z.strictObject({
        agencyCodes: z.optional(z.array(code).check(z.maxLength(10))),
        officerIds: z.optional(z.array(code).check(z.maxLength(10))),
        reason,
      }),
    command: (body) => ({ move: "declareConflict", ...given(body) }),
    is: ["declareConflict"],
  }),
  officerMove({
    name: "conflict-lifting",
    summary: {
      id: "Mencabut pernyataan benturan kepentingan setelah diperiksa pengawas.",
      en: "Lift a declared conflict of interest, after supervision has looked at it.",
    },
    body: () => z.strictObject({ reason }),
    command: (body) => ({ move: "liftConflict", ...body }),
    is: ["liftConflict"],
  }),
  officerMove({
    name: "closure",
    summary: { id: "Menutup laporan dengan bukti penyelesaian.", en: "Close a report with proof that it is solved." },
    body: () => z.strictObject({ text, attachments: z.optional(files), withoutAttachment: z.optional(reason) }),
    command: (body) => ({ move: "closeWithProof", ...given(body) }),
    is: ["closeWithProof"],
  }),
  officerMove({
    name: "closure-upholding",
    summary: {
      id: "Menguatkan penutupan laporan yang berulang kali dibuka kembali; keputusan terakhir.",
      en: "Uphold the closure of a report that was reopened again and again; the last word.",
    },
    body: () => z.strictObject({ text }),
    command: (body) => ({ move: "upholdClosure", ...body }),
    is: ["upholdClosure"],
  }),
  officerMove({
    name: "archiving",
    summary: { id: "Mengarsipkan laporan dengan satu alasan.", en: "Archive a report for one reason of the list." },
    body: () => z.strictObject({ reason: archiveReason, text }),
    command: (body) => ({ move: "archive", ...body }),
    is: ["archive"],
  }),
  officerMove({
    name: "merge",
    summary: {
      id: "Menggabungkan laporan ke laporan lain tentang hal yang sama, yang melanjutkannya.",
      en: "Merge a report into another one about the same matter, which goes on for both.",
    },
    body: () => z.strictObject({ into: z.string().check(z.minLength(1), z.maxLength(40)), text }),
    command: (body) => ({ move: "merge", ...body }),
    is: ["merge"],
  }),
  officerMove({
    name: "blocking",
    summary: { id: "Memblokir konten.", en: "Block content." },
    body: () => z.strictObject({ reason }),
    command: (body) => ({ move: "block", ...body }),
    is: ["block"],
  }),
  officerMove({
    name: "unblocking",
    summary: { id: "Membuka blokir konten setelah diperiksa.", en: "Lift a block after a review." },
    body: () => z.strictObject({ reason }),
    command: (body) => ({ move: "unblock", ...body }),
    is: ["unblock"],
  }),
];
