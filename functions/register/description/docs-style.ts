import { createHash } from "node:crypto";

/** The look of the docs: system fonts, one column, nothing fetched. Contrasts are 7:1 or better (WCAG 2.2, AAA). */
export const docsStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;margin:2rem 0 .5rem}
h1{font-size:1.75rem;margin-top:1rem}
h2{font-size:1.375rem;border-bottom:2px solid #0b4f3c;padding-bottom:.25rem}
h3{font-size:1.125rem}
a{color:#0b4f8a}
a:focus-visible{outline:3px solid #b45309;outline-offset:2px}
section:target>h2,section:target>h3,div:target{background:#fff6d6}
code,pre{font-family:ui-monospace,monospace;font-size:.9375em}
code{background:#f1f3f2;padding:0 .2em;border-radius:.2em}
pre{background:#f1f3f2;padding:.75rem;border-left:4px solid #0b4f3c;white-space:pre-wrap}
pre code{background:none;padding:0}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:.5rem 0 2rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-top:1px solid #8a8f8d}
th{width:6.75rem;font-weight:600;overflow-wrap:normal}
@media(min-width:48rem){th{width:12rem}}
td ul{margin:0;padding-left:1.1rem}
dt{font-weight:600;margin-top:.75rem}
dd{margin:0 0 0 1.1rem}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
`.trim();

const hash = createHash("sha256").update(docsStyle).digest("base64");

/** Nothing but this style sheet and the page's own words: no scripts, no requests, no forms, no frames. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
