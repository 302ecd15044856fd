import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimMail, releaseMail, settleMail, type MailName } from "../../shared/store/mail-ledger.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { filed, mondayMorning } from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { write } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const now = Date.parse(mondayMorning);
const lease = 90_000;
let mails = 0;
const aMail = (particulars: Partial<MailName> = {}): MailName => {
  mails += 1;
  return { complaintId: `report-${mails}`, version: 1, kind: "receipt", ...particulars };
};
const claim = (mail: MailName, at = now) => claimMail(engine.store, mail, at, at + lease);

describe("a mail", () => {
  it("is claimed by the first who asks, and by nobody else while the lease runs", async () => {
    const mail = aMail();
    expect(await claim(mail)).toBe("claimed");
    expect(await claim(mail)).toBe("claimedByAnother");
    expect(await claim(mail, now + lease - 1)).toBe("claimedByAnother");
  });

  it("is claimed by one of twenty who ask at once", async () => {
    const mail = aMail();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim(mail)));
    expect(claims.filter((its) => its === "claimed")).toHaveLength(1);
    expect(claims.filter((its) => its === "claimedByAnother")).toHaveLength(19);
  });

  it("is claimed anew once the lease of somebody who crashed has run out, and again by one alone", async () => {
    const mail = aMail();
    await claim(mail);
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(mail, now + lease + 1)));
    expect(claims.filter((its) => its === "claimed")).toHaveLength(1);
  });

  it("that was given back need not wait for the lease", async () => {
    const mail = aMail();
    await claim(mail);
    await releaseMail(engine.store, mail);
    expect(await claim(mail, now + 1)).toBe("claimed");
    expect(await claim(mail, now + 2)).toBe("claimedByAnother");
  });

  it.each([
    { state: "sent", messageId: "0107018e-4c" },
    { state: "refused", reason: "MessageRejected" },
    { state: "needless", reason: "the disposition is over" },
  ] as const)("that ended as $state is over for good, however late it is delivered again", async (end) => {
    const mail = aMail();
    await claim(mail);
    await settleMail(engine.store, mail, end, mondayMorning);
    expect(await claim(mail, now + 1)).toBe("settled");
    expect(await claim(mail, now + 365 * 86_400_000)).toBe("settled");
  });

  it("is one for each thing that happened, each kind, and each office", async () => {
    const { complaintId } = aMail();
    const all = [
      aMail({ complaintId }),
      aMail({ complaintId, version: 2 }),
      aMail({ complaintId, kind: "disposition" }),
      aMail({ complaintId, kind: "disposition", agencyCode: "kutim.dpu" }),
      aMail({ complaintId, kind: "disposition", agencyCode: "kutim.dlh" }),
    ];
    expect(await Promise.all(all.map((mail) => claim(mail)))).toStrictEqual(all.map(() => "claimed"));
  });

  it("stands beside its report, and is no part of the report's history", async () => {
    const report = await write(engine.store, filed());
    await claim(aMail({ complaintId: report.complaint.complaintId }));
    expect(await history(engine.store, report.complaint.complaintId)).toStrictEqual(report);
  });
});
