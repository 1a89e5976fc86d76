"""Answers as a page shows them: late first, then what is still to come, each with its reason beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.core.pathways.answers import State
from oneplan.core.pathways.definitions import Nature, Role
from oneplan.web.ui.words import count_of, distance, lateness, long_day, nearness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from oneplan.core.pathways import Answer

FORCE_WORDS = {
    "guidance": "Guidance: should, not must",
    "local": "Local target",
    "planning": "For planning, not law",
    "right": "Time the law gives a person",
    "statistic": "For the statistics",
}
STATUS_WORDS = {
    "verified": "Verified: a public copy of the rule, or a reliable statement of it, was read.",
    "from knowledge": "From knowledge: written from general knowledge of the law and still to be checked.",
    "reading": "Reading: the law leaves room, one meaning was chosen, and a lawyer could argue for another.",
    "expected": "Expected: not yet law, and never used.",
}
CLOSED = {State.MET, State.MET_LATE, State.DISAPPLIED, State.SUPERSEDED, State.WITHDRAWN}
DASHED = {"guidance", "local", "planning"}
# The law and how sure we are of it stand in a line of their own, with a link to the rule.
SAID_BELOW = ("Law: ", "The rule is from general knowledge", "The rule rests on a reading")
_SHAPES = {State.MET_LATE: "met_late", State.OVERDUE: "late"}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One answer as a line of the page."""

    answer: Answer
    title: str
    shape: str
    word: str
    kind_words: str
    status_words: str
    value: str
    away: str
    is_dashed: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Answers that stand alike, under one heading."""

    id: str
    title: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole result: the sentence said first, then the groups."""

    says: str
    groups: tuple[ResultGroup, ...]
    elsewhere: tuple[ResultGroup, ...]


def present(answers: Iterable[Answer], *, pathway: str, today: date, titles: Mapping[str, str]) -> Result:
    """Answers of the chosen pathway first, then what the same facts start elsewhere."""
    listed = list(answers)
    here = [answer for answer in listed if answer.pathway == pathway]
    there = [answer for answer in listed if answer.pathway != pathway and answer.role in {Role.LIMIT, Role.RULE}]
    return Result(_says(here, today), _groups(here, today, titles), _groups(there, today, titles))


def row(answer: Answer, today: date, titles: Mapping[str, str] | None = None) -> ResultRow:
    """One answer as a line, with its card."""
    shape, word = _state(answer, today)
    title = answer.title
    if answer.limit and titles:
        title = f"{title}: {titles.get(answer.limit, answer.limit)}"
    if answer.key:
        title = f"{title} ({answer.key})"
    finished = answer.state in CLOSED
    return ResultRow(
        answer=answer,
        title=title,
        shape=shape,
        word=word,
        kind_words=FORCE_WORDS.get(answer.force, ""),
        status_words=STATUS_WORDS[answer.status],
        value=value_in_words(answer),
        away="" if finished or answer.due_on is None else _away(answer, today),
        is_dashed=answer.force in DASHED,
        because=tuple(reason for reason in answer.because if not reason.startswith(SAID_BELOW)),
    )


def value_in_words(answer: Answer) -> str:
    """A value as people say it."""
    value = answer.value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if answer.role is Role.DAY and answer.due_on is not None:
        return long_day(answer.due_on)
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-":  # noqa: PLR2004 - a day as JSON writes it
        return long_day(date.fromisoformat(value))
    return "" if value is None else str(value)


def _groups(answers: list[Answer], today: date, titles: Mapping[str, str]) -> tuple[ResultGroup, ...]:
    kept: dict[str, list[Answer]] = {name: [] for name in _TITLES}
    for answer in answers:
        kept[_group(answer)].append(answer)
    return tuple(
        ResultGroup(name, _TITLES[name], tuple(row(answer, today, titles) for answer in sorted(found, key=_order)))
        for name, found in kept.items()
        if found
    )


_ROLES_APART = {Role.VALUE: "values", Role.DAY: "days", Role.RULE: "now"}
_TITLES = {
    "late": "Late",
    "ahead": "Still to come",
    "planning": "For planning, worked back from a limit",
    "done": "Done, or no longer running",
    "now": "Straight away, or as soon as practicable",
    "missing": "Needs one more fact",
    "days": "Days worked out on the way",
    "values": "Also worked out",
}


def _group(answer: Answer) -> str:
    if answer.missing and answer.due_on is None:
        return "missing"
    if answer.role in _ROLES_APART and answer.state not in CLOSED:
        return _ROLES_APART[answer.role]
    if answer.state in CLOSED or answer.state is None:
        return "done"
    if answer.nature is Nature.PLANNING:
        return "planning"
    return "late" if answer.state is State.OVERDUE else "ahead"


def _order(answer: Answer) -> tuple[date, str, str]:
    return (answer.due_on or date.max, answer.output, answer.key or "")


def _state(answer: Answer, today: date) -> tuple[str, str]:
    if answer.state is None:
        lapsed = answer.role is Role.LIMIT and answer.due_on is not None and answer.due_on < today
        return ("met", "Passed") if lapsed else ("", "")
    if answer.state is State.RUNNING and answer.due_on is not None:
        near = nearness(answer.due_on, today)
        return near, "" if near == "soon" else "Running"
    if answer.force in DASHED and answer.state is State.OVERDUE:
        return "late", "Past"
    return _SHAPES.get(answer.state, answer.state.value), ""


def _away(answer: Answer, today: date) -> str:
    assert answer.due_on is not None
    is_duty = answer.state is State.OVERDUE and answer.force not in DASHED
    return lateness(answer.due_on, today) if is_duty else distance(answer.due_on, today)


def _says(answers: list[Answer], today: date) -> str:
    limits = [answer for answer in answers if answer.role is Role.LIMIT and answer.due_on]
    late = [answer for answer in limits if answer.state is State.OVERDUE and answer.force not in DASHED]
    ahead = [each for each in limits if each.state is State.RUNNING and each.force in {"duty", "right"}]
    said = []
    if late:
        said.append(f"{count_of(len(late), 'date')} {'is' if len(late) == 1 else 'are'} late.")
    if ahead:
        soonest = min(ahead, key=_order)
        assert soonest.due_on is not None
        said.append(
            f"Next: {_lowered(soonest.title)}, by {long_day(soonest.due_on)}, {distance(soonest.due_on, today)}."
        )
    return " ".join(said) or f"{count_of(len(limits), 'date').capitalize()} worked out. None is running."


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
