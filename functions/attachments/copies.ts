import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  cleanKey,
  incomingKey,
  renditions,
  sealedKey,
  type Rendition,
  type UploadName,
} from "../../shared/store/file-keys.ts";
import type { Ready } from "./inspection/verdict.ts";

/** Storage as far as the inspection needs it. Files go from and to disk in pieces, never whole through memory. */
export type Copies = {
  /** Fetches this very upload; false: it is not there any more. */
  readonly fetch: (of: UploadName, path: string) => Promise<boolean>;
  /** Puts what passed where it is handed out from; returns the file's bytes. */
  readonly keep: (of: UploadName, result: Ready) => Promise<number>;
  /** Keeps the untouched upload, sealed; false: it is not there any more. */
  readonly seal: (of: UploadName) => Promise<boolean>;
  /** Removes whatever was kept of an upload that is not the one that counts. */
  readonly discard: (of: UploadName) => Promise<void>;
};

/** Gone, or another upload in its place. With the right to list the bucket S3 tells a missing object from a forbidden one. */
const isGone = (error: unknown): boolean =>
  error instanceof S3ServiceException && [404, 412].includes(error.$metadata.httpStatusCode ?? 0);

/** The same copy lies there from an earlier try. */
const isThere = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;

/** As HTTP writes it: in quotes. */
const etagOf = ({ upload }: UploadName): string => `"${upload}"`;

const pictureType = "image/webp";

export const s3Copies = ({
  client,
  incoming,
  evidence,
  keepOriginals,
}: {
  readonly client: S3Client;
  readonly incoming: string;
  readonly evidence: string;
  readonly keepOriginals: boolean;
}): Copies => {
  const put = async (of: UploadName, rendition: Rendition, path: string, contentType: string): Promise<number> => {
    const { size } = await stat(path);
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: evidence,
          Key: cleanKey(of, rendition),
          Body: createReadStream(path),
          ContentLength: size,
          ContentType: contentType,
          IfNoneMatch: "*",
        }),
      );
    } catch (error) {
      if (!isThere(error)) throw error;
    }
    return size;
  };
  const ifThere = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  };
  return {
    fetch: (of, path) =>
      ifThere(async () => {
        const { Body: body } = await client.send(
          new GetObjectCommand({ Bucket: incoming, Key: incomingKey.build(of), IfMatch: etagOf(of) }),
        );
        await pipeline(body as Readable, createWriteStream(path));
      }),
    keep: async (of, { clean, contentType, preview, thumbnail }) => {
      if (preview !== undefined) await put(of, "preview", preview, pictureType);
      if (thumbnail !== undefined) await put(of, "thumbnail", thumbnail, pictureType);
      return put(of, "file", clean, contentType);
    },
    seal: (of) =>
      ifThere(() =>
        client.send(
          new CopyObjectCommand({
            Bucket: evidence,
            Key: sealedKey(of),
            CopySource: `${incoming}/${incomingKey.build(of)}`,
            CopySourceIfMatch: etagOf(of),
          }),
        ),
      ),
    discard: async (of) => {
      const keys = [
        ...renditions.map((rendition) => cleanKey(of, rendition)),
        ...(keepOriginals ? [sealedKey(of)] : []),
      ];
      await Promise.all(keys.map((Key) => client.send(new DeleteObjectCommand({ Bucket: evidence, Key }))));
    },
  };
};
