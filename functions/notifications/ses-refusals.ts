/**
 * Which answers of SES end a mail and which pass. A mail is given up only when SES says that this very mail, or its
 * address, will never be taken. Everything else waits in the queue: what is wrong with the account is put right by an
 * operator, who then finds no mail lost; if that takes longer than the queue's patience, the dead-letter queue keeps
 * the mails and its alarm says so.
 *
 * Source: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html and its common errors.
 */
type Verdict = {
  readonly error: string;
  readonly saying?: RegExp;
  readonly verdict: "permanent" | "passing";
  readonly why: string;
};

// The first row that fits holds. A table is read across.
// prettier-ignore
const verdicts: readonly Verdict[] = [
  { error: "MessageRejected", saying: /not verified/i, verdict: "passing", why: "the sender's domain is not proven yet, or SES's sandbox knows no such recipient: the account's set-up" },
  { error: "MessageRejected", saying: /sending (is )?(paused|disabled|suspended)/i, verdict: "passing", why: "the account may not send for now" },
  { error: "MessageRejected", verdict: "permanent", why: "SES will not take this mail" },
  { error: "InvalidParameterValue", verdict: "permanent", why: "an address that no mail can have" },
  { error: "InvalidParameterCombination", verdict: "permanent", why: "a mail that SES cannot read" },
  { error: "MailFromDomainNotVerifiedException", verdict: "passing", why: "the DNS of our own domain" },
  { error: "ConfigurationSetDoesNotExistException", verdict: "passing", why: "a deployment half done" },
  { error: "ConfigurationSetSendingPausedException", verdict: "passing", why: "paused by an operator" },
  { error: "AccountSendingPausedException", verdict: "passing", why: "paused by SES or an operator" },
  { error: "Throttling", verdict: "passing", why: "more mails a second, or a day, than the account may send" },
];

/** The name by which SES refuses a mail for good; null: the failure passes, also if it is none of SES's. */
export const permanentRefusal = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  const found = verdicts.find(
    (row) => row.error === error.name && (row.saying === undefined || row.saying.test(error.message)),
  );
  return found?.verdict === "permanent" ? found.error : null;
};
