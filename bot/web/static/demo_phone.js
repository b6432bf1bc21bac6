// The inside of the demo's Telegram and KakaoTalk phones: asks for what is new, draws it, sends what is typed and tapped.
import { element } from "./element.js";
import { renderSkillResponse } from "./kakao.js";
import { renderTelegramCall } from "./telegram.js";

const ASK_EVERY_MS = 500;
const { look, ...names } = document.body.dataset;
const log = document.getElementById("log");
const words = document.getElementById("words");
const draw = { kakao: renderSkillResponse, telegram: renderTelegramCall };

let known = 0;

function post(body) {
  return fetch(`/demo/phone/${look}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function send(body) {
  await post(body);
  await ask();
}

let asking = false;

async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(`/demo/phone/${look}/screen?since=${known}`);
    if (answer.ok) for (const entry of (await answer.json()).entries) show(entry);
  } catch {
    // the page around says that the demo is silent
  } finally {
    asking = false;
  }
}

function show(entry) {
  known = Math.max(known, entry.n);
  const shown = document.getElementById(`e${entry.id}`);
  const turn = element("div", { class: entry.kind === "mine" ? "turn mine" : "turn", id: `e${entry.id}` });
  turn.append(entry.kind === "mine" ? element("p", { class: "own" }, entry.content) : draw[look](entry.content, { href: `/demo/phone/telegram/files/${entry.id}`, names }));
  if (shown) {
    shown.replaceWith(turn);
    return;
  }
  if (look === "kakao") for (const old of log.querySelectorAll(".kakao-replies")) old.remove(); // only the last answer's are shown
  log.append(turn);
  turn.scrollIntoView({ block: turn.offsetHeight > log.clientHeight ? "start" : "end" });
}

log.addEventListener("kakao-tap", (event) => send({ text: event.detail.text, extra: event.detail.extra }));
log.addEventListener("telegram-tap", (event) => send({ text: event.detail.text, data: event.detail.data }));
document.getElementById("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  words.value = "";
  send({ text });
});

await send({ text: "", greet: true });
setInterval(() => document.hidden || ask(), ASK_EVERY_MS);
