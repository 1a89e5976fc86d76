"""The parts of an action that change, and how each is written down in an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from oneplan.core.improvement import links as links_between
from oneplan.core.improvement import schedule as schedules
from oneplan.core.improvement import source
from oneplan.core.improvement.links import Link
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner, OwnerPart
from oneplan.core.improvement.schedule import ONE_DAY, Schedule
from oneplan.core.improvement.source import Source


class Facet(StrEnum):
    """One part of an action that can change by itself."""

    TEXT = "text"
    PHASE = "phase"
    SECTION = "section"
    RATING = "rating"
    DUE = "due"
    OWNERS = "owners"
    SOURCES = "sources"
    SCHEDULE = "schedule"
    LINKS = "links"


# What no document says of an action, so that an event of before these were kept says nothing about them either.
KEPT_HERE_ONLY = (Facet.SOURCES, Facet.SCHEDULE, Facet.LINKS)


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating: the word as somebody wrote it and the normal word it stands for."""

    raw: str = ""
    rating: Rating = Rating.UNKNOWN


UNRATED = Rated()
UNDATED = Due()


@dataclass(frozen=True, slots=True)
class Facets:
    """All parts of an action at one moment; ``section`` is the section's slug."""

    text: str = ""
    phase: str = ""
    section: str = ""
    rating: Rated = UNRATED
    due: Due = UNDATED
    owners: tuple[Owner, ...] = ()
    sources: tuple[Source, ...] = ()
    schedule: Schedule = ONE_DAY
    links: tuple[Link, ...] = ()

    def value(self, facet: Facet) -> Any:
        """The part by its name."""
        return getattr(self, facet.value)


def to_plain(facet: Facet, value: Any) -> Any:
    """A part as plain JSON."""
    if facet is Facet.RATING:
        return {"raw": value.raw, "rating": value.rating.value}
    if facet is Facet.DUE:
        return due_to_plain(value)
    if facet in _MODULES:
        return _MODULES[facet].to_plain(value)
    if facet is Facet.OWNERS:
        return [{"role": each.role, "partner": each.partner, "part": each.part.value} for each in value]
    return str(value)


def from_plain(facet: Facet, plain: Any) -> Any:
    """A part back from plain JSON."""
    if facet is Facet.RATING:
        return Rated(plain["raw"], Rating(plain["rating"]))
    if facet is Facet.DUE:
        return due_from_plain(plain)
    if facet in _MODULES:
        return _MODULES[facet].from_plain(plain)
    if facet is Facet.OWNERS:
        return tuple(Owner(each["role"], each["partner"], OwnerPart(each["part"])) for each in plain)
    return str(plain)


def facets_to_plain(facets: Facets) -> dict[str, Any]:
    """All parts as plain JSON."""
    every = {facet.value: to_plain(facet, facets.value(facet)) for facet in Facet}
    return {name: plain for name, plain in every.items() if plain or name not in KEPT_HERE_ONLY}


def facets_from_plain(plain: Mapping[str, Any]) -> Facets:
    """All parts back from plain JSON."""
    said = (facet for facet in Facet if facet.value in plain or facet not in KEPT_HERE_ONLY)
    return Facets(**{facet.value: from_plain(facet, plain[facet.value]) for facet in said})


def due_to_plain(due: Due) -> dict[str, str]:
    """A due date as plain JSON: days as ISO words, none as an empty word."""
    return {
        "raw": due.raw,
        "precision": due.precision.value,
        "note": due.note,
        **{name: _iso(getattr(due, name)) for name in _DUE_DAYS},
    }


def due_from_plain(plain: Mapping[str, str]) -> Due:
    """A due date back from plain JSON."""
    return Due(
        raw=plain["raw"],
        precision=DuePrecision(plain["precision"]),
        note=plain["note"],
        **{name: date.fromisoformat(plain[name]) if plain[name] else None for name in _DUE_DAYS},
    )


_MODULES: Mapping[Facet, Any] = {Facet.SOURCES: source, Facet.SCHEDULE: schedules, Facet.LINKS: links_between}
_DUE_DAYS = ("due_from", "due_on", "revised_from", "starts_on", "review_on")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def in_words(facet: Facet, value: Any) -> str:
    """A part as a person reads it in a comparison."""
    if facet is Facet.RATING:
        normal = value.rating.value.replace("_", " ")
        if not value.raw or value.raw.casefold() == normal:
            return str(value.raw or normal)
        return f"{value.raw} ({normal})"
    if facet is Facet.DUE:
        return _due_in_words(value)
    if facet in _MODULES:
        return str(_MODULES[facet].in_words(value))
    if facet is Facet.OWNERS:
        return "; ".join(_owner_in_words(each) for each in value) or "nobody yet"
    return str(value) or "nothing"


def _due_in_words(due: Due) -> str:
    day = f"{due.due_on.day} {due.due_on:%B %Y}" if due.due_on else ""
    if due.raw and day:
        return f"{due.raw} (by {day})"
    return due.raw or day or "no date"


def _owner_in_words(owner: Owner) -> str:
    support = " (supporting)" if owner.part is OwnerPart.SUPPORT else ""
    return f"{owner.role}{support}" + (f", {owner.partner}" if owner.partner else "")
