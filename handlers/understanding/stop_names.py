"""The names of stops: their titles, and the words in them that no other stop has."""

import re
from collections.abc import Sequence

from handlers.understanding.lexicon import words
from handlers.understanding.name_senses import MENTION, NAME, OWN, TOPIC, Names
from handlers.understanding.normalise import canonical
from handlers.understanding.occasions import called
from handlers.understanding.proper_words import COMMON, PARTICLE, content_words, is_generic, words_of
from schedule_data.itinerary import Stop

_SEGMENTS = re.compile(r"[·:：→⇒()（）,、/|\-–—\[\]]+")
_ZH_FRAME = re.compile(r"^(?:参观|访问|逛|考察|走访|游览|拜访)|(?:体验|参观|观光|游览)$")
_LONGEST_PHRASE = 5  # words of a title that are taken together


def add_stop(names: Names, stop: Stop, common: frozenset[str]) -> None:
    """Note a stop's title, its parts, number, choices, occasion and the words of its small print."""
    for title in stop.title.words.values():
        if not _names_only_the_site(names, stop, canonical(title)):
            _add_title(names, stop, title, common)
    _add_small_print(names, stop, common)
    for occasion in called(stop):
        names.add(occasion, "stop", stop.id, NAME)
    for options in stop.options.values():
        for option in options:
            names.add(option, "diet", option, NAME)
    if stop.number:
        names.add(stop.number, "stop", stop.id, NAME)


def _add_title(names: Names, stop: Stop, title: str, common: frozenset[str]) -> None:
    if not is_generic(title):
        names.add(title, "stop", stop.id, NAME)
    _add_chinese(names, stop, title)
    for segment in _SEGMENTS.split(title):
        _add_phrases(names, stop, words_of(segment), common)


def _add_chinese(names: Names, stop: Stop, title: str) -> None:
    """Note what a Chinese title says is visited: no spaces part its words. 参观天坛 is 天坛, 陶艺体验 is 陶艺."""
    own = _ZH_FRAME.sub("", title)
    if own != title and len(own) > 1 and not is_generic(own) and "一" <= own[0] <= "鿿":
        names.add(own, "site" if stop.site else "stop", stop.site or stop.id, NAME if stop.site else OWN)


def _add_small_print(names: Names, stop: Stop, common: frozenset[str]) -> None:
    """Note the words of places and speakers as topics; what is said of clothes and rules is mentioned as gear.

    A word that the whole tour shares, such as its country, is only mentioned too.
    """
    gathered = stop.gather.place if stop.gather else None
    told = [("spot", stop.place, TOPIC), ("spot", stop.speaker, TOPIC), ("spot", gathered, MENTION)]
    told += [("gear", text, MENTION) for text in (stop.bring, stop.dress, stop.rules)]
    for what, text, strength in told:
        for word in content_words(text) if text else ():
            names.add(word, what, stop.id, MENTION if canonical(word) in common else strength)


def _names_only_the_site(names: Names, stop: Stop, title: str) -> bool:
    """Tell whether a title says no more than that the site is visited: '천단 관람', '参观吉来港'."""
    for form, senses in names.found.items() if stop.site else ():
        if ("site", stop.site) in senses and form in title:
            rest = title.replace(form, " ").split()
            if all(word in words() or word in COMMON for word in rest):
                return True
    return False


def _strength(run: Sequence[str], title: Sequence[str], common: frozenset[str]) -> int:
    """A word of a longer title is a topic of it; a word that the whole tour shares is no more than mentioned."""
    words_in = [canonical(PARTICLE.sub("", word)) for word in run]
    if all(word in common or is_generic(word) for word in words_in):
        return OWN if len(run) > 1 and len(run) == len(title) else MENTION
    return OWN if len(run) > 1 or len(run) == len(title) else TOPIC


def _add_phrases(names: Names, stop: Stop, title: Sequence[str], common: frozenset[str]) -> None:
    """Take the runs of words of a title that hold a word of their own: 'SU7 시승', '시승', '경제 정책'."""
    for start in range(len(title)):
        for end in range(start + 1, min(len(title), start + _LONGEST_PHRASE) + 1):
            run = title[start:end]
            own = [word for word in run if not is_generic(word)]
            form = canonical(" ".join(run))
            if form in words() or (form in names.found and ("site", stop.site) in names.found[form]):
                continue
            strength = _strength(run, title, common)
            if (own or (len(run) > 1 and len(run) == len(title))) and (strength or len(run) == 1):
                names.add(" ".join([*run[:-1], PARTICLE.sub("", run[-1])]), "stop", stop.id, strength)
