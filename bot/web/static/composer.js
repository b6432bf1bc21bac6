// Where the person writes: the text, a location shared with a tap, and a file.
import { upload } from "./attach.js";
import { locate } from "./location.js";
import { say } from "./words.js";

const IME_KEY = 229; // what a keydown inside an input method reports where isComposing is already false (Safari)

export class Composer {
  // `on.write(text, more)` is called with what is to be sent; see Outbox.put
  constructor(on) {
    this.on = on;
    this.enclosed = null;
    [this.form, this.text, this.hint, this.share, this.attach, this.picker, this.chip] =
      ["composer", "text", "hint", "share", "attach", "picker", "chip"].map((id) => document.getElementById(id));
    this.form.addEventListener("submit", (event) => this.send(event));
    this.text.addEventListener("input", () => this.grow());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.share.addEventListener("click", () => this.shareLocation());
    this.attach?.addEventListener("click", () => this.picker.click());
    this.picker?.addEventListener("change", () => this.pick());
    this.chip?.querySelector("button").addEventListener("click", () => this.letGo());
  }

  get isEmpty() {
    return !this.text.value && !this.enclosed && this.hint.hidden;
  }

  send(event) {
    event.preventDefault();
    const written = this.text.value.trim();
    if (!written && !this.enclosed) return;
    const more = this.enclosed ?? undefined;
    this.text.value = "";
    this.enclose(null);
    this.say("");
    this.grow();
    this.on.write(written, more);
    this.text.focus();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === IME_KEY) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  async shareLocation() {
    if (this.share.disabled) return;
    this.share.disabled = true;
    this.say(say.locating);
    const { point, problem } = await locate();
    this.share.disabled = this.text.disabled;
    this.say(problem ?? "");
    if (point) this.on.write(say.myLocation, { point });
  }

  async pick() {
    const [picked] = this.picker.files;
    if (!picked) return;
    this.attach.disabled = true;
    this.say(say.attaching);
    const { problem, file, kind, name } = await upload(picked, Number(this.picker.dataset.most));
    this.picker.value = ""; // the same file may be picked again
    this.attach.disabled = this.text.disabled;
    this.say(problem ?? "");
    if (!problem) this.enclose({ file, attached: { kind, name } });
    this.text.focus();
  }

  enclose(enclosed) {
    this.enclosed = enclosed;
    if (!this.chip) return;
    this.chip.hidden = !enclosed;
    this.chip.querySelector(".chip-name").textContent = enclosed ? enclosed.attached.name : "";
  }

  letGo() {
    this.enclose(null);
    this.text.focus();
  }

  // Put back what could not be sent.
  restore(text, enclosed) {
    this.text.value = text;
    if (enclosed) this.enclose(enclosed);
    this.grow();
    this.text.focus();
  }

  end() {
    for (const control of [this.text, this.share, this.attach]) if (control) control.disabled = true;
  }

  say(sentence) {
    this.hint.textContent = sentence;
    this.hint.hidden = !sentence;
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }
}
