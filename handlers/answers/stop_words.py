"""One stop in words: when, where, what to bring; as a card and as a line of an agenda.

What a stop says goes before what its site's facts say; a site's fact fills in where no stop speaks.
"""

from zoneinfo import ZoneInfo

from handlers.phrases import LANGUAGES, mark, phrases
from handlers.question import Question
from handlers.reply import Action, Card, Fact, Item
from handlers.wording import clock, dated, hour, journey, listing, remarked, span
from schedule_data.agenda import for_everyone
from schedule_data.itinerary import Itinerary, Site, Stop, StopKind, Text

_RIDES = frozenset({StopKind.FLIGHT, StopKind.TRAIN, StopKind.TRANSFER})
PREPARATION = {"bring": mark("Bring"), "dress": mark("Dress"), "rules": mark("Please note")}


def site_of(itinerary: Itinerary, stop: Stop) -> Site | None:
    """Give the site that a stop is at, None where it names none."""
    return itinerary.sites.get(stop.site) if stop.site else None


def said(itinerary: Itinerary, stop: Stop, topic: str) -> Text | None:
    """Give what the stop says of bring, dress, rules or speaker, else what its site says of it."""
    own: Text | None = getattr(stop, topic)
    site = site_of(itinerary, stop)
    return own or (site.facts.get(topic) if site else None)


def where(itinerary: Itinerary, stop: Stop, language: str) -> str | None:
    """Give where a stop is: its own place, else its site's name."""
    if stop.place:
        return stop.place.to(language)
    site = site_of(itinerary, stop)
    return site.name.to(language) if site else None


def hours(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give a stop's hours, with those at home beside them where they differ."""
    home = itinerary.home_timezone
    if stop.end is None:
        return hour(stop.start, stop.timezone, home, language)
    if stop.timezone != stop.arrive_timezone:
        return journey(stop.start, stop.end, (stop.timezone, stop.arrive_timezone), home, language)
    return span(stop.start, stop.end, stop.timezone, home, language)


def meets(stop: Stop) -> bool:
    """Tell whether people gather for a stop, rather than just being there."""
    return stop.gather is not None or stop.kind == StopKind.GATHERING


def is_ride(stop: Stop) -> bool:
    """Tell whether a stop is a journey: it leaves rather than begins."""
    return stop.kind in _RIDES


def meeting_place(itinerary: Itinerary, stop: Stop, language: str) -> str | None:
    """Give where people gather; None where the records don't say (the stop's own place isn't it)."""
    if stop.gather:
        return stop.gather.place.to(language) if stop.gather.place else None
    return where(itinerary, stop, language)


def leaves(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give the hour people have to be there, with the one at home beside it where it differs."""
    return hour(stop.leaves_at, stop.timezone, itinerary.home_timezone, language)


def meeting(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give hour and place of the gathering in one line: '08:20 (한국 09:20), 호텔 로비'."""
    return _at(leaves(itinerary, stop, language), meeting_place(itinerary, stop, language), language)


def _at(time: str, place: str | None, language: str) -> str:
    return phrases(language)("{time}, {place}", time=time, place=place) if place else time


def attendance(stop: Stop, language: str) -> str | None:
    """Give the word for a stop that not everyone goes to: optional, or for those who signed up."""
    if for_everyone(stop):
        return None
    return phrases(language)("sign-up") if stop.signup else phrases(language)("optional")


def _in_every_language(stop: Stop) -> list[str]:
    """Give the word for a stop that not everyone goes to in each language: a title may be in another than asked for."""
    return [words for language in LANGUAGES if (words := attendance(stop, language))]


def title(stop: Stop, language: str) -> str:
    """Give a stop's title, saying where it is optional or needs a sign-up unless the title does."""
    words = stop.title.to(language)
    mark_words = attendance(stop, language)
    if mark_words is None or any(said in words for said in _in_every_language(stop)):
        return words
    return remarked(words, mark_words, language)


def marked_title(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give a stop's title as `title` does, with a mark where the stop was changed since it was first published."""
    words = title(stop, language)
    return remarked(words, phrases(language)("changed"), language) if stop.id in itinerary.changed else words


def group_names(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give the names of the groups a stop is for, '' where it is for everybody."""
    named = (itinerary.groups.get(group) for group in stop.groups)
    return listing((group.name.to(language) for group in named if group), language)


def dated_hours(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give a stop's hours with the date on which it begins where it is."""
    return dated(stop.local_start().date(), hours(itinerary, stop, language), language)


def dated_leaves(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give the hour people have to be there, with its date."""
    return dated(stop.local_leaves_at().date(), leaves(itinerary, stop, language), language)


def preparation(itinerary: Itinerary, stop: Stop, language: str) -> tuple[Fact, ...]:
    """Give what to bring, to wear and to mind for a stop, as far as the records say."""
    say = phrases(language)
    words = ((label, said(itinerary, stop, topic)) for topic, label in PREPARATION.items())
    return tuple(Fact(say(label), text.to(language)) for label, text in words if text)


def _sign_up(itinerary: Itinerary, stop: Stop, language: str) -> str | None:
    if stop.signup is None:
        return None
    say = phrases(language)
    places = say.plural("{count} place", "{count} places", stop.signup.capacity)
    if stop.signup.closes is None:
        return places
    zone = itinerary.timezone
    local = stop.signup.closes.astimezone(ZoneInfo(zone))
    closes = dated(local.date(), hour(stop.signup.closes, zone, itinerary.home_timezone, language), language)
    return say("{places}, until {closes}", places=places, closes=closes)


def card(question: Question, stop: Stop) -> Card:
    """Give everything the records say of a stop."""
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    speaker = said(itinerary, stop, "speaker")
    lines = (
        (say("Time"), dated_hours(itinerary, stop, language)),
        (say("Gathering"), meeting(itinerary, stop, language) if stop.gather else None),
        (say("Place"), where(itinerary, stop, language)),
        (say("Speaker"), speaker.to(language) if speaker else None),
        (say("Number"), stop.number),
        (say("Sign-up"), _sign_up(itinerary, stop, language)),
        (say("For"), group_names(itinerary, stop, language)),
        (say("Last changed"), changed_at(itinerary, stop, language)),
    )
    facts = tuple(Fact(label, value) for label, value in lines if value)
    return Card(title(stop, language), facts + preparation(itinerary, stop, language))


def changed_at(itinerary: Itinerary, stop: Stop, language: str) -> str | None:
    """Give when a stop was last changed, where the tour is; None where it is as it was first published."""
    moment = itinerary.changed.get(stop.id)
    if moment is None:
        return None
    day = moment.astimezone(ZoneInfo(itinerary.timezone)).date()
    return dated(day, hour(moment, itinerary.timezone, itinerary.home_timezone, language), language)


def item(question: Question, stop: Stop, *, with_date: bool = False) -> Item:
    """Give a stop as a line of an agenda; `with_date` puts its date before the hours."""
    itinerary, language = question.itinerary, question.language
    place = where(itinerary, stop, language)
    if stop.gather:
        gathering = _at(clock(stop.leaves_at, stop.timezone), meeting_place(itinerary, stop, language), language)
        place = phrases(language)("gather {meeting}", meeting=gathering)
    return Item(
        when=dated_hours(itinerary, stop, language) if with_date else hours(itinerary, stop, language),
        title=marked_title(itinerary, stop, language),
        where=place,
        action=Action("agenda.when", {"stop": stop.id}),
    )
