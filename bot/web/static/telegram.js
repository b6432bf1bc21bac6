// Draws a call of Telegram's Bot API as a phone would show it. Needs telegram.css and element.js.
//
// Of the text's HTML only the tags that the Bot API knows are drawn; everything else is text. A tap on a button of ours is
// dispatched as a bubbling "telegram-tap" event with {text, data}; links are plain anchors.
import { element, icon } from "./element.js";

const TAGS = new Set(["B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const PIN = "M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";
const SAFE_LINK = /^https?:\/\//i;

/** Gives what a call shows: a bubble with its keyboard under it. `file` tells where its file is, and what kinds are called. */
export function renderTelegramCall({ method, params } = {}, file = {}) {
  const fragment = document.createDocumentFragment();
  const drawn = DRAW[method];
  if (!drawn || !params) return fragment;
  fragment.append(drawn(params, file));
  if (params.caption) fragment.append(text({ ...params, text: params.caption }));
  const rows = params.reply_markup?.inline_keyboard ?? [];
  if (rows.length) fragment.append(element("div", { class: "telegram-keyboard", role: "group" }, ...rows.map(row)));
  return fragment;
}

function text(params) {
  const bubble = element("div", { class: "telegram-bubble" });
  const parsed = new DOMParser().parseFromString(String(params.text ?? ""), "text/html");
  bubble.append(...pieces(params.parse_mode === "HTML" ? parsed.body : element("p", {}, String(params.text ?? ""))));
  return bubble;
}

function pieces(node) {
  return [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return document.createTextNode(child.data);
    if (TAGS.has(child.nodeName)) return element(child.nodeName.toLowerCase(), {}, ...pieces(child));
    if (child.nodeName === "A" && SAFE_LINK.test(child.getAttribute("href") ?? "")) {
      return element("a", { href: child.getAttribute("href"), target: "_blank", rel: "noopener noreferrer" }, ...pieces(child));
    }
    return document.createTextNode(child.textContent);
  });
}

function venue(params) {
  const point = [params.latitude, params.longitude].map((degrees) => Number(degrees).toFixed(4)).join(", ");
  return element("div", { class: "telegram-bubble telegram-venue" },
    element("div", { class: "telegram-map", "aria-hidden": "true" }, icon(PIN)),
    element("p", {}, element("b", {}, params.title ?? ""), element("br"), params.address ?? "", element("br"), element("small", {}, point)));
}

function photo(params, { href, names }) {
  const image = element("img", { src: href, alt: params.photo.name || names?.photo, loading: "lazy" });
  return element("a", { class: "telegram-bubble telegram-photo", href, target: "_blank", rel: "noopener noreferrer" }, image);
}

function voice(params, { href, names }) {
  return element("audio", { class: "telegram-voice", controls: true, preload: "none", src: href, "aria-label": names?.voice });
}

function saved(params, { href, names }) {
  const name = params.document.name || names?.document || "";
  return element("a", { class: "telegram-bubble", href, download: name }, `📄 ${name}`);
}

const DRAW = {
  sendMessage: text, editMessageText: text, sendVenue: venue, sendLocation: venue, sendPhoto: photo, sendVoice: voice, sendDocument: saved,
};

function row(keys) {
  return element("div", { class: "telegram-row" }, ...keys.map(key));
}

function key(from) {
  const label = String(from.text ?? "");
  if (SAFE_LINK.test(from.url ?? "")) {
    return element("a", { class: "telegram-key", href: from.url, target: "_blank", rel: "noopener noreferrer" }, `${label} ↗`);
  }
  const button = element("button", { type: "button", class: "telegram-key" }, label);
  const detail = { text: label, data: from.callback_data };
  button.addEventListener("click", () => button.dispatchEvent(new CustomEvent("telegram-tap", { bubbles: true, detail })));
  return button;
}
