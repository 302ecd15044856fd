import { localDateOf } from "./calendar.ts";
import type { Command, CommandOf } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import { concernsWith, coordinatesIt, isOfficeConcerned } from "./concerned.ts";
import type { Context } from "./context.ts";
import { zoneOf } from "./deadlines.ts";
import type { Agency, Directory } from "./directory.ts";
import type { FieldFault } from "./failures.ts";
import { erasedFaults, fileFaults, shownFaults } from "./file-faults.ts";
import { governmentAbove, isBelow, isOwnOffice } from "./government.ts";
import { isSensitive } from "./sensitive.ts";
import type { Transition } from "./lifecycle.ts";
import { agenciesByCode, inPlaceOf } from "./succession.ts";

const activeAgency = (directory: Directory, code: string, on: string): Agency | undefined =>
  directory.agencies.find(
    (agency) =>
      agency.code === code && agency.validFrom <= on && (agency.validTo === undefined || agency.validTo >= on),
  );

/** Supervisors only look, and platform admins do not even do that. */
const worksOnReportsOf = (
  { officers }: Directory,
  officerId: string,
  { owner, concerns }: Pick<Complaint, "owner" | "concerns">,
): boolean =>
  concerns?.officerIds.includes(officerId) !== true &&
  officers.some(
    ({ id, role, agencyCode }) =>
      id === officerId && agencyCode === owner && (role === "liaisonOfficer" || role === "coordinator"),
  );

/**
 * Each step of a report names those that it goes on for, and each of their reporters gets a mail: 500 are 12 KB and
 * some seconds of queueing. After a flood a second report can go on for the next 500.
 */
const mostAbsorbed = 500;

const nobodyLeft = (
  code: string | undefined,
  pointer: string,
  complaint: Complaint | null,
  directory: Directory,
): readonly FieldFault[] => {
  if (code === undefined) return [];
  const concerns = concernsWith({ concerns: complaint?.concerns ?? null }, { agencyCodes: [code] }, directory);
  return coordinatesIt({ concerns }, directory) === null ? [{ pointer, code: "nobodyIndependent", value: code }] : [];
};

const conflictFaults = (
  { agencyCodes = [], officerIds = [] }: CommandOf<"declareConflict">,
  complaint: Complaint | null,
  directory: Directory,
  agency: (code: string, pointer: string) => readonly FieldFault[],
): readonly FieldFault[] => [
  ...(agencyCodes.length + officerIds.length === 0 ? [{ pointer: "/agencyCodes", code: "required" as const }] : []),
  ...agencyCodes.flatMap((code, at) => [
    ...agency(code, `/agencyCodes/${at}`),
    ...nobodyLeft(code, `/agencyCodes/${at}`, complaint, directory),
  ]),
  ...officerIds.flatMap((id, at): readonly FieldFault[] => {
    const pointer = `/officerIds/${at}`;
    const officer = directory.officers.find((known) => known.id === id);
    return officer === undefined
      ? [{ pointer, code: "officerUnknown", value: id }]
      : nobodyLeft(officer.agencyCode, pointer, complaint, directory);
  }),
];

/** What the directory says against the particulars of a command; empty: nothing. */
export const faultsOf = (
  command: Command,
  complaint: Complaint | null,
  { actor, now, directory }: Context,
): readonly FieldFault[] => {
  const today = localDateOf(now, zoneOf(directory, null));
  const agency = (code: string | undefined, pointer = "/agencyCode"): readonly FieldFault[] =>
    code === undefined || activeAgency(directory, code, today) ? [] : [{ pointer, code: "unknownAgency", value: code }];
  const category = (code: string | undefined): readonly FieldFault[] =>
    code === undefined ||
    directory.categories.some(
      (known) =>
        known.code === code && known.validFrom <= today && (known.validTo === undefined || known.validTo >= today),
    )
      ? []
      : [{ pointer: "/categoryCode", code: "unknownCategory", value: code }];
  /** Whoever it is about does not get it. */
  const concerned = (code: string, pointer = "/agencyCode"): readonly FieldFault[] =>
    complaint && isOfficeConcerned(complaint, code, directory)
      ? [{ pointer, code: "agencyConcerned", value: code }]
      : [];
  const given = (code: string, pointer?: string): readonly FieldFault[] => [
    ...agency(code, pointer),
    ...concerned(code, pointer),
  ];
  /** Only who handles a confidential report sees it, and a copy is all of it. */
  const copies = (codes: readonly string[] | undefined, categoryCode?: string): readonly FieldFault[] =>
    (codes ?? []).length > 0 && (complaint?.confidential === true || isSensitive(directory, categoryCode ?? null))
      ? [{ pointer: "/copies", code: "confidentialCopy" }]
      : (codes ?? []).flatMap((copy, i) => given(copy, `/copies/${i}`));

  switch (command.move) {
    case "file": {
      const region = command.location?.regionCode;
      return [
        // Who names an office that closed means whoever follows it; routing knows.
        ...(command.agencyCode !== undefined && inPlaceOf(agenciesByCode(directory), command.agencyCode, today)
          ? []
          : agency(command.agencyCode)),
        ...agency(command.aboutAgencyCode, "/aboutAgencyCode"),
        ...nobodyLeft(command.aboutAgencyCode, "/aboutAgencyCode", null, directory),
        ...category(command.categoryCode),
        ...(region === undefined || directory.regions.some((known) => known.code === region)
          ? []
          : [{ pointer: "/location/regionCode", code: "unknownRegion" as const, value: region }]),
        ...(command.incidentDate !== undefined && command.incidentDate > today
          ? [{ pointer: "/incidentDate", code: "dateInFuture" as const, today }]
          : []),
      ];
    }
    case "verify":
      return category(command.categoryCode);
    case "declareConflict":
      return conflictFaults(command, complaint, directory, agency);
    case "arbitrate":
    case "dispose":
      return [
        ...given(command.agencyCode),
        ...category(command.categoryCode),
        ...copies(command.copies, command.categoryCode),
      ];
    case "passUp": {
      const to = command.agencyCode ?? governmentAbove(directory);
      // By the name that the API gives it.
      const pointer = "/suggestedAgencyCode";
      if (to === null) return [{ pointer, code: "required" }];
      return isOwnOffice(directory, to) ? [{ pointer, code: "ownAgency", value: to }] : given(to, pointer);
    }
    case "passDown":
      return [
        ...(activeAgency(directory, command.agencyCode, today) && complaint?.agencyCode
          ? isBelow(directory, command.agencyCode, complaint.agencyCode)
            ? []
            : [{ pointer: "/agencyCode", code: "agencyNotBelow" as const, value: command.agencyCode }]
          : agency(command.agencyCode)),
        ...concerned(command.agencyCode),
        ...copies(command.copies),
      ];
    case "absorb": {
      if (command.complaintIds.includes(complaint?.complaintId ?? ""))
        return [{ pointer: "/into", code: "sameReport" }];
      const together = new Set([...(complaint?.absorbed ?? []), ...command.complaintIds]);
      return together.size > mostAbsorbed ? [{ pointer: "/into", code: "tooManyMerged", most: mostAbsorbed }] : [];
    }
    case "expectAttachment":
      return fileFaults(command, complaint, actor, directory.policy.files);
    case "eraseAttachments":
      return erasedFaults(command.attachmentIds, complaint, actor);
    case "answer":
    case "answerFinally":
      return shownFaults(command.attachments, complaint, actor);
    case "closeWithProof":
      return [
        ...shownFaults(command.attachments, complaint, actor),
        ...((command.attachments ?? []).length === 0 && (command.withoutAttachment ?? "") === ""
          ? [{ pointer: "/withoutAttachment", code: "required" as const }]
          : []),
      ];
    case "assign":
      return command.officerId === null ||
        complaint === null ||
        worksOnReportsOf(directory, command.officerId, complaint)
        ? []
        : [{ pointer: "/officerId", code: "unknownOfficer", value: command.officerId }];
    case "handBack":
      return command.suggestedAgencyCode !== undefined && command.suggestedAgencyCode === complaint?.agencyCode
        ? [{ pointer: "/suggestedAgencyCode", code: "sameAgency", value: command.suggestedAgencyCode }]
        : agency(command.suggestedAgencyCode, "/suggestedAgencyCode");
    default:
      return [];
  }
};

/** Fields that the row asks for and the command leaves empty. */
export const missingOf = (row: Transition, command: Command): readonly FieldFault[] =>
  (row.asks ?? [])
    .filter((field) => {
      const value: unknown = (command as Record<string, unknown>)[field];
      return value === undefined || value === "";
    })
    .map((field) => ({ pointer: `/${field}`, code: "required" }));
