"""The whole plan as one page shows it: first what it comes to, then every line by priority and section."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.web.plan import narrowing, silences
from oneplan.web.plan.addresses import plan_address, section_address
from oneplan.web.plan.findings import FoundKind, by_kind
from oneplan.web.plan.lines import Line, bar_of, lines_of, standing
from oneplan.web.plan.narrowing import Asked
from oneplan.web.ui import words
from oneplan.web.ui.bars import Bar

if TYPE_CHECKING:
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import PlanRow, PlanTree, SectionRow

NOWHERE = -1
# A plan of so few actions is read at a glance, so nothing is folded away.
FEW = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens to the lines behind it."""

    value: str
    words: str
    address: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with the lines that were asked for."""

    number: str
    title: str
    address: str
    must_improve: str
    within: tuple[str, str] | None
    lines: tuple[Line, ...]
    bar: Bar

    @property
    def name(self) -> str:
        """Its number, where it has one, and its title."""
        return named(self.number, self.title)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"section-{self.number or 'none'}"

    @property
    def late(self) -> int:
        """How many of its lines are late."""
        return sum(1 for line in self.lines if line.is_late)

    @property
    def troubles(self) -> str:
        """What of it is late or behind, in words; nothing when nothing is."""
        behind = sum(1 for line in self.lines if line.is_behind and not line.is_late)
        counted = ((self.late, "late"), (behind, "delayed or at risk"))
        return ", ".join(f"{number} {says}" for number, says in counted if number)


@dataclass(frozen=True, slots=True)
class PriorityView:
    """One priority with its sections that hold any line asked for."""

    number: int
    title: str
    sections: tuple[SectionView, ...]

    @property
    def line_count(self) -> int:
        """How many lines stand under it."""
        return sum(len(section.lines) for section in self.sections)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the plan page shows."""

    title: str
    lead: str
    as_at: str
    figures: tuple[Figure, ...]
    bar: Bar
    silences: tuple[silences.Silence, ...]
    groups: tuple[narrowing.Group, ...]
    priorities: tuple[PriorityView, ...]
    shown: int
    total: int
    asked: str
    is_open: bool
    whole: tuple[FoundKind, ...]
    address: str = ""


def plan_page(
    tree: PlanTree,
    findings: Iterable[Finding],
    asked: Asked,
    *,
    today: date,
    sees_detail: bool = True,
    is_open: bool = False,
    plan: PlanRow | None = None,
) -> PlanPage:
    """The plan page for one question on one day, folded to its sections unless something was asked for."""
    said = tuple(findings)
    every = lines_of(tree.actions, said, today)
    lines = standing(every)
    known = {name for line in every for name in (line.id, line.ref)}
    wanted = tuple(line for line in every if asked.admits(line))
    address = plan_address(plan)
    return PlanPage(
        title=tree.plan.title,
        lead=lead(lines),
        as_at=as_at(tree.plan),
        figures=_figures(lines, address),
        bar=bar_of(lines, lambda rating: f"{address}?rating={rating.value}#actions"),
        silences=silences.heard(lines, address, asked.silence) if sees_detail else (),
        groups=narrowing.groups(every, asked, address),
        priorities=by_priority(tree, wanted, plan),
        shown=len(wanted),
        total=len(lines),
        asked=_asked_words(asked, tree),
        is_open=bool(asked) or is_open or len(lines) <= FEW,
        address=address,
        whole=by_kind(finding for finding in said if finding.ref not in known),
    )


def lead(lines: tuple[Line, ...]) -> str:
    """What the plan comes to today, in one sentence or two."""
    states = Counter(line.due_state for line in lines)
    finished = sum(1 for line in lines if line.rating.is_finished)
    first = f"{words.count_of(len(lines), 'action').capitalize()}; {finished} said to be finished."
    behind = sum(1 for line in lines if line.is_behind and not line.is_late)
    parts = (
        (states["late"], "should have been finished by now"),
        # Those that are both late and delayed are counted once here, so what is left is said to be more.
        (behind, "more delayed or at risk" if states["late"] else "delayed or at risk"),
        (states["soon"], "due in the next four weeks"),
        (states["no_date"], "without a date"),
    )
    rest = words.listed([f"{number} {says}" for number, says in parts if number])
    return f"{first} Of the rest, {rest}." if rest else first


def as_at(plan: PlanRow) -> str:
    """How fresh the ratings are and where the plan came from."""
    rated = (
        f"Ratings as at {words.long_day(plan.ratings_as_at)}"
        if plan.ratings_as_at
        else "The plan does not say when it was rated"
    )
    return f"{rated}. Read from {plan.source_name}." if plan.source_name else f"{rated}."


def _figures(lines: tuple[Line, ...], address: str) -> tuple[Figure, ...]:
    states = Counter(line.due_state for line in lines)
    finished = sum(1 for line in lines if line.rating.is_finished)
    behind = sum(1 for line in lines if line.is_behind)
    return (
        Figure(str(states["late"]), "late", f"{address}?due=late#actions", "late" if states["late"] else ""),
        Figure(str(behind), "delayed or at risk", f"{address}?rating=behind#actions", "late" if behind else ""),
        Figure(str(states["soon"]), "due in the next four weeks", f"{address}?due=soon#actions"),
        Figure(str(finished), f"finished, of {len(lines)}", f"{address}?rating=finished#actions"),
        Figure(str(states["no_date"]), "without a date", f"{address}?due=no_date#actions"),
    )


def by_priority(tree: PlanTree, lines: tuple[Line, ...], plan: PlanRow | None = None) -> tuple[PriorityView, ...]:
    """Every line wanted stands somewhere, also in a plan without priorities and outside every section."""
    by_section: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_section[line.section_slug].append(line)
    titles = {priority.number: priority.title for priority in tree.priorities}
    parents = {section.slug: section for section in tree.sections}
    grouped: dict[int, list[SectionView]] = {number: [] for number in titles}
    introduced: set[str] = set()
    for section in tree.sections:
        if held := by_section.pop(section.slug, None):
            parent = parents.get(section.parent)
            # What must improve is often said once, of a section whose parts hold the actions: its first part says it.
            inherited = parent.must_improve if parent and parent.slug not in introduced else ""
            introduced.add(section.parent)
            grouped.setdefault(section.priority, []).append(_section(section, parent, inherited, tuple(held), plan))
    loose = tuple(line for held in by_section.values() for line in held)
    if loose:
        nowhere = SectionView("", "Not in any section", "", "", None, loose, _bar(loose))
        grouped.setdefault(NOWHERE, []).append(nowhere)
    return tuple(
        PriorityView(number, titles.get(number, "Sections" if number != NOWHERE else "Elsewhere"), tuple(sections))
        for number, sections in grouped.items()
        if sections
    )


def named(number: str, title: str) -> str:
    """A section as people call it: its number, where it has one, and its title."""
    return f"{number}. {title}" if number else title


def _section(
    section: SectionRow,
    parent: SectionRow | None,
    inherited: str,
    lines: tuple[Line, ...],
    plan: PlanRow | None,
) -> SectionView:
    return SectionView(
        number=section.number,
        title=section.title,
        address=section_address(plan, section.slug),
        must_improve=section.must_improve or inherited,
        within=(named(parent.number, parent.title), section_address(plan, parent.slug)) if parent else None,
        lines=lines,
        bar=_bar(lines),
    )


def _bar(lines: tuple[Line, ...]) -> Bar:
    return bar_of(lines)


def _asked_words(asked: Asked, tree: PlanTree) -> str:
    held_in = (section.title for section in tree.sections if section.slug == asked.section)
    parts = [
        narrowing.DUE_WORDS.get(asked.due, "").lower() if asked.due else "",
        words.state_words(asked.rating).word.lower() if asked.rating else "",
        silences.TITLES.get(asked.silence, "").lower() if asked.silence else "",
        f"owned by {asked.owner}" if asked.owner else "",
        f"due in {_month(asked.month)}" if asked.month else "",
        f"in {next(held_in, 'no section of that name')}" if asked.section else "",
    ]
    return words.listed([part for part in parts if part])


def _month(month: str) -> str:
    try:
        return f"{date.fromisoformat(f'{month}-01'):%B %Y}"
    except ValueError:
        return month
