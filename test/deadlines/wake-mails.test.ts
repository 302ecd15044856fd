import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wakeMails, type WakeDeps } from "../../functions/deadlines/wake-mails.ts";
import { mailMessage } from "../../functions/notifications/mail-message.ts";
import type { NamedMail } from "../../shared/store/keys.ts";
import { postponeMail } from "../../shared/store/waiting-mail.ts";
import { publicWorks } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";

// Every test looks at all that is due, so every test has tables of its own.
let engine: TestEngine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.stop());

const before = "2026-07-06T16:00:00.000Z";
const opening = "2026-07-06T23:30:00.000Z";
const after = "2026-07-06T23:31:00.000Z";
const waiting = async (count: number, until = opening): Promise<readonly NamedMail[]> => {
  const mails = Array.from({ length: count }, (_, index): NamedMail => ({
    complaintId: `report-${until}-${index}`,
    version: 3,
    kind: "reminder",
    to: "agency",
    agencyCode: publicWorks,
  }));
  await Promise.all(mails.map((mail) => postponeMail(engine.store, mail, until)));
  return mails;
};

const wakeAt = async (now: string, particulars: Partial<WakeDeps> = {}) => {
  const queued: NamedMail[] = [];
  const outcome = await wakeMails({
    store: engine.store,
    queueMail: (mail) => {
      queued.push(mail);
      return Promise.resolve();
    },
    now: () => now,
    timeLeft: () => true,
    log: recordedLog(),
    ...particulars,
  });
  return { ...outcome, queued };
};

describe("mails that wait", () => {
  it("are put into the queue when their time has come, as the sender reads them", async () => {
    const mails = await waiting(20);
    await waiting(20, "2026-07-07T23:30:00.000Z");
    expect(await wakeAt(opening)).toEqual({ woken: 0, failed: 0, queued: [] });
    const { woken, queued } = await wakeAt(after);
    expect(woken).toBe(20);
    expect(new Set(queued)).toEqual(new Set(mails));
    for (const mail of queued) expect(mailMessage.parse(JSON.parse(JSON.stringify(mail)))).toEqual(mail);
  });

  it("are tried again at the next sweep when the queue refuses them", async () => {
    await waiting(5);
    let calls = 0;
    const log = recordedLog();
    const queueMail = () => ((calls += 1) === 2 ? Promise.reject(new Error("no")) : Promise.resolve());
    expect(await wakeAt(after, { queueMail, log })).toMatchObject({ woken: 4, failed: 1 });
    expect(log.lines.filter(({ code }) => code === "RECORD_FAILED")).toHaveLength(1);
    expect((await wakeAt(after)).woken).toBe(5);
  });

  it("are left to the next sweep when time runs out", async () => {
    await waiting(12);
    let asked = 0;
    expect((await wakeAt(after, { timeLeft: () => (asked += 1) <= 7 })).woken).toBe(7);
  });

  it("are not read before, however many there are", async () => {
    const client = engine.connect();
    const calls = observe(client);
    const store = { ...engine.store, client };
    const unitsOf = (): number =>
      calls
        .splice(0)
        .reduce((sum, { capacity }) => sum + capacity.reduce((so, { CapacityUnits: of = 0 }) => so + of, 0), 0);
    await wakeAt(before, { store });
    const ofNothing = unitsOf();
    await waiting(300);
    expect((await wakeAt(before, { store })).woken).toBe(0);
    expect(unitsOf()).toBe(ofNothing);
  });
});
