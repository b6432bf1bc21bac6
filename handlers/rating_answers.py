"""Rating a visit with one tap, adding a remark, and the summary for the organiser."""

import re
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.context import context_of
from handlers.copies import Copy, Setting
from handlers.identity import Caller
from handlers.phrases import Phrases, phrases
from handlers.question import Question
from handlers.ratings import rated_stops
from handlers.reply import Action, Awaited, Button, Card, Document, Fact, Reply
from handlers.row_numbers import row_number
from handlers.tables import DeliveryRow, NoticeKind, NoticeRow, RatingRow
from schedule_data.inserting import insert_into
from schedule_data.itinerary import Stop
from schedule_data.spreadsheets import XLSX, Cell, Sheet, workbook
from schedule_data.tables import MemberRow

STARS: Final = range(1, 6)
LONGEST_REMARK: Final = 1000  # letters
SHORTEST_REMARK: Final = 4  # letters: 'ok' is none
_GIVEN: Final = re.compile(
    r"(?P<stars>[1-5])\s*(?:점|points?|stars?|分)(?:이요|이에요|입니다|요|드려요|드릴게요|줄게요|드립니다)?"
    r"(?:$|[\s,.!~]+)(?P<remark>.*)",
    re.IGNORECASE | re.DOTALL,
)


def compose(copy: Copy, setting: Setting) -> Reply | None:
    """Ask how a visit was; None where it was cancelled or is rated already."""
    stop = setting.itinerary.stop_by_id.get(copy.payload["stop"])
    if stop is None or _rated(setting, stop, copy.member.id):
        return None
    say = phrases(setting.language)
    words = say("How was it? {title}", title=stop.title.to(setting.language))
    return Reply((words, say("One tap is enough; 5 is the best.")), buttons=_stars(say, stop))


def _rated(setting: Setting, stop: Stop, member: int) -> bool:
    return setting.session.get(RatingRow, (setting.itinerary.tour, stop.id, member)) is not None


def _stars(say: Phrases, stop: Stop) -> tuple[Button, ...]:
    return tuple(
        Button(points(say, stars), Action("rating.give", {"stop": stop.id, "stars": str(stars)})) for stars in STARS
    )


def points(say: Phrases, stars: int) -> str:
    """Give a number of points: '4점', '1 point'."""
    return say.plural("{count} point", "{count} points", stars)


def given_in(session: Session, question: Question) -> Action | None:
    """Give the rating that a text is ('4점', '5 points, great'), of the visit that its writer was asked about last."""
    match = _GIVEN.fullmatch((question.text or "").strip())
    stop = _asked_last(session, question) if match else None
    if match is None or stop is None:
        return None
    said = match["remark"].strip()
    return Action("rating.give", {"stop": stop, "stars": match["stars"]} | ({"text": said} if said else {}))


def remark_in(caller: Caller, question: Question) -> Action | None:
    """Give what is said right after the points, where nothing else is understood by it, as the remark that it is."""
    context, text = context_of(caller, question), (question.text or "").strip()
    if context is None or context.intent != "rating.give" or len(text) < SHORTEST_REMARK or text.endswith(("?", "？")):
        return None
    stop = context.slots.get("stop")
    return Action("rating.remark", {"stop": stop, "text": text}) if stop else None


def _asked_last(session: Session, question: Question) -> str | None:
    asked = (
        select(NoticeRow.payload)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(NoticeRow.kind == NoticeKind.RATING, DeliveryRow.member_id == question.member.id)
        .where(NoticeRow.created_at <= question.at, NoticeRow.expires_at > question.at)
    )
    payload = session.scalar(asked.order_by(NoticeRow.id.desc()).limit(1))
    return str(payload["stop"]) if payload else None


def give(session: Session, _caller: Caller, question: Question) -> Reply:
    """Keep how many points somebody gives a visit; the last tap counts."""
    stop, stars = _stop(question), row_number(question.slots.get("stars", ""))
    if stop is None or stars is None or stars not in STARS:
        return expired(question.language)
    text = question.slots.get("text", "")[:LONGEST_REMARK]
    _keep(session, question, stop, stars=stars, **({"remark": text} if text else {}))
    say, title = phrases(question.language), stop.title.to(question.language)
    words = say.plural(
        "Thank you: one point for {title}.", "Thank you: {count} points for {title}.", stars, title=title
    )
    if text:
        return Reply((words, say("Thank you; the organiser gets your remark.")), buttons=offer(question, NEXT))
    remark = Button(say("Add a remark"), Action("rating.remark", {"stop": stop.id}))
    return Reply((words,), buttons=(remark, *offer(question, NEXT)))


def remark(session: Session, _caller: Caller, question: Question) -> Reply:
    """Keep what somebody has to say about a visit; asks for it where it isn't said yet."""
    stop, text = _stop(question), question.slots.get("text", "").strip()
    if stop is None:
        return expired(question.language)
    say = phrases(question.language)
    if not text:
        awaits = Awaited("rating.remark", "text", {"stop": stop.id}, free=True)
        words = say("What would you like to say about it? Write it in one message.")
        return Reply((words,), awaits=awaits, buttons=offer(question, NEXT))
    _keep(session, question, stop, remark=text[:LONGEST_REMARK])
    return Reply((say("Thank you; the organiser gets your remark."),), buttons=offer(question, NEXT))


def summary(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give leaders and staff each visit's points on average, and everything as a spreadsheet, without names."""
    say, itinerary = phrases(question.language), question.itinerary
    rows = _ratings(session, itinerary.tour)
    stops = rated_stops(itinerary, (row.stop_id for row in rows))
    if not stops:
        return Reply((say("Nobody has rated a visit yet."),), buttons=offer(question, NEXT))
    by_stop = [(stop, [row for row in rows if row.stop_id == stop.id]) for stop in stops]
    facts = tuple(Fact(stop.title.to(question.language), _average(say, those)) for stop, those in by_stop)
    people = len({row.member_id for row in rows})
    words = say.plural("One person has rated visits.", "{count} people have rated visits.", people)
    return Reply(
        (words,),
        cards=(Card(say("Points on average"), facts),),
        document=Document(f"{itinerary.tour}-ratings.xlsx", _file(question, say, by_stop), XLSX),
        buttons=offer(question, NEXT),
    )


def _stop(question: Question) -> Stop | None:
    return question.itinerary.stop_by_id.get(question.slots.get("stop", ""))


def _keep(session: Session, question: Question, stop: Stop, **values: Any) -> None:
    key = {"tour_id": question.itinerary.tour, "stop_id": stop.id, "member_id": question.member.id}
    row = insert_into(session, RatingRow).values(key | {"remark": "", "at": question.at} | values)
    session.execute(row.on_conflict_do_update(index_elements=list(key), set_=values | {"at": question.at}))


def _ratings(session: Session, tour: str) -> list[Any]:
    columns = (RatingRow.stop_id, RatingRow.member_id, RatingRow.stars, RatingRow.remark, MemberRow.group)
    mine = select(*columns).join(MemberRow, MemberRow.id == RatingRow.member_id).where(RatingRow.tour_id == tour)
    return list(session.execute(mine.order_by(RatingRow.at, RatingRow.member_id)))


def _average(say: Phrases, rows: Sequence[Any]) -> str:
    given = [row.stars for row in rows if row.stars is not None]
    remarks = sum(1 for row in rows if row.remark)
    average = say("{points} of 5 ({count})", points=f"{fmean(given):.1f}", count=len(given)) if given else ""
    said = say.plural("{count} remark", "{count} remarks", remarks) if remarks else ""
    return " · ".join(filter(None, (average, said)))


def _file(question: Question, say: Phrases, by_stop: Sequence[tuple[Stop, Sequence[Any]]]) -> bytes:
    language, groups = question.language, question.itinerary.groups
    headings = [points(say, stars) for stars in STARS]
    totals: list[list[Cell]] = [
        [stop.title.to(language), _mean(rows), len(rows), *(sum(row.stars == one for row in rows) for one in STARS)]
        for stop, rows in by_stop
    ]
    single: list[list[Cell]] = [
        [
            stop.title.to(language),
            groups[row.group].name.to(language) if row.group in groups else "",
            row.stars,
            row.remark,
        ]
        for stop, rows in by_stop
        for row in rows
    ]
    visit = say("Visit")
    return workbook(
        [
            Sheet(say("Summary"), [visit, say("Average"), say("People"), *headings], totals),
            Sheet(say("Remarks"), [visit, say("Bus or group"), say("Points"), say("Remark")], single),
        ]
    )


def _mean(rows: Sequence[Any]) -> str:
    given = [row.stars for row in rows if row.stars is not None]
    return f"{fmean(given):.2f}" if given else ""


DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "rating.give": give,
    "rating.remark": remark,
    "rating.summary": summary,
}
