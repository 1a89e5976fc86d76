"""How days, owners, dates and ratings are said in a pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due, DuePrecision, Owner, OwnerPart
from oneplan.records.improvement.rows import ActionRow, SectionRow
from oneplan.rulebook.pack_files import load_pack_rules

NOBODY, NO_DAY = "Nobody yet", "No date"
UNSEEN = "evidence not seen"
_LONGEST = 260


def day_said(day: date) -> str:
    """A day as people write it: 25 May 2026."""
    return f"{day.day} {day:%B %Y}"


def due_said(due: Due) -> str:
    """The plan's own words for when; a day in full where it named one."""
    if due.precision is DuePrecision.DAY and due.due_on:
        return day_said(due.due_on)
    return due.raw or (day_said(due.due_on) if due.due_on else NO_DAY)


def owners_said(owners: Iterable[Owner]) -> str:
    """Who owns an action, leads first."""
    ordered = sorted(owners, key=lambda each: each.part is not OwnerPart.LEAD)
    return "; ".join(_owner(each) for each in ordered) or NOBODY


def rating_said(row: ActionRow) -> str:
    """The rating in our word, the plan's own beside it where it says something else, and whether its proof was seen."""
    word = load_pack_rules().ratings[row.rating.value]
    own = row.rating_raw.strip()
    is_said = own.casefold() in word.casefold() or own.casefold().startswith(word.casefold())
    said = word if is_said else f"{word} (“{own}”)"
    return f"{said}, {UNSEEN}" if getattr(row, "is_evidence_unseen", False) else said


def rating_word(rating: Rating) -> str:
    """The rating in our word alone."""
    return load_pack_rules().ratings[rating.value]


def section_name(section: SectionRow) -> str:
    """A section as people call it: its number, where it has one, and its title."""
    return f"{section.number}. {section.title}" if section.number else section.title


def count_said(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, agreeing; nought is said as no."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}" if number else f"no {plural or f'{noun}s'}"


def listed(items: Iterable[str]) -> str:
    """Items as a sentence says them: one, two and three."""
    *before, last = list(items) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def shortened(text: str, longest: int = _LONGEST) -> str:
    """A text that fits a cell, cut between words and said to be cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[:longest].rsplit(' ', 1)[0]} …"


def capital(text: str) -> str:
    """The text with its first letter raised, the others left alone."""
    return f"{text[:1].upper()}{text[1:]}"


def _owner(owner: Owner) -> str:
    role = f"{owner.role} ({owner.partner})" if owner.partner else owner.role
    return f"{role}, supporting" if owner.part is OwnerPart.SUPPORT else role
