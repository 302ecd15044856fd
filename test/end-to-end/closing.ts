import type { Outsider } from "./cloud.ts";

const admin = async (someone: Outsider): Promise<Readonly<Record<string, string>>> => ({
  authorization: `Bearer ${await someone.tokenOf("admin@diskominfo.kutim.example")}`,
});

/** An office whose last day was on a day, followed by another, while it has a report. */
export const closeOffice = async (someone: Outsider, code: string, validTo: string, successor: string) => {
  const receipt = await someone.file({ class: "complaint", text: "Mohon ditindaklanjuti.", agencyCode: code });
  await someone.settled();
  const path = `/v1/admin/agencies/${code}`;
  const seen = await someone.call("GET", path, { headers: await admin(someone) });
  const { code: _, ...its } = seen.body as Record<string, unknown>;
  const headers = { ...(await admin(someone)), "if-match": seen.headers.get("etag") ?? "" };
  const { status } = await someone.call("PUT", path, { headers, body: { ...its, validTo, successor } });
  if (status !== 200) throw new Error(`closing ${code} was answered with ${status}`);
  await someone.settled();
  const { agency } = await someone.view(receipt);
  if (agency?.code !== successor) throw new Error(`the report of ${code} is at ${agency?.code ?? "no office"}`);
};
