"""What a plan promises in writing: reports, strategies, guidance and reviews, found in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportState(StrEnum):
    """How far a report has come, in order; proposed ones are nobody's promise until a person confirms them."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    DRAFTED = "drafted"
    SIGNED_OFF = "signed-off"
    PUBLISHED = "published"
    NOT_NEEDED = "not-needed"


STATE_WORDS = {
    ReportState.PROPOSED: "Proposed, for a person to confirm",
    ReportState.PLANNED: "Planned",
    ReportState.DRAFTED: "Drafted",
    ReportState.SIGNED_OFF: "Signed off",
    ReportState.PUBLISHED: "Published",
    ReportState.NOT_NEEDED: "Not needed, with the reason",
}
STEPS = (ReportState.PLANNED, ReportState.DRAFTED, ReportState.SIGNED_OFF, ReportState.PUBLISHED)
DONE = frozenset({ReportState.SIGNED_OFF, ReportState.PUBLISHED, ReportState.NOT_NEEDED})


_BULLET = re.compile(r"\s(?:and )?[•▪◦]\s|:\s*[•▪◦]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a kind of document, and what such a document usually needs.

    Where ``made_by`` is given one of its words must stand in the line too; ``not_with`` rules a line out.
    """

    kind: str
    words: tuple[str, ...]
    made_by: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    audience: str = ""
    sign_off_route: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A line of a plan that may promise a document: an action, or a line of its timeline."""

    source: str
    ref: str
    text: str
    due_on: date | None = None
    owner_role: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that a line seems to promise, and the words that make it seem so."""

    source: str
    ref: str
    kind: str
    title: str
    due_on: date | None
    owner_role: str
    audience: str
    sign_off_route: str
    because: str


def proposals(lines: Iterable[Promised], phrases: Sequence[Phrase], *, longest: int) -> tuple[Proposal, ...]:
    """For each line the first kind whose words it holds; a line without any proposes nothing."""
    return tuple(found for line in lines if (found := _of(line, phrases, longest)) is not None)


def is_late(state: ReportState, due_on: date | None, on: date) -> bool:
    """Whether a confirmed report is past its day and neither signed off nor let go."""
    return state not in DONE | {ReportState.PROPOSED} and due_on is not None and due_on < on


def _of(line: Promised, phrases: Sequence[Phrase], longest: int) -> Proposal | None:
    for phrase in phrases:
        named = _said(line.text, phrase.words)
        if named and not _said(line.text, phrase.not_with) and (not phrase.made_by or _said(line.text, phrase.made_by)):
            return Proposal(
                source=line.source,
                ref=line.ref,
                kind=phrase.kind,
                title=_title(line.text, longest),
                due_on=line.due_on,
                owner_role=line.owner_role,
                audience=phrase.audience,
                sign_off_route=phrase.sign_off_route,
                because=f"The line says “{named}”.",
            )
    return None


def _said(text: str, words: Iterable[str]) -> str:
    for each in words:
        found = re.search(rf"\b{re.escape(each)}\b", text, re.IGNORECASE)
        if found:
            return found.group()
    return ""


def _title(text: str, longest: int) -> str:
    # What follows the first bullet of a list inside the line belongs to the document and not to its name.
    flat = " ".join(re.split(_BULLET, text.strip(), maxsplit=1)[0].split()).rstrip(":;, ")
    return flat if len(flat) <= longest else f"{flat[:longest].rsplit(' ', 1)[0]} …"
