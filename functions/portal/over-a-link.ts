import type { CommandOf } from "../../shared/domain/commands.ts";
import { isConcerned } from "../../shared/domain/concerned.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor, Event } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { readLink, type SigningKeys } from "../../shared/shell/signing.ts";
import { act } from "../../shared/store/act.ts";
import { history, type ComplaintStore, type History } from "../../shared/store/complaint-store.ts";
import { dispositionNumbered, isOpenOverLink, type DispositionEvent } from "../../shared/view/dispositions.ts";
import type { DispositionAnswer } from "./disposition-answer.ts";
import { dispositionView } from "./disposition-view.ts";

/** What an office does with a report over the link in its mail. Whoever has the link speaks for the office. */

export type PortalDeps = {
  readonly store: ComplaintStore;
  readonly directory: () => Promise<Directory>;
  readonly keys: () => Promise<SigningKeys>;
  readonly now: () => string;
};
export type Asked = { readonly token: string; readonly language: Language; readonly cause: string };
export type LinkCommand = CommandOf<"answer"> | CommandOf<"answerFinally"> | CommandOf<"handBack">;

/** What the holder of a link did last with it. */
export type Deed = "progress" | "final" | "handedBack";

export type Opened = {
  readonly found: History;
  readonly disposition: DispositionEvent;
  readonly actor: Actor;
  /** Handed back, answered to the end, passed on or ended: nothing can be seen or done any more. */
  readonly over: boolean;
  readonly lastDeed: Deed | null;
};

const deedOf = (event: Event | undefined): Deed | null => {
  switch (event?.type) {
    case "followedUp":
      return "progress";
    case "answered":
      return "final";
    case "handedBack":
      return "handedBack";
    default:
      return null;
  }
};

/** What a link stands for. A link that was never signed here, or names nothing, is unknown; an expired one is over. */
export const openLink = async (
  deps: Pick<PortalDeps, "store" | "keys" | "now" | "directory">,
  token: string,
): Promise<Outcome<Opened, HttpFailure>> => {
  const link = readLink(await deps.keys(), token, Date.parse(deps.now()));
  if (link === "unknown") return refused({ kind: "DispositionUnknown" });
  if (link === "expired") return refused({ kind: "DispositionOver" });
  const found = await history(deps.store, link.complaintId);
  const disposition = found ? dispositionNumbered(found.events, link.disposition) : undefined;
  if (!found || !disposition) return refused({ kind: "DispositionUnknown" });
  const { complaint, events } = found;
  const actor: Actor = {
    role: "handler",
    id: `link:${link.disposition}`,
    agencyCode: disposition.agencyCode,
  };
  // Not even what was done over it before is shown again to whom the report turned out to be about.
  if (isConcerned(complaint, actor, await deps.directory())) return refused({ kind: "DispositionOver" });
  return done({
    found,
    disposition,
    actor,
    over: !isOpenOverLink(complaint, link.disposition),
    // Sending a file or having one is no deed: what was said of the last one stays true.
    lastDeed: deedOf(events.findLast((event) => event.actor.id === actor.id && deedOf(event) !== null)),
  });
};

export const viewOf = async (
  deps: PortalDeps,
  { found, disposition, actor }: Opened,
  language: Language,
): Promise<DispositionAnswer> =>
  dispositionView(found, disposition, actor, { directory: await deps.directory(), language, now: deps.now() });

export const viewOverLink = async (
  deps: PortalDeps,
  { token, language }: Asked,
): Promise<Outcome<DispositionAnswer, HttpFailure>> => {
  const opened = await openLink(deps, token);
  if (!opened.ok) return opened;
  return opened.value.over ? refused({ kind: "DispositionOver" }) : done(await viewOf(deps, opened.value, language));
};

type Answer = { readonly text: string; readonly attachments?: readonly string[] | undefined };
const filesIn = ({ attachments }: Answer): string => [...(attachments ?? [])].sort().join();
/** The same text with other files is another answer. */
const areSame = (one: Answer, other: Answer): boolean => one.text === other.text && filesIn(one) === filesIn(other);

const says = (event: Event, command: LinkCommand): boolean => {
  switch (command.move) {
    case "answer":
      return event.type === "followedUp" && areSame(event, command);
    case "answerFinally":
      return event.type === "answered" && areSame(event, command);
    case "handBack":
      return event.type === "handedBack" && event.reason === command.reason;
  }
};

/** A form sent twice by a double click, or again after its answer was lost, is done once. */
const isDoneAlready = ({ found, actor }: Opened, command: LinkCommand, seenVersion: number): boolean =>
  found.events.some((event) => event.version > seenVersion && event.actor.id === actor.id && says(event, command));

/** A file that comes meanwhile, or whose it is at the office, is no reason to read the report again before answering it. */
const notToBeRead: ReadonlySet<Event["type"]> = new Set([
  "assigned",
  "attachmentExpected",
  "attachmentReceived",
  "attachmentReady",
  "attachmentRefused",
  "attachmentMissing",
  "attachmentDownloaded",
  "originalOpened",
  "identityOpened",
  "identitySeen",
  "attachmentsErased",
  "rightsCodeRequested",
  "identityCorrected",
  "erased",
]);
const hasChangedSince = ({ complaint, events }: History, seen: number): boolean =>
  seen > complaint.version || events.some((event) => event.version > seen && !notToBeRead.has(event.type));

/** How often a move is decided anew when somebody else moved the report in between. */
const tries = 4;

/**
 * An answer or a hand-back. With the version that a page showed, what has changed since has to be looked at first;
 * without, it holds whatever happened in between.
 */
export const moveOverLink = async (
  deps: PortalDeps,
  { token, language, cause }: Asked,
  command: LinkCommand,
  seenVersion: number | null,
): Promise<Outcome<DispositionAnswer, HttpFailure>> => {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openLink(deps, token);
    if (!opened.ok) return opened;
    const { found, actor, over } = opened.value;
    if (seenVersion !== null && isDoneAlready(opened.value, command, seenVersion)) {
      return done(await viewOf(deps, opened.value, language));
    }
    if (over) return refused({ kind: "DispositionOver" });
    const { version } = found.complaint;
    if (seenVersion !== null && hasChangedSince(found, seenVersion)) {
      return refused({ kind: "StaleVersion", current: version });
    }
    const step = await act(deps.store, found.complaint, command, {
      actor,
      now: deps.now(),
      cause,
      directory: await deps.directory(),
    });
    if (step.ok) {
      const { complaint, event } = step.value;
      const moved = { ...opened.value, found: { complaint, events: [...found.events, event] } };
      return done(await viewOf(deps, moved, language));
    }
    if (step.failure.kind !== "StaleVersion" || attempt === tries) return step;
  }
};
