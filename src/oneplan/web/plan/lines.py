"""One action as a line of a list: every word a page shows of it, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Finding, Owner, OwnerPart
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar, rating_bar

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import ActionRow

FINISHED = "finished"
BEHIND = "behind"
NO_DATE = "no_date"
NO_OWNER = "no_owner"
TROUBLED = frozenset({Rating.DELAYED, Rating.AT_RISK})
# What the columns of a list already show is not said again in words.
PLAIN_TO_SEE = frozenset({"no_owner", "no_date", "no_rating", "overdue", "overdue_on_track"})


@dataclass(frozen=True, slots=True)
class Line:
    """An action as a list shows it."""

    id: str
    ref: str
    section: str
    section_slug: str
    text: str
    address: str
    owners: tuple[str, ...]
    roles: tuple[str, ...]
    due_words: str
    due_on: date | None
    due_state: str
    rating: Rating
    raw: str
    says: tuple[str, ...]
    kinds: frozenset[str]
    is_closed: bool = False
    is_unseen: bool = False

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and the work is not said to be done."""
        return self.due_state == "late"

    @property
    def is_behind(self) -> bool:
        """Whether its own rating says that it is delayed, or may be."""
        return self.rating in TROUBLED


def lines_of(actions: Iterable[ActionRow], findings: Iterable[Finding], today: date) -> tuple[Line, ...]:
    """The actions in the plan's own order, each with what the linter says about it."""
    said: Mapping[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.ref].append(finding)
    return tuple(_line(action, [*said.get(action.id, ()), *said.get(action.ref, ())], today) for action in actions)


def standing(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that the plan still holds; one that was closed can be asked for, and counts nowhere."""
    return tuple(line for line in lines if not line.is_closed)


def bar_of(lines: Iterable[Line], address: Callable[[Rating], str] | None = None) -> Bar:
    """The lines by rating, saying of how many that are green nobody has seen the evidence."""
    held = tuple(lines)
    return rating_bar((line.rating for line in held), address, unseen=(line.rating for line in held if line.is_unseen))


def due_state(due: Due, rating: Rating, today: date) -> str:
    """Late, soon or comfortable; finished work and work without a date say so instead."""
    if rating.is_finished or not rating.is_live:
        return FINISHED
    return words.nearness(due.due_on, today) if due.due_on else NO_DATE


def due_words(due: Due) -> str:
    """The plan's own words for when; a day in full when the plan named a day."""
    if due.precision is DuePrecision.DAY and due.due_on:
        return words.short_day(due.due_on)
    return due.raw or "No date"


def owner_words(owners: Iterable[Owner]) -> tuple[str, ...]:
    """Who owns an action: leads first, supporters saying that they support, partners in brackets."""
    ordered = sorted(owners, key=lambda owner: owner.part is not OwnerPart.LEAD)
    return tuple(_owner(owner) for owner in ordered)


def _owner(owner: Owner) -> str:
    role = f"{owner.role} ({owner.partner})" if owner.partner else owner.role
    return f"{role}, supporting" if owner.part is OwnerPart.SUPPORT else role


def _line(action: ActionRow, findings: list[Finding], today: date) -> Line:
    kinds = {finding.kind for finding in findings} | ({NO_OWNER} if not action.owners else set())
    rating = Rating.SUPERSEDED if action.is_superseded else action.rating
    return Line(
        id=action.id,
        ref=action.ref,
        section=action.section,
        section_slug=action.section_slug,
        text=action.text,
        address=reverse("action", args=[action.id]),
        owners=owner_words(action.owners),
        roles=tuple(owner.role for owner in action.owners),
        due_words=due_words(action.due),
        due_on=action.due.due_on,
        due_state=due_state(action.due, rating, today),
        rating=rating,
        raw="" if action.is_superseded else action.rating_raw,
        says=tuple(finding.says for finding in findings if finding.kind not in PLAIN_TO_SEE),
        kinds=frozenset(kinds),
        is_closed=action.is_superseded,
        is_unseen=action.is_evidence_unseen and not action.is_superseded,
    )
