// The demo's clock: told by the server each second, shown running between, moved by the buttons.
import { element } from "./element.js";

const ASK_EVERY_MS = 1000;
const TICK_MS = 200;
const { timezone, home, words } = document.body.dataset;
const say = JSON.parse(words);
const language = document.documentElement.lang;
const find = (id) => document.getElementById(id);

const clockFace = (timeZone) => new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const here = clockFace(timezone);
const there = clockFace(home);
const dayHere = new Intl.DateTimeFormat(language, { timeZone: timezone, month: "long", day: "numeric", weekday: "short" });
const momentHere = new Intl.DateTimeFormat(language, { timeZone: timezone, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const fieldHere = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "short" });

let told = null;
let toldAt = 0;

async function ask(body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await fetch("/demo/clock", options);
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.json());
    find("silent").hidden = true;
  } catch {
    find("silent").textContent = say.silent;
    find("silent").hidden = false;
  }
}

function take(state) {
  const isFirst = told === null;
  told = state;
  toldAt = performance.now();
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === state.speed));
  }
  find("to-next").disabled = state.next === null;
  find("next").textContent = state.next ? say.next.replace("{time}", momentHere.format(new Date(state.next))) : say.none;
  if (isFirst) find("moment").value = fieldHere.format(new Date(state.now)).replace(" ", "T");
  showLately(state.sent);
  showTime();
}

function showTime() {
  if (!told) return;
  const now = new Date(Date.parse(told.now) + (performance.now() - toldAt) * told.speed);
  find("date").textContent = dayHere.format(now);
  find("time").textContent = here.format(now);
  find("home-time").textContent = there.format(now);
}

let shownLately = null;

function showLately(sent) {
  const key = JSON.stringify(sent);
  if (key === shownLately) return;
  shownLately = key;
  const lines = sent.map(({ at, kind, about, people }) => element("li", {},
    element("time", { datetime: at }, momentHere.format(new Date(at))),
    element("span", { class: "about" }, about ? `${kind} · ${about}` : kind),
    element("span", { class: "people" }, people)));
  find("lately").replaceChildren(...(lines.length ? lines : [element("li", {}, say.nothing)]));
}

function choose(tab) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const other of tabs) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", String(isChosen));
    other.tabIndex = isChosen ? 0 : -1;
    find(other.getAttribute("aria-controls")).classList.toggle("chosen", isChosen);
  }
}

for (const button of document.querySelectorAll("[data-speed]")) {
  button.addEventListener("click", () => ask({ speed: Number(button.dataset.speed) }));
}
find("to-next").addEventListener("click", () => ask({ to: "next" }));
find("set").addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ to: find("moment").value, zone: timezone });
});
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
    choose(next);
    next.focus();
  });
}

async function chooseLook(button) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ look: button.dataset.look }) };
  try {
    const answer = await fetch("/demo/look", options);
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    find("silent").textContent = say.silent;
    find("silent").hidden = false;
    return;
  }
  for (const other of document.querySelectorAll("[data-look]")) other.setAttribute("aria-pressed", String(other === button));
  button.closest(".phone").querySelector("iframe").src = button.dataset.inside;
}

for (const button of document.querySelectorAll("[data-look]")) button.addEventListener("click", () => chooseLook(button));

ask();
setInterval(() => document.hidden || ask(), ASK_EVERY_MS);
setInterval(showTime, TICK_MS);
