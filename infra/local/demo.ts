import * as z from "zod";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { complaintAnswer, receiptAnswer, type ComplaintAnswer } from "../../shared/view/answers.ts";
import { demoReports, type DemoReport } from "./demo-reports.ts";

/**
 * Files the demo's reports through the API of a local cloud that runs, waits until each went where it goes, and
 * prints what became of it and what the mailbox got.
 */
const port = Number(process.env["PORT"] ?? 3000);
const url = `http://127.0.0.1:${port}`;
const mailboxUrl = `http://127.0.0.1:${port + 1}`;
const patienceInSeconds = 60;

type Filed = {
  readonly report: DemoReport;
  readonly trackingNumber: string;
  readonly secret: string;
  readonly at: number;
};
type Ended = Filed & { readonly seconds: number; readonly view: ComplaintAnswer };

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const file = async (report: DemoReport, run: string, index: number): Promise<Filed> => {
  const response = await fetch(`${url}/v1/complaints`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-language": report.language ?? "id",
      // The demo may be stopped and the call repeated: each report of a run is filed once.
      "idempotency-key": `demo ${run} ${index}`,
    },
    body: JSON.stringify(report.filing),
  });
  if (response.status !== 201) throw new Error(`report ${index + 1} was refused: ${await response.text()}`);
  const { trackingNumber, secret } = receiptAnswer.parse(await response.json());
  return { report, trackingNumber, secret, at: Date.now() };
};

const view = async ({ trackingNumber, secret }: Filed): Promise<ComplaintAnswer> => {
  const response = await fetch(`${url}/v1/complaints/${trackingNumber}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  if (response.status !== 200) throw new Error(`${trackingNumber} cannot be seen: ${await response.text()}`);
  return complaintAnswer.parse(await response.json());
};

const isRouted = ({ timeline }: ComplaintAnswer): boolean =>
  timeline.some(({ event }) => event === "disposed" || event === "held");

const untilRouted = async (filed: Filed): Promise<Ended> => {
  for (;;) {
    const seen = await view(filed);
    const seconds = (Date.now() - filed.at) / 1000;
    if (isRouted(seen)) return { ...filed, seconds, view: seen };
    if (seconds > patienceInSeconds) throw new Error(`${filed.trackingNumber} was neither dispatched nor held`);
    await wait(200);
  }
};

const store = z.object({
  emails: z.array(z.object({ subject: z.string(), destination: z.object({ to: z.array(z.string()) }) })),
});
type Mail = z.infer<typeof store>["emails"][number];

const mailbox = async (): Promise<readonly Mail[]> =>
  store.parse(await (await fetch(`${mailboxUrl}/store`)).json()).emails;

const untilQuiet = async (): Promise<void> => {
  for (let tries = 0; tries < patienceInSeconds * 5; tries += 1) {
    const { busy } = (await (await fetch(`${url}/_local/state`)).json()) as { busy: boolean };
    if (!busy) return;
    await wait(200);
  }
  throw new Error("the local cloud is still busy");
};

const cut = (text: string, most: number): string =>
  (text.length > most ? `${text.slice(0, most - 1)}…` : text).padEnd(most);

const { agencies } = seedDirectory();
const addressesOf = (code: string | undefined): readonly string[] =>
  agencies.find((its) => its.code === code)?.mail ?? [];

const whereAndWhy = ({
  view: seen,
}: Ended): { readonly where: string; readonly why: string; readonly fits: boolean } => {
  const last = seen.timeline.findLast(({ event }) => event === "disposed" || event === "held");
  const why = last?.reasons?.[0] ?? "";
  return last?.event === "held"
    ? { where: "(held for the coordinator)", why: why || last.title, fits: false }
    : { where: seen.agency?.name ?? "?", why, fits: true };
};

const fits = ({ report, view: seen }: Ended): boolean =>
  "held" in report.expect ? seen.agency === null : seen.agency?.code === report.expect.agencyCode;

const received = ({ trackingNumber, view: seen }: Ended, mails: readonly Mail[]) => {
  const own = mails.filter(({ subject }) => subject.includes(trackingNumber));
  const agency = addressesOf(seen.agency?.code);
  const toAgency = own.filter(({ destination }) => destination.to.some((to) => agency.includes(to))).length;
  return { toAgency, others: own.length - toAgency };
};

const main = async (): Promise<number> => {
  const run = new Date().toISOString();
  console.log(`Filing ${demoReports.length} reports at ${url} …`);
  const ended: Ended[] = [];
  // Four citizens at a time, as fast as they get their receipts.
  const queue = [...demoReports.entries()];
  const citizen = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, report] = next;
      ended[index] = await untilRouted(await file(report, run, index));
    }
  };
  await Promise.all(Array.from({ length: 4 }, citizen));
  await untilQuiet();
  const mails = await mailbox();

  console.log(`\n${cut("number", 15)}  ${cut("where it went", 44)}  ${cut("why", 66)}  seconds  mails: agency, others`);
  let wrong = 0;
  for (const one of ended) {
    const { where, why, fits: dispatched } = whereAndWhy(one);
    const { toAgency, others } = received(one, mails);
    const right = fits(one) && toAgency === (dispatched ? 1 : 0);
    if (!right) wrong += 1;
    console.log(
      `${one.trackingNumber}  ${cut(where, 44)}  ${cut(why, 66)}  ${one.seconds.toFixed(1).padStart(7)}  ${String(toAgency).padStart(13)}, ${others}${right ? "" : "  <- not as it should be"}`,
    );
  }
  const dispatched = ended.filter(({ view: seen }) => seen.agency !== null).length;
  console.log(
    `\n${ended.length} reports: ${dispatched} dispatched, ${ended.length - dispatched} held, ${wrong} not as they should be. Mailbox: ${mailboxUrl}`,
  );
  return wrong === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  const refused = error instanceof TypeError && String(error.cause).includes("ECONNREFUSED");
  console.error(refused ? `Nothing answers at ${url}. Start it with npm start, then try again.` : String(error));
  process.exitCode = 1;
}
