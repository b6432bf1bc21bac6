// What the person wrote and the server does not have yet: kept through reloads, sent in order until it is taken.
import { chat, say } from "./words.js";

const KEY = `giljabi.outbox.${chat}`;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;
const GIVE_UP_MS = 20000; // on one attempt: a stalled connection is worse than none

export class Outbox {
  // `on` is told what happens: taken(item, number), refused(item, sentence), stuck(item, isOffline), gone()
  constructor(on) {
    this.on = on;
    this.items = stored();
    this.wait = FIRST_WAIT_MS;
    this.isSending = false;
    this.timer = null;
  }

  // `more` is what goes along: a point {point}, or an uploaded file {file: reference, attached: {kind, name}}
  put(text, action, more = {}) {
    const item = { id: newId(), text, ...(action && { action }), ...more };
    this.items.push(item);
    store(this.items);
    return item;
  }

  // Send what waits, one after another; called again whenever the network may be back.
  async send() {
    clearTimeout(this.timer);
    if (this.isSending) return;
    this.isSending = true;
    while (this.items.length && (await this.sendFirst()));
    this.isSending = false;
    if (this.items.length) {
      this.timer = setTimeout(() => this.send(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    }
  }

  async sendFirst() {
    const [item] = this.items;
    const answer = await post(item);
    if (answer === null || answer.status >= 500 || answer.status === 429) {
      this.wait = Math.max(this.wait, 1000 * Number(answer?.headers.get("Retry-After") ?? 0));
      this.on.stuck(item, answer === null);
      return false;
    }
    this.wait = FIRST_WAIT_MS;
    if (answer.status === 403) this.on.gone();
    this.items.shift();
    store(this.items);
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) this.on.taken(item, body.message);
    else this.on.refused(item, body.problem ?? say.refused);
    return true;
  }
}

async function post({ id, text, action, point, file }) {
  try {
    return await fetch(`/c/${chat}/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id, text, action, point, file }),
      signal: AbortSignal.timeout?.(GIVE_UP_MS),
    });
  } catch {
    return null;
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is not there over plain HTTP
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function store(items) {
  try {
    if (items.length) localStorage.setItem(KEY, JSON.stringify(items));
    else localStorage.removeItem(KEY);
  } catch {
    // private browsing: what waits lives as long as the page
  }
}
