"""Whom a leader means by words: everyone, a bus, a role, a diet, who is missing, some of one bus, people by name."""

import re
from collections.abc import Collection, Sequence
from itertools import product
from typing import Final

from sqlalchemy.orm import Session

from handlers.audience import ALL, BOTH, gathering_stop
from handlers.broadcast.spoken_orders import addressed
from handlers.broadcast.standing import latest_told
from handlers.question import Question
from handlers.understanding.normalise import canonical
from schedule_data.members import members_of
from schedule_data.people import Member, Role

MOST_OFFERED: Final = 6  # of people who share a name: more are told apart by somebody who writes the company too

_PARTICLE = re.compile(r"\s*(?:에게만|한테만|에게|한테|께|에만|에|로|만)$")
_ALL = re.compile(
    r"(?:참가자\s*)?(?:전체|모두|전원|다들|여러분|모든(?:\s*(?:사람|분|참가자|인원)(?:들)?)?)|전체\s*(?:참가자|인원|공지)(?:들)?|"
    r"(?:우리\s*)?(?:애|아이|사람|분|팀원|단원|멤버|회원|손님|고객|여행객|일행|팀|참관단|단체)(?:분)?(?:들)?(?:\s*(?:모두|전체|전원|다))?|"
    r"everyone|everybody|all(?: of (?:us|them))?|the (?:whole )?(?:group|team)|people|大家|所有人|全体|各位|全员",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"(?:공지\s*)?(?:아직\s*)?(?:미\s*확인\s*(?:자|한\s*(?:사람|분))?|"
    r"확인(?:을)?\s*(?:안|못)\s*한\s*(?:사람|분)|확인하지\s*않은\s*(?:사람|분)|"
    r"(?:안|못)\s*(?:읽은|본)\s*(?:사람|분))(?:들)?|"
    r"(?:the )?unconfirmed|(?:those|people) who (?:have not|haven['’]t) confirmed|"
    r"未确认(?:的人|者)?|(?:还)?没(?:有)?确认的(?:人)?",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:아직\s*)?(?:(?:버스|차|여기)에?\s*)?(?:아직\s*)?(?:(?:안|못)\s*(?:[탄온]|도착한|탑승한)\s*(?:사람|분)(?:들)?|미\s*(?:탑승|도착)자?(?:들)?)|"
    r"(?:the )?missing|(?:还)?没(?:来|上车)的(?:人)?",
    re.IGNORECASE,
)
_ROLES: Final = {
    Role.LEADER: re.compile(r"인솔자(?:들)?|리더(?:들)?|(?:the )?(?:tour )?leaders?|领队(?:们)?", re.IGNORECASE),
    Role.STAFF: re.compile(
        r"스태프(?:들)?|스[탭텝](?:들)?|운영진|담당자(?:들)?|(?:the )?staff|工作人员", re.IGNORECASE
    ),
    Role.PARTICIPANT: re.compile(r"참가자(?:들)?|(?:the )?participants?|参加者|团员(?:们)?", re.IGNORECASE),
}
_EATS: Final = r"(?:을|를)?\s*(?:하는|하시는|드시는|먹는|인|있는|있으신)?\s*(?:사람|분)?(?:들)?"
_DIETS: Final = {
    "vegetarian": re.compile(
        rf"(?:채식(?:주의자)?|비건){_EATS}|(?:the )?(?:vegetarians?|vegans?)|(?:吃)?素食?(?:者|的人)?", re.IGNORECASE
    ),
    "halal": re.compile(rf"할랄(?:식)?{_EATS}|(?:the )?halal(?: eaters)?|(?:吃)?清真(?:的人)?", re.IGNORECASE),
    "allergy": re.compile(
        rf"알[레러]르?[기지]{_EATS}|(?:those|people) with allergies|(?:有)?过敏(?:的人)?", re.IGNORECASE
    ),
}
_OF: Final = r"\s*(?:의|에서|사람|분들?|인원|탑승자)?\s*(?:중(?:에서?|에)?)?\s*"
_NAMES_APART: Final = re.compile(r"[,、·]|\s+and\s+|(?:와|과|하고|이?랑)\s+")
_TITLE_AFTER: Final = re.compile(r"\s*(?:님|씨|사장님|대표님)$")


def who(session: Session, question: Question, words: str) -> str | None:
    """Give the code of the audience that `words` name, everyone where they name nobody; None where it isn't known."""
    named = _bare(words)
    if not named or _ALL.fullmatch(named):
        return ALL
    return (
        _kind(session, question, named)
        or _group(question, named)
        or _of_group(session, question, named)
        or _people(session, question, named)
    )


def _kind(session: Session, question: Question, named: str) -> str | None:
    """Give the code of a kind of people: a role, a diet, who is missing, who has not confirmed."""
    for kind, forms in (("role", _ROLES), ("diet", _DIETS)):
        if found := next((one for one, form in forms.items() if form.fullmatch(named)), None):
            return f"{kind}:{found}"
    if _MISSING.fullmatch(named):
        stop = gathering_stop(question.itinerary, question.at)
        return f"missing:{stop.id}" if stop else None
    if _UNCONFIRMED.fullmatch(named):
        latest = latest_told(session, question.itinerary.tour, question.at)
        return f"unconfirmed:{latest}" if latest else None
    return None


def _of_group(session: Session, question: Question, named: str) -> str | None:
    """Give the code of a kind of people of one bus: '2호차 채식하는 분', 'the unconfirmed of bus 2'."""
    for code, group in question.itinerary.groups.items():
        for words in group.name.words.values():
            bus = r"\s*".join(map(re.escape, words.split()))
            kind = re.sub(rf"^{bus}(?:的|{_OF})|\s*(?:of|in|on|from) {bus}$", "", named, count=1, flags=re.IGNORECASE)
            if kind != named and (found := _kind(session, question, kind.strip())):
                return f"{code}{BOTH}{found}"
    return None


def may_be_meant(session: Session, question: Question, words: str) -> Sequence[Sequence[Member]]:
    """Give the ways in which names that some share can be meant; nothing where one of the names is nobody's."""
    named = _called_so(session, question, _bare(words))
    return [] if not all(named) else list(product(*named))[: MOST_OFFERED + 1]


def chosen(session: Session, question: Question, words: str, ids: Collection[str]) -> str | None:
    """Give the code of people called by names that some share, of whom `ids` says which; None where it doesn't."""
    named = _called_so(session, question, _bare(words))
    picked = [one for theirs in named for one in theirs if len(theirs) == 1 or str(one.id) in ids]
    return code_of(picked) if named and len(picked) == len(named) else None


def code_of(people: Sequence[Member]) -> str:
    """Give the code of an audience of these people."""
    return f"people:{','.join(str(one.id) for one in people)}"


def _bare(words: str) -> str:
    return _PARTICLE.sub("", " ".join(words.split()).strip(" ,")).strip()


def _group(question: Question, named: str) -> str | None:
    wanted = {canonical(named), canonical(addressed(named))}
    for code, group in question.itinerary.groups.items():
        if wanted & {canonical(code), *(canonical(words) for words in group.name.words.values())}:
            return code
    return None


def _people(session: Session, question: Question, named: str) -> str | None:
    """Give the code of people called by their names; None where one of them is unknown, or two share a name."""
    found = _called_so(session, question, named)
    return code_of([theirs[0] for theirs in found]) if found and all(len(theirs) == 1 for theirs in found) else None


def _called_so(session: Session, question: Question, named: str) -> Sequence[Sequence[Member]]:
    """Give for each name in the words who is called that."""
    everyone = members_of(session, question.itinerary.tour)
    names = filter(None, (part.strip() for part in _NAMES_APART.split(named)))
    return [[one for one in everyone if _called(one, name)] for name in names]


def _called(member: Member, name: str) -> bool:
    form = canonical(_TITLE_AFTER.sub("", name))
    names = {canonical(member.name), canonical(member.name_en)} - {""}
    return form in names | {canonical(f"{member.company}{one}") for one in names if member.company}
