import { sweep } from "../../functions/deadlines/sweep.ts";
import * as routes from "../../functions/intake/routes.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import { officersQueue } from "../../functions/officer/queue.ts";
import { moveOverLink, viewOverLink } from "../../functions/portal/over-a-link.ts";
import { dispatchReport } from "../../functions/routing/dispatch.ts";
import { suggestAgency } from "../../functions/routing/suggest.ts";
import { signLink } from "../../shared/shell/signing.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { readDirectory } from "../../shared/store/directory-store.ts";
import { readIdentity } from "../../shared/store/identity-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import {
  after,
  directory,
  dispatched,
  environment,
  filed,
  handlerOf,
  mondayMorning,
  publicWorks,
  router,
} from "../builders.ts";
import { keys, openIntake, siti, type Intake } from "../intake/citizen.ts";
import { hop, openRouting } from "../routing/hops.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";
import { benchOn, type Bench } from "./counting.ts";
import { sendAndHave } from "./file-units.ts";
import { fillWithOpenReports } from "./many-open.ts";
import type { MeasuredUnits, OperationName } from "./operations.ts";
import { anAnswer, longestText, medianText } from "./texts.ts";

/**
 * Write and read units of what people and the system do, as the engine reports them. The directory, which functions
 * read once a minute and not once a request, is measured apart.
 */

const aForm = {
  class: "complaint",
  title: "Jalan berlubang di depan pasar induk",
  text: medianText,
  incidentDate: "2026-07-01",
  location: { regionCode: "64.08.04", address: "Jl. Yos Sudarso II, Sangatta", latitude: 0.5063, longitude: 117.5341 },
  categoryCode: "pekerjaan-umum",
} as const;

/** One reporter each, or the reports would be found to be each other's duplicates. */
let reporters = 0;
const somebody = () => ({ ...siti, email: `pelapor${String((reporters += 1))}@surel.example` });

const must = <Result extends { readonly ok: boolean }>(result: Result): Result => {
  if (!result.ok) throw new Error(`the operation was refused: ${JSON.stringify(result)}`);
  return result;
};

const known = { directory: () => Promise.resolve(directory), keys: () => Promise.resolve(keys) };
const now = (): string => mondayMorning;

const fileReports = async ({ engine, measured }: Bench, intake: Intake): Promise<Receipt> => {
  const plain = { class: "complaint", text: medianText };
  await measured("filingBare", () => intake.file(plain));
  await measured("filingWithKey", () => intake.file(plain, { "Idempotency-Key": "1" }));
  await measured("filingWithContact", () => intake.file({ ...plain, reporter: somebody() }));
  await measured("filingWithContactAndKey", () =>
    intake.file({ ...plain, reporter: somebody() }, { "Idempotency-Key": "2" }),
  );
  const full = { ...aForm, reporter: somebody() };
  const receipt = await measured("filingFull", () => intake.file(full, { "Idempotency-Key": "3" }));
  await measured("filingAgain", () => intake.file(full, { "Idempotency-Key": "3" }));
  await measured("filingLong", () =>
    intake.file({ ...aForm, text: longestText, reporter: somebody() }, { "Idempotency-Key": "4" }),
  );
  if (!(await load(engine.store, complaintIdOf(receipt.trackingNumber)))) throw new Error("nothing was stored");
  return receipt;
};

/** What becomes of a report that one office hands back and the next one answers. */
const liveThrough = async ({ engine, measured }: Bench, intake: Intake, receipt: Receipt): Promise<void> => {
  const { store, client, identityTable } = engine;
  const complaintId = complaintIdOf(receipt.trackingNumber);
  const portal = { store, ...known, now };
  const routing = openRouting(engine);
  const linkFor = (disposition: number) => ({
    token: signLink(keys, { complaintId, disposition, lastDay: 30_000 }),
    language: "id" as const,
    cause: "bench",
  });
  const hopSince = async (name: OperationName, since: number): Promise<void> => {
    const outcome = await measured(name, () => hop(routing, { complaintId, since }));
    if (!("dispatched" in outcome)) throw new Error("the report of the benchmark was held");
  };
  const overLink = (name: OperationName, disposition: number, command: Parameters<typeof moveOverLink>[2]) =>
    measured(name, async () => must(await moveOverLink(portal, linkFor(disposition), command, null)));

  await measured("receiptMail", () =>
    sendMail(
      {
        ...portal,
        report: (id) => load(engine.store, id),
        identity: (id) => readIdentity({ client, table: identityTable }, id),
        formerAddress: () => Promise.resolve(null),
        baseUrl: "https://lapor.example/dev",
        mailFrom: "laporan@lapor.example",
        send: () => Promise.resolve("ses-1"),
        log: recordedLog(),
      },
      { complaintId, version: 1, kind: "receipt", to: "reporter" },
    ),
  );
  await hopSince("hop", 1);
  await measured("linkOpened", async () => must(await viewOverLink(portal, linkFor(1))));
  await overLink("handBack", 1, { move: "handBack", reason: anAnswer, suggestedAgencyCode: environment });
  await hopSince("nextHop", 3);
  await overLink("answer", 2, { move: "answer", text: anAnswer });
  await measured("reply", () => intake.call(routes.replyToComplaint, { ...receipt, body: { text: anAnswer } }));
  await overLink("finalAnswer", 2, { move: "answerFinally", text: anAnswer });
  await measured("view", () => intake.view(receipt));
  await measured("closure", () => intake.call(routes.closeComplaint, { ...receipt, body: { rating: 5 } }));
};

const disposeOne = async ({ engine, measured }: Bench): Promise<void> => {
  const report = filed({ ...aForm, reporterKey: "somebody-else-01" });
  await writeMany(engine, [report]);
  const { complaintId } = report.complaint;
  const routing = openRouting(engine);
  const suggestion = await suggestAgency(routing, { complaintId, since: 1 });
  await measured("disposition", () => dispatchReport(routing, { complaintId, since: 1, suggestion }));
};

const letTimePass = async ({ engine, measured }: Bench): Promise<void> => {
  const swept = { store: engine.store, directory: known.directory, timeLeft: () => true, log: recordedLog() };
  await measured("sweepOfNothing", () => sweep({ ...swept, now }));
  const muchLater = { ...swept, now: () => "2026-07-20T16:00:00.000Z" };
  await sweep(muchLater);
  await writeMany(engine, [after(dispatched(), [{ move: "answerFinally", text: anAnswer }, handlerOf(publicWorks)])]);
  await measured("sweepOfOne", () => sweep(muchLater));
};

const readLists = async ({ engine, measured }: Bench): Promise<void> => {
  await writeMany(
    engine,
    Array.from({ length: 200 }, () => after(filed(aForm), [{ move: "hold", reason: "noSignal", reasons: [] }, router])),
  );
  const coordinator = directory.officers.find(({ role }) => role === "coordinator");
  if (!coordinator) throw new Error("the seed has a coordinator");
  await measured("queuePage", () =>
    officersQueue(engine.store, coordinator, { limit: 20 }, { directory, now: mondayMorning }),
  );
  await measured("directory", () => readDirectory({ client: engine.client, table: engine.directoryTable }));
};

/** With a report of its own: a report with files is longer to read, and the figures of the others would grow by that. */
const sendFiles = async (bench: Bench, intake: Intake): Promise<void> => {
  const receipt = await intake.file({ ...aForm, reporter: somebody() });
  await hop(openRouting(bench.engine), { complaintId: complaintIdOf(receipt.trackingNumber), since: 1 });
  await sendAndHave(bench, receipt);
};

/** Last of all, in the tables that everything else was measured in. */
const sweepAmongMany = async ({ engine, measured }: Bench, openReports: number): Promise<void> => {
  const swept = { store: engine.store, directory: known.directory, timeLeft: () => true, log: recordedLog() };
  const now = (): string => "2026-07-20T16:00:00.000Z";
  await fillWithOpenReports(engine, openReports);
  await sweep({ ...swept, now });
  await writeMany(engine, [after(dispatched(), [{ move: "answerFinally", text: anAnswer }, handlerOf(publicWorks)])]);
  await measured("sweepOfOneAmongMany", () => sweep({ ...swept, now }));
};

/** @param openReports how many open reports that are not due lie beside the one that is swept */
export const measureUnits = async (openReports: number): Promise<MeasuredUnits> => {
  const engine = await startEngine({ withDirectory: true });
  const bench = benchOn(engine);
  try {
    const intake = openIntake(bench.engine);
    await liveThrough(bench, intake, await fileReports(bench, intake));
    await disposeOne(bench);
    await letTimePass(bench);
    await readLists(bench);
    await sendFiles(bench, intake);
    await sweepAmongMany(bench, openReports);
    return bench.units as MeasuredUnits;
  } finally {
    bench.engine.client.destroy();
    await engine.stop();
  }
};
