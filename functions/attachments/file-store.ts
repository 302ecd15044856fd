import type { S3Client } from "@aws-sdk/client-s3";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { cleanKey, incomingKey, type FileName, type Rendition, type UploadName } from "../../shared/store/file-keys.ts";

/** What a sender's program needs to put one file into storage, straight from where it is. */
export type Upload = { readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** Storage as far as tickets and downloads need it: neither takes a byte of a file through a function. */
export type FileStore = {
  /** A form that S3 takes for exactly this file, of 1 to `most` bytes; `backTo`: where the browser goes afterwards. */
  readonly upload: (
    of: FileName,
    allowed: {
      readonly contentType: string;
      readonly most: number;
      readonly seconds: number;
      readonly backTo?: string;
    },
  ) => Promise<Upload>;
  /** An address that hands out a copy under this name, for so long. */
  readonly link: (
    of: UploadName,
    rendition: Rendition,
    shown: {
      readonly fileName: string;
      readonly contentType: string;
      readonly inline: boolean;
      readonly seconds: number;
    },
  ) => Promise<string>;
};

export const s3FileStore = ({
  client,
  incoming,
  evidence,
}: {
  readonly client: S3Client;
  readonly incoming: string;
  readonly evidence: string;
}): FileStore => ({
  upload: async (of, { contentType, most, seconds, backTo }) => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket: incoming,
      Key: incomingKey.build(of),
      Conditions: [
        ["eq", "$Content-Type", contentType],
        ["content-length-range", 1, most],
        ...(backTo === undefined ? [] : [["eq", "$success_action_redirect", backTo] as ["eq", string, string]]),
      ],
      Fields: {
        "Content-Type": contentType,
        ...(backTo === undefined ? {} : { success_action_redirect: backTo }),
      },
      Expires: seconds,
    });
    return { url, fields };
  },
  link: (of, rendition, { fileName, contentType, inline, seconds }) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: evidence,
        Key: cleanKey(of, rendition),
        // The name is one of ours, of letters, digits, dashes and one dot.
        ResponseContentDisposition: `${inline ? "inline" : "attachment"}; filename="${fileName}"`,
        ResponseContentType: contentType,
      }),
      { expiresIn: seconds },
    ),
});
