import { DeleteObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { cleanKey, renditions, sealedKey, type UploadName } from "../../shared/store/file-keys.ts";

/** Storage as far as erasing needs it. What is gone already is gone: doing it again does no harm. */
export type EvidenceStore = {
  readonly eraseCopies: (of: UploadName) => Promise<void>;
  readonly eraseOriginal: (of: UploadName) => Promise<void>;
};

export const s3EvidenceStore = ({
  client,
  evidence,
}: {
  readonly client: S3Client;
  readonly evidence: string;
}): EvidenceStore => {
  const erase = async (key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket: evidence, Key: key }));
  };
  return {
    eraseCopies: async (of) => {
      await Promise.all(renditions.map((rendition) => erase(cleanKey(of, rendition))));
    },
    eraseOriginal: (of) => erase(sealedKey(of)),
  };
};
