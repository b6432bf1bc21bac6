// Keeps the headcount up to date: fetched again every few seconds while somebody looks, and drawn where it changed.
const EVERY_MS = 3000;
const board = document.getElementById("board");
const state = document.getElementById("status");
const spoken = document.getElementById("spoken");
let tag = null;
let timer = null;

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(document.body.dataset.now, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 403) return location.reload(); // signed out, or no longer a leader: the page says so
    if (answer.ok) draw(await answer.text(), answer.headers.get("etag"));
    state.textContent = answer.ok || answer.status === 304 ? "" : state.dataset.broken;
  } catch {
    state.textContent = state.dataset.broken;
  }
  timer = setTimeout(look, EVERY_MS);
}

// The server's own page, with every name escaped there; scripts in it would not run (Content-Security-Policy).
function draw(html, newTag) {
  tag = newTag;
  const open = [...board.querySelectorAll("details")].map((one) => one.open);
  const focused = board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const before = sum();
  board.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  board.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
  if (focused) board.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  if (before !== sum()) spoken.textContent = sum();
}

function sum() {
  return document.getElementById("sum")?.textContent ?? "";
}

document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
timer = setTimeout(look, EVERY_MS);
