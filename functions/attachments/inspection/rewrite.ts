import { type Allowed, allowedAs } from "./allowed.ts";
import { refuseOther } from "./content.ts";
import { type Limits } from "./limits.ts";
import type { RefusalReason } from "../../../shared/domain/attachments.ts";
import { type Declared, type Inspection, type Ready, Refused } from "./verdict.ts";

export type Work = {
  readonly path: string;
  readonly folder: string;
  readonly declared: Declared;
  readonly limits: Limits;
};

type Rewriter = (work: Work, row: Allowed) => Promise<Ready>;

/** Each kind's libraries are loaded for its files alone: all of them take a third of a second. */
const rewriterOf = async (by: Allowed["by"]): Promise<Rewriter> => {
  switch (by) {
    case "image": {
      const { rewriteImage } = await import("./images.ts");
      return ({ path, folder, limits }, row) => rewriteImage(path, row.contentType, folder, limits);
    }
    case "heic": {
      const { rewriteHeic } = await import("./heic.ts");
      return ({ path, folder, limits }) => rewriteHeic(path, folder, limits);
    }
    case "pdf": {
      const { rewritePdf } = await import("./pdf.ts");
      return ({ path, folder, limits }) => rewritePdf(path, folder, limits);
    }
    case "office": {
      const { rewriteOffice } = await import("./office.ts");
      return ({ path, folder, limits }, row) => rewriteOffice(path, row.contentType, folder, limits);
    }
    case "media": {
      const { rewriteMedia } = await import("./media.ts");
      return ({ path, folder }, row) => rewriteMedia(path, row.contentType, folder);
    }
  }
};

const refused = (reason: RefusalReason): Inspection => ({ state: "refused", reason });

/**
 * Reads and rewrites one file, whatever is in it. Whatever a library throws over a file is the file's fault: "not
 * readable". Meant for a process of its own, since a library may also hang, crash or take all memory.
 *
 * @throws if a library cannot be loaded, which is nobody's fault but the installation's
 */
export const rewrite = async (work: Work): Promise<Inspection> => {
  const row = allowedAs(work.declared.contentType);
  if (row === undefined) return refused("typeNotAllowed");
  const rewriter = await rewriterOf(row.by);
  try {
    await refuseOther(work.path, row);
    return await rewriter(work, row);
  } catch (error) {
    return refused(error instanceof Refused ? error.reason : "notReadable");
  }
};
