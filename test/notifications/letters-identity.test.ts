import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import { planMail } from "../../functions/notifications/plan-mail.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { after, directory, inspector, type Report } from "../builders.ts";
import { faultsOfHtml } from "../html.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { eventAt, markers, marks, planDeps, planned, written } from "./postroom.ts";
import { error, senderFor, withIdentity } from "./sender.ts";
import { sent } from "./stories.ts";

/** The mails by which others hear that who a reporter is was opened. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const opened = (particulars: Parameters<typeof sent>[0] = {}, reason = "Pelapor diancam."): Report =>
  after(sent(particulars), [{ move: "openIdentity", reason }, inspector]);
const mailsOf = ({ complaint, events }: Report): readonly MailMessage[] =>
  mailsFor(complaint.complaintId, eventAt({ complaint, events }, events.length));
const toReporter = async (report: Report) => {
  const plan = await planned(report, "identity", {}, "first");
  if (plan.kind !== "send") throw new Error(plan.reason);
  return plan;
};

describe("the reporter whose identity was opened", () => {
  it.each([
    ["id" as const, "Seorang pengawas", "Selasa, 7 Juli 2026"],
    ["en" as const, "A supervisor", "Tuesday, 7 July 2026"],
  ])("reads in a mail of their own why, by whom and until when (%s)", async (language, who, until) => {
    const { to, mail } = await toReporter(opened({ language, anonymous: true }, "Pelapor diancam.\nPolisi menunggu."));
    expect(to).toEqual([markers.email]);
    expect(mail.text).toContain("> Pelapor diancam.\n> Polisi menunggu.");
    expect(mail.text).toContain(who);
    expect(mail.text).toContain(until);
    expect(mail.text, "not which person").not.toContain(inspector.id);
    expect(await faultsOfHtml(mail.html, { inlineStyles: true })).toEqual([]);
  });

  it("gets none where they left no address", async () => {
    expect(await planned(opened({ reachable: false }), "identity", {}, "first")).toMatchObject({ kind: "needless" });
  });
});

describe("every other supervisor", () => {
  it("reads at an address of their own who opened it and why, and nothing of who it is, nor is it asked for", async () => {
    const report = opened({ confidential: true }, `Hubungi ${markers.phone}`);
    const deps = planDeps();
    const mails = mailsOf(report).filter(({ to }) => to === "supervisor");
    const plans = await Promise.all(
      mails.map((mail) => planMail(mail, eventAt(report, report.events.length), report, deps)),
    );
    expect(plans).toMatchObject([
      { kind: "send", to: ["pengawas@inspektorat.kutim.example"], when: { when: "now" } },
      { kind: "send", to: ["pimpinan@kutim.example"], when: { when: "now" } },
    ]);
    expect(deps.askedFor).toEqual([]);
    const { subject, text, html } = await written(report, "identity");
    expect(subject).toContain("[RAHASIA]");
    expect(text).toContain(`Pengawas ${inspector.id}`);
    for (const mark of marks) expect([subject, text, html].join()).not.toContain(mark);
  });

  it("gets none once they are no longer in office", async () => {
    const officers = directory.officers.map((its) =>
      its.id === "pimpinan-kutim" ? { ...its, validTo: "2026-07-05" } : its,
    );
    const gone: readonly Directory[] = [
      { ...directory, officers },
      { ...directory, officers: directory.officers.filter(({ id }) => id !== "pimpinan-kutim") },
    ];
    for (const its of gone) {
      expect(await planned(opened(), "identity", { directory: its })).toMatchObject({ kind: "needless" });
    }
  });

  it("gets one mail however often it is delivered, and one that cannot be is told to the coordinator", async () => {
    const report = await withIdentity(engine, opened());
    const ses = (mail: { readonly to: readonly string[] }) =>
      mail.to[0]?.startsWith("pimpinan") ? Promise.reject(error("MessageRejected")) : Promise.resolve("ses-1");
    const { deps, sent: all } = senderFor(engine, ses);
    for (let time = 1; time <= 3; time += 1) {
      for (const mail of mailsOf(report)) await sendMail(deps, mail);
    }
    expect(all.map(({ to }) => to[0]).sort()).toEqual(["pengawas@inspektorat.kutim.example", markers.email].sort());
    const found = await history(engine.store, report.complaint.complaintId);
    const refusals = (found?.events ?? []).filter(({ type }) => type === "mailRefused");
    expect(refusals).toMatchObject([{ mail: "identity", to: "agency", agencyCode: "kutim" }]);
    const [refusal] = refusals;
    if (!refusal) throw new Error("nothing was refused");
    expect(mailsFor(report.complaint.complaintId, refusal)).toMatchObject([{ kind: "refused", to: "coordinator" }]);
  });
});
