import { arrivalsIn } from "../../functions/attachments/arrivals.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { act } from "../../shared/store/act.ts";
import { history, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { renditions, type UploadName } from "../../shared/store/file-keys.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { startFileStorage, type FileStorage } from "./file-storage.ts";

/** Storage with somebody who looks at what arrives there; what is found, and when, is the test's to say. */

export type InspectedStorage = FileStorage & {
  /** Lets the inspection of everything that has arrived, and of what arrives from now on, come to this end. */
  readonly find: (verdict: "photo" | "macros") => Promise<void>;
  /** What arrives from now on waits for a verdict. */
  readonly hold: () => void;
  /** The copies of a photo that an inspection leaves. */
  readonly putCopies: (of: UploadName) => Promise<void>;
};

/** One green pixel, as WebP. */
const pixel = Buffer.from("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA", "base64");

const inspector = { role: "system", id: "inspection" } as const;

export const startInspectedStorage = async (
  store: ComplaintStore,
  directory: Directory,
  now: () => string,
  picture: Uint8Array = pixel,
): Promise<InspectedStorage> => {
  let verdict: "photo" | "macros" | null = null;
  const waiting: UploadName[] = [];
  const failures: unknown[] = [];

  const move = async (of: UploadName, command: Command): Promise<void> => {
    const outcome = await whileStale(async () => {
      const found = await history(store, of.complaintId);
      if (!found) throw new Error("a file arrived for no report");
      return act(store, found.complaint, command, { actor: inspector, now: now(), cause: "test", directory });
    });
    if (!outcome.ok) throw new Error(`${command.move} was refused: ${JSON.stringify(outcome.failure)}`);
  };
  const putCopies = async (of: UploadName): Promise<void> => {
    for (const rendition of renditions) await storage.putCopy(of, rendition, picture, "image/webp");
  };
  const inspect = async (of: UploadName, found: "photo" | "macros"): Promise<void> => {
    const { attachmentId, upload } = of;
    if (found === "macros") return move(of, { move: "refuseAttachment", attachmentId, upload, reason: "macros" });
    await putCopies(of);
    const [contentType, size] = ["image/jpeg", 1_234_567];
    return move(of, {
      move: "passAttachment",
      attachmentId,
      contentType,
      size,
      preview: true,
      upload,
      original: false,
    });
  };
  const receive = async (of: UploadName): Promise<void> => {
    await move(of, { move: "receiveAttachment", attachmentId: of.attachmentId, upload: of.upload });
    if (verdict === null) waiting.push(of);
    else await inspect(of, verdict);
  };
  const storage = await startFileStorage((message) => {
    for (const { of } of arrivalsIn(message)) {
      receive(of).catch((error: unknown) => failures.push(error));
    }
  });
  return {
    ...storage,
    find: async (its) => {
      verdict = its;
      for (const of of waiting.splice(0)) await inspect(of, its);
    },
    putCopies,
    hold: () => {
      verdict = null;
    },
    stop: async () => {
      await storage.stop();
      if (failures.length > 0) throw new AggregateError(failures, "the inspection failed");
    },
  };
};
