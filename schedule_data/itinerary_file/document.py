"""An itinerary file as a typed document, with the keys of the file: what a revision stores and what is edited."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from schedule_data.itinerary_file import fields as f


class Entry(BaseModel):
    """A map of the file: frozen, and closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FeeEntry(Entry):
    """What a tour costs."""

    amount: f.Amount
    currency: f.Currency


class ProgrammeEntry(Entry):
    """What anybody may know; any further key is a topic."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, f.I18n] = Field(init=False)

    fee: FeeEntry | None = None


class GroupEntry(Entry):
    """A bus or party."""

    name: f.I18n
    plate: f.Words | None = None
    capacity: f.Capacity | None = None


class ContactEntry(Entry):
    """Somebody to call."""

    role: f.Words
    name: f.I18n
    phone: f.Phone
    groups: Annotated[list[f.Id], f.EmptyList] = []


def _on_earth(point: list[float]) -> list[float]:
    if len(point) != 2:  # noqa: PLR2004 - a pair
        raise f.wrong("must be two numbers; write [latitude, longitude], for example [39.9042, 116.4074]")
    latitude, longitude = point
    if abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004 - degrees of the globe
        return point
    if abs(longitude) <= 90 and abs(latitude) <= 180:  # noqa: PLR2004 - likewise
        raise f.wrong(f"latitude {latitude} is beyond 90 (swapped?); write [{longitude}, {latitude}]")
    raise f.wrong(f"[{latitude}, {longitude}] isn't on Earth; latitude goes from -90 to 90, longitude from -180 to 180")


class SiteEntry(Entry):
    """A place that the tour goes to."""

    name: f.I18n
    aliases: Annotated[list[f.Words], f.EmptyList] = []
    address: f.I18n | None = None
    location: Annotated[list[f.Degrees], AfterValidator(_on_earth)] | None = None
    phone: f.Phone | None = None
    about: f.I18n | None = None
    facts: Annotated[dict[f.Words, f.I18n], f.EmptyMap] = {}
    topics: Annotated[list[f.Words], f.EmptyList] = []
    photo: f.Photo | None = None
    url: f.Link | None = None


class GatherEntry(Entry):
    """When and where people meet before a stop."""

    time: f.ClockTime
    place: f.I18n | None = None


class SignUpEntry(Entry):
    """A stop that people sign up for."""

    capacity: f.Capacity
    closes: f.Moment | None = None


class StopEntry(Entry):
    """One stop of a day, in local times."""

    id: f.Id
    kind: f.Kind
    time: f.ClockSpan
    timezone: f.Zone | None = None
    arrive_timezone: f.Zone | None = None
    title: f.I18n | None = None
    site: f.Id | None = None
    place: f.I18n | None = None
    gather: GatherEntry | None = None
    bring: f.I18n | None = None
    dress: f.I18n | None = None
    rules: f.I18n | None = None
    speaker: f.I18n | None = None
    number: f.Words | None = None
    options: Annotated[dict[f.Words, list[f.Words]], f.EmptyMap] = {}
    signup: SignUpEntry | None = None
    optional: f.Flag = False
    fixed: f.Flag = False
    groups: Annotated[list[f.Id], f.EmptyList] = []
    remind: list[f.Minutes] | None = None


class TourDocument(Entry):
    """A whole itinerary file."""

    tour: f.TourId
    sample: f.Flag = False
    title: f.I18n
    operator: f.I18n | None = None
    timezone: f.Zone
    home_timezone: f.Zone | None = None
    starts: f.Day
    ends: f.Day
    languages: Annotated[list[f.Language], Field(min_length=1)] = ["ko"]
    remind: list[f.Minutes] = [60, 30, 10]
    retain_days: f.Days | None = None
    programme: ProgrammeEntry = ProgrammeEntry()
    groups: Annotated[dict[f.Id, GroupEntry], f.EmptyMap] = {}
    contacts: Annotated[list[ContactEntry], f.EmptyList] = []
    sites: Annotated[dict[f.Id, SiteEntry], f.EmptyMap] = {}
    practical: Annotated[dict[f.Words, f.I18n], f.EmptyMap] = {}
    days: Annotated[dict[f.Day, Annotated[list[StopEntry], f.EmptyList]], f.EmptyMap] = {}

    def to_json(self) -> dict[str, Any]:
        """Give the document as JSON values: the keys of the file, dates in ISO form, times as '09:30-11:00'."""
        return self.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def document_from_json(stored: Mapping[str, Any]) -> TourDocument:
    """Read back what `TourDocument.to_json` gave.

    Raises:
        pydantic.ValidationError: a value has a wrong type; what was stored from a read file never has.
    """
    return TourDocument.model_validate(dict(stored))
