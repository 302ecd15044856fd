import { classAfter } from "./clock-changes.ts";
import type { Command, CommandOf } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import type { Actor, Event } from "./events.ts";
import { given } from "./given.ts";
import type { Transition } from "./lifecycle.ts";

const closedBy = (actor: Actor): "reporter" | "officer" | "system" =>
  actor.role === "reporter" || actor.role === "system" ? actor.role : "officer";

type Particulars<E extends Event = Event> = E extends Event
  ? Omit<E, "version" | "at" | "actor" | "status" | "owner" | "clocks">
  : never;

export const withoutMove = <C extends Command>({ move: _, ...rest }: C): Omit<C, "move"> => rest;

/** What the event records besides what every event does. */
export const particularsOf = (
  row: Transition,
  command: Exclude<Command, CommandOf<"file">>,
  was: Complaint,
  actor: Actor,
): Particulars => {
  const office = was.agencyCode ?? was.owner ?? "";
  switch (command.move) {
    case "screen":
      return { type: "screened", ...withoutMove(command) };
    case "hold":
      return { type: "held", reason: command.reason, reasons: [...command.reasons] };
    case "verify":
      return { type: "verified", ...withoutMove(command) };
    case "editPublicText":
      return { type: "publicTextEdited", ...withoutMove(command) };
    case "setPrivacy":
      return { type: "privacyChanged", ...withoutMove(command) };
    case "dispose":
      return given({
        type: "disposed" as const,
        hop: was.hop,
        disposition: was.disposition + 1,
        agencyCode: command.agencyCode,
        categoryCode: command.categoryCode,
        copies: [...(command.copies ?? [])],
        instruction: command.instruction,
        confidence: command.confidence,
        reasons: [...(command.reasons ?? [])],
      });
    case "arbitrate":
      return given({
        type: "arbitrated" as const,
        disposition: was.disposition + 1,
        agencyCode: command.agencyCode,
        categoryCode: command.categoryCode,
        copies: [...(command.copies ?? [])],
        reason: command.reason,
      });
    case "passDown":
      return { type: "passedDown", disposition: was.disposition + 1, ...withoutMove(command) };
    case "handBack":
      return { type: "handedBack", agencyCode: office, ...withoutMove(command) };
    case "answer":
      return { type: "followedUp", agencyCode: office, text: command.text };
    case "answerFinally":
      return { type: "answered", agencyCode: office, text: command.text };
    case "note":
      return { type: "noted", text: command.text };
    case "requestInformation":
      return { type: "informationRequested", text: command.text };
    case "reply":
      return { type: row.event === "informationSupplied" ? "informationSupplied" : "replied", text: command.text };
    case "changeClass":
      return row.event === "classChanged"
        ? { type: "classChanged", class: command.class }
        : { type: "classChangeProposed", class: command.class, reason: command.reason ?? "" };
    case "approveClassChange":
      return { type: "classChanged", class: classAfter(was, command) };
    case "close":
    case "closeWithProof":
    case "closeUnanswered":
      return { type: "closed", by: closedBy(actor), ...withoutMove(command) };
    case "archive":
      return { type: "archived", by: "officer", ...withoutMove(command) };
    case "archiveIncomplete":
      return { type: "archived", by: "system", reason: "notEnoughDetail" };
    case "merge":
      return { type: "merged", ...withoutMove(command) };
    case "withdraw":
      return { type: "withdrawn", ...withoutMove(command) };
    case "block":
      return { type: "blocked", reason: command.reason };
    case "unblock":
      return { type: "unblocked", reason: command.reason };
    case "reopen":
      return { type: "reopened", reason: command.reason };
    case "appeal":
      return { type: "appealed", reason: command.reason };
    case "missDeadline":
      return { type: "deadlineMissed", clock: command.clock };
    case "recordRefusedMail":
      return { type: "mailRefused", ...withoutMove(command) };
  }
};
