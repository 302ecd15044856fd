import * as z from "zod/mini";
import { incomingKey, type UploadName } from "../../shared/store/file-keys.ts";

/** What the queue of arrivals tells: that a file lies there, or what the malware scan found in it. */

/** GuardDuty's words: https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html */
const scanStatuses = ["NO_THREATS_FOUND", "THREATS_FOUND", "UNSUPPORTED", "ACCESS_DENIED", "FAILED"] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export type Arrival = {
  readonly of: UploadName;
  /** What GuardDuty says; null: it has not spoken yet, or does not look here. */
  readonly scan: ScanStatus | null;
};

/** Keys stand in S3's messages as in a form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const asInMessage = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

const notification = z.object({
  Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string(), eTag: z.string() }) }) })),
});
/** S3 tries a queue when it is told of it for the first time. */
const tryOut = z.object({ Event: z.literal("s3:TestEvent") });
const scanResult = z.object({
  "detail-type": z.literal("GuardDuty Malware Protection Object Scan Result"),
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), eTag: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.enum(scanStatuses) }),
  }),
});
const message = z.union([notification, tryOut, scanResult]);

const arrival = (key: string, eTag: string, scan: ScanStatus | null): Arrival => {
  const name = incomingKey.parse(key);
  const upload = eTag.replaceAll('"', "");
  if (name === null || !/^[A-Za-z0-9-]{1,64}$/.test(upload)) throw new Error("a file arrived where none is awaited");
  return { of: { ...name, upload }, scan };
};

/** The arrivals in the body of a message. Throws if it is another message, or one about another place. */
export const arrivalsIn = (body: string): readonly Arrival[] => {
  const said = message.parse(JSON.parse(body));
  if ("Event" in said) return [];
  if ("Records" in said)
    return said.Records.map(({ s3: { object } }) => arrival(asInMessage(object.key), object.eTag, null));
  const { s3ObjectDetails, scanResultDetails } = said.detail;
  return [arrival(s3ObjectDetails.objectKey, s3ObjectDetails.eTag, scanResultDetails.scanResultStatus)];
};
