"""`giljabi ask`: the reply as text; nothing is changed, each question is rolled back."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from sqlalchemy.orm import Session

from bot.commands.opening import moment, named_tour, opened_database, readable
from bot.database import Database
from bot.errors import GiljabiError
from bot.question_kinds import kind_of
from bot.text_reply import as_text
from handlers.identity import Caller, supported
from handlers.reply import Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.tours import Tours
from schedule_data.itinerary import Itinerary
from schedule_data.members import named
from schedule_data.people import Member
from schedule_data.snapshots import Snapshots

app = typer.Typer()

NOBODY = 0  # an account that isn't stored: what an answer would change is rolled back anyway


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="The question; with --jsonl a file of them.")] = None,
    tour: Annotated[str | None, typer.Option(help="The tour's name.")] = None,
    who: Annotated[
        str | None, typer.Option("--as", help="A member's name, or name/company; without it, a stranger.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="A time such as 2025-09-23T07:50, in the tour's zone. Default: now.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read questions as JSON lines, write answers as JSON lines.")
    ] = False,
) -> None:
    """Ask as a member would, and print the reply with everything a person would see in it."""
    with opened_database() as database:
        desk = Desk(database)
        if jsonl:
            _answer_lines(desk, text)
            return
        if text is None or tour is None:
            raise GiljabiError("Write a question and its tour: giljabi ask '다음 일정?' --tour beijing-1 --as 이서연")
        typer.echo(as_text(desk.answer(readable(text), tour, who, at)))


class Desk:
    """Answers questions on a database without changing it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tours = Tours(Snapshots())

    def answer(self, text: str, tour: str, who: str | None, at: str | None) -> Reply:
        """Answer one question, as a stranger where `who` is None.

        Raises:
            GiljabiError: there is no such tour or member, or the time can't be read.
        """
        with self._database.reading() as session:
            itinerary = named_tour(session, self._tours.snapshots, tour)
            request = Request("ask", "", moment(at, itinerary), text=text)
            return respond(session, request, _caller(session, itinerary, who), self._tours)


def _caller(session: Session, itinerary: Itinerary, who: str | None) -> Caller:
    if who is None:
        return Caller(NOBODY)
    member = _one_member(session, itinerary.tour, who)
    return Caller(NOBODY, member, itinerary.revision, supported(member.language))


def _one_member(session: Session, tour: str, who: str) -> Member:
    found = named(session, tour, who)
    if not found:
        raise GiljabiError(
            f"Nobody on {tour} is called '{who}'. Check the name, or import people with: giljabi roster {tour} FILE"
        )
    if len(found) > 1:
        choices = ", ".join(f"{member.name}/{member.company}" for member in found)
        raise GiljabiError(f"Several people on {tour} are called '{who}': write one of {choices}")
    return found[0]


def _answer_lines(desk: Desk, file: str | None) -> None:
    """Write an answer for each line, in order; a line that can't be asked gets its error, and the exit code is 1."""
    faulty = False
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        answered = _answer_line(desk, line, number)
        faulty = faulty or "error" in answered
        typer.echo(json.dumps(answered, ensure_ascii=False))
    if faulty:
        raise typer.Exit(1)


def _answer_line(desk: Desk, line: str, number: int) -> dict[str, Any]:
    text = None
    try:
        text, tour, who, at = _asked(line)
        reply = desk.answer(text, tour, who, at)
    except GiljabiError as error:
        told = f"line {number}: {error}"
        return {"text": text, "outcome": None, "intent": None, "slots": {}, "reply": None, "error": told}
    return {
        "text": text,
        "outcome": reply.outcome.value,
        "intent": kind_of(reply.intent),
        "slots": dict(reply.slots),
        "reply": as_text(reply),
    }


def _asked(line: str) -> tuple[str, str, str | None, str | None]:
    """Read a line's text, tour, member and time; the latter two may be null or absent."""
    try:
        asked = json.loads(line)
        texts = [asked["text"], asked["tour"], asked.get("as"), asked.get("at")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        texts = [None]
    if not all(isinstance(one, str) for one in texts[:2]) or not all(isinstance(one, str | None) for one in texts):
        raise GiljabiError('is no question; write {"text": …, "tour": …, "as": …, "at": …}')
    text, tour, who, at = (None if one is None else readable(one) for one in texts)
    return text or "", tour or "", who, at


def _lines(file: str | None) -> Iterator[str]:
    if file is None:
        yield from _utf8(sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8-sig") as lines:
            yield from lines
    except OSError as error:
        raise GiljabiError(f"{file} can't be read: {error.strerror}. Check the name and the folder.") from None
    except UnicodeDecodeError:
        raise GiljabiError(f"{file} isn't UTF-8 text. Save the file as UTF-8.") from None


def _utf8(stream: TextIO) -> Iterator[str]:
    """Read UTF-8 whatever the terminal's own encoding is."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    yield from stream
