import type { Receipt } from "../../shared/view/answers.ts";
import { jpegWithTags } from "../attachments/corpus/images.ts";
import type { RunningCloud } from "./cloud.ts";
import { senderTo } from "./sender.ts";

const expectStatus = (found: number, expected: number, what: string): void => {
  if (found !== expected) throw new Error(`${what} was answered with ${found}, not ${expected}`);
};

/** What the life of an ordinary report does not come by. */
export const lookElsewhere = async ({ someone }: RunningCloud, receipt?: Receipt): Promise<void> => {
  if (receipt === undefined) throw new Error("nobody has reported yet");
  const sender = senderTo(someone);
  const { tellAgain } = await sender.storage();

  const [sent] = (await someone.view(receipt)).attachments;
  const opened = await someone
    .officer("pengawas@inspektorat.kutim.example")
    .tryMove(receipt.trackingNumber, `attachments/${sent?.attachmentId ?? ""}/original`, {
      reason: "Diduga foto lama.",
    });
  expectStatus((await fetch((opened.body as { url: string }).url)).status, 200, "an original");

  const guessed = { authorization: "Bearer 0000-0000-0000-0000-0000" };
  const ticket = { fileName: "foto.jpg", contentType: "image/jpeg", size: 1000 };
  const theirs = `/v1/complaints/${receipt.trackingNumber}/attachments`;
  const wrong = await someone.call("POST", theirs, { headers: guessed, body: ticket });
  expectStatus(wrong.status, 404, "a wrong secret at a file");

  // Who the reporter is, opened by a supervisor and looked at.
  const supervisor = someone.officer("pimpinan@kutim.example");
  const opening = await supervisor.tryMove(receipt.trackingNumber, "identity-opening", { reason: "Pelapor diancam." });
  expectStatus(opening.status, 201, "the opening of an identity");
  const headersOfSupervisor = { authorization: `Bearer ${await someone.tokenOf("pimpinan@kutim.example")}` };
  const identity = `/v1/officer/complaints/${receipt.trackingNumber}/identity`;
  expectStatus((await someone.call("GET", identity, { headers: headersOfSupervisor })).status, 200, "an identity");

  for (const list of ["agencies", "categories", "regions", "health", "openapi.json"]) {
    expectStatus((await someone.call("GET", `/v1/${list}`)).status, 200, list);
  }

  // The same again, said twice by one reporter: once as the same request, once as another.
  const lamp = {
    class: "complaint",
    text: "Lampu jalan padam semua di Jalan Yos Sudarso, gelap sekali.",
    reporter: { email: "dua.kali@surel.example" },
  };
  const headers = { "idempotency-key": "sekali saja" };
  await someone.file(lamp, headers);
  await someone.file(lamp, headers);
  await someone.settled();
  await someone.file(lamp);
  await someone.settled();

  // Nobody knows whose it is.
  await someone.file({ class: "aspiration", text: "Semoga semuanya menjadi lebih baik di tempat kami." });
  // A mail that is refused for good is written into the report.
  await someone.refuse({ service: "ses", error: "MessageRejected", times: 1, match: "ditolak@surel.example" });
  const refused = await someone.file({
    ...lamp,
    text: "Sampah menumpuk di pasar.",
    reporter: { email: "ditolak@surel.example" },
  });
  await someone.settled();
  if ((await someone.mailsAbout(refused.trackingNumber, "ditolak@surel.example")).length > 0) {
    throw new Error("a mail that was to be refused went out");
  }

  await useRights(someone);

  // A file is told of that is gone again.
  const late = await someone.file({ class: "complaint", text: "Jalan berlubang besar di depan pasar induk." });
  const photo = { name: "foto.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
  const { upload } = await sender.promised(late, photo);
  await tellAgain({ Records: [{ s3: { object: { key: upload.fields["key"], eTag: "0".repeat(32) } } }] });
  await someone.settled();

  await changeEntry(someone);
  await changeCalendar(someone);
};

const signedInAsAdmin = async (someone: RunningCloud["someone"]) => ({
  authorization: `Bearer ${await someone.tokenOf("admin@diskominfo.kutim.example")}`,
});

/** An office that has its mail elsewhere from now on. */
const changeEntry = async (someone: RunningCloud["someone"]): Promise<void> => {
  const path = "/v1/admin/agencies/kutim.dispar";
  const headers = await signedInAsAdmin(someone);
  const present = await someone.call("GET", path, { headers });
  expectStatus(present.status, 200, "an entry of the directory");
  const { code: _, ...its } = present.body as { code: string };
  const body = { ...its, mail: ["baru@dispar.kutim.example"] };
  const changed = await someone.call("PUT", path, {
    headers: { ...headers, "if-match": present.headers.get("etag") ?? "" },
    body,
  });
  expectStatus(changed.status, 200, "a changed entry");
};

/** Somebody sees, corrects and erases what is held on them, and an admin looks what will go after years. */
const useRights = async (someone: RunningCloud["someone"]): Promise<void> => {
  const filing = { class: "complaint", text: "Pohon tumbang menutup jalan di depan sekolah." };
  const receipt = await someone.file({ ...filing, reporter: { email: "hak.saya@surel.example" } });
  const photo = { name: "foto.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
  await senderTo(someone).send(receipt, photo);
  const ask = (method: string, what: string, code = "", body?: object) =>
    someone.call(method, `/v1/complaints/${receipt.trackingNumber}/${what}`, {
      headers: { authorization: `Bearer ${receipt.secret}`, ...(code === "" ? {} : { "rights-code": code }) },
      ...(body === undefined ? {} : { body }),
    });
  expectStatus((await ask("POST", "rights-codes", "", {})).status, 201, "a code");
  await someone.settled();
  const mails = await someone.mailsAbout(receipt.trackingNumber, "hak.saya@surel.example");
  const [code = ""] = mails.flatMap(
    ({ body }) =>
      /Kode: (\d{4}) (\d{4})/
        .exec(body.text ?? "")
        ?.slice(1)
        .join("") ?? [],
  );
  expectStatus((await ask("GET", "held-data", code)).status, 200, "what is held");
  // Without an address from now on, so the secret is enough.
  expectStatus((await ask("PUT", "identity", code, { name: "Siti" })).status, 200, "a correction");
  expectStatus((await ask("DELETE", "identity?files=erased")).status, 200, "an erasure");
  await someone.settled();
  const headers = { authorization: `Bearer ${await someone.tokenOf("admin@diskominfo.kutim.example")}` };
  expectStatus(
    (await someone.call("GET", "/v1/admin/retention?until=2040-01-01", { headers })).status,
    200,
    "a dry run",
  );
};

/** Days off while reports are open, so that their deadlines move. */
const changeCalendar = async (someone: RunningCloud["someone"]): Promise<void> => {
  const { now } = (await someone.call("GET", "/_local/state")).body as { now: string };
  const days = [1, 2, 3, 4, 5].map((after) =>
    new Date(Date.parse(now) + after * 86_400_000).toISOString().slice(0, 10),
  );
  const year = days[0]?.slice(0, 4) ?? "";
  const holidays = days.filter((date) => date.startsWith(year)).map((date) => ({ date, name: "Libur daerah" }));
  const headers = await signedInAsAdmin(someone);
  expectStatus((await someone.call("GET", "/v1/admin/calendars", { headers })).status, 200, "the calendars");
  expectStatus((await someone.call("GET", "/v1/admin/agencies/kutim.dpu", { headers })).status, 200, "an agency");
  expectStatus((await someone.call("GET", "/v1/admin/directory", { headers })).status, 200, "the whole directory");
  const body = { holidays, jointLeave: [], source: "Keputusan Bupati (uji)" };
  const path = `/v1/admin/calendars/64.08/${year}`;
  expectStatus((await someone.call("PUT", path, { headers, body })).status, 201, "a calendar");
  await someone.settled();
};
