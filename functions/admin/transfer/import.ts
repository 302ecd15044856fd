import { canonicalJson } from "../../../shared/domain/canonical.ts";
import { collections, type Collection, type Entry } from "../../../shared/domain/collections.ts";
import type { Directory, Officer } from "../../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../../shared/domain/failures.ts";
import type { FieldProblem } from "../../../shared/shell/field-words.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import type { HttpFailure } from "../../../shared/shell/problems.ts";
import type { EntryDeps } from "../entries.ts";
import { planOf, shown, type ChangeShown, type Sent } from "./plan.ts";
import type { DirectoryFile } from "./routes.ts";

export type File = { readonly lists: readonly Collection[]; readonly sent: readonly Sent[] };

/** The lists that a JSON file has. One that it does not have stays as it is. */
export const fileFromJson = (body: DirectoryFile): File => {
  const lists = collections.filter((collection) => body[collection] !== undefined);
  const sent = lists.flatMap((collection) =>
    ((body[collection] ?? []) as readonly Entry[]).map((entry, at): Sent => ({
      collection,
      entry,
      pointer: `/${collection}/${at}`,
    })),
  );
  return { lists, sent };
};

const notHere: Words = {
  id: "Bagian ini tidak diubah lewat impor: kalender punya alamatnya sendiri, kebijakan dan wilayah datang bersama pemasangan.",
  en: "An import does not change this: calendars have addresses of their own, policy and regions come with a deployment.",
};

/** A file that was exported can be sent back; what an import does not change has to be as it is. */
export const othersChanged = (directory: Directory, body: DirectoryFile, language: Language): readonly FieldProblem[] =>
  (["policy", "regions", "calendars"] as const)
    .filter((part) => body[part] !== undefined && canonicalJson(body[part]) !== canonicalJson(directory[part]))
    .map((part) => ({ pointer: `/${part}`, detail: notHere[language] }));

export const directoryEtag = (version: number): string => `"${version}"`;

export type Importing = {
  readonly officer: Officer;
  /** What is wrong with the file beside what it changes. */
  readonly file: (directory: Directory) => Outcome<File, readonly FieldProblem[]>;
  readonly dryRun: boolean;
  /** ETag of the directory that the admin has seen; null: none was sent. */
  readonly seen: string | null;
  readonly language: Language;
  readonly cause: string;
};

export type Imported = {
  readonly version: number;
  readonly answer: { readonly dryRun: boolean; readonly changes: readonly ChangeShown[] };
};

const mostProblems = 100;

/**
 * Shows what a file changes, or writes it: what a dry run has shown and nothing else, since a file is a whole list, and
 * would silently undo what somebody else has changed meanwhile.
 */
export const importFile = async (
  deps: EntryDeps,
  { officer, file, dryRun, seen, language, cause }: Importing,
): Promise<Outcome<Imported, HttpFailure>> => {
  const { version, directory } = await deps.versioned();
  const etag = directoryEtag(version);
  if (seen !== null && seen !== etag) return refused({ kind: "DirectoryChanged", etag });
  if (seen === null && !dryRun) {
    const expected = {
      id: `Kirim versi yang dilihat pada uji coba; sekarang ${etag}.`,
      en: `Send the version that the dry run saw; it is ${etag} now.`,
    };
    return refused({ kind: "HeaderRefused", header: "If-Match", expected });
  }
  const read = file(directory);
  if (!read.ok) return refused({ kind: "BodyRefused", errors: read.failure });
  const at = deps.now();
  const { changes, problems } = planOf(directory, read.value, { now: at, language });
  if (problems.length > 0) return refused({ kind: "BodyRefused", errors: problems.slice(0, mostProblems) });

  const answer = { dryRun, changes: changes.map(shown) };
  if (dryRun || changes.length === 0) return done({ version, answer });
  if (!(await deps.writeEntries({ version, changes, by: officer.id, at, cause }))) {
    return refused({ kind: "DirectoryChanged", etag: directoryEtag((await deps.versioned()).version) });
  }
  deps.log.info("DIRECTORY_CHANGED", "a file was imported", { reason: "import", count: changes.length });
  return done({ version: (await deps.versioned()).version, answer });
};
