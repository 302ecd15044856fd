import type { Agency, Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { directory, health, publicWorks } from "../builders.ts";

/** Everybody who may stand before the officers' door, and which offices' reports each may see. */

export const unit = "kutim.dpu.bina-marga";
/** Below the unit: somewhere for it to pass a report down to. */
export const section = "kutim.dpu.bina-marga.seksi";
export const province = "kaltim";

const sections: readonly Agency[] = directory.agencies
  .filter(({ code }) => code === unit)
  .map((above) => ({ ...above, code: section, name: "Seksi Pemeliharaan", parent: unit }));

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
};

const mailOf = (id: string): string => {
  const officer = known.officers.find((its) => its.id === id);
  if (!officer) throw new Error(`there is no officer ${id}`);
  return officer.mail;
};

const officer = (name: string, role: Actor["role"], id: string, agencyCode: string, sees: Person["sees"]) => ({
  name,
  mail: mailOf(id),
  actor: { role, id, agencyCode },
  sees,
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
/** Has opened who the reporter is, in every report. */
export const secondSupervisor = officer("a second supervisor", "supervisor", "pimpinan-kutim", "kutim", "every report");
export const ofPublicWorks = officer(
  "the liaison officer of public works",
  "handler",
  "penghubung-dpu",
  publicWorks,
  // Its own and what the unit below it has.
  [publicWorks, unit],
);
export const ofUnit = officer("the liaison officer of the unit below it", "handler", "penghubung-bina-marga", unit, [
  unit,
]);
export const ofProvince = officer("the liaison officer of the province", "handler", "penghubung-kaltim", province, [
  province,
  publicWorks,
  unit,
  health,
]);

export const officers: readonly Person[] = [
  firstCoordinator,
  secondCoordinator,
  supervisor,
  secondSupervisor,
  ofPublicWorks,
  ofUnit,
  ofProvince,
  officer("the liaison officer of health", "handler", "penghubung-dinkes", health, [health]),
  officer("a coordinator of another office", "coordinator", "koordinator-dinkes", health, []),
  { name: "a platform admin", mail: mailOf("admin-platform"), actor: null, sees: [] },
  { name: "a token of no known officer", mail: "orang@luar.example", actor: null, sees: [] },
  { name: "no token", mail: null, actor: null, sees: [] },
];
