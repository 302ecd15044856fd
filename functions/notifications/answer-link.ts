import { signLink } from "../../shared/shell/signing.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { dispositionNumbered, isOpenOverLink, lastDayOfLink } from "../../shared/view/dispositions.ts";
import type { MailMessage } from "./mail-message.ts";
import type { PlanDeps } from "./plan-mail.ts";

/** Where the office that has the report answers; the same address in every mail of a disposition. */
export const answerLink = async (
  { kind }: MailMessage,
  { complaint, events }: History,
  office: string,
  { keys, baseUrl }: Pick<PlanDeps, "keys" | "baseUrl">,
): Promise<string | null> => {
  const { complaintId, disposition } = complaint;
  if (office !== complaint.agencyCode || kind === "copy" || !isOpenOverLink(complaint, disposition)) return null;
  const current = dispositionNumbered(events, disposition);
  if (!current) return null;
  const token = signLink(await keys(), { complaintId, disposition, lastDay: lastDayOfLink(current) });
  return `${baseUrl}/d/${token}`;
};
