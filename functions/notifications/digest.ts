import { addressesOf } from "../../shared/domain/addresses.ts";
import { localDateOf } from "../../shared/domain/calendar.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory, LocalDate } from "../../shared/domain/directory.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { gatheredIn } from "../../shared/store/digest-ledger.ts";
import { answerLink } from "./answer-link.ts";
import { digestLetter, type DigestLine } from "./letters/digest.ts";
import { mailMessage, type MailMessage } from "./mail-message.ts";
import { overtaken } from "./overtaken.ts";
import type { Plan, PlanDeps } from "./plan-mail.ts";
import { eventOf, readHistory } from "./send-deps.ts";

/** What an office that asked for it gets of a day in one mail. */

/** More lines than this nobody reads, and the item that keeps their names grows with each. */
export const mostInDigest = 300;

const dayInMilliseconds = 86_400_000;
/** A day as a positive number, as every mail has one: in days since 1970. */
const numberOf = (day: LocalDate): number => Date.parse(day) / dayInMilliseconds;
const dayOf = ({ version }: MailMessage): LocalDate =>
  new Date(version * dayInMilliseconds).toISOString().slice(0, "YYYY-MM-DD".length);

/** The digest that an office gets when it opens. */
export const digestOf = (directory: Directory, office: string, opening: string): MailMessage => ({
  complaintId: `digest-${office}`,
  version: numberOf(localDateOf(opening, zoneOf(directory, office))),
  kind: "digest",
  to: "agency",
  agencyCode: office,
});

/** The mails that it tells of. */
export const mailsIn = async (store: ComplaintStore, digest: MailMessage): Promise<readonly MailMessage[]> =>
  (await gatheredIn(store, digest)).map((mail) => mailMessage.parse(mail));

const atOnce = 8;

/** The lines that the office still needs: each is asked again whether it is. */
const linesOf = async (
  deps: PlanDeps & { readonly store: ComplaintStore },
  digest: MailMessage,
  office: string,
): Promise<readonly DigestLine[]> => {
  const directory = await deps.directory();
  const mails = [...(await mailsIn(deps.store, digest))];
  const lines: DigestLine[] = [];
  const worker = async (): Promise<void> => {
    for (let mail = mails.pop(); mail !== undefined; mail = mails.pop()) {
      const history = await readHistory(deps, mail);
      const event = eventOf(history, mail);
      if (overtaken(mail, event, history, directory) !== null) continue;
      const link = await answerLink(mail, history, office, deps);
      lines.push({ kind: mail.kind, event, complaint: history.complaint, link });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return lines;
};

export const planDigest = async (
  digest: MailMessage,
  deps: PlanDeps & { readonly store: ComplaintStore },
): Promise<Plan> => {
  const { agencyCode: office } = digest;
  if (office === undefined) throw new Error("a digest is for an office");
  const directory = await deps.directory();
  const lines = await linesOf(deps, digest, office);
  if (lines.length === 0) return { kind: "needless", reason: "all settled meanwhile" };
  const to = addressesOf(directory, office);
  if (to.length === 0) return { kind: "unreachable", reason: "no address" };
  const mail = digestLetter(lines, { directory, office, day: dayOf(digest) });
  return { kind: "send", to, language: "id", mail, thread: digest.complaintId, when: { when: "now" } };
};
