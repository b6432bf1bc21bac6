// The chat page: what the person does goes to the outbox, what the stream brings becomes bubbles.
import { note, show, showWaiting } from "./bubbles.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { language, say } from "./words.js";

const ABOVE_PX = 72; // of what stands before, so that the question stays in view
const THINKING_MS = 10000;
const IME_KEY = 229; // what a keydown inside an input method reports where isComposing is already false (Safari)

const [log, scroller, status, thinking, newest, composer, text] =
  ["log", "scroller", "status", "thinking", "newest", "composer", "text"].map((id) => document.getElementById(id));
let thinkingTimer = null;
let lastAnswer = 0;
let isAtEnd = true;
let isGone = false;

const outbox = new Outbox({
  taken: (item, number) => {
    note(item.id, "");
    if (number > lastAnswer) think();
  },
  refused: (item, sentence) => note(item.id, sentence, () => sayAgain(item)),
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
    if (!language.startsWith(tag) && !text.value && !outbox.items.length) location.reload();
  },
  gone: () => end(),
});

function act(label, action) {
  if (isGone) return;
  showWaiting(outbox.put(label, action));
  toEnd();
  outbox.send();
}

function sayAgain(item) {
  text.value = item.text;
  document.getElementById(`w${item.id}`)?.remove();
  grow();
  text.focus();
}

function tell(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
  status.hidden = false;
}

function end() {
  isGone = true;
  tell(say.gone);
  text.disabled = true;
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

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const written = text.value.trim();
  if (!written) return;
  text.value = "";
  grow();
  act(written, null);
  text.focus();
});

text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === IME_KEY) return;
  event.preventDefault();
  composer.requestSubmit();
});

for (const offer of document.querySelectorAll(".offer")) offer.addEventListener("click", () => act(offer.textContent.trim(), null));
newest.addEventListener("click", () => toEnd());
scroller.addEventListener("scroll", () => {
  isAtEnd = isFollowing();
  if (isAtEnd) newest.hidden = true;
});
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
