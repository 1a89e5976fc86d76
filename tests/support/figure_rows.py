"""Rows of figures, links and plans made by hand, for presenters that need no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from oneplan.answers.figures_rows import FigureLine, LinkRow, MeasureWords, ShownValue
from oneplan.records.improvement.rows import ActionRow, PlanRow, PlanTree, PriorityRow, SectionRow, StatementRow
from tests.support.plan_rows import an_action


def measure_words(name: str, *, title: str = "A measure", kind: str = "share") -> MeasureWords:
    """A measure as a page explains it."""
    return MeasureWords(
        id=name,
        catalogue=(),
        title=title,
        group="Plans",
        definition="What it means.",
        numerator="Those counted",
        denominator="Those looked at",
        unit="per cent",
        direction="up",
        kind=kind,
        source="A test",
        status="reading",
        checked_on=date(2026, 1, 5),
        note="",
        law=(),
    )


def a_value(
    words: str, amount: str | None, numerator: int | None, denominator: int | None, reason: str = ""
) -> ShownValue:
    """A value as somebody may see it."""
    says = "Not shown." if reason else ""
    return ShownValue(words, None if amount is None else Decimal(amount), numerator, denominator, reason, says)


def a_line(name: str, *, change: str = "no change", words: str = "48.6%") -> FigureLine:
    """A measure in a list, with a line of three months."""
    series = (Decimal(40), None, Decimal("48.6"))
    value = a_value(words, "48.6", 17, 35) if words else a_value("", None, None, None, "hidden")
    return FigureLine(measure_words(name, title=name.replace("-", " ")), "2025", value, None, change, "", series)


def a_link(
    name: str,
    *,
    section: str = "",
    action_id: str = "",
    change: str = "no change",
    is_proposed: bool = False,
    number: int = 1,
) -> LinkRow:
    """A link from a section or an action to a measure."""
    by = "" if is_proposed else "Ada"
    return LinkRow(
        number, section, section, action_id, action_id, "", "The reason", is_proposed, by, a_line(name, change=change)
    )


def a_tree(
    *,
    impacts: Mapping[str, str] | None = None,
    parents: Mapping[str, str] | None = None,
    actions: tuple[ActionRow, ...] = (),
) -> PlanTree:
    """A plan of the sections that are named, with one priority."""
    slugs = dict.fromkeys(
        [*(impacts or {}), *(parents or {}), *(parents or {}).values(), *(each.section_slug for each in actions)]
    )
    held = parents or {}
    return PlanTree(
        plan=PlanRow("p", "Merrowdale One Plan", date(2026, 1, 5), 1, len(actions)),
        priorities=(PriorityRow(1, "Right support"),),
        sections=tuple(
            SectionRow(slug, slug, slug.title(), 1, held.get(slug, ""), "Leaders must own it. Much more is said.")
            for slug in slugs
        ),
        actions=actions,
        key=(),
        areas=(),
        measures=(),
        impacts=tuple(StatementRow(slug, text) for slug, text in (impacts or {}).items()),
        promises=(),
        dependencies=(),
        review_count=0,
    )


__all__ = ["a_line", "a_link", "a_tree", "a_value", "an_action", "measure_words"]
