import type { Actor } from "../../shared/domain/events.ts";
import type { Move } from "../../shared/domain/lifecycle.ts";
import { answersFor, coordinates, isOpen, oversees, type File, type Life } from "./life.ts";
import { same, theReporter, time, when, type Rules } from "./rule.ts";

/** The moves about files by hand, and what answers may show of them. */

const hour = 3_600_000;
const isIn = (file: File | undefined, ...states: readonly File["state"][]): boolean =>
  file !== undefined && states.includes(file.state);
const fileOf = (its: Life, id: string): File | undefined => its.files.find((file) => file.id === id);
const withFile = (its: Life, id: string, change: Partial<File>): Partial<Life> => ({
  files: its.files.map((file) => (file.id === id ? { ...file, ...change } : file)),
});
/** Two with the filing, one with each reply and with each answer: what is there, or may still come, has its place. */
const hasPlace = (its: Life, { id, agency, writing }: Pick<File, "id" | "agency" | "writing">): boolean => {
  const there = its.files.filter(
    (file) => file.id !== id && file.agency === agency && !isIn(file, "refused", "missing"),
  );
  return agency === null
    ? there.filter((file) => file.writing === writing).length < (writing === 0 ? 2 : 1)
    : there.every(({ shown }) => shown);
};
/** An office shows its own files, once they are there; who coordinates, those of any. */
export const mayShow = (its: Life, by: Actor, ids: readonly string[] = []): boolean =>
  ids.every((id) => {
    const file = fileOf(its, id);
    const theirs = file?.side === "office" && (coordinates(by) || file.agency === by.agencyCode);
    return theirs && isIn(file, "inspecting", "ready");
  });
export const shows = (its: Life, ids: readonly string[] = []): Partial<Life> => ({
  files: its.files.map((file) => (ids.includes(file.id) ? { ...file, shown: true } : file)),
});

type AboutFiles = Extract<Move, `${string}Attachment` | "recordDownload" | "openOriginal" | "eraseAttachments">;

export const fileRules: Pick<Rules, AboutFiles> = {
  expectAttachment: (its, by, { attachmentId: id, contentType, size = 1 }, now) => {
    const known = fileOf(its, id);
    const side = theReporter(by) ? "reporter" : "office";
    const agency = theReporter(by) ? null : (by.agencyCode ?? "");
    const mayCome = known === undefined || (known.agency === agency && !isIn(known, "inspecting", "ready", "erased"));
    return when(
      (theReporter(by) || answersFor(its, by)) &&
        isOpen(its) &&
        contentType === "image/jpeg" &&
        size <= 10 * 1024 * 1024 &&
        mayCome &&
        hasPlace(its, { id, agency, writing: its.writings }),
      () => ({
        files: [
          ...its.files.filter((file) => file !== known),
          {
            id,
            side,
            agency,
            state: "expected",
            writing: its.writings,
            upload: null,
            until: now.at + hour,
            shown: false,
          },
        ],
      }),
    );
  },
  receiveAttachment: (its, by, { attachmentId: id, upload }, now) => {
    const file = fileOf(its, id);
    const comesAgain = isIn(file, "missing") || (isIn(file, "refused") && file?.upload !== upload);
    const awaited = isIn(file, "expected") || (file !== undefined && comesAgain && hasPlace(its, file));
    return when(time(by) && awaited, () =>
      withFile(its, id, { state: "inspecting", upload, until: now.at + 24 * hour }),
    );
  },
  passAttachment: (its, by, { attachmentId: id, upload }) =>
    when(time(by) && isIn(fileOf(its, id), "inspecting"), () => withFile(its, id, { state: "ready", upload })),
  refuseAttachment: (its, by, { attachmentId: id, upload }) =>
    when(time(by) && isIn(fileOf(its, id), "inspecting"), () =>
      withFile(its, id, { state: "refused", ...(upload === undefined ? {} : { upload }) }),
    ),
  missAttachment: (its, by, { attachmentId: id }) =>
    when(time(by) && isIn(fileOf(its, id), "expected"), () => withFile(its, id, { state: "missing" })),
  eraseAttachments: (its, by, { attachmentIds: [id = ""] }) => {
    const file = fileOf(its, id);
    return when(theReporter(by) && file?.side === "reporter" && isIn(file, "ready"), () =>
      withFile(its, id, { state: "erased" }),
    );
  },
  recordDownload: (its, by, { attachmentId: id }) =>
    when((answersFor(its, by) || oversees(its, by)) && isIn(fileOf(its, id), "ready"), same),
  openOriginal: (its, by, { attachmentId: id, reason }) =>
    when(oversees(its, by) && isIn(fileOf(its, id), "ready") && reason !== "", same),
};
