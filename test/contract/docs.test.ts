import { HtmlValidate } from "html-validate";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contracts } from "../../functions/contracts.ts";
import { docsPage } from "../../functions/register/description/docs-page.ts";
import { docsPolicy } from "../../functions/register/description/docs-style.ts";
import { gatewayProblems } from "../../functions/register/description/problem-occasions.ts";
import { challengeSolver } from "../../shared/shell/challenge-solver.ts";
import { problemSlug, problemTable } from "../../shared/shell/problems.ts";
import { everyRoute } from "./match.ts";

const baseUrl = "https://lapor.example/dev";
const validator = new HtmlValidate({ extends: ["html-validate:standard", "html-validate:a11y"] });

const found = (page: string, pattern: RegExp): readonly string[] =>
  Array.from(page.matchAll(pattern), ([, captured = ""]) => captured);
const idsIn = (page: string): readonly string[] => found(page, / id="([^"]*)"/g);

describe.each(["id", "en"] as const)("the docs in %s", (language) => {
  const page = docsPage(contracts, language, baseUrl);

  it("are well-formed and accessible as far as a program can tell", async () => {
    const { results } = await validator.validateString(page);
    expect(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
    expect(page).toContain(`<html lang="${language}">`);
  });

  it("explain every problem where its type leads", () => {
    const ids = idsIn(page);
    for (const kind of Object.keys(problemTable)) expect(ids).toContain(`problem-${problemSlug(kind)}`);
    for (const { title } of Object.values(problemTable))
      expect(page).toContain(title[language].replaceAll("'", "&#39;"));
    for (const { status } of gatewayProblems) expect(ids).toContain(`status-${status}`);
  });

  it("describe every route, with its path and what it is for", () => {
    const ids = idsIn(page);
    for (const { name, method, path } of everyRoute) {
      expect(ids).toContain(name);
      expect(page).toContain(`<code>${method} ${path}</code>`);
    }
  });

  it("say the limits of the fields", () => {
    const of = /<section id="fileComplaint">[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";
    expect(of).toMatch(/<code>text<\/code>:\s+\S+ 1–3000 /);
    expect(of).toMatch(/<code>location\.latitude<\/code>:\s+\S+ -90 (sampai|to) 90/);
    expect(of).toContain("<code>reporter.shareWithAgency</code>");
  });

  it("show the solver of challenges that is tested, to be copied as it is", () => {
    const [section = ""] = /<section id="challenge">[\s\S]*?<\/section>/.exec(page) ?? [];
    const [, code = ""] = /<pre><code>([\s\S]*?)<\/code><\/pre>/.exec(section) ?? [];
    const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
    expect(code.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? "")).toBe(challengeSolver);
  });

  it("have no id twice and no link that leads nowhere", () => {
    const ids = idsIn(page);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of found(page, /href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it("run nothing and fetch nothing", () => {
    expect(page).not.toMatch(
      /<script|<iframe|<object|<embed|<form|<img|@import|url\(| on[a-z]+=|javascript:| style="/i,
    );
    const links = found(page, /(?:href|src)="([^"#][^"]*)"/g);
    expect([...new Set(links)]).toEqual(["data:,", `${baseUrl}/v1/openapi.json`]);
  });

  it("have exactly the style that their policy allows", () => {
    const [style = ""] = found(page, /<style>([\s\S]*?)<\/style>/g);
    expect(docsPolicy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(docsPolicy).toContain("default-src 'none'");
    expect(found(page, /<style>([\s\S]*?)<\/style>/g)).toHaveLength(1);
  });

  it("write an address that is no address as text", () => {
    const hostile = docsPage(contracts, language, `https://"><script>alert(1)</script>`);
    expect(hostile).not.toContain("<script>");
  });

  it("say everything: no word is missing, no value is an object", () => {
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});

describe("the two languages of the docs", () => {
  it("are the same page in other words", () => {
    const [id, en] = [docsPage(contracts, "id", baseUrl), docsPage(contracts, "en", baseUrl)];
    expect(idsIn(en)).toEqual(idsIn(id));
    const summaries = everyRoute.map(({ summary }) => summary);
    for (const { id: indonesian, en: english } of summaries) expect(indonesian).not.toBe(english);
  });
});
