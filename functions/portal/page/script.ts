import { createHash } from "node:crypto";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { sayIn } from "./words.ts";

/**
 * Sends files from the page, where a browser runs scripts; without it the forms do the same by pages of their own.
 * Plain JavaScript as browsers of the last five years have it, in one piece whose digest the page's policy names.
 * What it says stands in the page's `data-words`, in the page's language.
 */
const script = `
(() => {
  const proof = document.getElementById("proof");
  if (!proof) return;
  const words = JSON.parse(proof.dataset.words ?? "{}");
  const list = document.getElementById("proof-files");
  const picked = document.getElementById("picked");
  const said = document.getElementById("picked-said");
  const api = proof.dataset.api;
  const page = proof.dataset.path;
  for (const each of proof.querySelectorAll(".no-script")) each.hidden = true;
  for (const each of proof.querySelectorAll(".with-script")) each.hidden = false;

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const say = (text) => { said.textContent = text; };

  /** The same types as in the form without scripts; some systems know no type for a file's ending. */
  const typeOf = (file) => {
    const ending = "." + (file.name.split(".").pop() ?? "").toLowerCase();
    const options = [...document.getElementById("contentType").options];
    return file.type || (options.find((option) => option.textContent.trim().endsWith(ending))?.value ?? "application/octet-stream");
  };

  const problemOf = async (response) => {
    const problem = await response.json().catch(() => ({}));
    return (problem.errors ?? []).map((error) => error.detail).join(" ") || problem.detail || words.failed;
  };

  const ticketFor = async (file) => {
    const response = await fetch(api + "/attachments", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
      body: JSON.stringify({ fileName: file.name, contentType: typeOf(file), size: file.size }),
    });
    if (!response.ok) throw new Error(await problemOf(response));
    return response.json();
  };

  const send = (upload, file, onProgress) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
      form.set("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", upload.url);
      request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); };
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error(words.failed)));
      request.onerror = () => reject(new Error(words.offline));
      request.send(form);
    });

  const stateOf = async (id) => {
    const response = await fetch(api, { headers: { "accept-language": document.documentElement.lang } });
    if (!response.ok) return undefined;
    return (await response.json()).attachments.find((its) => its.attachmentId === id);
  };

  /** A second, two, four, then every five: an inspection takes one or two, a scan for malware some more. */
  const inspected = async (id) => {
    for (let tries = 0; tries < 60; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** tries, 5000)));
      const its = await stateOf(id).catch(() => undefined);
      if (its && its.state !== "expected" && its.state !== "inspecting") return its;
    }
    return undefined;
  };

  const choice = (its) => {
    const box = element("input", { type: "checkbox", id: "file-" + its.attachmentId, name: "attachments", value: its.attachmentId, checked: true });
    box.setAttribute("form", "answer-form");
    return element("div", { className: "choice" }, box, element("label", { htmlFor: box.id, textContent: words.show + " " + its.fileName }));
  };
  const picture = (its) => {
    const at = page + "/files/" + its.attachmentId + "?rendition=";
    return element("a", { className: "picture", href: at + "preview" }, element("img", { src: at + "thumbnail", alt: words.enlarge + " " + its.fileName }));
  };

  const attach = async (file) => {
    const bar = element("progress", { max: 1, value: 0, ariaLabel: file.name });
    const line = element("span", { textContent: file.name + " " });
    const item = element("li", {}, line, bar);
    list.append(item);
    try {
      say(words.sending + " " + file.name);
      const ticket = await ticketFor(file);
      await send(ticket.upload, file, (part) => { bar.value = part; });
      bar.removeAttribute("value");
      say(file.name + ": " + words.inspecting);
      const its = await inspected(ticket.attachmentId);
      if (its?.state === "ready") {
        item.replaceChildren(...(its.preview ? [picture(its)] : []), choice(its));
        say(file.name + ": " + words.ready);
        return;
      }
      throw new Error(its?.reason ?? words.later);
    } catch (error) {
      bar.remove();
      line.textContent = file.name + ": " + (error instanceof TypeError ? words.offline : error.message) + " ";
      const again = element("button", { type: "button", textContent: words.again, onclick: () => { item.remove(); void attach(file); } });
      item.append(again);
      say(line.textContent);
    }
  };

  picked.addEventListener("change", async () => {
    const files = [...picked.files];
    picked.value = "";
    for (const file of files) await attach(file);
  });
})();
`.trim();

export const scriptDigest = createHash("sha256").update(script).digest("base64");

/** In one piece: the policy allows exactly these bytes between the tags. */
export const scriptShown: Html = { markup: `<script>${script}</script>` };

/** What the script says, to stand in an attribute of the section that it works on. */
export const scriptWords = (language: Language): Html => {
  const say = sayIn(language);
  return html`${JSON.stringify({
    failed: say("sendFailed"),
    offline: say("offline"),
    sending: say("sending"),
    inspecting: say("fileInspecting"),
    ready: say("fileReady"),
    later: say("inspectionLater"),
    again: say("sendAgain"),
    show: say("showWithAnswer"),
    enlarge: say("enlarge"),
  })}`;
};
