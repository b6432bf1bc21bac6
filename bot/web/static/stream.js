// The stream of the chat, opened again whenever it breaks or falls silent, and let go while nobody looks.
import { chat } from "./words.js";

const SILENCE_MS = 40000; // the server speaks every 15 seconds
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

export class Stream {
  // `on`: message(message, isFresh), ready(), language(tag), state("open" | "broken"), gone()
  constructor(on) {
    this.on = on;
    this.seen = 0;
    this.isReady = false;
    this.isGone = false;
    this.wait = FIRST_WAIT_MS;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    window.addEventListener("online", () => this.open());
    window.addEventListener("pagehide", () => this.close());
    window.addEventListener("pageshow", (event) => event.persisted && this.open());
  }

  open() {
    this.close();
    if (document.hidden || this.isGone) return;
    this.source = new EventSource(`/c/${chat}/events?after=${this.seen}`);
    this.source.addEventListener("message", (event) => this.take(event));
    this.source.addEventListener("ready", (event) => this.alive(event));
    this.source.addEventListener("beat", (event) => this.alive(event));
    this.source.addEventListener("gone", () => this.end());
    this.source.addEventListener("error", () => this.later());
    this.listen();
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  take(event) {
    this.on.message(JSON.parse(event.data), this.isReady);
    if (event.lastEventId) this.seen = Number(event.lastEventId);
    this.listen();
  }

  alive(event) {
    this.wait = FIRST_WAIT_MS;
    if (event.type === "ready") {
      this.isReady = true;
      this.on.ready();
    }
    this.on.state("open");
    this.on.language(JSON.parse(event.data).language);
    this.listen();
  }

  listen() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.later(), SILENCE_MS);
  }

  later() {
    this.close();
    this.on.state("broken");
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  end() {
    this.isGone = true;
    this.close();
    this.on.gone();
  }
}
