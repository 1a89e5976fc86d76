"""What stands beside the plan's own words: dates in full, links that slip, registers, and what may be changed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.answers import access
from oneplan.core.improvement.baselines import Slippage
from oneplan.core.improvement.recurring import next_occurrence
from oneplan.core.improvement.schedule import EVERY_WORDS
from oneplan.records.improvement import queries
from oneplan.web.plan.edit_forms import source_words
from oneplan.web.plan.framing import KINDS, change_entry
from oneplan.web.plan.kept import KeptPages
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.registers import BaselineRow, EntryRow
    from oneplan.records.improvement.rows import ActionPage, ActionRow, PlanRow, SectionPage
    from oneplan.web.plan.one_section import Entry

Links = tuple[tuple[str, str], ...]
ACTIONS: KeptPages[BesideAction] = KeptPages()
SECTIONS: KeptPages[BesideSection] = KeptPages()


@dataclass(frozen=True, slots=True)
class PlanEdits:
    """What may be done to the plan as a whole, and what one ought to know before."""

    links: Links
    slip_count: int
    slip_address: str
    present: tuple[str, str] | None
    mirrors: tuple[str, str] | None
    previous: tuple[str, str] | None
    priorities: Links


@dataclass(frozen=True, slots=True)
class Beside:
    """An action from another room: what it is, where it leads, and a warning where it slips."""

    kind: str
    ref: str
    address: str
    why: str = ""
    warning: str = ""
    remove: str = ""


@dataclass(frozen=True, slots=True)
class BesideAction:
    """Everything about one action that no document says."""

    dates: Links
    slippage: str
    when: tuple[str, ...]
    sources: tuple[str, ...]
    links: tuple[Beside, ...]
    entries: tuple[EntryRow, ...]
    asked: BaselineRow | None
    came_from: tuple[str, str] | None
    edits: Links
    link_address: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A line of a section with the address that changes it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class BesideSection:
    """What may be changed of a section, what hangs on it, and how it was changed here."""

    edits: Links
    lines: tuple[tuple[str, tuple[SectionLine, ...]], ...]
    entries: tuple[EntryRow, ...]
    money: tuple[tuple[str, str, bool], ...]
    history: tuple[Entry, ...]


def edits_of_plan(plan: PlanRow, viewer: Viewer, today: date) -> PlanEdits:
    """What may be done to the plan."""
    replaced = queries.next_version_of(plan.id)
    titles = {row.id: row.title for row in queries.plans(viewer=viewer)}
    edits = not replaced and access.may(viewer, "plan-edit")
    links = []
    if edits:
        links = [
            ("Add an action", reverse("action-add", args=[plan.id])),
            ("Add a section", reverse("section-add", args=[plan.id])),
            ("Add a priority", reverse("priority-add", args=[plan.id])),
        ]
    if not replaced and access.may(viewer, "action-redate"):
        links.append(("Change many actions", reverse("plan-many", args=[plan.id])))
    if access.may(viewer, "plan-detail-read"):
        links.append(("How the plan was changed here", reverse("plan-history", args=[plan.id])))
    links.append(("All plans", reverse("plans")))
    slips = queries.slipping(plan.id, viewer, today)
    tree = queries.plan_tree(plan.id, viewer=viewer)
    return PlanEdits(
        links=tuple(links),
        slip_count=len({each.from_id for each in slips}),
        slip_address=reverse("plan-slipping", args=[plan.id]),
        present=_plan_link(replaced, titles),
        mirrors=_plan_link(plan.mirrors, titles),
        previous=_plan_link(plan.previous, titles),
        priorities=tuple(
            (each.title, reverse("priority-words", args=[plan.id, each.number])) for each in tree.priorities if edits
        ),
    )


def beside_action(plan: PlanRow, page: ActionPage, viewer: Viewer, today: date) -> BesideAction:
    """What stands beside one action on one day, worked out once for each revision and class of reader."""
    key = (plan, page.action.id, page.may, today, *_rights(viewer))
    return ACTIONS.get(key, lambda: _beside_action(plan, page, viewer, today))


def _beside_action(plan: PlanRow, page: ActionPage, viewer: Viewer, today: date) -> BesideAction:
    row = page.action
    replaced = bool(queries.next_version_of(plan.id))
    sees = access.may(viewer, "plan-detail-read")
    entries = queries.registers(plan.id, viewer).entries
    requests = queries.baseline_requests(plan.id, viewer=viewer, action_id=row.id)
    edits = not replaced and access.may(viewer, "plan-edit")
    slippage = Slippage(row.first_due_on, row.due.due_on, row.baseline_due_on, row.baselines)
    before_id, before_ref, before_title = queries.predecessor_of(row.id)
    return BesideAction(
        dates=_dates(row),
        slippage=slippage.in_words if row.first_due_on and slippage.days != 0 else "",
        when=_when(row, plan, viewer, today),
        sources=tuple(source_words(each) for each in row.sources),
        links=_links(plan, page, viewer, today, edits=edits),
        entries=tuple(each for each in entries if each.action_id == row.id) if sees else (),
        asked=next((each for each in requests if each.state == "asked"), None),
        came_from=(f"{before_ref} of {before_title}", reverse("action", args=[before_id])) if before_id else None,
        edits=() if replaced else _edits(page, viewer, edits=edits),
        link_address=reverse("action-link", args=[row.id]) if edits and not row.is_superseded else "",
        is_closed=replaced,
    )


def beside_section(plan: PlanRow, page: SectionPage, viewer: Viewer) -> BesideSection:
    """What stands beside one section, worked out once for each revision and class of reader."""
    key = (plan, page.section.slug, *_rights(viewer))
    return SECTIONS.get(key, lambda: _beside_section(plan, page, viewer))


def _rights(viewer: Viewer) -> tuple[object, ...]:
    named = ("plan-edit", "plan-detail-read", "baseline-ask")
    return (queries.viewer_class(viewer), *(access.may(viewer, each) for each in named))


def _beside_section(plan: PlanRow, page: SectionPage, viewer: Viewer) -> BesideSection:
    slug = page.section.slug
    edits = access.may(viewer, "plan-edit") and not queries.next_version_of(plan.id)
    place = [plan.id, slug]
    links = (
        (("Add an action", f"{reverse('action-add', args=[plan.id])}?section={slug}"),
         ("Change its title and what must improve", reverse("section-words", args=place)),
         *((f"Add {'an' if KINDS[about][0].startswith('a') else 'a'} {KINDS[about][0]}",
            reverse("line-add", args=[*place, about])) for about in KINDS),
         ("Take the section out", reverse("section-withdraw", args=place)))
        if edits
        else ()
    )  # fmt: skip
    held = {"areas": page.areas, "measures": page.measures, "impacts": page.impacts}
    lines = tuple(
        (KINDS[about][1].capitalize(), tuple(
            SectionLine(row.text, reverse("line-words", args=[plan.id, about, row.id])) for row in rows
        ))
        for about, rows in held.items()
        if rows and edits
    )  # fmt: skip
    entries = queries.registers(plan.id, viewer).entries
    money = queries.cost_avoidance(plan.id, viewer).lines
    titles = {slug: page.section.title}
    return BesideSection(
        edits=links,
        lines=lines,
        entries=tuple(each for each in entries if each.section_slug == slug and each.is_open),
        money=tuple(
            (f"{each.ref}: {each.name}", reverse("money-line", args=[each.id]), each.section_slug == slug)
            for each in money
            if slug in {each.section_slug, *each.also_in} and not each.is_closed
        ),
        history=tuple(change_entry(row, titles) for row in queries.changes_of(plan.id, viewer=viewer, key=slug)),
    )


def _dates(row: ActionRow) -> Links:
    named = [("First due", row.first_due_on), ("Now due", row.due.due_on)]
    if row.baselines:
        named.insert(1, ("Baseline, agreed anew", row.baseline_due_on))
    moved = row.first_due_on and (row.due.due_on != row.first_due_on or row.baselines)
    return tuple((name, words.long_day(day) if day else "No date") for name, day in named) if moved else ()


def _when(row: ActionRow, plan: PlanRow, viewer: Viewer, today: date) -> tuple[str, ...]:
    says = []
    if row.schedule.recurrence:
        again = row.schedule.recurrence
        following = next_occurrence(again, today)
        after = f"next on {words.long_day(following)}" if following else "it has ended"
        says.append(f"It comes again {EVERY_WORDS[again.every]}; {after}.")
    for number, stage in enumerate(row.schedule.stages, start=1):
        done = f"done on {words.long_day(stage.done_on)}" if stage.done_on else words.lateness(stage.due_on, today)
        says.append(f"Stage {number}: {stage.words}, by {words.long_day(stage.due_on)} ({done}).")
    if row.schedule.condition:
        says.append(_condition(row, plan, viewer))
    return tuple(says)


def _condition(row: ActionRow, plan: PlanRow, viewer: Viewer) -> str:
    held = row.schedule.condition
    if held is None:
        return ""
    if held.met_on:
        return f"It hung on {held.words}; that was met on {words.long_day(held.met_on)}."
    money = next((each for each in queries.registers(plan.id, viewer).entries if each.id == held.points_at), None)
    if money is not None and not money.is_open:
        ended = {"agreed": "that money is agreed", "refused": "that money was refused", "lapsed": "that money lapsed"}
        return f"It hangs on {held.words}; {ended.get(money.state, 'that has ended')}."
    return f"It hangs on {held.words}, which is not met yet."


def _links(plan: PlanRow, page: ActionPage, viewer: Viewer, today: date, *, edits: bool) -> tuple[Beside, ...]:
    row = page.action
    slips = queries.slipping(plan.id, viewer, today)
    warned = {each.to_id: each.says for each in slips if each.from_id == row.id}
    behind = {each.from_id: each.says for each in slips if each.to_id == row.id}
    out = tuple(
        Beside(
            "Needs" if each.kind == "needs" else "Refers to",
            each.written,
            reverse("action", args=[each.to_id]) if each.to_id else "",
            each.why,
            warned.get(each.to_id, "") if each.to_id else "No action has that reference.",
            reverse("action-unlink", args=[row.id, each.to_id]) if edits and each.to_id else "",
        )
        for each in page.depends_on
    )
    back = tuple(
        Beside(
            "Needed by" if each.kind == "needs" else "Referred to by",
            each.from_ref,
            reverse("action", args=[each.from_id]),
            each.why,
            f"It waits: {behind[each.from_id]}" if each.from_id in behind else "",
        )
        for each in page.depended_on_by
        if each.from_id
    )
    return out + back


def _edits(page: ActionPage, viewer: Viewer, *, edits: bool) -> Links:
    row = page.action
    names: list[tuple[str, str, tuple[str, ...]]] = []
    if edits and row.is_superseded:
        names = [("Bring it back into the plan", "action-restore", ())]
    elif edits:
        names = [
            ("Change the words", "action-words", ()),
            ("Move it to another section", "action-move", ()),
            ("Say where it comes from", "action-sources", ()),
            ("Take it out of the plan", "action-withdraw", ()),
        ]
    if page.may.redate and not row.is_superseded:
        names += [
            ("Say what its date hangs on", "action-when", ("condition",)),
            ("Give it stages", "action-when", ("stages",)),
            ("Say that it comes again", "action-when", ("again",)),
        ]
    may_ask = access.may(viewer, "baseline-ask") and not row.is_baseline_asked and not row.is_superseded
    if may_ask and (edits or page.may.redate):
        names.append(("Ask for its date to be counted from anew", "action-baseline", ()))
    return tuple((says, reverse(route, args=[row.id, *more])) for says, route, more in names)


def _plan_link(plan_id: str, titles: dict[str, str]) -> tuple[str, str] | None:
    return (titles[plan_id], reverse("plan-of", args=[plan_id])) if plan_id in titles else None
