import { describe, expect, it } from "vitest";
import { waitsForHop } from "../../functions/routing/hop.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import {
  after,
  coordinator,
  dispatched,
  filed,
  reporter,
  secondCoordinator,
  supervisor,
  type Report,
} from "../builders.ts";

/** What only a person may pass on is not passed on by a program once the reporter has answered a question about it. */

const asks: Command = { move: "requestInformation", text: "Di mana tepatnya?" };
const replies: Command = { move: "reply", text: "Di depan pasar induk." };
const askedAndAnswered = (report: Report, by: Actor): Report => after(report, [asks, by], [replies, reporter]);
const isForRouting = ({ complaint }: Report): boolean =>
  waitsForHop(complaint, { complaintId: complaint.complaintId, since: complaint.hopSince });

const appealed = after(
  filed(),
  [{ move: "archive", reason: "tooOld", text: "Lewat lima tahun" }, coordinator],
  [{ move: "appeal", reason: "Masih rusak" }, reporter],
);
const again: readonly (readonly [Command, Actor])[] = [
  [{ move: "close" }, reporter],
  [{ move: "reopen", reason: "Belum selesai" }, reporter],
];
const contested = after(dispatched(), ...again, ...again, ...again);

describe("a report that waits for a person", () => {
  it("goes on waiting after an appeal, though the reporter has said more", () => {
    const report = askedAndAnswered(appealed, secondCoordinator);
    expect(report.complaint).toMatchObject({ status: "submitted", held: "appealed" });
    expect(isForRouting(report)).toBe(false);
  });

  it("goes on waiting for supervision, though the reporter has said more", () => {
    const report = askedAndAnswered(contested, coordinator);
    expect(report.complaint).toMatchObject({
      status: "submitted",
      held: "reopenedTooOften",
      owner: supervisor.agencyCode,
    });
    expect(isForRouting(report)).toBe(false);
  });

  it("is passed on by itself once a person has looked at it", () => {
    expect(isForRouting(after(appealed, [{ move: "verify" }, secondCoordinator]))).toBe(true);
  });

  it("is passed on by itself where nothing but the place was missing", () => {
    expect(isForRouting(askedAndAnswered(filed(), coordinator))).toBe(true);
  });
});
