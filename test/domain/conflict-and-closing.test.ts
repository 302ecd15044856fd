import { describe, expect, it } from "vitest";
import { isOfficeConcerned } from "../../shared/domain/concerned.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { maySee } from "../../shared/domain/may-see.ts";
import { successionOf } from "../../shared/domain/succession.ts";
import { directory, environment, handlerOf, health, mondayMorning, publicWorks } from "../builders.ts";

/** Offices that close while a report is about one of them. */

/** Health closed, and the office of the environment took over. */
const closed: Directory = {
  ...directory,
  agencies: directory.agencies.map((agency) =>
    agency.code === health ? { ...agency, validTo: "2026-07-03", successor: environment } : agency,
  ),
};
const about = (code: string) => ({ agencyCodes: [code], officerIds: [] });

describe("an office that a report is about", () => {
  it("is not rid of it by closing: whoever follows is concerned as well", () => {
    const report = { concerns: about(health), owner: environment, agencyCode: environment, confidential: false };
    expect(isOfficeConcerned(report, environment, directory)).toBe(false);
    expect(isOfficeConcerned(report, environment, closed)).toBe(true);
    expect(isOfficeConcerned(report, publicWorks, closed)).toBe(false);
    expect(maySee(report, handlerOf(environment), directory)).toBe(true);
    expect(maySee(report, handlerOf(environment), closed)).toBe(false);
  });

  it("does not get it as the successor of another: it goes to who handles such reports", () => {
    const its = { owner: health, agencyCode: health };
    expect(successionOf({ ...its, concerns: null }, closed, mondayMorning)).toEqual({ from: health, to: environment });
    expect(successionOf({ ...its, concerns: about(environment) }, closed, mondayMorning)).toEqual({
      from: health,
      to: "kutim.inspektorat",
    });
  });
});
