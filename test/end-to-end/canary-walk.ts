import type { Receipt } from "../../shared/view/answers.ts";
import { pdfWithScript } from "../attachments/corpus/pdfs.ts";
import { canary, queued, type Canary } from "./canary.ts";
import { linkIn, type RunningCloud } from "./cloud.ts";
import { post, senderTo } from "./sender.ts";

/** Reporters who are all marks go through everything that can happen to a report, while everybody looks on. */

const officers = {
  coordinator: "koordinator@diskominfo.kutim.example",
  second: "koordinator2@diskominfo.kutim.example",
  supervisor: "pengawas@inspektorat.kutim.example",
  publicWorks: "penghubung@dpu.kutim.example",
  health: "penghubung@dinkes.kutim.example",
} as const;

export type Life = {
  readonly of: Canary;
  readonly receipt: Receipt;
  readonly privacy: Readonly<Record<string, boolean>>;
};

export type Walked = {
  readonly lives: readonly Life[];
  /** Who was refused at filing. */
  readonly refused: Canary;
  /** Messages that lay in queues while mail could not go out. */
  readonly waiting: readonly string[];
};

const everyPrivacy = [
  {},
  { anonymous: true },
  { confidential: true },
  { anonymous: true, confidential: true },
] as const;

export const walk = async (
  running: RunningCloud,
  privacies: readonly Life["privacy"][] = everyPrivacy,
): Promise<Walked> => {
  const { someone } = running;
  const sender = senderTo(someone);
  const lives: Life[] = [];

  /** Everybody looks at a report, whether they may or not. */
  const look = async ({ receipt: { trackingNumber } }: Life): Promise<void> => {
    await someone.settled();
    await someone.viewPublic(trackingNumber);
    for (const mail of Object.values(officers)) {
      const headers = { authorization: `Bearer ${await someone.tokenOf(mail)}` };
      await someone.call("GET", `/v1/officer/complaints/${trackingNumber}`, { headers });
      await someone.call("GET", "/v1/officer/queue?limit=100", { headers });
    }
    for (const mail of await someone.mailsAbout(trackingNumber, "kutim.example")) {
      if (!mail.body.text?.includes("/d/")) continue;
      const { path, token } = linkIn(mail);
      await someone.call("GET", path);
      await someone.call("GET", `/v1/dispositions/${token}`);
    }
  };

  const linkOf = async ({ receipt }: Life, office: string): Promise<string> => {
    const mail = (await someone.mailsAbout(receipt.trackingNumber, office)).findLast(({ body }) =>
      body.text?.includes("/d/"),
    );
    if (!mail) throw new Error(`no link to ${receipt.trackingNumber} for ${office}`);
    return linkIn(mail).token;
  };

  const officer = (who: keyof typeof officers, { receipt }: Life, name: string, body: object): Promise<unknown> =>
    someone.officer(officers[who]).move(receipt.trackingNumber, name, body);

  /** Copies of a file as everybody downloads it who may. */
  const download = async (life: Life, id: string): Promise<void> => {
    const token = await linkOf(life, "@dpu.kutim.example");
    for (const rendition of ["file", "preview", "thumbnail"]) {
      const asked = [
        await someone.call("GET", `/v1/dispositions/${token}/attachments/${id}?rendition=${rendition}`),
        await someone.call("GET", `/d/${token}/files/${id}?rendition=${rendition}`),
      ];
      const headers = { authorization: `Bearer ${await someone.tokenOf(officers.publicWorks)}` };
      const path = `/v1/officer/complaints/${life.receipt.trackingNumber}/attachments/${id}?rendition=${rendition}`;
      for (const { status, headers: said } of [...asked, await someone.call("GET", path, { headers })]) {
        if (status !== 302) throw new Error(`a copy was asked for and answered with ${status}`);
        if (!(await fetch(said.get("location") ?? "")).ok) throw new Error("a copy is not where it is said to be");
      }
    }
  };

  /** By link: a hand-back, a file of the reporter's, a question, news, proof and a final answer. */
  const throughOffices = async (life: Life): Promise<void> => {
    const { of, receipt } = life;
    await someone.handBackByLink(await linkOf(life, "@dinkes.kutim.example"), { reason: "Bukan kewenangan kami." });
    await look(life);
    const id = await sender.send(receipt, await of.photo());
    await sender.send(receipt, {
      name: `${of.marks.fileName}.pdf`,
      contentType: "application/pdf",
      bytes: await pdfWithScript(),
    });
    await look(life);
    await download(life, id);
    await officer("publicWorks", life, "information-request", { text: "Di dekat toko apa?" });
    await look(life);
    await someone.move(receipt, "replies", { text: of.saying("Di dekat toko besi.") });
    await officer("publicWorks", life, "note", { text: "Sudah dicek." });
    await officer("publicWorks", life, "class-change", {
      class: "complaintWithInspection",
      reason: "Perlu diperiksa.",
    });
    await officer("coordinator", life, "class-change-refusal", { reason: "Cukup diperbaiki." });
    await look(life);

    const token = await linkOf(life, "@dpu.kutim.example");
    const photo = { ...(await of.photo()), name: "bukti.jpg" };
    const asked = await someone.call("POST", `/v1/dispositions/${token}/attachments`, {
      body: { fileName: photo.name, contentType: photo.contentType, size: photo.bytes.length },
    });
    const { attachmentId, upload } = sender.ticketOf(asked);
    await post(upload, photo);
    await someone.settled();
    await someone.answerByLink(token, { text: "Kami kerjakan.", attachments: [attachmentId] });
    await someone.answerByLink(token, { text: "Sudah selesai.", final: true });
    await look(life);
  };

  /** Ends of every kind, each undone by whoever may. */
  const throughEnds = async (life: Life): Promise<void> => {
    const { of, receipt } = life;
    await someone.move(receipt, "replies", { text: of.saying("Belum rata.") });
    await someone.move(receipt, "closure", { rating: 1, comment: of.saying("Kurang puas.") });
    await look(life);
    await someone.move(receipt, "reopening", { reason: of.saying("Masih berlubang.") });
    await look(life);
    await officer("publicWorks", life, "answer", { text: "Kami kerjakan lagi.", final: false });
    await officer("publicWorks", life, "closure", { text: "Sudah.", withoutAttachment: "Kamera rusak." });
    await officer("coordinator", life, "blocking", { reason: "Ada data pribadi." });
    await look(life);
    await officer("supervisor", life, "unblocking", { reason: "Sudah disamarkan." });
    await someone.move(receipt, "reopening", { reason: of.saying("Tetap berlubang.") });
    await officer("coordinator", life, "archiving", { reason: "alreadyHandled", text: "Sudah ditangani." });
    await look(life);
    await someone.move(receipt, "appeal", { reason: of.saying("Tidak benar.") });
    await look(life);
    await officer("second", life, "public-text", { title: "Jalan berlubang", text: of.saying("Mohon ditambal.") });
    await officer("second", life, "disposition", {
      agencyCode: "kutim.dpu",
      // There are no copies of what is confidential.
      ...("confidential" in life.privacy ? {} : { copies: ["kutim.dlh"] }),
      instruction: "Mohon ditindaklanjuti.",
    });
    await look(life);
  };

  const file = async (id: string, privacy: Life["privacy"], reporter: object = {}): Promise<Life> => {
    const of = canary(id);
    const receipt = await someone.file({
      class: "complaint",
      title: of.saying("Jalan berlubang"),
      text: of.saying(`Jalan di depan pasar induk Sangatta berlubang besar, mohon ditambal. Laporan ${id}.`),
      location: of.location,
      agencyCode: "kutim.dinkes",
      ...privacy,
      reporter: { ...of.reporter, ...reporter },
    });
    const life = { of, receipt, privacy };
    lives.push(life);
    await look(life);
    return life;
  };

  /** What nobody can make anything of is refused, and what was in it is written down nowhere. */
  const sayBadly = async (of: Canary): Promise<void> => {
    const body = {
      class: "complaint",
      text: of.saying("Jalan berlubang."),
      reporter: { ...of.reporter, email: of.marks.name },
    };
    for (const bad of [body, { ...body, [of.marks.name]: of.marks.email }, `{"text":"${of.marks.email}`]) {
      const { status } = await someone.call("POST", "/v1/complaints", { body: bad });
      if (status < 400) throw new Error(`what cannot be understood was answered with ${status}`);
    }
  };

  /** Left to the clocks: reminders, escalations and digests go out; and a mail that can never be sent is given up. */
  const leaveAlone = async (life: Life, follower: Life): Promise<void> => {
    await officer("coordinator", follower, "merge", { into: life.receipt.trackingNumber, text: "Lubang yang sama." });
    await officer("coordinator", follower, "note", { text: "Digabung." });
    await look(follower);
    await someone.advance("P25D");
    // What the clocks wrote waits for an office to open.
    await someone.advance("P3D");
    await look(life);
    await officer("coordinator", life, "privacy", { anonymous: true, confidential: true });
    await look(life);
  };

  /** While no mail can be sent, those that wait lie in their queue. */
  const whileNoMailGoes = async (of: Canary): Promise<readonly string[]> => {
    await someone.refuse({ service: "ses", error: "InternalFailure", times: 100_000 });
    const receipt = await someone.file({
      class: "complaint",
      text: of.saying("Jalan berlubang."),
      reporter: of.reporter,
    });
    lives.push({ of, receipt, privacy: {} });
    let messages = queued(running);
    while (messages.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      messages = queued(running);
    }
    await someone.call("DELETE", "/_local/faults");
    await someone.settled();
    return messages;
  };

  await Promise.all(
    privacies.map(async (privacy, index) => {
      const life = await file(`1${index}`, privacy);
      await throughOffices(life);
      await throughEnds(life);
    }),
  );
  await throughOffices(await file("21", {}, { shareWithAgency: true }));
  await throughOffices(await file("22", { anonymous: true }, { shareWithAgency: true }));
  const refused = canary("31");
  await sayBadly(refused);
  await leaveAlone(await file("41", {}), await file("42", {}));
  return { lives, refused, waiting: await whileNoMailGoes(canary("51")) };
};
