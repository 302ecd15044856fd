import { seedDirectory } from "../shared/directory/seed.ts";
import type { CommandOf } from "../shared/domain/commands.ts";
import type { Complaint } from "../shared/domain/complaint.ts";
import type { Directory } from "../shared/domain/directory.ts";
import type { Context } from "../shared/domain/context.ts";
import { decide } from "../shared/domain/decide.ts";
import type { Command } from "../shared/domain/commands.ts";
import type { Actor, Event } from "../shared/domain/events.ts";
import { evolve } from "../shared/domain/evolve.ts";
import { salted } from "../shared/domain/own-words.ts";
import { complaintIdOf } from "../shared/store/keys.ts";
import { makeTrackingNumber } from "../shared/domain/tracking-number.ts";

/** Nouns that tests speak of. Every value is ordinary unless a test says otherwise. */

export const directory = seedDirectory();

export const reporter: Actor = { role: "reporter", id: "reporter" };
export const coordinator: Actor = {
  role: "coordinator",
  id: "koordinator",
  agencyCode: directory.policy.coordinatorAgencyCode,
};
export const secondCoordinator: Actor = { ...coordinator, id: "koordinator-kedua" };
export const supervisor: Actor = {
  role: "supervisor",
  id: "pimpinan",
  agencyCode: directory.policy.supervisorAgencyCode,
};
/** Of the inspectorate, which sees what is confidential as well. */
export const inspector: Actor = { ...supervisor, id: "inspektur", agencyCode: "kutim.inspektorat" };
export const router: Actor = { role: "system", id: "routing" };
export const clock: Actor = { role: "system", id: "clock" };
export const handlerOf = (agencyCode: string): Actor => ({ role: "handler", id: "link:1", agencyCode });

/** A Monday morning in Sangatta with an ordinary fortnight before it. */
export const mondayMorning = "2026-07-06T01:00:00.000Z";

export const publicWorks = "kutim.dpu";
export const health = "kutim.dinkes";
export const environment = "kutim.dlh";

let filings = 0;
export const filing = (particulars: Partial<CommandOf<"file">> = {}): CommandOf<"file"> => {
  filings += 1;
  const trackingNumber = makeTrackingNumber("KTM", Uint8Array.from([0, 0, 0, filings >> 8, filings & 255]));
  return {
    move: "file",
    complaintId: complaintIdOf(trackingNumber),
    trackingNumber,
    class: "complaint",
    text: "Jalan di depan pasar induk berlubang besar dan sudah dua pengendara motor jatuh.",
    anonymous: false,
    confidential: false,
    shareWithAgency: false,
    channel: "web",
    language: "id",
    secretHash: "hash of a secret",
    reachable: true,
    ...particulars,
  };
};

export type Report = { readonly complaint: Complaint; readonly events: readonly Event[] };

/** Makes the moves one after the other; a refusal is an error of the test. */
export const after = (report: Report | null, ...steps: readonly (readonly [Command, Actor, string?])[]): Report => {
  let so = report;
  for (const [command, actor, now = mondayMorning] of steps) {
    const context: Context = { actor, now, cause: "test", directory };
    const decision = decide(so?.complaint ?? null, command, context);
    if (!decision.ok) throw new Error(`${command.move} was refused: ${JSON.stringify(decision.failure)}`);
    // As the store writes it, but for chance.
    const event = salted(decision.value[0], "salt of the tests");
    so = { complaint: evolve(so?.complaint ?? null, event), events: [...(so?.events ?? []), event] };
  }
  if (!so) throw new Error("there is no report without a step");
  return so;
};

export const filed = (particulars: Partial<CommandOf<"file">> = {}, now = mondayMorning): Report =>
  after(null, [filing(particulars), reporter, now]);

export const dispatched = (agencyCode = publicWorks, now = mondayMorning): Report =>
  after(filed({}, now), [{ move: "dispose", agencyCode }, router, now]);

/** Public works had its last day on the Sunday before that Monday; the environment's office follows it. */
export const withoutPublicWorks: Directory = {
  ...directory,
  agencies: directory.agencies.map((its) =>
    its.code === publicWorks ? { ...its, validTo: "2026-07-05", successor: environment } : its,
  ),
};

/** The same report at whoever follows the office that had it. */
export const takenOver = ({ complaint, events }: Report, now = mondayMorning): Report => {
  const context = { actor: clock, now, cause: `office:${publicWorks}`, directory: withoutPublicWorks };
  const decision = decide(complaint, { move: "takeOver" }, context);
  if (!decision.ok) throw new Error(`takeOver was refused: ${JSON.stringify(decision.failure)}`);
  const [event] = decision.value;
  return { complaint: evolve(complaint, event), events: [...events, event] };
};
