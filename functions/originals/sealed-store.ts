import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { sealedKey, type UploadName } from "../../shared/store/file-keys.ts";

/** Storage as far as opening an original needs it. */
export type SealedStore = {
  /** An address that hands out the original under this name, for so long. */
  readonly link: (of: UploadName, shown: { readonly fileName: string; readonly seconds: number }) => Promise<string>;
};

export const s3SealedStore = ({
  client,
  evidence,
}: {
  readonly client: S3Client;
  readonly evidence: string;
}): SealedStore => ({
  link: (of, { fileName, seconds }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: evidence,
        Key: sealedKey(of),
        // The name is one of ours, of letters, digits, dashes and one dot.
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        // Nothing was taken out of it: no browser is to show it by itself.
        ResponseContentType: "application/octet-stream",
      }),
      { expiresIn: seconds },
    ),
});
