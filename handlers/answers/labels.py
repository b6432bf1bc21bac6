"""What the buttons say. A label is also what a person could type to get the same: some channels send only the label."""

from datetime import date

from handlers.answers.label_words import OF_TOPIC, OWN_NAMES, PLAIN, WITH_NAME
from handlers.phrases import Phrases, phrases
from handlers.reply import Action
from handlers.wording import sentences, short_day
from schedule_data.itinerary import Itinerary, Site, Stop, StopKind

MOST_LETTERS = 14  # KakaoTalk, button label
ROOM_FOR_NAME = {"ko": 9, "zh": 9, "en": 24}  # letters that '… 준비물' and the like leave; English words are longer

_SCRIPTS = {"ko": ("가", "힣"), "zh": ("一", "鿿"), "en": ("A", "z")}


def _is_written_in(words: str, language: str) -> bool:
    first, last = _SCRIPTS[language]
    return any(first <= letter <= last for letter in words)


def short_site_name(site: Site, language: str) -> str:
    """Give a site's name, else the longest alias in the same script that leaves room on a button."""
    name = site.name.to(language)
    room = ROOM_FOR_NAME[language]
    if len(name) <= room:
        return name
    fitting = [alias for alias in site.aliases if len(alias) <= room and _is_written_in(alias, language)]
    return max(fitting, key=len, default=name)


def short_stop_name(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give a stop's title, or its site's name where that is shorter and no other stop (no other visit) is there."""
    title = stop.title.to(language)
    site = itinerary.sites.get(stop.site) if stop.site else None
    if site is None:
        return title
    there = [other for other in itinerary.stops if other.site == site.id]
    visits = [other for other in there if other.kind == StopKind.VISIT]
    if [stop] not in (there, visits):
        return title
    return min(title, short_site_name(site, language), key=len)


def _subject(itinerary: Itinerary, action: Action, language: str) -> str | None:
    if stop := itinerary.stop_by_id.get(action.slots.get("stop", "")):
        return short_stop_name(itinerary, stop, language)
    if site := itinerary.sites.get(action.slots.get("site", "")):
        return short_site_name(site, language)
    if group := itinerary.groups.get(action.slots.get("group", "")):
        return group.name.to(language)
    return None


def _day(action: Action, language: str) -> str | None:
    try:
        return short_day(date.fromisoformat(action.slots.get("date", "")), language)
    except ValueError:
        return None


def _of_topic(say: Phrases, action: Action) -> str | None:
    topic = next(
        (action.slots[slot] for slot in ("meal", "kind", "role", "topic", "language") if slot in action.slots), ""
    )
    msgid = OF_TOPIC.get((action.intent, topic))
    return say(msgid) if msgid else None


def _with_name(say: Phrases, msgid: str, name: str) -> str:
    """Give a label with a name in it, without saying twice what the name ends with: not '인천공항 집합 집합'."""
    words = say(msgid, name="").strip()
    return name if words and name.endswith(words) else say(msgid, name=name)


def label(itinerary: Itinerary | None, language: str, action: Action) -> str:
    """Give the words of the button that does `action`, at most fourteen letters where the names allow it.

    Without an itinerary no stop, site or group is named.
    """
    if action.intent == "language" and (name := OWN_NAMES.get(action.slots.get("language", ""))):
        return name
    say = phrases(language)
    subject = _subject(itinerary, action, language) if itinerary else None
    words = _of_topic(say, action) or say(PLAIN.get(action.intent, PLAIN["help"]))
    if subject and (msgid := WITH_NAME.get(action.intent)):
        return _with_name(say, msgid, subject)
    if subject:
        said_already = subject.lower().endswith(words.lower())  # not '나카스 호텔 호텔'
        return subject if said_already else sentences((subject, words), language)
    day = _day(action, language)
    if day and action.intent == "agenda.day":
        return say("Plan of {day}", day=day)
    if day:
        return f"{words}, {day}" if language == "en" else sentences((day, words), language)
    return words
