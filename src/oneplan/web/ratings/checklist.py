"""What an action still needs before it can be green, as a list that can be ticked off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.core.improvement.embedding import DIFFERENCE, EVIDENCE, Step, steps_to_green
from oneplan.records.improvement import greens
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.records.improvement.greens import GreenRow
    from oneplan.records.improvement.rows import ActionMay, ActionRow

WHERE = {EVIDENCE: ("Add evidence", "action-evidence"), DIFFERENCE: ("Say what difference it made", "action-impact")}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that must be there, with the page that adds it for whoever may."""

    title: str
    is_there: bool
    says: str
    link: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything a green rating rests on, and the request that waits if there is one."""

    ref: str
    lines: tuple[Line, ...]
    is_unseen: bool
    waiting: GreenRow | None
    sent_back: GreenRow | None

    @property
    def missing(self) -> int:
        """How many things whoever asks has still to add."""
        return sum(1 for line in self.lines[:-1] if not line.is_there)


def checklist_of(row: ActionRow, may: ActionMay, viewer: Viewer) -> Checklist:
    """The checklist of one action for one reader."""
    proof = greens.proof_by_id(row.id, viewer=viewer)
    requests = greens.requests_of(row.id, viewer=viewer)
    waiting = next((each for each in requests if not each.outcome), None)
    newest = requests[0] if requests else None
    allowed = {EVIDENCE: may.evidence, DIFFERENCE: may.impact}
    counts = {
        EVIDENCE: words.count_of(len(proof.dated), "item with its day", "items with their day"),
        DIFFERENCE: words.count_of(proof.differences, "statement"),
    }
    return Checklist(
        ref=row.ref,
        lines=tuple(_line(step, row.id, counts, allowed, waiting) for step in steps_to_green(proof)),
        is_unseen=row.is_evidence_unseen,
        waiting=waiting,
        sent_back=newest if newest and newest.outcome == "sent-back" else None,
    )


def _line(
    step: Step, action_id: str, counts: dict[str, str], allowed: dict[str, bool], waiting: GreenRow | None
) -> Line:
    if step.id not in WHERE:
        says = "Asked; somebody else has still to decide." if waiting else "Asked for once the rest is there."
        return Line(step.title, step.is_there, says, None)
    label, route = WHERE[step.id]
    link = (label, reverse(route, args=[action_id])) if allowed[step.id] else None
    return Line(step.title, step.is_there, f"{counts[step.id].capitalize()}.", link)
