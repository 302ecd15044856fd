import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatheredIn, gatherMail } from "../../shared/store/digest-ledger.ts";
import { dueBefore } from "../../shared/store/indexes.ts";
import type { NamedMail } from "../../shared/store/keys.ts";
import { claimMail, releaseMail, settleMail } from "../../shared/store/mail-ledger.ts";
import { mailsDueBefore, postponeMail } from "../../shared/store/waiting-mail.ts";
import { filed, publicWorks } from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { write } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const opening = "2026-07-06T23:30:00.000Z";
const before = "2026-07-06T16:00:00.000Z";
const after = "2026-07-06T23:30:00.001Z";

let mails = 0;
const aMail = (particulars: Partial<NamedMail> = {}): NamedMail => {
  mails += 1;
  return {
    complaintId: `report-${mails}`,
    version: 3,
    kind: "reminder",
    to: "agency",
    agencyCode: publicWorks,
    ...particulars,
  };
};
const claim = (mail: NamedMail, at: string) => claimMail(engine.store, mail, Date.parse(at), Date.parse(at) + 60_000);
const postponed = async (): Promise<NamedMail> => {
  const mail = aMail();
  await claim(mail, before);
  await postponeMail(engine.store, mail, opening);
  return mail;
};
const dueAt = async (now: string): Promise<readonly NamedMail[]> => {
  const due: NamedMail[] = [];
  for await (const mail of mailsDueBefore(engine.store, now)) due.push(mail);
  return due;
};

describe("a mail that waits", () => {
  it("is due when its time has come, with all that names it, and not before", async () => {
    const mail = await postponed();
    expect(await dueAt(opening)).not.toContainEqual(mail);
    expect(await dueAt(after)).toContainEqual(mail);
  });

  it("is claimed by nobody before, and by one of many after", async () => {
    const mail = await postponed();
    expect(await claim(mail, before)).toBe("waiting");
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(mail, opening)));
    expect(claims.filter((its) => its === "claimed")).toHaveLength(1);
  });

  it("is due no longer once it is claimed, also when its sender gives it back", async () => {
    const mail = await postponed();
    await claim(mail, after);
    expect(await dueAt(after)).not.toContainEqual(mail);
    await releaseMail(engine.store, mail);
    expect(await dueAt(after)).not.toContainEqual(mail);
    expect(await claim(mail, after)).toBe("claimed");
    await settleMail(engine.store, mail, { state: "sent", messageId: "ses-1" }, after);
    expect(await claim(mail, after)).toBe("settled");
  });

  it("is no report that is due", async () => {
    await postponed();
    const report = await write(engine.store, filed());
    const due: string[] = [];
    for await (const id of dueBefore(engine.store, "2026-07-09T16:00:00.000Z")) due.push(id);
    expect(due).toEqual([report.complaint.complaintId]);
  });
});

describe("a digest", () => {
  const digest = (day: number): NamedMail =>
    aMail({ complaintId: `digest-${publicWorks}`, version: day, kind: "digest" });
  const gather = (into: NamedMail, mail: NamedMail, most = 100) => gatherMail(engine.store, into, opening, mail, most);

  it("knows each mail once, however often and at once they are put into it", async () => {
    const [into, all] = [digest(20_641), Array.from({ length: 12 }, () => aMail())];
    const twice = await Promise.all([...all, ...all].map((mail) => gather(into, mail)));
    expect(new Set(twice)).toEqual(new Set(["gathered"]));
    const byId = (a: NamedMail, b: NamedMail): number => a.complaintId.localeCompare(b.complaintId);
    expect([...(await gatheredIn(engine.store, into))].sort(byId)).toEqual([...all].sort(byId));
  });

  it("waits like any mail, and is closed by its claim", async () => {
    const into = digest(20_642);
    await gather(into, aMail());
    expect(await claim(into, before)).toBe("waiting");
    expect(await dueAt(after)).toContainEqual(into);
    expect(await claim(into, after)).toBe("claimed");
    expect(await gather(into, aMail())).toBe("closed");
    expect(await gatheredIn(engine.store, into)).toHaveLength(1);
  });

  it("loses no mail between those who add and the one who closes it", async () => {
    const into = digest(20_643);
    await gather(into, aMail());
    const all = Array.from({ length: 30 }, () => aMail());
    const [, ...outcomes] = await Promise.all([claim(into, after), ...all.map((mail) => gather(into, mail))]);
    const told = await gatheredIn(engine.store, into);
    for (const [index, outcome] of outcomes.entries()) {
      expect(told.some(({ complaintId }) => complaintId === all[index]?.complaintId)).toBe(outcome === "gathered");
    }
  });

  it("takes no more than it can tell of, but what it has already", async () => {
    const [into, first] = [digest(20_644), aMail()];
    expect(await gather(into, first, 2)).toBe("gathered");
    expect(await gather(into, aMail(), 2)).toBe("gathered");
    expect(await gather(into, aMail(), 2)).toBe("full");
    expect(await gather(into, first, 2)).toBe("gathered");
  });
});
