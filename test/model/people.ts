import type { Actor } from "../../shared/domain/events.ts";

/** Who takes part: everybody who may do something with a report, and somebody who may not. */

export const offices = {
  coordinating: "kutim.diskominfo",
  supervising: "kutim",
  inspectorate: "kutim.inspektorat",
  province: "kaltim",
  roads: "kutim.dpu",
  roadsUnit: "kutim.dpu.bina-marga",
  health: "kutim.dinkes",
  unknown: "no.such.agency",
} as const;

/** Officers of the directory who handle reports, and where. */
export const worksAt: Readonly<Record<string, string>> = {
  "koordinator-diskominfo": offices.coordinating,
  "penghubung-dpu": offices.roads,
  "penghubung-bina-marga": offices.roadsUnit,
  "penghubung-dinkes": offices.health,
};

const liaisonOf = (agencyCode: string, id: string): Actor => ({ role: "handler", id, agencyCode });

export const reporter: Actor = { role: "reporter", id: "reporter" };
export const coordinator: Actor = { role: "coordinator", id: "rina", agencyCode: offices.coordinating };
export const secondCoordinator: Actor = { role: "coordinator", id: "budi", agencyCode: offices.coordinating };
export const supervisor: Actor = { role: "supervisor", id: "sekda", agencyCode: offices.supervising };
export const secondSupervisor: Actor = { role: "supervisor", id: "inspektur", agencyCode: offices.inspectorate };
export const roads = liaisonOf(offices.roads, "joko");
export const roadsUnit = liaisonOf(offices.roadsUnit, "agus");
export const health = liaisonOf(offices.health, "dewi");
/** Coordinates, but for another government: nothing here is theirs. */
const elsewhere: Actor = { role: "coordinator", id: "tuti", agencyCode: offices.roads };
export const router: Actor = { role: "system", id: "routing" };

export const everybody: readonly Actor[] = [
  reporter,
  coordinator,
  secondCoordinator,
  supervisor,
  secondSupervisor,
  roads,
  roadsUnit,
  health,
  elsewhere,
  router,
];
