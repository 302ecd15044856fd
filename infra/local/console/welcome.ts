import * as z from "zod";
import { readPrivateJson, writePrivateJson } from "../data/private-file.ts";
import type { LocalCloud } from "../local-cloud.ts";

/** What a newcomer needs: where things are, a first report, how to sign in. */

const sample = z.object({ trackingNumber: z.string(), secret: z.string() });
type Sample = z.infer<typeof sample>;

const firstReport = {
  class: "complaint",
  title: "Lampu jalan padam",
  text: "Lampu jalan di depan SD Negeri 004 Sangatta Utara padam sejak hari Senin. Anak-anak pulang mengaji dalam gelap. Mohon segera diperbaiki.",
  location: { regionCode: "64.08.04", address: "Jalan Yos Sudarso II, Sangatta Utara" },
};

/** Filed once for each data folder, through the API like any other; its secret guards a report that nobody made. */
const sampleOf = async ({ url, dataFolder }: LocalCloud): Promise<Sample | undefined> => {
  const kept = sample.safeParse(readPrivateJson(dataFolder.sample));
  if (kept.success) return kept.data;
  const response = await fetch(`${url}/v1/complaints`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(firstReport),
  });
  if (response.status !== 201) return undefined;
  const receipt = sample.parse(await response.json());
  writePrivateJson(dataFolder.sample, receipt);
  return receipt;
};

const officers = z.object({ items: z.array(z.object({ mail: z.string(), role: z.string(), agencyCode: z.string() })) });

const oneOfEachRole = async (url: string): Promise<readonly z.infer<typeof officers>["items"][number][]> => {
  const response = await fetch(`${url}/_local/tokens`);
  if (!response.ok) return [];
  const { items } = officers.parse(await response.json());
  return [...new Map(items.toReversed().map((each) => [each.role, each])).values()].reverse();
};

export const welcome = async (cloud: LocalCloud): Promise<string> => {
  const { url, mailboxUrl, objectsUrl, dataFolder } = cloud;
  const [receipt, signIns] = await Promise.all([sampleOf(cloud), oneOfEachRole(url)]);
  const json = JSON.stringify({
    class: "complaint",
    text: "Jalan berlubang di depan Pasar Induk Sangatta, sudah dua motor jatuh.",
    location: { regionCode: "64.08.04" },
  });
  const lines = [
    "",
    "Tuntas is running on this machine.",
    "",
    `  API      ${url}/v1`,
    `  Docs     ${url}/docs`,
    `  Mailbox  ${mailboxUrl}    (as JSON: ${mailboxUrl}/store)`,
    `  Files    ${objectsUrl}    (S3; signed requests alone)`,
    `  Data     ${dataFolder.path}`,
    "",
    "File a report:",
    "",
    `  curl -s ${url}/v1/complaints -H 'content-type: application/json' \\`,
    `    -d '${json}'`,
    "",
    ...(receipt === undefined
      ? []
      : [
          `See a sample report, ${receipt.trackingNumber}, as its reporter:`,
          "",
          `  curl -s ${url}/v1/complaints/${receipt.trackingNumber} -H 'authorization: Bearer ${receipt.secret}'`,
          "",
        ]),
    ...(signIns.length === 0
      ? []
      : [
          "Get a token for an officer (the whole list: " + `curl -s ${url}/_local/tokens):`,
          "",
          ...signIns.map(
            ({ mail, role }) =>
              `  ${role.padEnd(15)} curl -s ${url}/_local/tokens -H 'content-type: application/json' -d '{"officer":"${mail}"}'`,
          ),
          "",
        ]),
    "Move the clock ahead:",
    "",
    `  curl -s ${url}/_local/clock -H 'content-type: application/json' -d '{"advance":"P3D"}'`,
    "",
    "Ctrl-C ends it. What happens from here on:",
    "",
  ];
  return `${lines.join("\n")}\n`;
};
