"""What `giljabi invite` makes: the personal cards, and the pages that hang in the buses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.bus_sheet import Boarding, bus_sheet
from bot.commands.opening import readable
from bot.errors import GiljabiError
from bot.invitation_sheet import Invited, sheet, typed_in_kakao
from bot.links import Links
from bot.settings import Settings
from handlers.bus_code_renewal import renew_codes
from handlers.invitations import invite
from handlers.phrases import LANGUAGES
from handlers.roll_call.bus_codes import bus_codes, spelt
from schedule_data.itinerary import Group, Itinerary
from schedule_data.members import members_of, named


@dataclass(frozen=True, slots=True)
class Making:
    """What both are made with: `links` gives the addresses of a code."""

    session: Session
    itinerary: Itinerary
    settings: Settings
    links: Links
    at: datetime

    @property
    def kakao_channel(self) -> str:
        """Where people open our KakaoTalk channel; '' where that isn't known."""
        return str(self.settings.kakao_channel_url or "")


def make_cards(making: Making, file: Path, name: str | None) -> list[str]:
    """Invite everybody, or those of a name, and write their cards to `file`; give the lines to print.

    Raises:
        GiljabiError: there is nobody to invite, or the file can't be written.
    """
    session, tour, settings = making.session, making.itinerary.tour, making.settings
    people = members_of(session, tour) if name is None else named(session, tour, name)
    if not people:
        who = "Nobody is" if name is None else f"Nobody called '{name}' is"
        mend = "Import people" if name is None else "Check the name, or import people"
        raise GiljabiError(f"{who} on {tour}. {mend} with: giljabi roster {tour} FILE")
    codes = [(one, invite(session, one.id, making.at)) for one in people]
    spoken = making.itinerary.languages[0] if settings.kakao_skill_secret else None
    cards = [Invited(one, making.links(code), typed_in_kakao(code, spoken) if spoken else "") for one, code in codes]
    _write(file, sheet(making.itinerary, cards, making.kakao_channel), "--sheet")
    lines = ["\t".join((one.member.name, one.member.company, *one.links.values(), one.typed)) for one in cards]
    return [*(line.rstrip("\t") for line in lines), f"invitations: {len(cards)}; to print: {file}"]


def make_bus_pages(making: Making, file: Path, *, needed: bool) -> list[str]:
    """Write a page for each bus to `file`; give the lines to print, none where the tour has no buses.

    Raises:
        GiljabiError: there are no buses where they are `needed`, or the file can't be written.
    """
    itinerary, settings = making.itinerary, making.settings
    codes = bus_codes(making.session, itinerary, making.at)
    buses = [Boarding(itinerary.groups[group].name, code, making.links(code)) for group, code in codes.items()]
    if not buses:
        if needed:
            raise GiljabiError(f"{itinerary.tour} has no buses: its file names none under 'groups'.")
        return []
    with_kakao = settings.kakao_skill_secret is not None
    _write(file, bus_sheet(itinerary, buses, with_kakao=with_kakao, kakao_channel=making.kakao_channel), "--bus-sheet")
    first = itinerary.languages[0]
    lines = ["\t".join((one.bus.to(first), spelt(one.code), *one.links.values())) for one in buses]
    return [*lines, f"{len(buses)} buses; to hang where people board: {file}"]


def renew_buses(making: Making, buses: Sequence[str]) -> list[str]:
    """Make the codes of these buses anew, each named by its id or its name; give the lines to print.

    Raises:
        GiljabiError: the tour has no bus of that name.
    """
    chosen = {one.id: one for one in (_group(making.itinerary, bus) for bus in buses)}
    renewed = renew_codes(making.session, making.itinerary.tour, chosen, making.at)
    names = [one.name.to(making.itinerary.languages[0]) for one in chosen.values() if one.id in renewed]
    return [f"{name}: the code before no longer works; hang the new page" for name in names]


def _group(itinerary: Itinerary, bus: str) -> Group:
    asked = readable(bus).casefold()
    for group in itinerary.groups.values():
        if asked in {group.id.casefold(), *(group.name.to(language).casefold() for language in LANGUAGES)}:
            return group
    known = ", ".join(f"{one.id} ({one.name.to(itinerary.languages[0])})" for one in itinerary.groups.values())
    raise GiljabiError(
        f"{itinerary.tour} has no bus '{bus}'. {f'Its buses are: {known}.' if known else 'It has none.'}"
    )


def beside(file: Path) -> Path:
    """Give where the buses' pages go unless told otherwise: beside 'may.html' is 'may-buses.html'."""
    return file.with_name(f"{file.stem}-buses.html")


def _write(file: Path, page: str, option: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise GiljabiError(f"{file} can't be written: {error.strerror}. Name another place with {option}.") from None
