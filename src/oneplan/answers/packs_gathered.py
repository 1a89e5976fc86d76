"""What a pack is written from, read once: the plan, its changes, its measures and their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from oneplan.adapters.packs.content import Number
from oneplan.answers import difference, figures
from oneplan.answers.delivery import ClearedUpdate, cleared_updates
from oneplan.answers.difference_rows import Statement
from oneplan.answers.figures_rows import FigureLine, FigureView, LinkRow
from oneplan.answers.packs_counts import Standing, counts
from oneplan.answers.packs_words import day_said
from oneplan.answers.voice import YouSaid, quotes_for, you_said_we_did
from oneplan.core.access import HeldRole, Viewer
from oneplan.core.improvement.rating import Rating
from oneplan.core.measures.profiles import Profile
from oneplan.records.figures import queries as figures_kept
from oneplan.records.figures.queries import RunRow
from oneplan.records.improvement import queries
from oneplan.records.improvement.rows import ActionRow, PlanTree, SectionRow, UpdateRow
from oneplan.records.packs import queries as packs_kept
from oneplan.records.packs.plain import EASY, REASON, plain_words
from oneplan.records.voice.rows import QuoteRow
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.pack_files import PackRules, Tier, load_pack_rules

PLAN_SOURCE = "The plan as it stood"
# A division into parts has no one value to print.
_MIX = "mix"
_EVERYBODY, _THE_BOARD = "public", "board-member"


@dataclass(frozen=True)
class Gathered:
    """The material of one pack, read with the rights of the board, and of a public tier with those of the public."""

    plan_id: str
    tier: Tier
    profile: str
    viewer: Viewer
    on: date
    since: date
    tree: PlanTree
    links: tuple[LinkRow, ...]
    run: RunRow | None
    numbers: list[Number] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    hidden_before: frozenset[str] = frozenset()

    @property
    def rules(self) -> PackRules:
        """The limits and words of packs."""
        return load_pack_rules()

    @cached_property
    def actions(self) -> tuple[ActionRow, ...]:
        """The actions that the plan still holds."""
        return tuple(row for row in self.tree.actions if not row.is_superseded)

    @cached_property
    def counted(self) -> Mapping[str, int]:
        """Every count of the plan by its key."""
        return counts((standing_of(row) for row in self.actions), self.on)

    @cached_property
    def by_section(self) -> Mapping[str, tuple[ActionRow, ...]]:
        """The actions of each section, in the plan's order."""
        found: dict[str, list[ActionRow]] = defaultdict(list)
        for row in self.actions:
            found[row.section_slug].append(row)
        return {slug: tuple(rows) for slug, rows in found.items()}

    @cached_property
    def sections(self) -> tuple[SectionRow, ...]:
        """The sections that hold actions, in the plan's order."""
        return tuple(each for each in self.tree.sections if each.slug in self.by_section)

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Why an action is late, in words written for the public, by the action's id; else its last public update."""
        told = {each.action_id: each.public_words for each in cleared_updates(self.plan_id)}
        return told | dict(plain_words(self.plan_id, REASON))

    @cached_property
    def answered(self) -> tuple[YouSaid, ...]:
        """What people said and what became of it, the newest first; in a public tier only what anybody may read."""
        found = you_said_we_did(self.plan_id, viewer=None if self.tier.is_public else self.viewer)
        return tuple(sorted(found, key=lambda each: each.on, reverse=True))

    @cached_property
    def quotes(self) -> tuple[QuoteRow, ...]:
        """People's own words, the newest first; in a public tier only those that they let everybody read."""
        reader = None if self.tier.is_public else self.viewer
        found = [row for each in self.tree.priorities for row in quotes_for(self.plan_id, each.number, viewer=reader)]
        return tuple(sorted(found, key=lambda each: each.said_on, reverse=True))

    @cached_property
    def cleared(self) -> Mapping[str, tuple[ClearedUpdate, ...]]:
        """The updates that were cleared in the last cycle, by section; only public words where only those may stand."""
        found: dict[str, list[ClearedUpdate]] = defaultdict(list)
        reader = None if self.tier.is_public else self.viewer
        for each in cleared_updates(self.plan_id, viewer=reader):
            found[each.section_slug].append(each)
        return {slug: tuple(updates) for slug, updates in found.items()}

    @cached_property
    def easy(self) -> Mapping[str, str]:
        """What a section is about in easy words, by its slug."""
        return plain_words(self.plan_id, EASY)

    @cached_property
    def updates(self) -> Mapping[str, tuple[UpdateRow, ...]]:
        """What was reported of each section, the newest first; none where only public words may be printed."""
        if self.tier.is_public:
            return {}
        pages = (queries.section(self.plan_id, each.slug, viewer=self.viewer) for each in self.sections)
        return {page.section.slug: page.updates for page in pages}

    @cached_property
    def measures(self) -> Mapping[str, tuple[LinkRow, ...]]:
        """The measures of each section, each once, those that somebody confirmed first; a part has its whole's."""
        of_action = {row.id: row.section_slug for row in self.actions}
        held: dict[str, list[LinkRow]] = defaultdict(list)
        for link in sorted(self.links, key=lambda each: each.is_proposed):
            held[link.section or of_action.get(link.action_id, "")].append(link)
        parents = {each.slug: each.parent for each in self.tree.sections}
        return {
            each.slug: _once(held.get(each.slug) or held.get(parents.get(each.slug, ""), [])) for each in self.sections
        }

    @cached_property
    def statements(self) -> Mapping[int, Statement]:
        """Whether the work made a difference, by the id of the link to the measure."""
        return {each.link_id: each for each in difference.statements(self.plan_id, viewer=self.viewer)}

    @cached_property
    def care(self) -> Profile:
        """The profile that figures are shown under."""
        return load_measures().profile(self.profile)

    @cached_property
    def views(self) -> dict[str, FigureView]:
        """Figures that were opened already."""
        return {}

    def view(self, measure: str) -> FigureView:
        """One measure with its chart, under the pack's profile."""
        if measure not in self.views:
            self.views[measure] = figures.figure(measure, viewer=self.viewer, profile=self.profile)
        return self.views[measure]

    def source_of(self, line: FigureLine) -> str:
        """Where a figure is from: the reckoning of its day, or whoever supplied it."""
        is_reckoned = self.run is not None and line.measure.id in load_measures().by_id
        return f"Figures of {day_said(self.run.as_of)}" if is_reckoned and self.run else line.measure.source

    def count(self, key: str, label: str) -> int:
        """A count of the plan, noted as printed beside the label."""
        number = self.counted.get(key, 0)
        self.note(Number(key, label, f"{number:,}", "", f"on {day_said(self.on)}", PLAN_SOURCE))
        return number

    def may_print(self, measure: str, label: str, *, is_shown: bool) -> bool:
        """Whether a figure may be printed. What one edition hid stays hidden in those after it, and is noted."""
        cell = f"{measure}@{label}"
        if is_shown and cell not in self.hidden_before:
            return True
        self.hidden.add(cell)
        return False

    def note(self, number: Number) -> None:
        """Keeps a printed number, once for each place it stands in."""
        if number not in self.numbers:
            self.numbers.append(number)


def gather(plan_id: str, *, tier: str, profile: str, on: date, since: date | None) -> Gathered:
    """Reads what a pack of this tier is written from, whoever makes it."""
    rules = load_pack_rules()
    chosen = rules.tier(tier)
    careful, viewer = profile or chosen.profile, somebody(_THE_BOARD, on)
    links = figures.links_of(plan_id, viewer=viewer, profile=careful)
    reader = somebody(_EVERYBODY, on) if chosen.is_public else viewer
    return Gathered(
        plan_id=plan_id,
        tier=chosen,
        profile=careful,
        viewer=viewer,
        on=on,
        since=since or on - timedelta(days=rules.changes_look_back_days),
        tree=queries.plan_tree(plan_id, viewer=reader),
        links=tuple(link for link in links if link.line.measure.kind != _MIX),
        run=figures_kept.newest_run(),
        hidden_before=packs_kept.hidden_before(plan_id, careful),
    )


def somebody(role: str, on: date) -> Viewer:
    """A reader with the rights of one role and no others, who is no person."""
    return Viewer(on=on, user_id=0, held=(HeldRole(role, on),))


def standing_of(row: ActionRow) -> Standing:
    """An action as it is counted."""
    return Standing(row.section_slug, Rating(row.rating), row.due.due_on, bool(row.owners))


def _once(links: Iterable[LinkRow]) -> tuple[LinkRow, ...]:
    first: dict[str, LinkRow] = {}
    for link in links:
        first.setdefault(link.line.measure.id, link)
    return tuple(first.values())
