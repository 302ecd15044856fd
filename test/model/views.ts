import { expect } from "vitest";
import { viewReport } from "../../functions/intake/reporters-report.ts";
import { viewAsOfficer } from "../../functions/officer/officers-report.ts";
import { movesOpenTo } from "../../shared/domain/decide.ts";
import type { Actor } from "../../shared/domain/events.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { coordinates, handles, oversees, type File, type Life } from "./life.ts";
import { after } from "./rules.ts";
import type { Now } from "./clocks.ts";
import { saysName, saysNote, tracesOfIdentity } from "./markers.ts";
import { orders } from "./orders.ts";
import { coordinator, everybody, health, offices, roads, roadsUnit, supervisor } from "./people.ts";
import { instant, keys, reportAt, type World } from "./world.ts";

/** Who sees what, and what they are offered to do. */

/** What a reader is shown; null: they learn no more than that there is nothing for them. */
const shown = (answer: { readonly ok: true; readonly value: unknown } | { readonly ok: false }): unknown =>
  answer.ok ? answer.value : null;

const handlers: readonly Actor[] = [roads, roadsUnit, health];
const reads = (its: Life, by: Actor): boolean =>
  coordinates(by) ||
  oversees(its, by) ||
  handles(its, by) ||
  (!its.confidential && by.agencyCode === offices.roads && its.office === offices.roadsUnit);

/** Which files a reader is shown: each with its state, and as its sender calls it if that is their own side. */
const filesIn = (view: unknown): unknown =>
  (view as { attachments: { attachmentId: string; state: string; fileName: string }[] }).attachments.map(
    ({ attachmentId, state, fileName }) => [attachmentId, state, saysName(fileName)],
  );
const filesFor = (side: File["side"], { files }: Life): unknown =>
  files
    .filter((file) => side === "office" || file.side === side || file.shown)
    .map((file) => [file.id, file.state, file.side === side]);
const apartFromFiles = (view: unknown): unknown => ({ ...(view as object), attachments: [] });

/** The reporter and everybody never see a note; whoever handles it never sees who reported. */
export const checkViews = async (store: ComplaintStore, its: Life, world: World, at: number): Promise<void> => {
  const { trackingNumber, secret } = reportAt(world, at);
  const deps = {
    store,
    directory: () => Promise.resolve(world.directory),
    keys: () => Promise.resolve(keys),
    now: () => instant(world.now),
  };
  const asked = { trackingNumber, address: "203.0.113.7", language: "id", cause: "test" } as const;
  const toReporter = shown(await viewReport(deps, { ...asked, secret }));
  const toPublic = shown(await viewReport(deps, { ...asked, secret: null }));
  expect(toReporter, "the reporter always sees the report").not.toBeNull();
  expect(toPublic !== null, "everybody sees what was passed on, and is neither confidential nor hidden").toBe(
    its.published && !its.confidential && !its.concerned && its.status !== "blocked",
  );
  expect(saysNote([toReporter, toPublic]), "a note is for officers").toBe(false);
  expect(filesIn(toReporter), "the reporter sees their files, and what an answer has shown").toEqual(
    filesFor("reporter", its),
  );
  if (toPublic !== null) expect(filesIn(toPublic), "files are not for everybody").toEqual([]);
  expect(saysName([apartFromFiles(toReporter), toPublic]), "nor is what they are called").toBe(false);
  expect(tracesOfIdentity([toReporter, toPublic])).toEqual([]);
  for (const actor of [...handlers, coordinator, supervisor]) {
    const toOfficer = shown(await viewAsOfficer(deps, { ...asked, actor }));
    expect(toOfficer !== null, `${actor.id} sees what is theirs to see`).toBe(reads(its, actor));
    if (toOfficer !== null) expect(filesIn(toOfficer), `${actor.id} sees all files`).toEqual(filesFor("office", its));
    expect(saysName(apartFromFiles(toOfficer)), "files are listed in one place").toBe(false);
    expect(tracesOfIdentity(toOfficer), `${actor.id} does not learn who reported`).toEqual([]);
  }
};

/** Of these it depends on more than the report whether they can be made. */
const elsewhere = new Set(["file", "merge", "absorb", "passDown", "expectAttachment"]);

/** Everybody is offered what the model says that they may do, and nothing else. */
export const checkOffers = (its: Life, world: World, at: number, now: Now): void => {
  const { complaint } = reportAt(world, at);
  for (const actor of everybody) {
    const offered = movesOpenTo(complaint, { actor, now: instant(now.at), directory: world.directory });
    const may = orders.filter((order) => after(its, actor, order, now) !== null).map(({ move }) => move);
    expect(new Set(offered.filter((move) => !elsewhere.has(move))), `what ${actor.id} may do`).toEqual(
      new Set(may.filter((move) => !elsewhere.has(move))),
    );
  }
};
