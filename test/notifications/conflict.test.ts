import { describe, expect, it } from "vitest";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import { planMail, type Plan } from "../../functions/notifications/plan-mail.ts";
import { after, clock, coordinator, filed, health, publicWorks, router, type Report } from "../builders.ts";
import { eventAt, planDeps } from "./postroom.ts";
import { agency, sent } from "./stories.ts";

/** Mails of a report that turns out to be about their readers, also those that were written before anybody knew. */

const declare = (...agencyCodes: string[]) =>
  [{ move: "declareConflict", agencyCodes, reason: "Menyangkut pegawainya." }, coordinator] as const;
const everyMail = ({ complaint, events }: Report): readonly MailMessage[] =>
  events.flatMap((event) => mailsFor(complaint.complaintId, event));
const plansOf = async (report: Report, at: readonly MailMessage[] = everyMail(report)) =>
  Promise.all(
    at.map(async (mail) => [mail, await planMail(mail, eventAt(report, mail.version), report, planDeps())] as const),
  );
const readers = (plans: readonly (readonly [MailMessage, Plan])[]): readonly string[] =>
  plans.flatMap(([, plan]) => (plan.kind === "send" ? plan.to : []));

const busy = after(
  sent({}, { copies: [health] }),
  [
    { move: "reply", text: "Masih rusak." },
    { role: "reporter", id: "reporter" },
  ],
  [{ move: "remind", clock: "firstFollowUp", reminder: "halfTime" }, clock],
  [{ move: "missDeadline", clock: "firstFollowUp" }, clock],
  [{ move: "escalate", clock: "firstFollowUp" }, clock],
  [{ move: "recordRefusedMail", mail: "disposition", to: "agency", agencyCode: publicWorks, about: 2 }, router],
);

describe("what lies in the queue when a conflict is declared", () => {
  it("would have gone to the office, and reaches none of its mailboxes any more", async () => {
    expect(readers(await plansOf(busy)).filter((to) => to.includes("dpu.kutim"))).not.toEqual([]);
    const declared = after(busy, declare(publicWorks));
    expect(readers(await plansOf(declared)).filter((to) => to.includes("dpu.kutim"))).toEqual([]);
  });

  it("is no copy either, since it is confidential from then on", async () => {
    expect(readers(await plansOf(busy))).toContain("pengaduan@dinkes.kutim.example");
    expect(readers(await plansOf(after(busy, declare(publicWorks))))).not.toContain("pengaduan@dinkes.kutim.example");
  });

  it("says so of itself", async () => {
    const declared = after(busy, declare(publicWorks));
    const reasons = (await plansOf(declared)).flatMap(([, plan]) => (plan.kind === "needless" ? [plan.reason] : []));
    expect(reasons).toContain("about this office");
  });
});

describe("a mail for the coordinator", () => {
  const held = (report: Report): Report =>
    after(report, [{ move: "hold", reason: "noIndependentOffice", reasons: [{ kind: "conflictOfInterest" }] }, router]);
  const to = async (report: Report): Promise<readonly string[]> =>
    readers(
      await plansOf(
        report,
        everyMail(report).filter(({ kind }) => kind === "held"),
      ),
    );

  it("goes to whoever coordinates the report: supervision, where it is about the coordinating office", async () => {
    expect(await to(held(filed()))).toEqual(["pengaduan@diskominfo.kutim.example"]);
    expect(await to(held(filed({ aboutAgencyCode: publicWorks })))).toEqual(["pengaduan@diskominfo.kutim.example"]);
    expect(await to(held(filed({ aboutAgencyCode: "kutim.diskominfo" })))).toEqual(["pengaduan@kutim.example"]);
    expect(await to(held(filed({ aboutAgencyCode: "kutim" })))).toEqual(["pengaduan@kaltim.example"]);
  });
});

it("a report handed back by an office that is concerned afterwards tells it nothing new", async () => {
  const back = after(sent(), [{ move: "handBack", reason: "Bukan kami." }, agency], declare(publicWorks));
  expect(readers(await plansOf(back)).filter((address) => address.includes("dpu.kutim"))).toEqual([]);
});
