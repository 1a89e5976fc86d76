"""One section as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.plan.addresses import section_address
from oneplan.web.plan.lines import Line, bar_of, lines_of, standing
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar

if TYPE_CHECKING:
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import DependencyRow, PlanRow, SectionPage, SectionRow, UpdateRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, on a line of time."""

    on: date | None
    title: str
    by: str = ""
    lines: tuple[str, ...] = ()
    shape: str = "track"
    link: tuple[str, str] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference from one action to another, or to nothing."""

    from_ref: str
    written: str
    address: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """Everything the section page shows."""

    number: str
    title: str
    priority: str
    lead: str
    must_improve: str
    areas: tuple[str, ...]
    lines: tuple[Line, ...]
    closed: tuple[Line, ...]
    sees_detail: bool
    bar: Bar
    measures: tuple[tuple[str, str], ...]
    impacts: tuple[str, ...]
    updates: tuple[Entry, ...]
    references: tuple[Reference, ...]
    children: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    pages: dict[str, tuple[str, str] | None]

    @property
    def name(self) -> str:
        """Its number, where it has one, and its title."""
        return f"{self.number}. {self.title}" if self.number else self.title


def section_page(
    page: SectionPage,
    findings: Iterable[Finding],
    today: date,
    *,
    sees_detail: bool = True,
    plan: PlanRow | None = None,
) -> SectionView:
    """The section's own page for one day."""
    said = tuple(findings)
    every = lines_of(page.actions, said, today)
    lines = standing(every)
    return SectionView(
        number=page.section.number,
        title=page.section.title,
        priority=page.priority.title if page.priority else "",
        lead=_lead(lines),
        must_improve=page.section.must_improve,
        areas=tuple(area.text for area in page.areas),
        lines=lines,
        closed=tuple(line for line in every if line.is_closed),
        sees_detail=sees_detail,
        bar=bar_of(lines),
        measures=tuple((measure.text, measure.measure) for measure in page.measures),
        impacts=tuple(impact.text for impact in page.impacts),
        updates=tuple(_update(update) for update in newest_first(page.updates)) if sees_detail else (),
        references=tuple(_reference(each) for each in page.dependencies),
        children=tuple((_name(child), section_address(plan, child.slug)) for child in page.children),
        findings=tuple(
            finding.says
            for finding in said
            if finding.ref in {page.section.number, page.section.slug, page.section.title}
        ),
        pages={"previous": _link(page.before, plan), "next": _link(page.after, plan)},
    )


def _lead(lines: tuple[Line, ...]) -> str:
    late = sum(1 for line in lines if line.is_late)
    finished = sum(1 for line in lines if line.rating.is_finished)
    count = words.count_of(len(lines), "action").capitalize()
    return f"{count}: {finished or 'none'} said to be finished, {late or 'none'} late."


def newest_first(updates: Iterable[UpdateRow]) -> list[UpdateRow]:
    """Updates by day, the latest first; those without a day come last."""
    return sorted(updates, key=lambda update: update.on or date.min, reverse=True)


def update_entry(update: UpdateRow, title: str) -> Entry:
    """An update on a line of time: who said it, and what; the day it begins with is not said twice."""
    by = "from the plan document" if update.is_imported else update.by_name
    day = words.short_day(update.on) if update.on else ""
    begins_with_day = day and update.text.startswith(day)
    text = update.text.removeprefix(day).lstrip(" :-\u2013") if begins_with_day else update.text
    return Entry(update.on, title, by, (text,))


def _update(update: UpdateRow) -> Entry:
    about = f"About {update.action_ref}" if update.action_ref else ""
    return update_entry(update, "A note from the plan document" if update.is_note else about)


def _reference(row: DependencyRow) -> Reference:
    return Reference(row.from_ref, row.written, reverse("action", args=[row.to_id]) if row.is_resolved else "")


def _name(section: SectionRow) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


def _link(section: SectionRow | None, plan: PlanRow | None) -> tuple[str, str] | None:
    return (_name(section), section_address(plan, section.slug)) if section else None
