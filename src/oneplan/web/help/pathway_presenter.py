"""A pathway drawn, and the same pathway as a list for those who would rather read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from oneplan.adapters.pictures.limits_in_words import clock_in_words, exceptions_in_words, force_in_words, ref_in_words
from oneplan.adapters.pictures.pathway_layout import arrange, leader_of
from oneplan.adapters.pictures.pathways import draw_pathway
from oneplan.core.law import Status

if TYPE_CHECKING:
    from datetime import date

    from oneplan.core.pathways.definitions import Clock, Pathway, Rules


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock as a line of the list."""

    clock: Clock
    how: str
    until: tuple[str, ...]
    excused: str
    kind_words: str
    is_duty: bool


@dataclass(frozen=True, slots=True)
class StartBlock:
    """What starts some clocks, and the clocks."""

    titles: tuple[str, ...]
    lines: tuple[ClockLine, ...]


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """One pathway's page."""

    pathway: Pathway
    picture: SafeString
    blocks: tuple[StartBlock, ...]
    is_expected: bool


def present_pathway(pathway: Pathway, rules: Rules, today: date) -> PathwayPage:
    """The picture and the list, from the same data."""
    groups: dict[tuple[str, ...], list[ClockLine]] = {}
    for clock in pathway.clocks:
        titles = tuple(dict.fromkeys(ref_in_words(ref, rules) for ref in leader_of(clock, rules).starts))
        groups.setdefault(titles, []).append(_line(clock, rules, today))
    arranged = arrange(pathway, rules, today)
    picture = mark_safe(draw_pathway(arranged)) if arranged.starts else SafeString("")  # noqa: S308 - every word escaped
    blocks = tuple(StartBlock(titles, tuple(lines)) for titles, lines in groups.items())
    is_expected = all(clock.status is Status.EXPECTED for clock in pathway.clocks)
    return PathwayPage(pathway, picture, blocks, is_expected)


def _line(clock: Clock, rules: Rules, today: date) -> ClockLine:
    how = clock_in_words(clock, rules, today)
    return ClockLine(
        clock=clock,
        how=f"{how[:1].upper()}{how[1:]}" if how else "A value worked out from the facts",
        until=tuple(ref_in_words(ref, rules) for ref in clock.stops),
        excused=exceptions_in_words(clock, rules, today),
        kind_words=force_in_words(clock),
        is_duty=clock.force == "duty",
    )
