"""Where an action came from: what somebody found, promised, asked for or decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SourceKind(StrEnum):
    """What kind of thing an action came from."""

    INSPECTION_FINDING = "inspection-finding"
    SELF_EVALUATION = "self-evaluation"
    PROGRAMME = "programme"
    INITIATION_DOCUMENT = "initiation-document"
    SURVEY = "survey"
    AUDIT = "audit"
    PRACTICE_GUIDE = "practice-guide"
    VOICE = "voice"
    BOARD_DECISION = "board-decision"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing an action came from: its kind, what it said, and its own reference or address where it has one."""

    kind: str
    said: str = ""
    ref: str = ""

    def __post_init__(self) -> None:
        """The kind is one that is known; anything else raises ValueError."""
        object.__setattr__(self, "kind", SourceKind(self.kind).value)


def to_plain(sources: tuple[Source, ...]) -> list[dict[str, str]]:
    """Sources as plain JSON."""
    return [{"kind": each.kind, "said": each.said, "ref": each.ref} for each in sources]


def from_plain(plain: list[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Sources back from plain JSON."""
    return tuple(Source(each["kind"], each["said"], each["ref"]) for each in plain)


def in_words(sources: tuple[Source, ...]) -> str:
    """Sources as a person reads them in a comparison."""
    return "; ".join(_one(each) for each in sources) or "nothing said"


def _one(source: Source) -> str:
    kind = source.kind.replace("-", " ")
    said = f"{kind}: {source.said}" if source.said else kind
    return f"{said} ({source.ref})" if source.ref else said
