"""The thread as one page shows it: each section with its actions, measures, changes and silences on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator

from oneplan.answers.challenges import flat_measures
from oneplan.web.measures.chips import Chip, chips_of
from oneplan.web.measures.listing import lead_of
from oneplan.web.measures.placing import by_section
from oneplan.web.measures.targets import Target, targets_of
from oneplan.web.plan import silences
from oneplan.web.plan.lines import Line, bar_of
from oneplan.web.plan.tree import SectionView, by_priority, lead
from oneplan.web.thread.beads import NO_BEADS, beads_in_words
from oneplan.web.thread.changed import Told, told_by_section
from oneplan.web.ui.bars import Bar

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import LinkRow
    from oneplan.answers.thread import Beads, CountedFrom
    from oneplan.records.improvement.changes import ChangeRow
    from oneplan.records.improvement.rows import PlanTree

MEASURES_SHOWN = 2
WORDS_OF_WHAT_MUST_IMPROVE = 17
# One side of A3 holds this many sections in words of comfortable size.
ROOMY = 18
SAID = {
    silences.OVERDUE_ON_TRACK: "overdue, rated as going well",
    silences.NO_OWNER_NAMED: "without an owner",
    silences.NO_DATE_GIVEN: "without a date",
    silences.EVIDENCE_UNSEEN: "green, with evidence not seen",
}
FLAT = "done, and its measure has not moved"


@dataclass(frozen=True, slots=True)
class Strand:
    """One section on one line of the thread."""

    name: str
    address: str
    within: str
    must_improve: str
    bar: Bar
    late: int
    late_address: str
    chips: tuple[Chip, ...]
    more: int
    changes: tuple[Told, ...]
    silences: tuple[Told, ...]
    beads: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One priority with its sections."""

    number: int
    title: str
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Everything the leaders' page shows."""

    title: str
    lead: str
    measures_lead: str
    since: date
    since_says: str
    stretches: tuple[Stretch, ...]
    figures_as_of: date | None

    @property
    def is_dense(self) -> bool:
        """Whether it holds so many lines that paper needs smaller words."""
        return sum(len(stretch.strands) for stretch in self.stretches) > ROOMY


@dataclass(frozen=True, slots=True)
class Knots:
    """What ties the plan to its measures: the links with their newest values, and what changed."""

    links: tuple[LinkRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    figures_as_of: date | None = None
    since: CountedFrom | None = None
    beads: Mapping[str, Beads] = field(default_factory=dict)


def thread_page(tree: PlanTree, lines: tuple[Line, ...], knots: Knots, *, today: date, sees_detail: bool) -> ThreadPage:
    """The thread of one plan on one day."""
    weaver = _Weaver(tree, knots, sees_detail=sees_detail)
    return ThreadPage(
        title=tree.plan.title,
        lead=lead(lines),
        measures_lead=_measures_lead(knots.links),
        since=knots.since.on if knots.since else today,
        since_says=knots.since.says if knots.since else "",
        stretches=tuple(
            Stretch(priority.number, priority.title, tuple(weaver.strand(each) for each in priority.sections))
            for priority in by_priority(tree, lines)
        ),
        figures_as_of=knots.figures_as_of,
    )


class _Weaver:
    """Puts each section's measures, changes and silences beside its actions."""

    def __init__(self, tree: PlanTree, knots: Knots, *, sees_detail: bool) -> None:
        self._sees_detail = sees_detail
        self._targets: Mapping[str, Target] = targets_of(tree, knots.links)
        self._changes, self._beads = told_by_section(knots.changes), knots.beads
        self._parents = {section.slug: section.parent for section in tree.sections}
        self._of_section = by_section(knots.links, tree)
        self._flat = flat_measures(tree, knots.links)

    def strand(self, section: SectionView) -> Strand:
        """One section's line."""
        slug = section.lines[0].section_slug
        chips = chips_of(self._links(slug), self._targets)
        return Strand(
            name=section.name,
            address=section.address,
            within=section.within[0] if section.within else "",
            must_improve=_in_one_line(section.must_improve),
            bar=bar_of(section.lines, lambda rating: _plan(slug, rating=rating.value)),
            late=section.late,
            late_address=_plan(slug, due="late"),
            chips=chips[:MEASURES_SHOWN],
            more=len(chips[MEASURES_SHOWN:]),
            changes=self._changes.get(slug, ()),
            silences=self._silences(slug, section) if self._sees_detail else (),
            beads=beads_in_words(self._beads.get(slug, NO_BEADS), slug),
        )

    def _links(self, slug: str) -> list[LinkRow]:
        """Its own links; a part without any has those of the section it stands in."""
        return self._of_section.get(slug) or self._of_section.get(self._parents.get(slug, ""), [])

    def _silences(self, slug: str, section: SectionView) -> tuple[Told, ...]:
        counts = {kind: sum(silences.applies(kind, line) for line in section.lines) for kind in SAID}
        flat = sum(line.id in self._flat for line in section.lines)
        heard = [Told(f"{counts[kind]} {SAID[kind]}", _plan(slug, silence=kind)) for kind in SAID if counts[kind]]
        return (*heard, Told(f"{flat} {FLAT}", f"{section.address}#measures")) if flat else tuple(heard)


def _in_one_line(words_of_plan: str) -> str:
    """The first sentence, which says the matter; the section's page has the rest."""
    first, stop, _ = words_of_plan.partition(". ")
    return Truncator(f"{first}{stop.strip()}").words(WORDS_OF_WHAT_MUST_IMPROVE)


def _plan(slug: str, **asked: str) -> str:
    within = {"section": slug} if slug else {}
    return f"{reverse('plan')}?{urlencode(asked | within)}#actions"


def _measures_lead(links: Iterable[LinkRow]) -> str:
    linked = {link.line.measure.id: link.line for link in links}
    if not linked:
        return "No measure is linked to the plan yet, so nothing here shows whether it works."
    return lead_of(list(linked.values()), ("measure linked to it", "measures linked to it"))
