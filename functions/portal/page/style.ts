import { createHash } from "node:crypto";
import type { Html } from "../../../shared/shell/html.ts";

/**
 * The look of the page: system fonts, one column from 320 px on, nothing fetched. Text has a contrast of 7:1 or
 * better, borders of fields 4.5:1, and whatever is touched is at least 44 px high.
 */
const style = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
header{border-bottom:4px solid #0b4f3c;padding-bottom:.5rem}
header p{margin:0}
h1,h2,h3{line-height:1.25}
h1{font-size:1.5rem;margin:1rem 0 .5rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem}
h3{font-size:1.0625rem;margin:1.25rem 0 .25rem}
a{color:#0b4f8a}
:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
dl{margin:.5rem 0}
dt{font-weight:600;margin-top:.5rem}
dd{margin:0}
blockquote{margin:.5rem 0;padding:.5rem 1rem;border-left:4px solid #0b4f3c;background:#f1f3f2}
blockquote p{margin:.25rem 0}
.notice,.problem,.done{margin:1rem 0;padding:.5rem 1rem;border:3px solid #0b4f8a}
.problem{border-color:#9b1c1c}
.done{border-color:#0b4f3c}
.problem h2,.done h2,.notice h2{margin:.5rem 0;font-size:1.125rem}
.problem a,.error{color:#9b1c1c;font-weight:600}
.error{margin:.25rem 0}
.hint{margin:.25rem 0;color:#3d4246}
fieldset{border:0;margin:1rem 0;padding:0}
legend,.label{display:block;font-weight:600;padding:0;margin-bottom:.25rem}
.choice{display:flex;gap:.75rem;align-items:flex-start;min-height:44px;padding:.5rem 0}
.choice input{flex:none;width:1.5rem;height:1.5rem;margin:.125rem 0 0}
.choice label{display:block;font-weight:600;min-height:1.5rem}
textarea,select{display:block;width:100%;min-height:44px;padding:.5rem;font:inherit;color:inherit;background:#fff;border:2px solid #565c60;border-radius:.25rem}
textarea{min-height:10rem;resize:vertical}
.wrong textarea,.wrong select{border-color:#9b1c1c}
.wrong{border-left:4px solid #9b1c1c;padding-left:.75rem}
button{min-height:44px;margin:1rem 0;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:#fff;background:#0b4f3c;border:2px solid #0b4f3c;border-radius:.25rem;cursor:pointer}
button:hover{background:#083a2c}
summary{min-height:44px;padding:.5rem 0;font-weight:600;color:#0b4f8a;cursor:pointer}
ol{margin:.5rem 0;padding-left:1.25rem}
ol li{margin-bottom:1rem}
time{color:#3d4246}
@media (min-width:40rem){dl{display:grid;grid-template-columns:13rem 1fr;gap:.25rem 1rem}dt{margin:0}}
footer{margin-top:2.5rem;border-top:1px solid #565c60}
`.trim();

const hash = createHash("sha256").update(style).digest("base64");

/** In one piece: the policy allows exactly these bytes between the tags. */
export const styleSheet: Html = { markup: `<style>${style}</style>` };

/**
 * Nothing but this style sheet and the page's own words, and forms only to where the page came from. The address
 * holds the token, so it is neither passed on nor listed.
 */
export const pageHeaders = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  Vary: "Accept-Language",
} as const;
