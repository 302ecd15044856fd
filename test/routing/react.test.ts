import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import type { HopInput } from "../../functions/routing/hop.ts";
import { reactToEvents, type ReactDeps } from "../../functions/routing/react.ts";
import { itemsOf } from "../../shared/store/complaint-store.ts";
import { replay } from "../../shared/domain/evolve.ts";
import {
  after,
  coordinator,
  environment,
  filed,
  handlerOf,
  publicWorks,
  reporter,
  router,
  type Report,
} from "../builders.ts";
import { recordedLog } from "../shell/call.ts";

/** The records that the stream has for a report, as Lambda hands them on. */
const recordsOf = ({ events }: Report): readonly DynamoDBRecord[] =>
  events.map((event) => {
    const state = replay(events.slice(0, event.version));
    if (!state) throw new Error("a report has at least one event");
    const image = itemsOf("a table", state, event)[1]?.Put?.Item;
    return {
      eventName: "INSERT",
      dynamodb: { SequenceNumber: `${state.complaintId} ${event.version}`, NewImage: image as never },
    };
  });

/** Ways out that note what went through them, and refuse while `refuses` says so. */
const waysOut = (refuses: (what: string) => boolean = () => false) => {
  const [hops, mails] = [new Map<string, HopInput>(), [] as MailMessage[]];
  const log = recordedLog();
  const deps: ReactDeps = {
    startHop: (name, input) => {
      if (refuses(input.complaintId)) return Promise.reject(new Error("Step Functions is out of reach"));
      hops.set(name, input);
      return Promise.resolve();
    },
    queueMail: (mail) => {
      if (refuses(mail.kind)) return Promise.reject(new Error("SQS is out of reach"));
      mails.push(mail);
      return Promise.resolve();
    },
    log,
  };
  return { deps, hops, mails, lines: log.lines };
};
const none = { batchItemFailures: [] };

const passedOn = (): Report =>
  after(filed({ reporterKey: "somebody" }), [{ move: "dispose", agencyCode: publicWorks }, router]);

describe("what follows from events", () => {
  it("is a hop and a receipt from a filing, and a mail to the agency from a disposition", async () => {
    const report = passedOn();
    const { complaintId } = report.complaint;
    const { deps, hops, mails } = waysOut();
    expect(await reactToEvents(deps, recordsOf(report))).toStrictEqual(none);
    expect([...hops]).toStrictEqual([[`${complaintId}-1`, { complaintId, since: 1 }]]);
    expect(mails.toSorted((a, b) => a.version - b.version)).toStrictEqual([
      { complaintId, version: 1, kind: "receipt", to: "reporter" },
      { complaintId, version: 2, kind: "disposition", to: "agency" },
    ]);
  });

  it("is the next hop from a hand-back, under a name of its own", async () => {
    const report = after(
      passedOn(),
      [{ move: "handBack", reason: "Bukan kewenangan.", suggestedAgencyCode: environment }, handlerOf(publicWorks)],
      [{ move: "requestInformation", text: "Di mana?" }, coordinator],
      [{ move: "reply", text: "Di pasar." }, reporter],
    );
    const { deps, hops } = waysOut();
    await reactToEvents(deps, recordsOf(report));
    expect([...hops.values()].map(({ since }) => since).toSorted()).toStrictEqual([1, 3, 5]);
    expect(new Set(hops.keys()).size).toBe(3);
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    for (const name of hops.keys()) expect(name).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });

  it("is no receipt for whoever left no address", async () => {
    const { deps, hops, mails } = waysOut();
    await reactToEvents(deps, recordsOf(filed({ reachable: false })));
    expect([hops.size, mails]).toStrictEqual([1, []]);
  });

  it("is nothing from what only officers see", async () => {
    const { deps, hops, mails } = waysOut();
    const [, note] = recordsOf(after(filed(), [{ move: "note", text: "Sudah ditelepon." }, coordinator]));
    expect(await reactToEvents(deps, note ? [note] : [])).toStrictEqual(none);
    expect([hops.size, mails]).toStrictEqual([0, []]);
  });

  it("is named by ids and codes; no word of a report leaves in a message or the log", async () => {
    const { deps, hops, mails, lines } = waysOut();
    await reactToEvents(deps, recordsOf(after(passedOn(), [{ move: "reply", text: "Rahasia saya." }, reporter])));
    expect(JSON.stringify([[...hops], mails, lines])).not.toMatch(/pasar|rahasia|KTM-/i);
  });
});

describe("events that are delivered", () => {
  const reports = Array.from({ length: 5 }, passedOn);

  it("twice have the same consequences again, by the same names", async () => {
    const [once, twice] = [waysOut(), waysOut()];
    const records = reports.flatMap(recordsOf);
    await reactToEvents(once.deps, records);
    await reactToEvents(twice.deps, [...records, ...records]);
    expect(twice.hops).toStrictEqual(once.hops);
    const names = (mails: readonly MailMessage[]): ReadonlySet<string> =>
      new Set(mails.map((mail) => JSON.stringify(mail)));
    expect(names(twice.mails)).toStrictEqual(names(once.mails));
  });

  it("out of order have the same consequences", async () => {
    const [inOrder, outOfOrder] = [waysOut(), waysOut()];
    const records = reports.flatMap(recordsOf);
    await reactToEvents(inOrder.deps, records);
    await reactToEvents(outOfOrder.deps, records.toReversed());
    const byName = ([a]: [string, HopInput], [b]: [string, HopInput]): number => (a < b ? -1 : 1);
    expect([...outOfOrder.hops].sort(byName)).toStrictEqual([...inOrder.hops].sort(byName));
    expect(outOfOrder.mails.map((mail) => JSON.stringify(mail)).toSorted()).toStrictEqual(
      inOrder.mails.map((mail) => JSON.stringify(mail)).toSorted(),
    );
  });
});

describe("a record that fails", () => {
  const [first, failing, last] = [passedOn(), passedOn(), passedOn()];

  it("is reported to be delivered again, and the others are done", async () => {
    const { deps, hops, mails, lines } = waysOut((what) => what === failing.complaint.complaintId);
    const answer = await reactToEvents(deps, [first, failing, last].flatMap(recordsOf));
    expect(answer).toStrictEqual({
      batchItemFailures: [{ itemIdentifier: `${failing.complaint.complaintId} 1` }],
    });
    expect([...hops.values()].map(({ complaintId }) => complaintId)).toStrictEqual([
      first.complaint.complaintId,
      last.complaint.complaintId,
    ]);
    expect(mails.filter(({ kind }) => kind === "disposition")).toHaveLength(3);
    expect(lines.filter(({ code }) => code === "RECORD_FAILED")).toHaveLength(1);
  });

  it("after its hop was started, is done as a whole when it comes again", async () => {
    const { deps, hops } = waysOut((what) => what === "receipt");
    const [record] = recordsOf(first);
    const { batchItemFailures } = await reactToEvents(deps, record ? [record] : []);
    expect([batchItemFailures.length, hops.size]).toStrictEqual([1, 1]);
    const again = waysOut();
    expect(await reactToEvents(again.deps, record ? [record] : [])).toStrictEqual(none);
    expect([...again.hops]).toStrictEqual([...hops]);
    expect(again.mails).toMatchObject([{ kind: "receipt" }]);
  });

  it("because it cannot be read, fails alone", async () => {
    const { deps, hops } = waysOut();
    const damaged: DynamoDBRecord = {
      eventName: "INSERT",
      dynamodb: {
        SequenceNumber: "7",
        NewImage: { pk: { S: "C#a-report" }, sk: { S: "E#000001" }, type: { S: "lost" } },
      },
    };
    const [whole] = recordsOf(first);
    const answer = await reactToEvents(deps, [damaged, {}, ...(whole ? [whole] : [])]);
    expect(answer).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "7" }, { itemIdentifier: "" }] });
    expect(hops.size).toBe(1);
  });
});
