import type { Status } from "./lifecycle.ts";

/**
 * Everything that may be refused, named by its cause. Failures are values: an exception is a defect or bad luck of
 * the infrastructure, never an answer to a person. `shared/shell/problems.ts` turns each into words and a status.
 */

/** Why one field of a request cannot be taken; a key into the catalogue of words. */
export type FieldFault =
  | {
      readonly pointer: string;
      readonly code: "unknownAgency" | "unknownCategory" | "unknownRegion" | "unknownOfficer" | "officerUnknown";
      readonly value: string;
    }
  | { readonly pointer: string; readonly code: "dateInFuture"; readonly today: string }
  | {
      readonly pointer: string;
      readonly code:
        "agencyHandedBack" | "agencyNotBelow" | "ownAgency" | "sameAgency" | "agencyConcerned" | "nobodyIndependent";
      readonly value: string;
    }
  | { readonly pointer: string; readonly code: "tooManyMerged"; readonly most: number }
  | { readonly pointer: string; readonly code: "fileTypeNotAllowed"; readonly value: string }
  /** Bytes that a file of this kind may have. */
  | { readonly pointer: string; readonly code: "fileTooLarge"; readonly most: number }
  | { readonly pointer: string; readonly code: "tooManyFiles"; readonly most: number }
  | { readonly pointer: string; readonly code: "unknownAttachment"; readonly value: string }
  | {
      readonly pointer: string;
      readonly code: "required" | "confidentialCopy" | "sameReport" | "reportUnknown" | "reportEnded";
    };

export type Failure =
  | {
      readonly kind: "IllegalMove";
      readonly move: string;
      readonly status: Status | "unfiled";
      readonly version: number;
    }
  | { readonly kind: "NotYours" }
  | { readonly kind: "FieldsRefused"; readonly faults: readonly FieldFault[] };

export type Outcome<Value, Why = Failure> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Why };

export const done = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });
export const refused = <Why>(failure: Why): { readonly ok: false; readonly failure: Why } => ({ ok: false, failure });
