"""What the pages of an action and of a section say of who took part and of what people said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.answers import access
from oneplan.answers import voice as answers
from oneplan.records.voice import queries
from oneplan.rulebook.voice_file import voice_book

if TYPE_CHECKING:
    from oneplan.answers.voice import Voice
    from oneplan.core.access import Viewer
    from oneplan.records.voice.rows import InvolvementRow, QuoteRow


@dataclass(frozen=True, slots=True)
class ActionVoice:
    """Who took part, with the rung and the level in words, and what was said."""

    involved: tuple[tuple[InvolvementRow, str, str], ...]
    said: tuple[Voice, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class SectionVoice:
    """Words beside the priority of a section, and what was said about the section or its actions."""

    quotes: tuple[tuple[QuoteRow, str], ...]
    said: tuple[Voice, ...]


def voice_beside(plan_id: str, priority: int, section: str, viewer: Viewer, today: date) -> SectionVoice:
    """The voices of one section; the public reads those words alone whose consent lets everybody read them."""
    book = voice_book()
    quotes = answers.quotes_for(plan_id, priority, viewer=viewer)
    said = queries.items_of_section(plan_id, section, viewer=viewer)
    return SectionVoice(
        quotes=tuple((row, book.title("groups", row.group)) for row in quotes),
        said=tuple(answers.voice(row, on=today) for row in said),
    )


def voice_of(action_id: str, viewer: Viewer, today: date) -> ActionVoice | None:
    """The voices of one action; none for those who do not read them."""
    if not access.may(viewer, "voice-read"):
        return None
    book = voice_book()
    return ActionVoice(
        involved=tuple(
            (row, book.title("rungs", row.rung), book.title("levels", row.level))
            for row in answers.involvement_of(action_id, viewer=viewer)
        ),
        said=tuple(answers.voice(row, on=today) for row in queries.items_of_action(action_id, viewer=viewer)),
        may_write=access.may(viewer, "voice-write"),
    )
