"""The cycle as pages, packs and letters ask for it: where it stands, what was cleared, what changed since the lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oneplan.core.access import FieldClass, Viewer
from oneplan.core.improvement.cycle_snapshots import Changed, changed_between
from oneplan.core.improvement.cycles import Stage, Standing
from oneplan.records import rights
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import CycleRow, LineRow, LockRow, RoleProgress
from oneplan.records.delivery.snapshots import actions_now
from oneplan.records.improvement.models import ImprovementPlan

__all__ = [
    "Changed",
    "ClearedUpdate",
    "CyclePage",
    "changes_between_locks",
    "changes_since_lock",
    "cleared_updates",
    "cycle_page",
    "latest_lock",
    "on_time",
    "updates_on_action",
]

READ = "cycle-read"


@dataclass(frozen=True, slots=True)
class CyclePage:
    """One cycle with everything that is asked in it."""

    cycle: CycleRow
    lines: tuple[LineRow, ...]
    progress: tuple[RoleProgress, ...]
    counts: Mapping[Standing, int]

    @property
    def asked(self) -> int:
        """How many updates are asked for."""
        return sum(number for standing, number in self.counts.items() if standing is not Standing.WITHDRAWN)

    @property
    def to_clear(self) -> int:
        """How many replies wait for the lead."""
        return self.counts.get(Standing.REPLIED, 0) + self.counts.get(Standing.REPLIED_AGAIN, 0)


@dataclass(frozen=True, slots=True)
class ClearedUpdate:
    """What stands of one action's update: internal words are empty for a reader of the public."""

    action_id: str
    ref: str
    section_slug: str
    activity: str
    impact: str
    internal: str
    public_words: str
    rating_outcome: str
    rating_says: str
    on: date


def cycle_page(cycle_id: str, *, viewer: Viewer) -> CyclePage:
    """A cycle with its lines, and what each role owes."""
    lines = queries.lines(cycle_id, viewer=viewer)
    return CyclePage(
        cycle=queries.cycle(cycle_id, viewer=viewer),
        lines=lines,
        progress=queries.progress(cycle_id, viewer=viewer),
        counts=Counter(each.standing for each in lines),
    )


def latest_lock(plan_id: str) -> LockRow | None:
    """The newest lock of the plan with its snapshot; none before the first cycle ended."""
    return queries.latest_lock(plan_id)


def changes_since_lock(plan_id: str, viewer: Viewer) -> tuple[Changed, ...]:
    """Every difference between the plan as it stands and as it was last locked; nothing before the first lock."""
    if not rights.may(viewer, READ):
        return ()
    lock = queries.latest_lock(plan_id)
    plan = ImprovementPlan.objects.filter(public_id=plan_id, is_withdrawn=False).first()
    if lock is None or plan is None:
        return ()
    found = queries.open_cycle(plan_id, viewer=viewer)
    lines = queries.lines(found.id, viewer=viewer) if found else ()
    return changed_between(lock.actions, actions_now(plan, lines))


def changes_between_locks(plan_id: str, *, viewer: Viewer) -> tuple[Changed, ...]:
    """What the last cycle changed: the newest lock against the one before it; nothing while there is only one."""
    newest = queries.locks(plan_id, viewer=viewer)[:2]
    return changed_between(newest[1].actions, newest[0].actions) if len(newest) > 1 else ()


def cleared_updates(plan_id: str, cycle: str = "", *, viewer: Viewer | None = None) -> tuple[ClearedUpdate, ...]:
    """What was cleared in one cycle (by its id; none means the newest that has anything cleared), in plan order.

    Without a viewer, and for one who reads what is public, only words for the public are there.
    """
    is_inside = viewer is not None and rights.may(viewer, READ) and rights.viewer_class(viewer) is not FieldClass.PUBLIC
    lines = queries.cleared_lines(plan_id, cycle)
    found = (_cleared(each, is_inside=is_inside) for each in lines)
    return tuple(each for each in found if is_inside or each.public_words)


def on_time(plan_id: str, *, viewer: Viewer) -> tuple[int, int] | None:
    """How many updates came by their reply-by day, of all that were asked for in cycles that are over; none before."""
    over = [each for each in queries.cycles(plan_id, viewer=viewer) if each.stage is Stage.LOCKED]
    if not over:
        return None
    every = [
        (line, cycle.days.reply_by)
        for cycle in over
        for line in queries.lines(cycle.id, viewer=viewer)
        if line.standing is not Standing.WITHDRAWN
    ]
    return sum(1 for line, by in every if line.replies and line.replies[0].on <= by), len(every)


def updates_on_action(action_id: str, *, viewer: Viewer) -> tuple[tuple[CycleRow, LineRow], ...]:
    """What was asked, answered and cleared about one action in every cycle, the newest first."""
    if not rights.may(viewer, READ) or rights.viewer_class(viewer) is FieldClass.PUBLIC:
        return ()
    return queries.lines_of_action(action_id, viewer=viewer)


def _cleared(line: LineRow, *, is_inside: bool) -> ClearedUpdate:
    cleared = line.clearance
    assert cleared is not None
    return ClearedUpdate(
        action_id=line.action_id,
        ref=line.ref,
        section_slug=line.section_slug,
        activity=cleared.activity if is_inside else "",
        impact=cleared.impact if is_inside else "",
        internal=cleared.internal if is_inside else "",
        public_words=cleared.public_words,
        rating_outcome=cleared.rating_outcome if is_inside else "",
        rating_says=cleared.rating_says if is_inside else "",
        on=cleared.on,
    )
