import { describe, expect, it } from "vitest";
import { fileTypeNamed, fileTypes, mostFilesEver, nameFits, type Attachment } from "../../shared/domain/attachments.ts";
import type { Command, CommandOf } from "../../shared/domain/commands.ts";
import { nextDue } from "../../shared/domain/complaint.ts";
import { decide } from "../../shared/domain/decide.ts";
import { stepDue } from "../../shared/domain/due-step.ts";
import type { Actor } from "../../shared/domain/events.ts";
import type { Failure } from "../../shared/domain/failures.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  filed,
  handlerOf,
  health,
  mondayMorning,
  publicWorks,
  reporter,
  router,
  type Report,
} from "../builders.ts";
import { timeActs } from "./moves-in.ts";

/** Files in the life of a report: how many, which, by whom, and that nobody waits for one for ever. */

type Step = readonly [Command, Actor, string?];
const office = handlerOf(publicWorks);

const promise = (attachmentId: string, its: Partial<CommandOf<"expectAttachment">> = {}): Command => ({
  move: "expectAttachment",
  attachmentId,
  fileName: "foto.jpg",
  contentType: "image/jpeg",
  size: 1000,
  ...its,
});
const arrive = (attachmentId: string, upload = "one"): Step => [
  { move: "receiveAttachment", attachmentId, upload },
  router,
];
const pass = (attachmentId: string, upload = "one"): Step => [
  {
    move: "passAttachment",
    attachmentId,
    contentType: "image/jpeg",
    size: 900,
    preview: true,
    upload,
    original: false,
  },
  router,
];
const refuse = (attachmentId: string, upload = "one"): Step => [
  { move: "refuseAttachment", attachmentId, reason: "notReadable", upload },
  router,
];
const miss = (attachmentId: string): Step => [{ move: "missAttachment", attachmentId }, clock];
const reply: Step = [{ move: "reply", text: "Di depan pasar induk." }, reporter];
const close: Step = [{ move: "close" }, reporter];
const reopen: Step = [{ move: "reopen", reason: "Belum selesai" }, reporter];

/** As many promises, each of a file of its own: `a1`, `a2` … */
const several = (number: number, prefix: string, by: Actor): readonly Step[] =>
  Array.from({ length: number }, (_, i): Step => [promise(`${prefix}${i + 1}`), by]);

const failureOf = ({ complaint }: Report, command: Command, actor: Actor, now = mondayMorning): Failure | null => {
  const decision = decide(complaint, command, { actor, now, cause: "test", directory });
  return decision.ok ? null : decision.failure;
};
const faults = (...its: readonly object[]) => ({ kind: "FieldsRefused", faults: its });
const tooMany = (most: number) => faults({ pointer: "", code: "tooManyFiles", most });
const unknown = (pointer: string, value: string) => faults({ pointer, code: "unknownAttachment", value });
const illegal: unknown = expect.objectContaining({ kind: "IllegalMove" });

const fileIn = ({ complaint }: Report, id: string): Attachment | undefined =>
  (complaint.attachments ?? []).find((its) => its.id === id);
const later = (hours: number, minutes = 0, from = mondayMorning): string =>
  new Date(Date.parse(from) + (hours * 60 + minutes) * 60_000).toISOString();

describe("the number of files", () => {
  it("is five with a filing: the sixth is refused with the limit", () => {
    const five = after(filed(), ...several(5, "a", reporter));
    expect(failureOf(five, promise("a6"), reporter)).toEqual(tooMany(5));
  });

  it("is five whether they are waited for, inspected or ready", () => {
    const five = after(filed(), ...several(5, "a", reporter), arrive("a1"), arrive("a2"), pass("a2"));
    expect(failureOf(five, promise("a6"), reporter)).toEqual(tooMany(5));
  });

  it.each([
    ["was refused", [arrive("a5"), refuse("a5")]],
    ["never came", [miss("a5")]],
  ])("does not count what %s", (_, steps) => {
    const five = after(filed(), ...several(5, "a", reporter), ...steps);
    const again = after(five, [promise("a6"), reporter]);
    expect(failureOf(again, promise("a7"), reporter)).toEqual(tooMany(5));
    // Nor has the one that did not come through a place any more.
    expect(failureOf(again, promise("a5"), reporter)).toEqual(tooMany(5));
  });

  it("does not count the file itself that is promised again while it is waited for", () => {
    const five = after(filed(), ...several(5, "a", reporter));
    expect(failureOf(five, promise("a5"), reporter)).toBeNull();
  });

  it("is ten with each reply of the reporter, whether asked for or not", () => {
    const five = after(dispatched(), ...several(5, "a", reporter));
    const ten = after(five, reply, ...several(10, "b", reporter));
    expect(failureOf(ten, promise("b11"), reporter)).toEqual(tooMany(10));
    const asked = after(ten, [{ move: "requestInformation", text: "Di mana?" }, office], reply);
    expect(asked.complaint.status).toBe("dispatched");
    const tenMore = after(asked, ...several(10, "c", reporter));
    expect(failureOf(tenMore, promise("c11"), reporter)).toEqual(tooMany(10));
    expect(fileIn(tenMore, "a1")?.round).toBe(0);
    expect(fileIn(tenMore, "b1")?.round).toBe(1);
    expect(fileIn(tenMore, "c1")?.round).toBe(2);
  });

  it("begins anew with a reopening, and not with what an office says", () => {
    const answered: Step = [{ move: "answerFinally", text: "Selesai" }, office];
    const ten = after(dispatched(), reply, ...several(10, "a", reporter), answered, close, reopen);
    expect(ten.complaint).toMatchObject({ status: "inProgress", reopenings: 1, round: 2 });
    expect(failureOf(ten, promise("b1"), reporter)).toBeNull();
    const news: Step = [{ move: "answer", text: "Dicek." }, office];
    const tenMore = after(ten, ...several(10, "b", reporter), news);
    expect(failureOf(tenMore, promise("b11"), reporter)).toEqual(tooMany(10));
  });

  it("counts a file that is sent anew where it is sent from now", () => {
    const sentAnew = after(filed(), [promise("a1"), reporter], arrive("a1"), refuse("a1"), reply, [
      promise("a1"),
      reporter,
    ]);
    expect(sentAnew.complaint.attachments).toEqual([
      { id: "a1", state: "expected", by: "reporter", round: 1, until: later(1) },
    ]);
  });

  it("is ten with each answer of an office, apart from what the reporter has sent", () => {
    const ten = after(dispatched(), ...several(5, "a", reporter), ...several(10, "b", office), arrive("b1"));
    expect(failureOf(ten, promise("b11"), office)).toEqual(tooMany(10));
    const shown = after(ten, [{ move: "answer", text: "Lihat foto.", attachments: ["b1"] }, office]);
    // One went with the answer, nine have still to be shown.
    expect(failureOf(after(shown, [promise("b11"), office]), promise("b12"), office)).toEqual(tooMany(10));
  });

  it("is each office's own: what one has left behind is not in the next one's way, nor for it to show", () => {
    const ten = after(dispatched(), ...several(10, "a", office), arrive("a1"), pass("a1"));
    const next = after(
      ten,
      [{ move: "handBack", reason: "Bukan kami" }, office],
      [{ move: "dispose", agencyCode: health }, router],
    );
    const ofHealth = handlerOf(health);
    expect(failureOf(next, promise("b1"), ofHealth)).toBeNull();
    const answer = { move: "answer", text: "Lihat foto.", attachments: ["a1"] } as const;
    expect(failureOf(next, answer, ofHealth)).toEqual(unknown("/attachments/0", "a1"));
    expect(failureOf(next, answer, coordinator)).toBeNull();
  });

  it("cannot be passed by uploads that come after their place was given up", () => {
    const refused = after(
      filed(),
      ...several(5, "a", reporter),
      ...["a1", "a2"].flatMap((id) => [arrive(id), refuse(id)]),
      ...several(2, "b", reporter),
    );
    const another = { move: "receiveAttachment", attachmentId: "a1", upload: "another" } as const;
    expect(failureOf(refused, another, router)).toEqual(illegal);
    expect(failureOf(after(refused, miss("b1")), another, router)).toBeNull();
  });

  it("is a hundred in the whole life of a report, those that never came included", () => {
    const rounds = Array.from({ length: 10 }, (_, round) => [...several(10, `${round}-`, reporter), reply]).flat();
    const hundred = after(filed(), reply, ...rounds, miss("0-1"));
    expect(hundred.complaint.attachments).toHaveLength(mostFilesEver);
    expect(failureOf(hundred, promise("one more"), reporter)).toEqual(tooMany(mostFilesEver));
    expect(failureOf(hundred, promise("one more"), coordinator)).toEqual(tooMany(mostFilesEver));
    // One of the hundred may still be sent anew.
    expect(failureOf(hundred, promise("0-1"), reporter)).toBeNull();
  });
});

describe("what may be sent", () => {
  it.each([
    ["image/svg+xml"],
    ["text/html"],
    ["application/zip"],
    ["application/msword"],
    ["application/octet-stream"],
    ["constructor"],
    ["image/*"],
  ])("is not %s", (contentType) => {
    expect(failureOf(filed(), promise("a", { contentType }), reporter)).toEqual(
      faults({ pointer: "/contentType", code: "fileTypeNotAllowed", value: contentType }),
    );
  });

  it.each([
    ["Image/JPEG; charset=binary", "image/jpeg"],
    ["image/jpg", "image/jpeg"],
    ["audio/opus", "audio/ogg"],
    ["video/3gpp2", "video/3gpp"],
  ])("is %s, which means %s", (contentType, meant) => {
    expect(fileTypeNamed(contentType)).toBe(meant);
    expect(failureOf(filed(), promise("a", { contentType }), reporter)).toBeNull();
  });

  it.each([
    ["image/jpeg", 10],
    ["application/pdf", 10],
    ["application/vnd.oasis.opendocument.text", 10],
    ["audio/mpeg", 10],
    ["video/mp4", 50],
  ])("is %s of at most %i MB", (contentType, megabytes) => {
    const most = megabytes * 1024 * 1024;
    expect(failureOf(filed(), promise("a", { contentType, size: most }), reporter)).toBeNull();
    expect(failureOf(filed(), promise("a", { contentType, size: most + 1 }), reporter)).toEqual(
      faults({ pointer: "/size", code: "fileTooLarge", most }),
    );
  });

  it("may be of a size that the sender cannot tell", () => {
    const { size: _, ...untold } = promise("a") as CommandOf<"expectAttachment">;
    const promised = after(filed(), [untold, reporter]);
    expect(promised.events.at(-1)).toMatchObject({ type: "attachmentExpected", attachmentId: "a" });
    expect(promised.events.at(-1)).not.toHaveProperty("size");
  });

  it("is named with any ending of its type, or none", () => {
    const jpeg = fileTypes["image/jpeg"];
    if (!jpeg) throw new Error("photos may not be sent");
    for (const name of ["foto.jpg", "FOTO.JPEG", "foto", "foto."]) expect(nameFits(jpeg, name), name).toBe(true);
    for (const name of ["foto.exe", "foto.jpg.exe"]) expect(nameFits(jpeg, name), name).toBe(false);
  });
});

describe("a file that is there already", () => {
  const withBoth = after(dispatched(), [promise("theirs"), reporter], [promise("ours"), office]);

  it("is not promised anew by the other side", () => {
    const missing = after(withBoth, miss("theirs"), miss("ours"));
    for (const report of [withBoth, missing]) {
      expect(failureOf(report, promise("theirs"), office)).toEqual(unknown("/attachmentId", "theirs"));
      expect(failureOf(report, promise("ours"), reporter)).toEqual(unknown("/attachmentId", "ours"));
    }
  });

  it("is not promised anew once it has arrived", () => {
    const inspected = after(withBoth, arrive("theirs"));
    expect(failureOf(inspected, promise("theirs"), reporter)).toEqual(unknown("/attachmentId", "theirs"));
    const ready = after(inspected, pass("theirs"));
    expect(failureOf(ready, promise("theirs"), reporter)).toEqual(unknown("/attachmentId", "theirs"));
  });

  it("may be promised anew by its own side until it has come through", () => {
    const refused = after(withBoth, arrive("theirs"), refuse("theirs"));
    expect(failureOf(withBoth, promise("theirs"), reporter)).toBeNull();
    expect(failureOf(refused, promise("theirs"), reporter)).toBeNull();
    const missing = after(withBoth, miss("ours"));
    expect(failureOf(missing, promise("ours"), office)).toBeNull();
    expect(failureOf(missing, promise("ours"), coordinator), "another office's").toEqual(
      unknown("/attachmentId", "ours"),
    );
  });
});

describe("an answer", () => {
  const sent = after(
    dispatched(),
    ...several(4, "ours", office),
    [promise("theirs"), reporter],
    arrive("theirs"),
    pass("theirs"),
    arrive("ours1"),
    arrive("ours2"),
    pass("ours2"),
    arrive("ours3"),
    refuse("ours3"),
    [{ move: "answer", text: "Disurvei" }, office],
  );
  const saying = (attachments: readonly string[]): readonly Command[] => [
    { move: "answer", text: "Lihat foto.", attachments },
    { move: "answerFinally", text: "Lihat foto.", attachments },
    { move: "closeWithProof", text: "Lihat foto.", attachments },
  ];

  it("shows files that have arrived, inspected or not, to the reporter", () => {
    for (const command of saying(["ours1", "ours2"])) {
      const said = after(sent, [command, office]);
      expect(said.events.at(-1), command.move).toMatchObject({ attachments: ["ours1", "ours2"] });
      expect(said.complaint.attachments?.filter(({ shown }) => shown).map(({ id }) => id)).toEqual(["ours1", "ours2"]);
    }
  });

  it.each([
    ["that has not come", "ours4"],
    ["that was refused", "ours3"],
    ["of the reporter's", "theirs"],
    ["that nobody promised", "nobody's"],
  ])("shows no file %s", (_, id) => {
    for (const command of saying(["ours2", id])) {
      expect(failureOf(sent, command, office), command.move).toEqual(unknown("/attachments/1", id));
    }
  });

  it("that closes has a file that proves it, or says why there is none", () => {
    const closing = { move: "closeWithProof", text: "Selesai" } as const;
    const neither = faults({ pointer: "/withoutAttachment", code: "required" });
    expect(failureOf(sent, closing, office)).toEqual(neither);
    expect(failureOf(sent, { ...closing, attachments: [], withoutAttachment: "" }, office)).toEqual(neither);
    expect(failureOf(sent, { ...closing, withoutAttachment: "Terlihat di jalan" }, office)).toBeNull();
    expect(failureOf(sent, { ...closing, attachments: ["ours2"] }, office)).toBeNull();
  });

  it("without files says nothing of any", () => {
    const said = after(sent, [{ move: "answer", text: "Disurvei", attachments: [] }, office]);
    expect(said.events.at(-1)).not.toHaveProperty("attachments");
  });
});

describe("an upload", () => {
  const promised = after(filed(), [promise("a"), reporter]);
  const receives = (upload: string): Command => ({ move: "receiveAttachment", attachmentId: "a", upload });

  it("is inspected once, however often it is told of", () => {
    expect(failureOf(after(promised, arrive("a")), receives("one"), router)).toEqual(illegal);
    expect(failureOf(after(promised, arrive("a"), pass("a")), receives("one"), router)).toEqual(illegal);
    expect(failureOf(after(promised, arrive("a"), refuse("a")), receives("one"), router)).toEqual(illegal);
  });

  it("after one that was refused is inspected; after one that passed it is not", () => {
    expect(failureOf(after(promised, arrive("a"), refuse("a")), receives("two"), router)).toBeNull();
    expect(failureOf(after(promised, arrive("a"), pass("a")), receives("two"), router)).toEqual(illegal);
  });

  it("is inspected although the file was given up as missing", () => {
    const late = after(promised, miss("a"), arrive("a"));
    expect(fileIn(late, "a")).toMatchObject({ state: "inspecting", upload: "one" });
    expect(fileIn(after(late, pass("a")), "a")?.state).toBe("ready");
  });

  it("of a file that nobody promised is awaited by nobody", () => {
    expect(failureOf(promised, { move: "receiveAttachment", attachmentId: "b", upload: "one" }, router)).toEqual(
      illegal,
    );
    expect(failureOf(filed(), receives("one"), router)).toEqual(illegal);
  });

  it("has one end", () => {
    const ends: readonly Step[] = [pass("a"), refuse("a")];
    for (const end of ends) {
      for (const [command, actor] of ends) {
        expect(failureOf(promised, command, actor)).toEqual(illegal);
        expect(failureOf(after(promised, arrive("a"), end), command, actor)).toEqual(illegal);
      }
    }
  });

  it("says nothing of another file", () => {
    const other = after(promised, [promise("b"), reporter], arrive("b"));
    for (const [command, actor] of [pass("a"), refuse("a"), miss("b")]) {
      expect(failureOf(other, command, actor), command.move).toEqual(illegal);
    }
    const looks = { move: "recordDownload", attachmentId: "a" } as const;
    expect(failureOf(after(other, pass("b")), looks, coordinator)).toEqual(illegal);
  });

  it("is looked at only when it is ready", () => {
    const looks = { move: "recordDownload", attachmentId: "a" } as const;
    const inspected = after(promised, arrive("a"));
    for (const report of [promised, inspected, after(inspected, refuse("a"))]) {
      expect(failureOf(report, looks, coordinator)).toEqual(illegal);
    }
    expect(failureOf(after(inspected, pass("a")), looks, coordinator)).toBeNull();
  });
});

describe("time", () => {
  const promised = after(filed(), [promise("a"), reporter]);
  const due = ({ complaint }: Report, now: string) => stepDue(complaint, now, directory)?.command ?? null;

  it("waits for a file an hour, as the next thing that is due, and says then that it is missing", () => {
    expect(nextDue(promised.complaint)).toEqual({ attachmentId: "a", at: later(1) });
    expect(due(promised, later(1))).toBeNull();
    expect(due(promised, later(1, 1))).toEqual({ move: "missAttachment", attachmentId: "a" });
    const gone = timeActs(directory, promised, later(1, 1));
    expect(gone.events.at(-1)).toMatchObject({ type: "attachmentMissing", attachmentId: "a", side: "reporter" });
    expect(nextDue(gone.complaint)).toEqual(nextDue(filed().complaint));
  });

  it("waits another hour for a file that is promised anew", () => {
    const anew = after(promised, [promise("a"), reporter, later(0, 50)]);
    expect(due(anew, later(1, 1))).toBeNull();
    expect(due(anew, later(1, 51))).toEqual({ move: "missAttachment", attachmentId: "a" });
  });

  it("gives an inspection up after a day: the file is refused, through no fault of its own", () => {
    const [arrives, by] = arrive("a");
    const inspected = after(promised, [arrives, by, later(0, 30)]);
    expect(fileIn(timeActs(directory, inspected, later(24, 30)), "a")?.state).toBe("inspecting");
    const givenUp = timeActs(directory, inspected, later(24, 31));
    expect(givenUp.events.at(-1)).toMatchObject({ type: "attachmentRefused", reason: "notInspected" });
    expect(fileIn(givenUp, "a")).toMatchObject({ state: "refused", upload: "one" });
    expect(failureOf(givenUp, promise("a"), reporter, later(24, 32))).toBeNull();
  });

  it("acts on each file by itself, in its turn among the clocks", () => {
    const two = after(promised, arrive("a"), [promise("b"), reporter, later(2)]);
    const done = timeActs(directory, two, later(25)).events.slice(two.events.length);
    expect(done.map((event) => ("attachmentId" in event ? [event.type, event.attachmentId] : event.type))).toEqual([
      ["attachmentMissing", "b"],
      "reminded",
      ["attachmentRefused", "a"],
    ]);
  });

  it("leaves the clocks of the report alone when it acts on a file", () => {
    const before = promised.complaint.clocks;
    expect(timeActs(directory, promised, later(1, 1)).complaint.clocks).toEqual(before);
  });
});

describe("a report that has ended", () => {
  const open = after(dispatched(), ...several(3, "a", reporter), arrive("a2"));
  const ends: readonly (readonly [string, Step])[] = [
    ["closed", close],
    ["archived", [{ move: "archive", reason: "tooOld", text: "Lama" }, coordinator]],
    ["blocked", [{ move: "block", reason: "Kebencian" }, coordinator]],
  ];

  it.each(ends)("and is %s takes no new file", (status, end) => {
    const over = after(open, end);
    expect(over.complaint.status).toBe(status);
    for (const actor of [reporter, coordinator, office]) {
      expect(failureOf(over, promise("new"), actor)).toEqual(illegal);
    }
  });

  it.each(ends)("and is %s lets the files that are under way end", (status, end) => {
    const over = after(open, end);
    const late = after(over, arrive("a1"), pass("a1"), refuse("a2"));
    expect(late.complaint.attachments?.map(({ id, state }) => [id, state])).toEqual([
      ["a1", "ready"],
      ["a2", "refused"],
      ["a3", "expected"],
    ]);
    expect(late.complaint).toMatchObject({ status, owner: null });
  });

  it.each(ends)("and is %s waits for no file for ever", (status, end) => {
    const over = after(open, end);
    const quiet = timeActs(directory, over, later(25));
    expect(quiet.complaint.attachments?.map(({ state }) => state)).toEqual(["missing", "refused", "missing"]);
    expect(quiet.complaint).toMatchObject({ status, owner: null });
    expect(nextDue(quiet.complaint)).toBeNull();
  });

  it("keeps its files when it is reopened", () => {
    const ready = after(open, pass("a2"), close, reopen);
    expect(fileIn(ready, "a2")?.state).toBe("ready");
    expect(failureOf(after(ready, ...several(10, "b", reporter)), promise("b11"), reporter)).toEqual(tooMany(10));
  });
});

it("a file is an office's whoever of it sends it, and nobody's who does not have the report", () => {
  const report = after(dispatched(), [promise("a"), office], [promise("b"), coordinator], [promise("c"), reporter]);
  expect(report.complaint.attachments?.map(({ by }) => by)).toEqual(["office", "office", "reporter"]);
  expect(failureOf(report, promise("d"), handlerOf(health))).toEqual({ kind: "NotYours" });
});
