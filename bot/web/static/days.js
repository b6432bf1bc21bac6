// Days and times as they were where the person was: the server gives each moment with that place's offset.
import { element } from "./element.js";
import { language } from "./words.js";

const dayName = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "long", day: "numeric", weekday: "long" });

export function timeElement(at) {
  return element("time", { class: "time", datetime: at }, at.slice("2025-09-22T".length, "2025-09-22T06:00".length));
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
    const day = bubble.dataset.at.slice(0, "2025-09-22".length);
    if (day !== last) bubble.before(element("div", { class: "day", role: "separator" }, dayName.format(new Date(day))));
    last = day;
  }
}
