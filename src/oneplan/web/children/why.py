"""Why this date: one small card for one answer of the clocks, the same wherever the date stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import slugify

from oneplan.rulebook import load_rulebook
from oneplan.web.dates.presenter import CLOSED, row
from oneplan.web.ui.words import distance, lateness, long_day, short_day

if TYPE_CHECKING:
    from oneplan.core.pathways import Answer

STATUS_MARKS = {
    "verified": ("met", "Verified"),
    "reading": ("disapplied", "A reading"),
    "from knowledge": ("guidance", "From knowledge"),
    "expected": ("unknown", "Expected"),
}
EXCEPTIONS = ("Exceptions considered", "No exception of any kind", "EXC-")
IF_CHOSEN = "Only if that is what is decided"
PRUDENT = ("The limit itself does not move", "Bank holidays for")


@dataclass(frozen=True, slots=True)
class WhyCard:
    """A date with its arithmetic, its provision, its prudent day, its exceptions and how sure we are of it."""

    id: str
    address: str
    title: str
    due_on: date | None
    by_time: str
    away: str
    is_late: bool
    is_dashed: bool
    is_if_chosen: bool
    shape: str
    word: str
    kind_words: str
    value: str
    days_late: int
    because: tuple[str, ...]
    prudent: str
    exceptions: tuple[str, ...]
    law: str
    rule: str
    mark: tuple[str, str]
    status_words: str
    owner: str
    missing: str
    today: date


def cards(case_id: str, answers: Iterable[Answer], today: date, titles: Mapping[str, str]) -> tuple[WhyCard, ...]:
    """A card for each answer, in the order given, each with an address of its own under the case."""
    seen: Counter[str] = Counter()
    found = []
    for answer in answers:
        name = limit_id(answer)
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name}.{seen[name]}"
        made = card(answer, today, titles)
        found.append(replace(made, id=name, address=reverse("child-why", args=[case_id, name])))
    return tuple(found)


def limit_id(answer: Answer) -> str:
    """What a date is called in an address: its output, the day it runs from and, among several, whose it is."""
    parts = (answer.output, answer.started_on.isoformat() if answer.started_on else "", slugify(answer.key or ""))
    return ".".join(part for part in parts if part)


def card(answer: Answer, today: date, titles: Mapping[str, str]) -> WhyCard:
    """The card of one answer, without an address of its own."""
    line, is_if_chosen = row(answer, today, titles), only_if_chosen(answer.rule, answer.output)
    is_open = answer.stopped_on is None and answer.state not in CLOSED
    prudent = tuple(says for says in line.because if "the prudent day is" in says or says.startswith(PRUDENT))
    exceptions = tuple(says for says in line.because if says.startswith(EXCEPTIONS))
    because = tuple(says for says in line.because if says not in prudent and says not in exceptions)
    return WhyCard(
        id=limit_id(answer),
        address="",
        title=line.title,
        due_on=answer.due_on,
        by_time=answer.by_time or "",
        away=_away(answer, today, line.away),
        is_late=line.shape == "late" and not line.is_dashed and not is_if_chosen,
        is_dashed=line.is_dashed,
        is_if_chosen=is_if_chosen and is_open,
        # Red says that a duty is late, and nothing else does.
        shape="guidance" if (is_if_chosen and is_open) or (line.is_dashed and line.shape == "late") else line.shape,
        word="If chosen" if is_if_chosen and is_open else line.word,
        kind_words=IF_CHOSEN if is_if_chosen else line.kind_words,
        value=line.value,
        days_late=answer.days_late if answer.stopped_on else 0,
        because=because,
        prudent=_prudent(answer, today, prudent),
        exceptions=tuple(_named(says) for says in exceptions),
        law=answer.law,
        rule=answer.rule,
        mark=STATUS_MARKS[answer.status],
        status_words=line.status_words.partition(": ")[2].capitalize(),
        owner=answer.owner,
        missing=answer.missing or "",
        today=today,
    )


@cache
def only_if_chosen(rule: str, output: str) -> bool:
    """Whether a limit matters only if what it is about is what is decided."""
    clocks = [clock for clock in load_rulebook().rules.outputs.get(output, ()) if clock.rule == rule]
    return bool(clocks) and all(clock.only_if_chosen for clock in clocks)


def _named(says: str) -> str:
    """Exceptions by what they are, where the reason names them by their letters."""
    held = load_rulebook().rules.exceptions
    for code in sorted((each for each in held if each in says), key=len, reverse=True):
        says = re.sub(rf"{re.escape(code)}(?![A-Z0-9-])", held[code].title[:1].lower() + held[code].title[1:], says)
    return says


def _away(answer: Answer, today: date, otherwise: str) -> str:
    """How late it is; where the record ends before today, how late it was when the record was last told of."""
    if answer.due_on is None or answer.stopped_on is not None or not answer.days_late:
        return otherwise
    told = answer.due_on + timedelta(days=answer.days_late)
    return otherwise if told >= today else f"{lateness(answer.due_on, told)} when last told of, {short_day(told)}"


def _prudent(answer: Answer, today: date, said: tuple[str, ...]) -> str:
    if answer.prudent_on is None or answer.prudent_on == answer.due_on:
        return " ".join(said)
    gap = f", {distance(answer.prudent_on, today)}" if answer.stopped_on is None else ""
    return f"Aim for {long_day(answer.prudent_on)}{gap}. {' '.join(said)}"
