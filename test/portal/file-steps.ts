import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { handlerOf, publicWorks } from "../builders.ts";

/** What happens to files of a report, by their numbers, and what a page says in the end. */

export const agency = handlerOf(publicWorks);
const inspector: Actor = { role: "system", id: "inspection" };

export type Step = readonly [Command, Actor];
export const fileNumber = (number: number): string => `fileOfTheTests0${number}`;
export const promised = (number: number, actor: Actor, fileName = "rumah saya.jpg"): Step => [
  { move: "expectAttachment", attachmentId: fileNumber(number), fileName, contentType: "image/jpeg", size: 2_345_678 },
  actor,
];
export const received = (number: number): Step => [
  { move: "receiveAttachment", attachmentId: fileNumber(number), upload: "u" },
  inspector,
];
export const passed = (number: number): Step => [
  {
    move: "passAttachment",
    attachmentId: fileNumber(number),
    contentType: "image/jpeg",
    size: 1_234_567,
    preview: true,
    upload: "u",
    original: false,
  },
  inspector,
];
export const refusedFor = (number: number): Step => [
  { move: "refuseAttachment", attachmentId: fileNumber(number), reason: "macros", upload: "u" },
  inspector,
];
export const ready = (number: number, actor: Actor, fileName?: string): readonly Step[] => [
  promised(number, actor, fileName),
  received(number),
  passed(number),
];
/** What a person reads. */
export const read = (markup: string): string =>
  markup.replace(/<(style|script)>.*?<\/\1>|<[^>]+>/gs, " ").replace(/\s+/g, " ");
