import { existsSync } from "node:fs";
import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";

/** A real browser, and what it finds wrong with a page. */

/** Debian's Chromium, or the one that `CHROMIUM` names. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const startBrowser = (): Promise<Browser> => {
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Chromium at ${executablePath}: install it (apt-get install chromium) or set CHROMIUM`);
  }
  return chromium.launch({
    executablePath,
    // The pages are our own; the sandbox needs rights that a container does not have. The rest keeps the browser from
    // looking up hosts of its maker.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
};

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
};

/**
 * What axe-core finds against WCAG 2.2 level AA and its own best practices. It comes in through the debugger, so the
 * page's own policy against scripts stays as it is.
 */
export const faultsByAxe = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ""}`),
  );
};

/** Whether anything sticks out to the right of the window. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

/** What can be touched and is smaller than 44 by 44 pixels; links inside of sentences may be as small as the text. */
export const tooSmallToTouch = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll("button, select, textarea, summary, .choice")]
    .filter((each) => each.checkVisibility())
    .filter((each) => { const { width, height } = each.getBoundingClientRect(); return width < 44 || height < 44; })
    .map((each) => each.outerHTML.slice(0, 80))`);
