"""What an action's own page says of who took part in it and of what people said about it."""

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
    from oneplan.records.voice.rows import InvolvementRow


@dataclass(frozen=True, slots=True)
class ActionVoice:
    """Who took part, with the rung and the level in words, and what was said."""

    involved: tuple[tuple[InvolvementRow, str, str], ...]
    said: tuple[Voice, ...]
    may_write: bool


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
