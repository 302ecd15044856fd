import { describe, expect, it, test } from "vitest";
import { planMail } from "../../functions/notifications/plan-mail.ts";
import { readLink } from "../../shared/shell/signing.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  environment,
  filed,
  health,
  mondayMorning,
  publicWorks,
  reporter,
  router,
} from "../builders.ts";
import { faultsOfHtml } from "../html.ts";
import { baseUrl, eventAt, keys, markers, marks, messageOf, planDeps, planned, written } from "./postroom.ts";
import { agency, isToOffice, numberIn, sent, stories, toldIn } from "./stories.ts";

const named = (particulars: Parameters<typeof stories>[0] = {}) =>
  stories(particulars).map((story, index) => [`${story[0]} (${index})`, story] as const);

describe("every letter", () => {
  test.each(named())("%s is one line of subject, and the same words as text and as HTML", async (_, story) => {
    const { subject, text, html } = await toldIn(story);
    expect(subject).toMatch(new RegExp(`^${numberIn(story)}: \\S`));
    expect(subject).not.toMatch(/[\r\n]/);
    const asText = (markup: string): string => markup.replace(/<style.*?<\/style>|<[^>]+>/gs, " ");
    const words = (of: string): string[] => of.match(/[\p{L}\p{N}]+/gu) ?? [];
    const inText = new Set(words(text));
    const inHtml = new Set(words(asText(html)));
    expect(words(text).filter((word) => !inHtml.has(word))).toEqual([]);
    expect(words(asText(html)).filter((word) => !inText.has(word) && !subject.includes(word))).toEqual([]);
  });

  test.each(named())("%s is sound HTML in its language", async (_, story) => {
    const { html, language } = await toldIn(story);
    expect(html).toContain(`<html lang="${language}">`);
    // Mail programs drop style sheets.
    expect(await faultsOfHtml(html, { inlineStyles: true })).toEqual([]);
  });

  it("says that replies by mail reach nobody, and where to go instead", async () => {
    for (const story of stories()) {
      const { text, to } = await toldIn(story);
      expect(text).toContain("Balasan ke surat ini tidak");
      if (!isToOffice(to)) expect(text).toContain(`${baseUrl}/v1/complaints/${numberIn(story)}`);
    }
  });
});

describe("a reporter who asked for English", () => {
  test.each(named({ language: "en" }))("is written to in English, offices in Indonesian: %s", async (_, story) => {
    const { language, html, text, to } = await toldIn(story);
    const expected = isToOffice(to) ? "id" : "en";
    expect(language).toBe(expected);
    expect(html).toContain(`<html lang="${expected}">`);
    expect(text).toContain(expected === "en" ? "Replies to this mail do not reach us" : "Balasan ke surat ini tidak");
  });
});

describe("who the reporter is", () => {
  const privacies = [
    {},
    { anonymous: true },
    { confidential: true },
    { anonymous: true, confidential: true },
    { anonymous: true, shareWithAgency: true },
  ];

  it("is in no letter to an office unless the reporter wants it", async () => {
    for (const privacy of privacies) {
      for (const story of stories(privacy)) {
        const mail = await toldIn(story);
        if (!isToOffice(mail.to)) continue;
        for (const mark of marks)
          expect(JSON.stringify(mail), `${story[0]} ${JSON.stringify(privacy)}`).not.toContain(mark);
      }
    }
  });

  it("is not even asked for when a mail goes to an office", async () => {
    const deps = planDeps();
    for (const report of [sent(), sent({ anonymous: true, shareWithAgency: true })]) {
      const message = messageOf(report, "disposition");
      expect((await planMail(message, eventAt(report, message.version), report, deps)).kind).toBe("send");
    }
    expect(deps.askedFor).toEqual([]);
  });

  it("is in the disposition letter to the office that handles the report, if the reporter wants it, and in no other", async () => {
    for (const story of stories({ shareWithAgency: true })) {
      const [kind, { complaint }] = story;
      const mail = await toldIn(story);
      if (!isToOffice(mail.to)) continue;
      const { name, email, phone } = markers;
      if (kind === "disposition") {
        const hosts: Readonly<Record<string, string>> = { kaltim: "kaltim", [environment]: "dlh.kutim" };
        expect(mail.to).toEqual([`pengaduan@${hosts[complaint.agencyCode ?? ""] ?? "dpu.kutim"}.example`]);
        for (const mark of [name, email, phone]) expect(mail.text).toContain(mark);
      } else for (const mark of marks) expect(JSON.stringify(mail), kind).not.toContain(mark);
    }
  });

  it("is not told to the coordinating office either, where the reporter is anonymous and it handles the report", async () => {
    const office = directory.policy.coordinatorAgencyCode;
    for (const [anonymous, known] of [
      [true, false],
      [false, true],
    ] as const) {
      const report = after(filed({ anonymous, shareWithAgency: true }), [
        { move: "dispose", agencyCode: office },
        router,
      ]);
      const { text, to } = await written(report, "disposition");
      expect(to).toEqual(["pengaduan@diskominfo.kutim.example"]);
      expect(marks.some((mark) => text.includes(mark))).toBe(known);
    }
  });

  it("is not told to an office above that reads the mail for one without an address", async () => {
    const withoutMail = {
      ...directory,
      agencies: directory.agencies.map((its) => (its.code === publicWorks ? { ...its, mail: [] } : its)),
    };
    const mail = await written(sent({ shareWithAgency: true }), "disposition", { directory: withoutMail });
    expect(mail.to).toEqual(["pengaduan@kutim.example"]);
    expect(mail.text).toContain(`${baseUrl}/d/`);
    for (const mark of marks) expect(JSON.stringify(mail)).not.toContain(mark);
  });

  it("is masked where the reporter wrote it into a text", async () => {
    const report = after(
      sent({ title: "Hubungi 084055512345", text: "Surel saya zqxmail@surel.example, NIK 6408990000001234." }),
      [{ move: "reply", text: "Telepon saya 0840-5551-2345." }, reporter],
    );
    for (const kind of ["disposition", "reply"] as const) {
      const mail = JSON.stringify(await written(report, kind));
      for (const mark of ["84055512345", "5551-2345", "zqxmail", "6408990000001234"]) expect(mail).not.toContain(mark);
      expect(mail).toContain("disamarkan");
    }
  });
});

describe("a deadline in a year whose days off are not loaded", () => {
  const inDecember = "2026-12-21T01:00:00.000Z";

  it("is said to be one that may still move, to the reporter and to the office", async () => {
    const report = filed({}, inDecember);
    expect((await written(report, "receipt")).text).toMatch(
      /Diselesaikan paling lambat: \S+, \d+ Januari 2027, 23\.59 WITA \(dapat mundur: kalender 2027 belum dimuat\)/,
    );
    const disposed = after(report, [{ move: "dispose", agencyCode: publicWorks }, router, inDecember]);
    expect((await written(disposed, "disposition")).text).toMatch(
      /Penyelesaian: .* \(dapat mundur: kalender 2027 belum dimuat\)/,
    );
  });
});

describe("the receipt", () => {
  it("has the number and what is promised by when, in words and in the office's zone", async () => {
    const report = filed({}, mondayMorning);
    const { text, to } = await written(report, "receipt");
    expect(to).toEqual([markers.email]);
    expect(text).toContain(`Nomor laporan: ${report.complaint.trackingNumber}`);
    expect(text).toContain("Diterima: Senin, 6 Juli 2026, 09.00 WITA");
    expect(text).toContain("Diteruskan ke instansi paling lambat: Kamis, 9 Juli 2026, 23.59 WITA");
    expect(text).toContain("Diselesaikan paling lambat: Jumat, 24 Juli 2026, 23.59 WITA");
  });

  it("says why it does not contain the secret", async () => {
    const report = filed({ secretHash: "hash-of-the-secret" });
    const mail = await written(report, "receipt");
    expect(mail.text).toContain("Surat ini sengaja tidak memuatnya");
    expect(JSON.stringify(mail)).not.toContain("hash-of-the-secret");
  });

  it("repeats what was asked about privacy", async () => {
    const { text } = await written(filed({ anonymous: true, confidential: true, language: "en" }), "receipt");
    expect(text).toContain("- Anonymous:");
    expect(text).toContain("- Confidential:");
  });
});

describe("the disposition letter", () => {
  it("says what, where, until when and why, and has a link that opens this disposition", async () => {
    const report = after(
      filed({
        title: "Jalan berlubang",
        location: { regionCode: "64.08.04", address: "Jl. Yos Sudarso II", latitude: 0.51, longitude: 117.52 },
        incidentDate: "2026-07-03",
      }),
      [
        {
          move: "dispose",
          agencyCode: publicWorks,
          categoryCode: "1397",
          instruction: "Mohon cek lapangan.",
          reasons: [{ kind: "categoryChosen", categoryCode: "1397", weight: 1 }],
        },
        router,
      ],
    );
    const { subject, text, html } = await written(report, "disposition");
    const { complaintId, trackingNumber } = report.complaint;
    expect(subject).toBe(`${trackingNumber}: Jalan berlubang`);
    for (const said of [
      `Nomor laporan: ${trackingNumber}`,
      "Jenis: pengaduan",
      "Kategori: Jalan Berlubang",
      "> Jalan berlubang",
      "Tempat: Jl. Yos Sudarso II",
      "Wilayah: Sangatta Utara",
      "Koordinat: 0.51, 117.52",
      "Tanggal kejadian: Jumat, 3 Juli 2026",
      "Tindak lanjut pertama: Senin, 13 Juli 2026, 23.59 WITA",
      "Penyelesaian: Jumat, 24 Juli 2026, 23.59 WITA",
      "> Mohon cek lapangan.",
      "- Pelapor memilih kategori Jalan Berlubang.",
    ])
      expect(text).toContain(said);
    const token = /\/d\/(\S+)/.exec(text)?.[1] ?? "";
    expect(html).toContain(`href="${baseUrl}/d/${token}"`);
    const onTheDay = (days: number): number => Date.parse(mondayMorning) + days * 86_400_000;
    expect(readLink(keys, token, onTheDay(180))).toMatchObject({ complaintId, disposition: 1 });
    expect(readLink(keys, token, onTheDay(181))).toBe("expired");
  });

  it("has the same link whenever it is written", async () => {
    const report = sent();
    const linkIn = ({ text }: { readonly text: string }) => /\/d\/\S+/.exec(text)?.[0];
    const later = after(report, [{ move: "missDeadline", clock: "firstFollowUp" }, clock, "2026-07-20T01:00:00.000Z"]);
    expect(linkIn(await written(later, "overdue"))).toBe(linkIn(await written(report, "disposition")));
  });

  it("of a confidential report says so first, and nothing of it in the subject", async () => {
    const { subject, text } = await written(sent({ confidential: true, title: "Pungutan liar" }), "disposition");
    expect(subject).toContain("[RAHASIA]");
    expect(subject).not.toContain("Pungutan");
    expect(text.indexOf("RAHASIA")).toBeLessThan(text.indexOf("Pungutan"));
  });

  it("goes to the copied office without the link", async () => {
    const { to, text } = await written(sent({}, { copies: [health] }), "copy");
    expect(to).toEqual(["pengaduan@dinkes.kutim.example"]);
    expect(text).toContain("tidak perlu menjawab");
    expect(text).not.toContain("/d/");
  });
});

describe("a letter that is not needed any more", () => {
  const handedBack = after(sent(), [{ move: "handBack", reason: "Bukan kami." }, agency]);

  test.each([
    ["a disposition that was handed back", handedBack, "disposition"],
    [
      "a disposition that was passed on to another office",
      after(sent(), [{ move: "dispose", agencyCode: environment, instruction: "Sampah." }, coordinator]),
      "disposition",
    ],
    ["a disposition of a report that was withdrawn", after(sent(), [{ move: "withdraw" }, reporter]), "disposition"],
    [
      "a copy of a disposition that was handed back",
      after(sent({}, { copies: [health] }), [{ move: "handBack", reason: "Bukan kami." }, agency]),
      "copy",
    ],
    [
      "a reply to an office that no longer has the report",
      after(sent(), [{ move: "reply", text: "Tambahan." }, reporter], [{ move: "handBack", reason: "Bukan." }, agency]),
      "reply",
    ],
    [
      "a hold that was decided",
      after(
        filed(),
        [{ move: "hold", reason: "noSignal", reasons: [] }, router],
        [{ move: "dispose", agencyCode: publicWorks }, coordinator],
      ),
      "held",
    ],
    [
      "a missed deadline that was then met",
      after(
        sent(),
        [{ move: "missDeadline", clock: "firstFollowUp" }, clock],
        [{ move: "answer", text: "Sudah." }, agency],
      ),
      "overdue",
    ],
  ] as const)("is %s", async (_, report, kind) => {
    expect((await planned(report, kind, {}, "first")).kind).toBe("needless");
  });

  it("is one to a reporter who gave no address", async () => {
    const report = after(sent({ reachable: false }), [{ move: "answer", text: "Sudah." }, agency]);
    expect((await planned(report, "answer")).kind).toBe("needless");
  });
});

describe("an office without an address up to the root", () => {
  it("is unreachable, which a person has to know", async () => {
    const silent = { ...directory, agencies: directory.agencies.map((its) => ({ ...its, mail: [] })) };
    expect((await planned(sent(), "disposition", { directory: silent })).kind).toBe("unreachable");
  });
});

describe("the final answer", () => {
  it("tells the reporter until when they can reply, and what happens then", async () => {
    const report = after(sent(), [{ move: "answerFinally", text: "Lubang sudah ditambal." }, agency]);
    const { text } = await written(report, "answer");
    expect(text).toContain("> Lubang sudah ditambal.");
    expect(text).toContain("sampai Senin, 20 Juli 2026, 23.59 WITA");
    expect(text).toContain("ditutup oleh sistem");
  });
});

describe("the end", () => {
  it("by the system says why, and how to object", async () => {
    const report = after(
      sent(),
      [{ move: "answerFinally", text: "Sudah." }, agency],
      [{ move: "closeUnanswered" }, clock],
    );
    const { text } = await written(report, "closed");
    expect(text).toContain("tidak ada tanggapan pelapor sampai batas waktunya");
    expect(text).toContain("membuka kembali");
  });

  it("by archiving says for which reason, and that there is an appeal", async () => {
    const report = after(filed({ language: "en" }), [
      { move: "archive", reason: "beforeCourtOrPolice", text: "Perkara 12/2026." },
      coordinator,
    ]);
    const { text } = await written(report, "closed");
    expect(text).toContain("it is before a court or the police");
    expect(text).toContain("> Perkara 12/2026.");
    expect(text).toContain("appeal once");
  });
});

describe("what somebody wrote", () => {
  const nasty = `<script>alert("x")</script> & 'kutip' </td><img src=x onerror=y>`;

  it("is text in HTML, never markup", async () => {
    const report = after(sent({ title: nasty, text: nasty }, { instruction: nasty }), [
      { move: "answer", text: nasty },
      agency,
    ]);
    for (const kind of ["receipt", "disposition", "answer"] as const) {
      const { html } = await written(report, kind);
      expect(html).not.toMatch(/<script|<img|<\/td><i/);
      expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;kutip&#39;");
    }
  });

  it("cannot pass for the letter's own words in plain text", async () => {
    const invitation = "Buka, jawab, atau kembalikan laporan:\nhttps://jahat.example";
    const report = sent({ text: `Jalan rusak.\n\n${invitation}`, location: { address: `Jl. Baru\n${invitation}` } });
    const { text } = await written(report, "disposition");
    expect(text).toContain("> https://jahat.example");
    expect(text).not.toMatch(/^https:\/\/jahat/m);
  });
});
