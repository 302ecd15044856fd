import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runVerifyLog } from "../audit/command.ts";
import { found, keptIn, listen, type Heard } from "./canary.ts";
import { walk, type Life, type Walked } from "./canary-walk.ts";
import { startCloud, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** After lives of all kinds, everything that anybody got, and everything that is kept, is searched for who reported. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 900_000 });

let running: RunningCloud;
let walked: Walked;
let ear: ReturnType<typeof listen>;
let kept: Awaited<ReturnType<typeof keptIn>>;
let verified: string;
beforeAll(async () => {
  running = await startCloud();
  await running.someone.moveClockTo(nextQuietMonday(new Set()));
  ear = listen(running.cloud.url);
  walked = await walk(running);
  ear.stop();
  kept = await keptIn(running);
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const { out, err } = await runVerifyLog(["--from", day], { PORT: new URL(running.cloud.url).port });
  verified = out + err;
});
afterAll(() => running.stop());

const lives = () => walked.lives;
const all = () => [...lives().map(({ of }) => of), walked.refused];
const personal = () => [...all().flatMap((of) => of.personal), ...lives().map(({ receipt }) => receipt.secret)];
const places = () => all().map(({ address }) => address);
const heardBy = (by: Heard["by"]) => ear.heard.filter((its) => its.by === by);
const own = ({ of: { marks } }: Life) => Object.values(marks);

describe("every particular of a reporter", () => {
  it.each(["officer", "link", "public"] as const)("is in no answer to anybody who asks as %s", (by) => {
    const heard = heardBy(by).filter(({ path }) => path !== "/v1/complaints");
    expect(heard.length).toBeGreaterThan(50);
    const marks = by === "public" ? [...personal(), ...places()] : personal();
    for (const { path, text } of heard) expect(found(text, marks), `${path}\n${text}`).toEqual([]);
  });

  it("is told to the reporter, and to nobody of the others", () => {
    for (const life of lives()) {
      const heard = heardBy("reporter").filter(({ credential }) => credential === life.receipt.secret);
      for (const { text } of heard) {
        expect(found(text, personal()).filter((mark) => !own(life).some((its) => its === mark))).toEqual([]);
      }
    }
    const [first] = lives();
    if (!first) throw new Error("nobody reported");
    const heard = heardBy("reporter").map(({ text }) => text);
    expect(found(heard.join("\n"), own(first)), "a search that finds what is there").toEqual(
      expect.arrayContaining([first.of.marks.fileName, first.of.marks.textEmail, first.of.marks.nationalId]),
    );
  });

  it("is in no mail to an office, but where the reporter wanted the office that handles the report to know", () => {
    const toOffices = kept.mails.filter(({ entry }) =>
      entry.destination.to.every((to) => to.endsWith("kutim.example")),
    );
    expect(toOffices.length).toBeGreaterThan(50);
    const told = new Map<string, Set<string>>();
    for (const { entry, texts } of toOffices) {
      for (const mark of found(texts, personal())) {
        const to = told.get(mark) ?? new Set();
        told.set(mark, to.add(entry.destination.to.join()));
      }
    }
    const shared = lives().find(({ of: { id } }) => id === "21");
    const handling = new Set(["pengaduan@dinkes.kutim.example", "pengaduan@dpu.kutim.example"]);
    expect(told).toEqual(new Map(shared?.of.identity.map((mark) => [mark, handling])));
  });

  it("of somebody else is in no mail to a reporter, and no mail shows anybody a secret", () => {
    const secrets = lives().map(({ receipt }) => receipt.secret);
    for (const { entry, texts } of kept.mails) expect(found(texts, secrets), entry.subject).toEqual([]);
    for (const life of lives()) {
      const mails = kept.mails.filter(({ entry }) => entry.destination.to.includes(life.of.marks.email));
      expect(mails.length).toBeGreaterThan(0);
      for (const { texts } of mails) {
        const others = personal().filter((mark) => !own(life).some((its) => its === mark));
        expect(found(texts, others)).toEqual([]);
      }
    }
  });

  it("is in no log, and neither is where it happened, what was written or a report's number", () => {
    expect(kept.logs).toContain("REPORT_MOVED");
    expect(kept.logs).toContain("xray_trace_id");
    expect(found(kept.logs, [...personal(), ...places(), "berlubang"])).toEqual([]);
    expect(kept.logs).not.toContain("KTM-");
  });

  it("is in no input, output or step of the state machine", () => {
    expect(kept.executions).toContain("suggestion");
    expect(found(kept.executions, [...personal(), ...places(), "pasar induk"])).toEqual([]);
  });

  it("is in no message of a queue", () => {
    expect(walked.waiting.join()).toContain("complaintId");
    expect(found(walked.waiting.join("\n"), [...personal(), ...places(), "berlubang"])).toEqual([]);
  });

  it("is in no copy of a file, nor in its name or headers", () => {
    expect(kept.copies.length).toBeGreaterThanOrEqual(36);
    for (const copy of kept.copies) expect(found(copy, personal())).toEqual([]);
  });

  it("that says who it is, is in the table of identities and in no other", () => {
    const identities = all().flatMap((of) => of.identity);
    const holding = [...kept.tables].filter(([, items]) => found(items, identities).length > 0);
    expect(holding.map(([name]) => name)).toEqual([expect.stringContaining("Identities")]);
    expect(found(holding[0]?.[1] ?? "", identities)).toHaveLength(lives().length * 3);
  });

  it("is in nothing that the auditor's check of the log says", () => {
    expect(verified).toMatch(/nothing wrong/);
    expect(found(verified, [...personal(), ...places()])).toEqual([]);
  });
});
