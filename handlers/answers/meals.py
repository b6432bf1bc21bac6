"""When and where people eat."""

from datetime import date

from handlers.answers.agenda_when import remarks
from handlers.answers.dates import asked_date, is_outside, outside_the_tour, today
from handlers.answers.diets import diet_at, not_on_the_menu
from handlers.answers.fact_words import agrees
from handlers.answers.meal_kinds import NAMES, meal_of
from handlers.answers.next_steps import NEXT, call_someone, offer
from handlers.answers.not_known import not_known
from handlers.answers.sample import sampled
from handlers.answers.stays import hotel_before
from handlers.answers.stop_words import card, dated_hours, item, site_of, where
from handlers.answers.stops_meant import is_over, nearest
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Agenda, Reply
from handlers.wording import day_words
from schedule_data.itinerary import Site, Stop, StopKind, Text


def meals(question: Question) -> Reply:
    """Answer 'what about food': the meal that is named on that date, else the next one; or all of a date."""
    day, meal = asked_date(question), question.slots.get("meal", "")
    if day is not None and is_outside(question, day):
        return outside_the_tour(question, day)
    theirs = [
        stop
        for stop in question.itinerary.stops
        if stop.kind == StopKind.MEAL and stop.is_for(question.member.group) and meal in {"", meal_of(stop)}
    ]
    if day is None:
        meant = [stop for stop in theirs if not is_over(question, stop)][:1]
    else:
        meant = [stop for stop in theirs if stop.day == day]
    return _told(question, meant) if meant else _without_stop(question, day, meal)


def _told(question: Question, stops: list[Stop]) -> Reply:
    first, language, diet = nearest(question, tuple(stops)), question.language, question.slots.get("diet", "")
    of_diet = diet_at(question, first, diet) if diet else _own_diet(question, first)
    if of_diet is None:
        return not_on_the_menu(question, first, diet)
    lines = (
        _line(question, first),
        *_of_its_site(question, first),
        *remarks(question, first),
        *of_diet,
    )
    steps = offer(question, NEXT, Action("agenda.day", {"date": first.day.isoformat()}))
    if len(stops) == 1:
        reply = Reply(lines, cards=(card(question, first),), buttons=steps)
    else:
        agenda = Agenda(day_words(first.day, language), tuple(item(question, stop) for stop in stops))
        reply = Reply(lines, agendas=(agenda,), buttons=steps)
    return sampled(question.itinerary, language, reply)


def _line(question: Question, stop: Stop) -> str:
    itinerary, language = question.itinerary, question.language
    say = phrases(language)
    time = dated_hours(itinerary, stop, language)
    place = where(itinerary, stop, language)
    if place:
        return say("{title}: {time}, {place}.", title=stop.title.to(language), time=time, place=place)
    return say("{title}: {time}. The place isn't known yet.", title=stop.title.to(language), time=time)


def _of_its_site(question: Question, stop: Stop) -> tuple[str, ...]:
    """Give what the hotel says of breakfast, as long as the plan agrees with it."""
    site, language = site_of(question.itinerary, stop), question.language
    fact = site.facts.get(meal_of(stop)) if site else None
    if site is None or fact is None or not agrees(stop, fact, language):
        return ()
    return (phrases(language)("{name}: {fact}", name=site.name.to(language), fact=fact.to(language)),)


def _own_diet(question: Question, stop: Stop) -> tuple[str, ...]:
    if "diet" not in stop.options or not question.member.diet:
        return ()
    return (phrases(question.language)("Your diet on record: {diet}.", diet=question.member.diet),)


def _without_stop(question: Question, day: date | None, meal: str) -> Reply:
    """Say that no such meal is planned; what the hotel says of breakfast is told beside it, to who wakes up there."""
    asked = day or today(question)
    hotel = hotel_before(question, asked) if meal == "breakfast" else None
    if hotel and (fact := hotel.facts.get("breakfast")):
        return _at_the_hotel(question, hotel, fact, day)
    say = phrases(question.language)
    if not any(stop.kind == StopKind.MEAL for stop in question.itinerary.stops):
        return not_known(question, say("The meals aren't planned yet."), NEXT)
    if day:
        words = _not_in_plan(question, day, meal)
    else:
        words = say("{name}: none left.", name=say(NAMES.get(meal, mark("Meal"))))
    step = Action("meal", {"date": asked.isoformat()}) if meal and day else NEXT
    return Reply((words,), buttons=(*offer(question, step), *call_someone(question)))


def _at_the_hotel(question: Question, hotel: Site, fact: Text, day: date | None) -> Reply:
    say, language = phrases(question.language), question.language
    told = say("{name}: {fact}", name=hotel.name.to(language), fact=fact.to(language))
    lines = (_not_in_plan(question, day, "breakfast"), told) if day else (told,)
    return sampled(question.itinerary, language, Reply(lines, buttons=offer(question, NEXT)))


def _not_in_plan(question: Question, day: date, meal: str) -> str:
    say, language = phrases(question.language), question.language
    name = say(NAMES.get(meal, mark("Meal")))
    return say("{name}: not in the plan of {day}.", name=name, day=day_words(day, language))
