"""A measure in small: its line, its value, its target and whether it is better, wherever the plan shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator

from oneplan.actions.measure_links import MATCHED
from oneplan.adapters.pictures.sparkline import sparkline
from oneplan.core.measures.comparisons import Change
from oneplan.web.measures.findings import value_in_words

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import FigureLine, LinkRow
    from oneplan.web.measures.targets import Target

CONTEXT = "context"
WORDS_OF_A_REASON = 24


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a measure moves the right way, as a shape of the sprite and words."""

    state: str
    words: str


VERDICTS = {
    Change.BETTER: Verdict("met", "Better"),
    Change.WORSE: Verdict("late", "Worse"),
    Change.DIFFERENT: Verdict("disapplied", "Different"),
    Change.NO_CHANGE: Verdict("unknown", "No change"),
    Change.TOO_EARLY: Verdict("unstarted", "Too early to say"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One measure as a row of the plan shows it; ``link`` is the id of the link, where it may be removed."""

    title: str
    address: str
    value: str
    period: str
    spark: str
    target: str
    verdict: Verdict | None
    why: str
    is_matched_by_words: bool
    link: int
    measure: str
    section: str
    action: str


def chips_of(links: Iterable[LinkRow], targets: Mapping[str, Target]) -> tuple[Chip, ...]:
    """The linked measures, each once: those with something to count first, and of them those somebody confirmed."""
    first: dict[str, LinkRow] = {}
    for link in sorted(links, key=lambda each: _place(each, targets)):
        first.setdefault(link.line.measure.id, link)
    return tuple(_chip(link, targets.get(name)) for name, link in first.items())


def _place(link: LinkRow, targets: Mapping[str, Target]) -> tuple[bool, ...]:
    """What matters most comes first: counted at all, confirmed, with a target, with a direction, with a line."""
    line = link.line
    return (
        line.value.reason == "none",
        link.is_proposed,
        line.measure.id not in targets,
        line.measure.direction == CONTEXT,
        not line.series,
    )


def why_of(link: LinkRow) -> str:
    """The reason for a link; of one that words matched, the plan's own line."""
    return Truncator(link.why.removeprefix(f"{MATCHED}: ")).words(WORDS_OF_A_REASON)


def verdict_of(change: str) -> Verdict | None:
    """The verdict that a change is shown as; none before there is a figure."""
    return VERDICTS[Change(change)] if change else None


def spark_of(line: FigureLine, target: Target | None = None) -> str:
    """The measure's newest periods as a small line."""
    values = [None if amount is None else float(amount) for amount in line.series]
    return sparkline(values, target=float(target.amount) if target else None)


def _chip(link: LinkRow, target: Target | None) -> Chip:
    line = link.line
    return Chip(
        title=line.measure.title,
        address=reverse("measure", args=[line.measure.id]),
        value=value_in_words(line.measure, line.value),
        period=line.period,
        spark=spark_of(line, target),
        target=target.words if target else "",
        verdict=verdict_of(line.change),
        why=why_of(link),
        is_matched_by_words=link.is_proposed,
        link=link.id,
        measure=line.measure.id,
        section="" if link.action_id else link.section,
        action=link.action_id,
    )
