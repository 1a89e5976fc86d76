"""Facts: what happened, on which day, with which details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DetailValue = str | int | bool | date


class DetailType(StrEnum):
    """What a detail of a fact may hold."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, or is fixed, on a day."""

    name: str
    on: date
    details: Mapping[str, DetailValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "details", dict(sorted(self.details.items())))

    def __hash__(self) -> int:
        return hash((self.name, self.on, tuple(self.details.items())))

    @property
    def order(self) -> tuple[date, str, tuple[tuple[str, str], ...]]:
        """What facts are sorted by, so that the order in which they were given never matters: day, name, details."""
        return (self.on, self.name, tuple((name, str(value)) for name, value in self.details.items()))


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing a fact may say about itself."""

    name: str
    title: str
    type: DetailType
    choices: tuple[str, ...] = ()
    required: bool = False
    default: DetailValue | None = None


@dataclass(frozen=True, slots=True)
class FactKind:
    """A word of the vocabulary: a fact that may be recorded, and its details.

    ``starts_record`` says that what came before is not on record: what it supersedes is never called late.
    """

    name: str
    title: str
    about: str
    pathway: str
    details: Mapping[str, Detail]
    starts_record: bool = False
