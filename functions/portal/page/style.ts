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
.files{list-style:none;margin:.5rem 0;padding:0}
.files li{margin-bottom:1rem}
.picture{display:block;width:fit-content;min-width:44px;min-height:44px;margin-bottom:.25rem}
.picture img{display:block;max-width:100%;width:10rem;height:auto;border:1px solid #565c60;border-radius:.25rem}
.files .choice{align-items:center}
input[type=file]{display:block;width:100%;min-height:44px;padding:.5rem 0;font:inherit}
::file-selector-button{min-height:44px;margin-right:.75rem;padding:.25rem 1rem;font:inherit;font-weight:600;color:#0b4f3c;background:#fff;border:2px solid #0b4f3c;border-radius:.25rem;cursor:pointer}
progress{width:100%;height:1.5rem}
[hidden]{display:none}
footer{margin-top:2.5rem;border-top:1px solid #565c60}
`.trim();

const hash = createHash("sha256").update(style).digest("base64");

/** In one piece: the policy allows exactly these bytes between the tags. */
export const styleSheet: Html = { markup: `<style>${style}</style>` };

/**
 * Nothing but this style sheet, the page's own words and its one script; forms only to where the page came from.
 * Files are fetched from and sent to where they lie, and that is named. The address holds the token, so it is neither
 * passed on nor listed.
 *
 * @param script digest of the script that may run
 */
export const headersFor = ({ script, files }: { readonly script?: string; readonly files?: FileOrigins }) => ({
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    ...(script === undefined ? [] : [`script-src 'sha256-${script}'`]),
    // A picture's own address is the page's, which leads on to where it lies.
    files ? `img-src data: 'self' ${files.from}` : "img-src data:",
    ...(script !== undefined && files ? [`connect-src 'self' ${files.to}`] : []),
    "base-uri 'none'",
    files ? `form-action 'self' ${files.to}` : "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  Vary: "Accept-Language",
});

/** Where files are handed out from and sent to: scheme and host. */
export type FileOrigins = { readonly from: string; readonly to: string };
