import type { Agency, Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { directory, health, publicWorks } from "../builders.ts";

/** Everybody who may stand before the officers' door, and which offices' reports each may see. */

export const unit = "kutim.dpu.bina-marga";
/** Below the unit: somewhere for it to pass a report down to. */
export const section = "kutim.dpu.bina-marga.seksi";
export const province = "kaltim";

export const inspectorate = "kutim.inspektorat";
/** Below the inspectorate. */
export const investigators = "kutim.inspektorat.irban";

const sections: readonly Agency[] = directory.agencies
  .filter(({ code }) => code === unit)
  .flatMap((above) => [
    { ...above, code: section, name: "Seksi Pemeliharaan", parent: unit },
    { ...above, code: investigators, name: "Inspektur Pembantu", parent: inspectorate },
  ]);

export const known: Directory = {
  ...directory,
  agencies: [...directory.agencies, ...sections],
  officers: [
    ...directory.officers,
    {
      id: "penghubung-kaltim",
      name: "Penghubung",
      mail: "uji@kaltim.example",
      role: "liaisonOfficer",
      agencyCode: province,
    },
    {
      id: "koordinator-dinkes",
      name: "Koordinator",
      mail: "uji@dinkes.example",
      role: "coordinator",
      agencyCode: health,
    },
  ],
};

export type Person = {
  readonly name: string;
  readonly mail: string | null;
  /** Null: not an officer who handles reports. */
  readonly actor: Actor | null;
  /** The offices whose reports this person may see. */
  readonly sees: "every report" | readonly string[];
  /** What of it they still see when it is confidential. */
  readonly seesConfidential: "every report" | readonly string[];
  /** The offices that they are of, from one's own up to the head of it: a report about one of these is never theirs. */
  readonly belongsTo: readonly string[];
};

const mailOf = (id: string): string => {
  const officer = known.officers.find((its) => its.id === id);
  if (!officer) throw new Error(`there is no officer ${id}`);
  return officer.mail;
};

const officer = (
  name: string,
  role: Actor["role"],
  id: string,
  agencyCode: string,
  sees: Person["sees"],
  seesConfidential: Person["sees"] = sees === "every report" ? sees : sees.filter((code) => code === agencyCode),
  belongsTo: readonly string[] = [agencyCode],
): Person & { readonly actor: Actor } => ({
  name,
  mail: mailOf(id),
  actor: { role, id, agencyCode },
  sees,
  seesConfidential,
  belongsTo,
});

const { coordinatorAgencyCode } = directory.policy;
export const firstCoordinator = officer(
  "the first coordinator",
  "coordinator",
  "koordinator-diskominfo",
  coordinatorAgencyCode,
  "every report",
);
export const secondCoordinator = officer(
  "the second coordinator",
  "coordinator",
  "koordinator-kedua-diskominfo",
  coordinatorAgencyCode,
  "every report",
);
export const supervisor = officer(
  "a supervisor",
  "supervisor",
  "pengawas-inspektorat",
  "kutim.inspektorat",
  "every report",
);
/**
 * Sees how things go, but not what is confidential unless it has to be decided there. Has opened who the reporter is,
 * in every report.
 */
export const secondSupervisor = officer(
  "the head of the government",
  "supervisor",
  "pimpinan-kutim",
  "kutim",
  "every report",
  [],
);
export const ofPublicWorks = officer(
  "the liaison officer of public works",
  "handler",
  "penghubung-dpu",
  publicWorks,
  // Its own and what the unit below it has.
  [publicWorks, unit],
);
export const ofUnit = officer(
  "the liaison officer of the unit below it",
  "handler",
  "penghubung-bina-marga",
  unit,
  [unit],
  [unit],
  [unit, publicWorks],
);
export const ofInspectorate = officer(
  "the liaison officer of the inspectorate",
  "handler",
  "penghubung-inspektorat",
  inspectorate,
  [inspectorate],
);
export const ofProvince = officer("the liaison officer of the province", "handler", "penghubung-kaltim", province, [
  province,
  publicWorks,
  unit,
  health,
  inspectorate,
]);

const nothing = { sees: [], seesConfidential: [], belongsTo: [] } as const;
export const officers: readonly Person[] = [
  firstCoordinator,
  secondCoordinator,
  supervisor,
  secondSupervisor,
  ofPublicWorks,
  ofUnit,
  ofProvince,
  ofInspectorate,
  officer("the liaison officer of health", "handler", "penghubung-dinkes", health, [health]),
  officer("a coordinator of another office", "coordinator", "koordinator-dinkes", health, []),
  { name: "a platform admin", mail: mailOf("admin-platform"), actor: null, ...nothing },
  { name: "a token of no known officer", mail: "orang@luar.example", actor: null, ...nothing },
  { name: "no token", mail: null, actor: null, ...nothing },
];
