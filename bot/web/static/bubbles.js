// One bubble each for what was said; whatever comes twice replaces itself.
import { markDays, timeElement } from "./days.js";
import { element } from "./element.js";
import { agenda, attachment, card, file, place, steps } from "./parts.js";
import { say } from "./words.js";

const LONGEST_LEAD = 90; // characters
const log = document.getElementById("log");

// Show a message of the server; gives whether it is new here.
export function show(message, act, isFresh) {
  const bubble = message.mine ? mine(message.content.text, message.content.file) : guide(message.content, act);
  bubble.id = `m${message.id}`;
  bubble.dataset.at = message.at;
  bubble.append(timeElement(message.at));
  const standing = document.getElementById(bubble.id) ?? ownWaiting(message.content.client);
  const isNew = !document.getElementById(bubble.id);
  if (isNew && !standing && isFresh) bubble.classList.add("fresh");
  if (standing && standing.id === bubble.id) standing.replaceWith(bubble);
  else {
    standing?.remove();
    putInOrder(bubble, message.id);
  }
  markDays(log);
  return isNew;
}

// Show what the person just wrote, before the server has it.
export function showWaiting({ id, text, attached }) {
  const bubble = mine(text, attached);
  bubble.id = `w${id}`;
  bubble.classList.add("waiting");
  log.append(bubble);
  markDays(log);
}

// Say under a waiting bubble why it is not sent; `again` is given where sending it again may help.
export function note(id, text, again = null) {
  const bubble = ownWaiting(id);
  if (!bubble) return;
  bubble.querySelector(".note")?.remove();
  bubble.classList.toggle("refused", again !== null);
  if (!text) return;
  const said = element("p", { class: "note" }, text);
  if (again) {
    const button = element("button", { type: "button" }, say.again);
    button.addEventListener("click", again);
    said.append(" ", button);
  }
  bubble.append(said);
}

function ownWaiting(id) {
  return id ? document.getElementById(`w${id}`) : null;
}

function putInOrder(bubble, number) {
  const later = [...log.querySelectorAll('[id^="m"]')].find((other) => Number(other.id.slice(1)) > number);
  const next = later ?? log.querySelector(".waiting");
  if (next) next.before(bubble);
  else log.append(bubble);
}

function mine(text, attached) {
  return element("article", { class: "mine" },
    element("span", { class: "unseen" }, say.me),
    attached ? attachment(attached) : null,
    text ? element("p", { class: "words" }, text) : null);
}

// The useful fact stands in the first paragraph; a long one is no headline.
function isLead(paragraph, index) {
  return index === 0 && paragraph.length <= LONGEST_LEAD;
}

function guide(content, act) {
  const { paragraphs = [], cards = [], agendas = [], buttons = [] } = content;
  return element("article", { class: "guide" },
    element("span", { class: "unseen" }, say.guide),
    ...paragraphs.map((paragraph, index) => element("p", { class: isLead(paragraph, index) ? "lead" : null }, paragraph)),
    ...cards.map(card),
    ...agendas.map((one) => agenda(one, act)),
    content.place ? place(content.place) : null,
    content.document ? file(content.document) : null,
    content.file ? attachment(content.file) : null,
    buttons.length ? steps(buttons, act) : null);
}
