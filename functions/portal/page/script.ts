import { createHash } from "node:crypto";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { refusalWords } from "../../../shared/shell/words.ts";
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
  const words = JSON.parse(proof.dataset.words);
  const types = JSON.parse(proof.dataset.types);
  const { api, path } = proof.dataset;
  const [list, picked, said] = ["proof-files", "picked", "picked-said"].map((id) => document.getElementById(id));
  for (const each of document.querySelectorAll(".no-script")) each.hidden = true;
  for (const each of document.querySelectorAll(".with-script")) each.hidden = false;

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const say = (text) => { said.textContent = text; };
  const language = { "accept-language": document.documentElement.lang };

  /** Some systems know no type for a file's ending, or a wrong one. */
  const typeOf = ({ name, type }) =>
    Object.values(types).includes(type) ? type : types[name.split(".").pop().toLowerCase()] ?? (type || "application/octet-stream");

  const problemOf = async (response) => {
    const problem = await response.json().catch(() => ({}));
    return (problem.errors ?? []).map(({ detail }) => detail).join(" ") || problem.detail || words.failed;
  };

  const ticketFor = async (file) => {
    const response = await fetch(api + "/attachments", {
      method: "POST",
      headers: { "content-type": "application/json", ...language },
      body: JSON.stringify({ fileName: file.name.slice(-200), contentType: typeOf(file), size: file.size }),
    });
    if (response.ok) return response.json();
    // What is wrong with the file itself is so at the second try as well.
    throw Object.assign(new Error(await problemOf(response)), { forGood: response.status === 422 });
  };

  const send = (upload, file, onProgress) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
      form.set("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", upload.url);
      request.upload.onprogress = ({ loaded, total }) => { if (total > 0) onProgress(loaded / total); };
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error(words.failed)));
      request.onerror = () => reject(new Error(words.offline));
      request.send(form);
    });

  const choice = (its, remark, checked) => {
    const box = element("input", { type: "checkbox", id: "file-" + its.attachmentId, name: "attachments", value: its.attachmentId, checked });
    box.setAttribute("form", "answer-form");
    return element("div", { className: "choice" }, box, element("label", { htmlFor: box.id, textContent: words.show + " " + its.fileName + remark }));
  };
  const picture = (its) => {
    const at = path + "/files/" + its.attachmentId + "?rendition=";
    const image = element("img", { src: at + "thumbnail", alt: words.enlarge.replace("{name}", its.fileName) });
    return element("a", { className: "picture", href: at + "preview", target: "_blank" }, image);
  };

  /** What is still to be inspected, by id; what is not sure to have arrived is lost with the page. */
  const awaited = new Map();
  const underWay = new Set();

  const show = (its, item) => {
    const box = item.querySelector("input");
    const hadFocus = box !== null && box === document.activeElement;
    if (its.state === "ready") item.replaceChildren(...(its.preview ? [picture(its)] : []), choice(its, "", box?.checked ?? true));
    else if (its.state === "inspecting") item.replaceChildren(choice(its, " (" + words.inspecting + ")", box?.checked ?? true));
    else item.replaceChildren(its.fileName + ": " + (its.reason ?? words.failed));
    if (hadFocus) item.querySelector("input")?.focus();
    say(its.fileName + ": " + ({ ready: words.ready, inspecting: words.inspecting }[its.state] ?? its.reason ?? words.failed));
  };

  /** A second apart at first, then every five: an inspection takes one or two, a scan for malware some more. */
  let tries = 0;
  let looking = false;
  const look = async () => {
    tries = 0;
    if (looking) return;
    looking = true;
    for (; awaited.size > 0 && tries < 60; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 1.5 ** tries, 5000)));
      const response = await fetch(api, { headers: language }).catch(() => undefined);
      const { attachments = [] } = response?.ok ? await response.json() : {};
      for (const its of attachments) {
        const known = awaited.get(its.attachmentId);
        if (known === undefined || its.state === "expected") continue;
        underWay.delete(known.item);
        if (its.state !== "inspecting") awaited.delete(its.attachmentId);
        if (its.state !== known.state) show(its, known.item);
        known.state = its.state;
      }
    }
    looking = false;
    if (awaited.size > 0) say(words.later);
  };
  const lookFor = (id, item, state) => {
    awaited.set(id, { item, state });
    void look();
  };
  for (const item of list.querySelectorAll("[data-awaited]"))
    lookFor(item.dataset.file, item, item.querySelector("input") ? "inspecting" : "expected");

  const attach = async (file) => {
    const bar = element("progress", { max: 1, value: 0, ariaLabel: words.sending + " " + file.name });
    const line = element("span", { textContent: file.name + " " });
    const item = element("li", {}, line, bar);
    list.append(item);
    underWay.add(item);
    say(words.sending + " " + file.name);
    try {
      if (file.size === 0) throw Object.assign(new Error(words.empty), { forGood: true });
      const { attachmentId, upload } = await ticketFor(file);
      // Asked for again, a file that has not come yet keeps its place.
      for (const old of list.querySelectorAll("[data-file]")) if (old.dataset.file === attachmentId) old.remove();
      item.dataset.file = attachmentId;
      await send(upload, file, (part) => {
        bar.value = part;
        line.textContent = file.name + ": " + Math.round(part * 100) + " % ";
      });
      bar.removeAttribute("value");
      line.textContent = file.name + ": " + words.arriving + " ";
      say(line.textContent);
      lookFor(attachmentId, item, "expected");
    } catch (error) {
      underWay.delete(item);
      bar.remove();
      line.textContent = file.name + ": " + (error instanceof TypeError ? words.offline : error.message) + " ";
      const again = element("button", { type: "button", textContent: words.again + ": " + file.name, onclick: () => {
        item.remove();
        picked.focus();
        void attach(file);
      } });
      if (!error.forGood) item.append(again);
      say(line.textContent);
    }
  };

  picked.addEventListener("change", async () => {
    const files = [...picked.files];
    picked.value = "";
    // One after the other: on a slow line the first has then at least arrived.
    for (const file of files) await attach(file);
  });
  addEventListener("beforeunload", (event) => { if (underWay.size > 0) event.preventDefault(); });
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
    empty: refusalWords.empty[language],
    sending: say("sending"),
    arriving: say("arriving"),
    inspecting: say("fileInspecting"),
    ready: say("fileReady"),
    later: say("inspectionLater"),
    again: say("sendAgain"),
    show: say("showWithAnswer"),
    enlarge: say("enlarge"),
  })}`;
};
