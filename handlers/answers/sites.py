"""What a site is about, and where it is."""

from handlers.answers.maps import local_words, map_links, place_of
from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_known import not_known
from handlers.answers.sample import sampled
from handlers.answers.site_facts import facts_of
from handlers.phrases import Phrases, phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.understanding.script import language_of
from handlers.wording import listing
from schedule_data.itinerary import Site, StopKind


def asked_site(question: Question) -> Site | None:
    """Give the site that a question names, itself or through a stop."""
    itinerary = question.itinerary
    stop = itinerary.stop_by_id.get(question.slots.get("stop", ""))
    return itinerary.sites.get(question.slots.get("site") or (stop.site if stop and stop.site else ""))


def about(question: Question) -> Reply:
    """Answer 'what is it': the description, then what else is known."""
    site, say, language = asked_site(question), phrases(question.language), question.language
    if site is None:
        return not_known(question, say("I have no record of that place."), NEXT)
    name = site.name.to(language)
    known = facts_of(question, site)
    if asked := known.get(question.slots.get("topic", "")):
        return _one_fact(question, site, asked)
    facts = "\n".join(f"· {fact}" for fact in known.values() if fact)
    words = tuple(filter(None, (site.about.to(language) if site.about else "", facts, _keywords(say, site))))
    steps = (Action("agenda.when", {"site": site.id}), Action("site.where", {"site": site.id}))
    if not words:
        return not_known(question, say("{name}: I have no description yet.", name=name), *steps)
    homepage = (Button(say("Website"), url=site.url),) if site.url else ()
    opening = say("{name}: {fact}", name=name, fact=words[0]) if site.about else f"{name}\n{words[0]}"
    reply = Reply((opening, *words[1:]), buttons=(*offer(question, *steps, NEXT), *homepage))
    stays = any(stop.site == site.id and stop.kind == StopKind.HOTEL for stop in question.itinerary.stops)
    return sampled(question.itinerary, language, reply) if stays else reply


def _one_fact(question: Question, site: Site, fact: str) -> Reply:
    words = phrases(question.language)("{name}: {fact}", name=site.name.to(question.language), fact=fact)
    steps = (Action("site.about", {"site": site.id}), Action("agenda.when", {"site": site.id}), NEXT)
    return Reply((words,), buttons=offer(question, *steps))


def _keywords(say: Phrases, site: Site) -> str:
    topics = [topic for topic in site.topics if say.language == "ko" or language_of(topic, say.language) != "ko"]
    return say("Topics: {topics}", topics=listing(topics, say.language)) if topics else ""


def where(question: Question) -> Reply:
    """Answer 'where is it': name and address as a driver reads them, a map, and the phone number."""
    site, say, language = asked_site(question), phrases(question.language), question.language
    if site is None:
        return not_known(question, say("I have no record of that place."), NEXT)
    name = site.name.to(language)
    steps = (Action("agenda.when", {"site": site.id}), Action("site.about", {"site": site.id}))
    if site.address is None and site.location is None:
        return not_known(question, say("{name}: the address isn't known yet.", name=name), *steps)
    buttons = (*map_links(question.itinerary, site, language), *_call(say, site), *offer(question, *steps))
    reply = Reply(
        (_for_the_driver(question, site),),
        cards=(_address_card(question, site),),
        place=place_of(question.itinerary, site, language),
        buttons=buttons,
    )
    return sampled(question.itinerary, language, reply)


def _for_the_driver(question: Question, site: Site) -> str:
    say, name = phrases(question.language), site.name.to(question.language)
    if site.address is None:
        return say("On the way to {name}, show this to the driver.", name=name)
    return say("{name}: show this to the driver.", name=name)


def _address_card(question: Question, site: Site) -> Card:
    say, language = phrases(question.language), question.language
    address = local_words(question.itinerary, site, site.address, language) if site.address else None
    lines = ((say("Address"), address), (say("Phone"), site.phone))
    local_name = local_words(question.itinerary, site, site.name, language)
    return Card(local_name, tuple(Fact(label, value) for label, value in lines if value))


def _call(say: Phrases, site: Site) -> tuple[Button, ...]:
    return (Button(say("Call the place"), phone=site.phone),) if site.phone else ()
