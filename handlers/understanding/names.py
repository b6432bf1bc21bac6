"""The names of a tour, out of its itinerary and nothing else: sites, stops, groups, people, topics."""

import re
from collections.abc import Iterator, Mapping, Sequence

from handlers.understanding.concepts import bit
from handlers.understanding.jamo import is_hangul
from handlers.understanding.lexicon import Link, Word, words
from handlers.understanding.normalise import canonical
from schedule_data.itinerary import Itinerary, Site, Stop, StopKind, Text

NAME, OWN, TOPIC, MENTION = 3, 2, 1, 0
_SHAPE = {"site": "SITE", "stop": "STOP", "group": "GROUP", "person": "PERSON", "company": "FIRM", "fact": "FACT"}
_SHAPE |= {
    "lore": "TOPIC",
    "spot": "SPOT",
    "practical": "PLAIN",
    "programme": "PUBLIC",
    "diet": "DIET",
    "hotel": "HOTEL",
}
_SEGMENTS = re.compile(r"[·:：→⇒()（）,、/|\-–—\[\]]+")
_BRACKETS = re.compile(r"[(（\[]([^)）\]]*)[)）\]]")
_PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:으로|에서|까지|부터|에는|에게|이며|하고|입니다|습니다|된|되는|하는|의|과|와|을|를|은|는|이|가|에|로|도)$"
)
_SAMPLE = frozenset({"예시", "sample", "示例", "샘플", "예제"})
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "에이",
            "비",
            "씨",
            "디",
            "이",
            "에프",
            "지",
            "에이치",
            "아이",
            "제이",
            "케이",
            "엘",
            "엠",
            "엔",
            "오",
            "피",
            "큐",
            "알",
            "에스",
            "티",
            "유",
            "브이",
            "더블유",
            "엑스",
            "와이",
            "지",
        ],
        strict=True,
    )
)
_SPELLED = re.compile(r"[a-z]{2,5}")
_MOST_NAMED = 3  # a word that names more things than this names none of them
_LONGEST_PHRASE = 5  # words of a title that are taken together
# Kinds of place that a proper name is built with; alone they are no name, and no word of a name either.
_COMMON = frozenset(
    canonical(word)
    for word in [
        "센터",
        "본사",
        "공장",
        "박물관",
        "국제",
        "대학",
        "대학교",
        "연구소",
        "연구원",
        "단지",
        "공원",
        "광장",
        "타워",
        "빌딩",
        "시장",
        "거리",
        "역",
        "기업",
        "그룹",
        "전시장",
        "전시관",
        "체험관",
        "회사",
        "국립",
        "중앙",
        "과학",
        "기술",
        "산업",
        "도시",
        "시티",
        "스마트",
        "그랜드",
        "로비",
        "정문",
        "후문",
        "동문",
        "서문",
        "남문",
        "북문",
        "입구",
        "앞",
        "인근",
        "근처",
        "자유",
        "참가",
        "현지식",
        "현지",
        "환영",
        "송별",
        "관광",
        "야경",
        "시내",
        "center",
        "centre",
        "factory",
        "museum",
        "international",
        "university",
        "institute",
        "tower",
        "building",
        "market",
        "street",
        "station",
        "group",
        "hall",
        "park",
        "plaza",
        "company",
        "national",
        "central",
        "science",
        "technology",
        "industry",
        "city",
        "smart",
        "grand",
        "lobby",
        "gate",
        "welcome",
        "farewell",
        "local",
        "house",
        "old",
        "new",
        "church",
        "cathedral",
        "north",
        "south",
        "east",
        "west",
        "main",
        "river",
        "lake",
        "island",
        "bridge",
        "palace",
        "square",
        "garden",
        "temple",
        "北京大",
        "中心",
        "工厂",
        "公园",
        "国际",
        "博物馆",
        "广场",
        "大学",
        "大厦",
        "ai",
        "it",
        "대표",
        "세계",
        "글로벌",
        "global",
        "world",
        "headquarters",
        "office",
        "lab",
        "campus",
        "캠퍼스",
        "연구",
        "개발",
    ]
)


class Names:
    """Forms gathered from an itinerary, each with what it stands for; the strongest sense of a form is kept."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[str, str], int]] = {}

    def add(self, form: str, what: str, key: str, strength: int) -> None:
        """Note that `form` (as people write it) stands for `key`."""
        plain = canonical(form)
        if not plain or plain.isdigit() or (strength < NAME and len(plain) < 2):
            return
        senses = self.found.setdefault(plain, {})
        senses[what, key] = max(strength, senses.get((what, key), 0))

    def words(self) -> dict[str, Word]:
        """Give the forms as words to read with."""
        return {form: _word(senses) for form, senses in self.found.items()}


def _word(senses: Mapping[tuple[str, str], int]) -> Word:
    strongest = max(senses.values())
    of_stop = any(what == "stop" and strength == strongest for (what, _), strength in senses.items())
    links = tuple(
        Link(what, key, strength)
        for (what, key), strength in senses.items()
        if strength == strongest and not (of_stop and what == "lore")
    )
    if strongest < NAME and len({link.id for link in links}) > _MOST_NAMED:
        links = tuple(Link(link.what, link.id, MENTION) for link in links)
    shapes = 0
    for link in links:
        if link.strength:
            shapes |= bit(_SHAPE[link.what])
    return Word(shapes or bit("GLUE"), (), links)


def names_of_tour(itinerary: Itinerary, people: Sequence[str], companies: Sequence[str]) -> dict[str, Word]:
    """Give every name of the tour by its matched form."""
    names = Names()
    for site in itinerary.sites.values():
        _add_site(names, site)
    common = _add_own_words(names, itinerary)
    for stop in itinerary.stops:
        _add_stop(names, stop, common)
    _add_groups(names, itinerary)
    _add_topics(names, itinerary)
    _mark_hotels(names, itinerary)
    for person in people:
        names.add(person, "person", person, NAME)
    for company in companies:
        names.add(company, "company", company, NAME)
    return names.words()


def _mark_hotels(names: Names, itinerary: Itinerary) -> None:
    """Note which names are hotels': what is asked about them is asked about where people stay."""
    hotels = {stop.site for stop in itinerary.stops if stop.kind == StopKind.HOTEL}
    for senses in names.found.values():
        for what, key in list(senses):
            if what == "site" and key in hotels:
                senses["hotel", key] = senses[what, key]


def _add_site(names: Names, site: Site) -> None:
    for form in (*site.name.words.values(), *site.aliases):
        for name in _name_forms(form):
            names.add(name, "site", site.id, NAME)
    for topic in site.topics:
        names.add(topic, "lore", site.id, TOPIC)
    for text, strength in ((site.about, MENTION), *((text, TOPIC) for text in site.facts.values())):
        for word in _content_words(text) if text else ():
            names.add(word, "lore", site.id, strength)
    for topic in site.facts:
        names.add(topic, "lore", site.id, TOPIC)


def _name_forms(name: str) -> Iterator[str]:
    """Give the ways a name is written: without its bracket, the bracket alone, joined, and capitals as they are read."""
    yield name
    for inside in _BRACKETS.findall(name):
        if canonical(inside) not in _SAMPLE:
            yield inside
    bare = _BRACKETS.sub(" ", name)
    yield bare
    plain = canonical(bare)
    yield plain.replace(" ", "")
    spelled = _SPELLED.sub(lambda match: "".join(_LETTERS[letter] for letter in match[0]), plain)
    if spelled != plain and any(part.isupper() for part in re.findall(r"[A-Za-z]+", name)) and len(plain) < 8:
        yield spelled


def _content_words(text: Text) -> Iterator[str]:
    for words_in in text.words.values():
        for word in re.findall(r"[^\W_]+", words_in):
            plain = _PARTICLE.sub("", word)
            form = canonical(plain)
            if form not in words() and len(form) > 1 and not form.isdigit():
                yield plain
                if form != canonical(word):
                    yield word


def _is_generic(word: str) -> bool:
    form = canonical(_PARTICLE.sub("", word))
    return form in words() or form in _COMMON or canonical(word) in words() or len(form) < 2 or form.isdigit()


def _words_of(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\s·:→()（）,/\-–]+", name) if canonical(word)]


def _add_own_words(names: Names, itinerary: Itinerary) -> frozenset[str]:
    """A word that occurs in one site's name and nowhere else in the tour's names stands for that site: 하이크비전."""
    users: dict[str, set[str]] = {}
    of_sites: set[str] = set()
    for site in itinerary.sites.values():
        for name in site.name.words.values():
            for word in _words_of(name):
                users.setdefault(canonical(_PARTICLE.sub("", word)), set()).add(site.id)
                of_sites.add(canonical(_PARTICLE.sub("", word)))
    for stop in itinerary.stops:
        for title in stop.title.words.values():
            for word in _words_of(title):
                users.setdefault(canonical(_PARTICLE.sub("", word)), set()).add(stop.site or stop.id)
    for title in itinerary.title.words.values():
        for word in _words_of(title):
            users.setdefault(canonical(word), set()).update({"the tour", "itself"})
    for word, owners in users.items():
        owner = next(iter(owners))
        if len(owners) == 1 and word in of_sites and not _is_generic(word) and not _is_common_number(word):
            names.add(word, "site", owner, OWN)
        elif not ("一" <= word[0] <= "鿿" and any(form in word for form in names.found)):
            names.add(word, "spot", owner, MENTION)
    return frozenset(word for word, owners in users.items() if len(owners) > 1)


def _is_common_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and not any(
        is_hangul(letter) or letter.isalpha() for letter in word
    )


def _add_stop(names: Names, stop: Stop, common: frozenset[str]) -> None:
    for title in stop.title.words.values():
        if _names_only_the_site(names, stop, canonical(title)):
            continue
        if not _is_generic(title):
            names.add(title, "stop", stop.id, NAME)
        for segment in _SEGMENTS.split(title):
            _add_phrases(names, stop, _words_of(segment), common)
    gathered = stop.gather.place if stop.gather else None
    for text in filter(None, (stop.place, gathered, stop.speaker, stop.bring, stop.dress, stop.rules)):
        for word in _content_words(text):
            names.add(word, "spot", stop.id, TOPIC if text in (stop.place, stop.speaker) else MENTION)
    for options in stop.options.values():
        for option in options:
            names.add(option, "diet", option, NAME)
    if stop.number:
        names.add(stop.number, "stop", stop.id, NAME)


def _names_only_the_site(names: Names, stop: Stop, title: str) -> bool:
    """Tell whether a title says no more than that the site is visited: '천단 관람', 'Visit to 4Paradigm', '参观吉来港'."""
    for form, senses in names.found.items() if stop.site else ():
        if ("site", stop.site) in senses and form in title:
            rest = title.replace(form, " ").split()
            if all(word in words() or word in _COMMON for word in rest):
                return True
    return False


def _strength(run: Sequence[str], title: Sequence[str], common: frozenset[str]) -> int:
    """A word of a longer title is a topic of it; a word that the whole tour shares is no more than mentioned."""
    words_in = [canonical(_PARTICLE.sub("", word)) for word in run]
    if all(word in common or _is_generic(word) for word in words_in):
        return OWN if len(run) > 1 and len(run) == len(title) else MENTION
    return OWN if len(run) > 1 or len(run) == len(title) else TOPIC


def _add_phrases(names: Names, stop: Stop, title: Sequence[str], common: frozenset[str]) -> None:
    """Take the runs of words of a title that hold a word of their own: 'SU7 시승', '시승', '경제 정책'."""
    for start in range(len(title)):
        for end in range(start + 1, min(len(title), start + _LONGEST_PHRASE) + 1):
            run = title[start:end]
            own = [word for word in run if not _is_generic(word)]
            form = canonical(" ".join(run))
            if form in words() or (form in names.found and ("site", stop.site) in names.found[form]):
                continue
            strength = _strength(run, title, common)
            if (own or (len(run) > 1 and len(run) == len(title))) and (strength or len(run) == 1):
                names.add(" ".join([*run[:-1], _PARTICLE.sub("", run[-1])]), "stop", stop.id, strength)


def _add_groups(names: Names, itinerary: Itinerary) -> None:
    for group in itinerary.groups.values():
        for name in (*group.name.words.values(), group.id):
            for form in _group_forms(name):
                names.add(form, "group", group.id, NAME)
        if group.plate:
            names.add(group.plate, "group", group.id, NAME)


_COUNT_KO = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구", "십"]
_COUNT_ZH = "零一二三四五六七八九十"
_COUNT_EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_GROUP_NUMBER = re.compile(
    r"(\d{1,2})\s*(호차|조|팀|반|号车|组|车)|(?:bus|group|team|coach|party)[\s-]*(\d{1,2})", re.IGNORECASE
)


def _group_forms(name: str) -> Iterator[str]:
    """Give the ways a numbered group is written: 1호차, 1호 버스, 일호차, 1번 버스, bus one, 一号车."""
    yield name
    match = _GROUP_NUMBER.search(name)
    if match is None:
        return
    count, kind = int(match[1] or match[3]), (match[2] or name.split()[0].split("-")[0]).lower()
    if kind in {"호차", "号车", "车", "bus", "coach"}:
        patterns = "{}호차|{}호버스|{}번버스|{}번차|{}호 차량|{}번 차량|{}号车|{}号大巴|{}号巴士|bus {}|bus no {}|bus number {}|coach {}|{}차|버스{}"
    elif kind in {"조", "组"}:
        patterns = "{}조|{}组|第{}组|group {}|team {}"
    else:
        patterns = "{}" + kind + "|" + kind + " {}"
    words_for = (str(count), *(table[count] for table in (_COUNT_KO, _COUNT_ZH, _COUNT_EN) if count < len(table)))
    for pattern in patterns.split("|"):
        for word in words_for:
            if _fits(pattern, word):
                yield pattern.format(word)


def _fits(pattern: str, word: str) -> bool:
    letter = pattern.replace("{}", "").strip()[0]
    return word.isdigit() or (
        word[0].isascii() == letter.isascii()
        and is_hangul(word[0]) == is_hangul(letter)
        and word not in {"이", "일"}
        or len(letter + word) > 4
    )


def _add_topics(names: Names, itinerary: Itinerary) -> None:
    for topic, text in itinerary.practical.items():
        names.add(topic, "practical", topic, NAME if canonical(topic) not in words() else MENTION)
        for word in _content_words(text):
            names.add(word, "practical", topic, TOPIC)
    for topic, text in itinerary.programme.topics.items():
        names.add(topic, "programme", topic, TOPIC)
        for word in _content_words(text):
            names.add(word, "programme", topic, MENTION)
    for contact in itinerary.contacts:
        for name in contact.name.words.values():
            if not _is_generic(name):
                names.add(name, "spot", contact.role, MENTION)
    for text in filter(None, (itinerary.title, itinerary.operator)):
        for word in _content_words(text):
            names.add(word, "spot", "the tour", MENTION)
