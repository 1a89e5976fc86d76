"""One open limit as a line of a list: what to do, for whom, by when, who holds it, and why that date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from oneplan.answers.work import Group
from oneplan.web.children.header import age_words, year_group_words
from oneplan.web.children.why_listed import listed_card
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.answers.work import WorkRow
    from oneplan.web.children.why import WhyCard

FORCE_TAGS = {"guidance": "Guidance", "local": "Local target", "planning": "For planning", "right": "The family's time"}
UNALLOCATED = "unallocated"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A row with every word that the list shows of it."""

    id: int
    case_id: str
    do: str
    tag: str
    name: str
    about: str
    address: str
    due_on: date
    due_words: str
    away: str
    tone: str
    prudent: str
    holder: str
    since: str
    card: WhyCard


@lru_cache(maxsize=20_000)
def drawn(row: WorkRow, today: date, *, is_pseudonym: bool) -> SafeString:
    """The row as a row of the table, drawn once for all that it says and the day it says it on."""
    return SafeString(render_to_string("work/row.html", {"line": line_of(row, today, is_pseudonym=is_pseudonym)}))


def line_of(row: WorkRow, today: date, *, is_pseudonym: bool) -> WorkLine:
    """The row with every word that the list shows of it."""
    address = child_address(row.case_id)
    away, tone = away_words(row, today)
    place = "" if is_pseudonym else row.setting or "setting not known"
    card = listed_card(row, today, away=away, is_late=tone == "late")
    about = (age_words(row.born_on, today), year_group_words(row.born_on, today), place)
    return WorkLine(
        id=row.id,
        case_id=row.case_id,
        do=card.title,
        tag=FORCE_TAGS.get(row.force, ""),
        name=f"Case {row.case_id}" if is_pseudonym else name_of(row.forename, row.surname, row.preferred_name),
        about=", ".join(part for part in about if part),
        address=address,
        due_on=row.due_on,
        due_words=words.long_day(row.due_on),
        away=away,
        tone=tone,
        prudent=_prudent(row, today),
        holder=row.officer or UNALLOCATED,
        since=since_words(row.officer, row.officer_since, row.team),
        card=card,
    )


def child_address(case_id: str) -> str:
    """Where the record of a case is."""
    return reverse("child", args=[case_id])


def name_of(forename: str, surname: str, preferred: str) -> str:
    """A name with the one that the child or young person prefers beside it."""
    full = f"{forename} {surname}".strip()
    return f"{full} (“{preferred}”)" if preferred and preferred.casefold() != forename.casefold() else full


def since_words(officer: str, since: date | None, team: str) -> str:
    """Since when somebody holds a case, and in which team it lies."""
    known = f"since {words.short_day(since)}" if officer and since else ""
    return ", ".join(part for part in (team, known) if part)


def away_words(row: WorkRow, today: date) -> tuple[str, str]:
    """How far off or how late a day is, and its tone; what cannot be late is never said to be."""
    if group_of(row, today) is Group.UNKNOWN:
        return ("not known whether it was done" if row.due_on < today else words.distance(row.due_on, today)), ""
    if row.force in {"planning", "right"}:
        return words.distance(row.due_on, today), ""
    near = words.nearness(row.due_on, today)
    if near == "late" and row.force != "duty":  # what should be done, and need not be, is past its day and not late
        return f"{words.distance(row.due_on, today).removesuffix(' ago')} past", ""
    return words.lateness(row.due_on, today), "" if near == "on_track" else near


def group_of(row: WorkRow, today: date) -> Group | None:
    """Unknown where nobody can tell whether the limit was kept; none where its day says the rest."""
    is_told = row.told_until is None or row.due_on >= today or row.told_until > row.due_on
    return None if row.is_knowable and is_told else Group.UNKNOWN


def _prudent(row: WorkRow, today: date) -> str:
    """The working day to aim for, while there is still time to."""
    if row.prudent_on is None or row.prudent_on == row.due_on or row.prudent_on < today:
        return ""
    return f"aim for {words.long_day(row.prudent_on)}"
