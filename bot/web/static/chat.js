// The chat page: what the person does goes to the outbox, what the stream brings becomes bubbles.
import { note, show, showWaiting } from "./bubbles.js";
import { Composer } from "./composer.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { language, say } from "./words.js";

const ABOVE_PX = 72; // of what stands before, so that the question stays in view
const THINKING_MS = 10000;
const SHARE_LOCATION = "location"; // the action of a button that asks where the person is

const [log, scroller, status, thinking, newest] =
  ["log", "scroller", "status", "thinking", "newest"].map((id) => document.getElementById(id));
let thinkingTimer = null;
let lastAnswer = 0;
let isAtEnd = true;
let isGone = false;

const outbox = new Outbox({
  taken: (item, number) => {
    note(item.id, "");
    if (number > lastAnswer) think();
  },
  refused: (item, sentence) => note(item.id, sentence, () => again(item)),
  stuck: (item, isOffline) => {
    note(item.id, say.unsent);
    toEnd();
    tell(isOffline ? say.offline : say.lost);
  },
  gone: () => end(),
});

const stream = new Stream({
  message: (message, isFresh) => {
    if (!message.mine) {
      lastAnswer = Math.max(lastAnswer, message.id);
      stopThinking();
    }
    const isNew = show(message, act, isFresh);
    if (isAtEnd || message.mine) toEnd();
    else if (isNew && isFresh) newest.hidden = false;
  },
  ready: () => {
    log.setAttribute("aria-busy", "false");
    outbox.send();
  },
  state: (state) => {
    if (state === "broken") tell(navigator.onLine ? say.reconnecting : say.offline);
    else if (!isGone) status.hidden = true;
  },
  language: (tag) => {
    if (!language.startsWith(tag) && composer.isEmpty && !outbox.items.length) location.reload();
  },
  gone: () => end(),
});

const composer = new Composer({ write: (written, more) => act(written, null, more) });

function act(label, action, more) {
  if (isGone) return;
  if (action === SHARE_LOCATION) {
    composer.shareLocation();
    return;
  }
  showWaiting(outbox.put(label, action, more));
  toEnd();
  outbox.send();
}

function again({ id, text, point, file, attached }) {
  document.getElementById(`w${id}`)?.remove();
  if (point) act(text, null, { point });
  else composer.restore(text, file && { file, attached });
}

function tell(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
  status.hidden = false;
}

function end() {
  isGone = true;
  tell(say.gone);
  composer.end();
}

function think() {
  thinking.querySelector(".unseen").textContent = say.waiting;
  thinking.hidden = false;
  toEnd();
  clearTimeout(thinkingTimer);
  thinkingTimer = setTimeout(stopThinking, THINKING_MS);
}

function stopThinking() {
  clearTimeout(thinkingTimer);
  thinking.hidden = true;
}

// The newest bubble can be seen, at least where it begins.
function isFollowing() {
  const last = log.lastElementChild;
  return !last || last.offsetTop < scroller.scrollTop + scroller.clientHeight;
}

// Show the newest bubble; of one that is taller than the screen its beginning, where the useful fact stands.
function toEnd() {
  const top = log.lastElementChild?.offsetTop ?? 0;
  scroller.scrollTop = Math.min(scroller.scrollHeight - scroller.clientHeight, top - ABOVE_PX);
  isAtEnd = true;
  newest.hidden = true;
}

for (const offer of document.querySelectorAll(".offer")) offer.addEventListener("click", () => act(offer.textContent.trim(), null));
newest.addEventListener("click", () => toEnd());
scroller.addEventListener("scroll", () => {
  isAtEnd = isFollowing();
  if (isAtEnd) newest.hidden = true;
});
log.addEventListener("load", () => isAtEnd && toEnd(), true); // a photo takes its room once it is there
new ResizeObserver(() => isAtEnd && toEnd()).observe(scroller); // a phone's keyboard opens over the conversation
document.getElementById("driver").addEventListener("click", (event) => event.currentTarget === event.target && event.target.close());

const menu = document.querySelector(".menu");
document.addEventListener("click", (event) => menu.contains(event.target) || menu.removeAttribute("open"));
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus();
});

for (const item of outbox.items) showWaiting(item);
stream.open();
