"""One section as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.web.plan.lines import Line, lines_of
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar, rating_bar

if TYPE_CHECKING:
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import DependencyRow, SectionPage, SectionRow, UpdateRow


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
    bar: Bar
    measures: tuple[tuple[str, str], ...]
    impacts: tuple[str, ...]
    updates: tuple[Entry, ...]
    references: tuple[Reference, ...]
    children: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    pages: dict[str, tuple[str, str] | None]


def section_page(page: SectionPage, findings: Iterable[Finding], today: date) -> SectionView:
    """The section's own page for one day."""
    said = tuple(findings)
    lines = lines_of(page.actions, said, today)
    return SectionView(
        number=page.section.number,
        title=page.section.title,
        priority=page.priority.title if page.priority else "",
        lead=_lead(lines),
        must_improve=page.section.must_improve,
        areas=tuple(area.text for area in page.areas),
        lines=lines,
        bar=rating_bar(line.rating for line in lines),
        measures=tuple((measure.text, measure.measure) for measure in page.measures),
        impacts=tuple(impact.text for impact in page.impacts),
        updates=tuple(_update(update) for update in newest_first(page.updates)),
        references=tuple(_reference(each) for each in page.dependencies),
        children=tuple((_name(child), reverse("section", args=[child.slug])) for child in page.children),
        findings=tuple(
            finding.says
            for finding in said
            if finding.ref in {page.section.number, page.section.slug, page.section.title}
        ),
        pages={"previous": _link(page.before), "next": _link(page.after)},
    )


def _lead(lines: tuple[Line, ...]) -> str:
    late = sum(1 for line in lines if line.is_late)
    finished = sum(1 for line in lines if line.rating.is_finished)
    count = words.count_of(len(lines), "action").capitalize()
    return f"{count}: {finished or 'none'} said to be finished, {late or 'none'} late."


def newest_first(updates: Iterable[UpdateRow]) -> list[UpdateRow]:
    """Updates by day, the latest first; those without a day come last."""
    return sorted(updates, key=lambda update: update.on or date.min, reverse=True)


def update_by(update: UpdateRow) -> str:
    """Who said it: a person, or the document that the plan was read from."""
    return "from the plan document" if update.is_imported else update.by_name


def _update(update: UpdateRow) -> Entry:
    about = f"About {update.action_ref}" if update.action_ref else "About the section"
    title = "A note from the plan document" if update.is_note else about
    return Entry(update.on, title, update_by(update), (update.text,))


def _reference(row: DependencyRow) -> Reference:
    return Reference(row.from_ref, row.written, reverse("action", args=[row.to_id]) if row.is_resolved else "")


def _name(section: SectionRow) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


def _link(section: SectionRow | None) -> tuple[str, str] | None:
    return (_name(section), reverse("section", args=[section.slug])) if section else None
