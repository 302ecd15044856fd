import type * as z from "zod/mini";
// One by one: `z.locales` brings all fifty languages into every bundle, 200 KB.
import english from "zod/v4/locales/en.js";
import indonesian from "zod/v4/locales/id.js";
import type { TextFault } from "../domain/text.ts";
import type { Language } from "./language.ts";

/** What is wrong with which field, by JSON Pointer (RFC 6901) into the body; `line` where the body is lines of text. */
export type FieldProblem = { readonly pointer: string; readonly detail: string; readonly line?: number };

/**
 * A fault that zod's own words do not cover. Schemas report it as a custom issue with these `params`, and it is put
 * into words here, in the language of the request.
 */
export type OwnFault =
  | TextFault
  | { readonly kind: "tooLong"; readonly most: number; readonly length: number }
  | { readonly kind: "empty" }
  | { readonly kind: "severalLines" }
  | { readonly kind: "namedTwice" }
  | { readonly kind: "phone" }
  | { readonly kind: "bothCoordinates" }
  | { readonly kind: "reservedName"; readonly name: string };

const ownWords = (fault: OwnFault, language: Language): string => {
  const id = language === "id";
  switch (fault.kind) {
    case "controlCharacter":
      return id
        ? `Mengandung karakter kendali ${fault.codePoint} pada posisi ${fault.position}.`
        : `Contains the control character ${fault.codePoint} at position ${fault.position}.`;
    case "directionOverride":
      return id
        ? `Mengandung pengubah arah tulisan ${fault.codePoint} pada posisi ${fault.position}.`
        : `Contains the text direction override ${fault.codePoint} at position ${fault.position}.`;
    case "brokenCharacter":
      return id
        ? `Mengandung karakter yang rusak pada posisi ${fault.position}.`
        : `Contains a broken character at position ${fault.position}.`;
    case "html":
      return id
        ? `Tulis sebagai teks biasa, tanpa HTML (${fault.tag} pada posisi ${fault.position}).`
        : `Write plain text, not HTML (${fault.tag} at position ${fault.position}).`;
    case "tooLong":
      return id
        ? `Paling banyak ${fault.most} karakter; sekarang ${fault.length}.`
        : `At most ${fault.most} characters; these are ${fault.length}.`;
    case "empty":
      return id ? "Wajib diisi." : "Must not be empty.";
    case "severalLines":
      return id ? "Tulis dalam satu baris." : "Write it on one line.";
    case "namedTwice":
      return id ? "Sudah disebut sebelumnya." : "Named before.";
    case "phone":
      return id ? "Nomor telepon tidak dikenal, contoh: 0812…" : "Not a telephone number, for example +62 812…";
    case "bothCoordinates":
      return id ? "Isi latitude dan longitude bersama-sama." : "Give latitude and longitude together.";
    case "reservedName":
      return id ? `Nama ${fault.name} tidak boleh dipakai.` : `The name ${fault.name} must not be used.`;
  }
};

const locales = { id: indonesian(), en: english() };
const missing = { id: "Wajib diisi.", en: "Required." } as const;

/** zod's own words, but for a field that is not there: of that it says "received undefined", which is no word. */
const zodWords =
  (language: Language): z.core.$ZodErrorMap =>
  (issue) =>
    issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")
      ? missing[language]
      : locales[language].localeError(issue);

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const unknownField = { id: "Isian ini tidak dikenal.", en: "This field is not known." } as const;
// A body may name thousands of fields; a person needs the first few.
const mostProblems = 20;

const problemsOfIssue = (issue: z.core.$ZodIssue, language: Language): readonly FieldProblem[] => {
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, mostProblems)
      .map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: unknownField[language] }));
  }
  const pointer = pointerOf(issue.path);
  if (issue.code === "custom" && issue.params) {
    return [{ pointer, detail: ownWords(issue.params["fault"] as OwnFault, language) }];
  }
  return [{ pointer, detail: issue.message }];
};

/** A name that no field may have, somewhere in the body: the parser stopped there and does not say where. */
export const reservedName = (name: string, language: Language): FieldProblem => ({
  pointer: "",
  detail: ownWords({ kind: "reservedName", name }, language),
});

export type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly errors: readonly FieldProblem[] };

/** Reads a value by a schema; what is wrong is said in the language asked for. */
export const readBy = <Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  language: Language,
): Read<z.infer<Schema>> => {
  const read = schema.safeParse(value, { error: zodWords(language) });
  return read.success
    ? { ok: true, value: read.data }
    : {
        ok: false,
        errors: read.error.issues.flatMap((issue) => problemsOfIssue(issue, language)).slice(0, mostProblems),
      };
};
