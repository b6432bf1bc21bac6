// Days and times as the tour has them: by the server's clock, in the tour's zone.
import { element } from "./element.js";
import { language, zone } from "./words.js";

const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
const dayName = new Intl.DateTimeFormat(language, { timeZone: zone, month: "long", day: "numeric", weekday: "long" });
const timeOfDay = new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function timeElement(at) {
  return element("time", { class: "time", datetime: at }, timeOfDay.format(new Date(at)));
}

// Keep one heading above the first bubble of each day.
export function markDays(log) {
  let last = "";
  for (const bubble of [...log.children]) {
    if (bubble.classList.contains("day")) {
      bubble.remove();
      continue;
    }
    if (!bubble.dataset.at) continue; // not sent yet: the server has not said when
    const at = new Date(bubble.dataset.at);
    const key = dayKey.format(at);
    if (key !== last) bubble.before(element("div", { class: "day", role: "separator" }, dayName.format(at)));
    last = key;
  }
}
