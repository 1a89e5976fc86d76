"""Answers a challenge to an action with a reason; the challenge and its answer both stay."""

from __future__ import annotations

from datetime import date

from oneplan.actions import events
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Viewer
from oneplan.core.improvement.challenges import ChallengeKind
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import ChallengeAnswer
from oneplan.records.improvement.refreshing import raise_revision

PERMISSION = "challenge-answer"


def answer_challenge(
    *,
    action_id: str,
    kind: ChallengeKind,
    about: str,
    reason: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> int:
    """The challenge has an answer for the state it is about; returns the answer's id."""
    request = Request("answer-challenge", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        action = events.locked_action(action_id)
        role = events.check_right(viewer, PERMISSION, events.state_now(action))
        if not reason.strip():
            raise Problem(
                "Write an answer.",
                why="The challenge stays on the page, and so does what you say to it.",
                do="Say in a sentence why it is as it is, or what will be done by when.",
            )
        row = ChallengeAnswer.objects.create(
            action=action, kind=kind.value, about=about, reason=reason.strip(), by=by, acting_role=role, on=on
        )
        raise_revision(action.plan)
        leaves_trace(
            request,
            viewer,
            acting_role=role,
            subject_kind="action",
            subject_ids=[action.public_id],
            details={"challenge": kind.value, "answer": row.pk},
        )
        return row.pk

    asked = {"action": action_id, "kind": kind.value, "about": about, "reason": reason}
    return carry_out(request, work, asked=asked)
