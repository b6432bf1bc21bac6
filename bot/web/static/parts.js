// The parts of a reply: cards, agendas, a place, files and next steps.
import { element, icon } from "./element.js";
import { say } from "./words.js";

const PHONE = "M6.6 3h3l1.5 4.5-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.6 5.2 2 2 0 0 1 6.6 3Z";
const FILE = "M12 4v11m0 0 4-4m-4 4-4-4M5 20h14";
const CLIP = "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4L14.5 7";
const COPY = "M9 9h11v11H9zM15 9V4H4v11h5";
const CAR = "M4 16v-4l2-6h12l2 6v4zm0 0v3h3v-3m10 0v3h3v-3M4 12h16";
const COPIED_FOR_MS = 2000;

export function card({ title, facts, note }) {
  const rows = facts.flatMap(([label, value]) => [element("dt", {}, label), element("dd", {}, value)]);
  return element("section", { class: "card" },
    element("h3", {}, title),
    rows.length ? element("dl", {}, ...rows) : null,
    note ? element("p", { class: "aside" }, note) : null);
}

export function agenda({ title, items }, act) {
  return element("section", { class: "agenda" },
    element("h3", {}, title),
    element("ol", {}, ...items.map((item) => element("li", {}, stop(item, act)))));
}

const NARROW = 13; // letters of hours that fit beside the title: '06:30–08:00'; longer ones stand above it

function stop({ when, title, where, action }, act) {
  const shape = when.length > NARROW ? "stop wide" : "stop";
  const line = element(action ? "button" : "div", { class: shape, type: action ? "button" : null },
    element("span", { class: "when" }, when),
    element("span", {}, title, where ? element("span", { class: "where" }, where) : null));
  if (action) line.addEventListener("click", () => act(title, action));
  return line;
}

export function place({ title, address, amap, apple }) {
  return element("section", { class: "place" },
    element("p", { class: "han", lang: "zh-Hans" }, title),
    element("p", { class: "address", lang: "zh-Hans" }, address),
    element("div", { class: "steps" },
      driverButton(title, address), copyButton(`${title}\n${address}`), link(say.amap, amap), link(say.apple, apple)));
}

function driverButton(title, address) {
  const button = element("button", { type: "button" }, icon(CAR), say.driver);
  button.addEventListener("click", () => {
    document.getElementById("driver-title").textContent = title;
    document.getElementById("driver-address").textContent = address;
    document.getElementById("driver").showModal();
  });
  return button;
}

function copyButton(text) {
  const label = element("span", { "aria-live": "polite" }, say.copy);
  const button = element("button", { type: "button" }, icon(COPY), label);
  button.addEventListener("click", async () => {
    if (!(await copied(text))) return;
    label.textContent = say.copied;
    setTimeout(() => { label.textContent = say.copy; }, COPIED_FOR_MS);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not over plain HTTP, or not permitted: the address can still be selected
  }
}

export function steps(buttons, act) {
  return element("div", { class: "steps" }, ...buttons.map((button) => step(button, act)));
}

function step({ label, action, url, phone }, act) {
  if (phone) return element("a", { href: `tel:${phone.replaceAll(/[^+\d]/g, "")}`, title: say.call.replace("{number}", phone) }, icon(PHONE), label);
  if (url) return link(label, url);
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => act(label, action));
  return button;
}

export function file({ name, href }) {
  return element("div", { class: "steps" }, element("a", { href, download: name, title: say.file }, icon(FILE), name));
}

// What came with a notice. A photo that can't be shown is still a link; before it is sent it has no address yet.
export function attachment({ kind, name, href }) {
  if (!href) return element("p", { class: "attached" }, icon(CLIP), name || say[kind]);
  if (kind === "photo") return photo(name, href);
  if (kind === "voice") return element("audio", { class: "voice", controls: true, preload: "none", src: href, "aria-label": say.voice });
  return file({ name: name || say.document, href });
}

function photo(name, href) {
  const image = element("img", { src: href, alt: say.photo, loading: "lazy" });
  const opened = element("a", { class: "photo", href, target: "_blank", rel: "noopener noreferrer", title: say.website }, image);
  image.addEventListener("error", () => opened.replaceWith(file({ name: name || say.photo, href })));
  return opened;
}

function link(label, url) {
  const isSafe = /^https?:\/\//i.test(url);
  return element("a", { href: isSafe ? url : null, target: "_blank", rel: "noopener noreferrer", title: say.website }, label);
}
