"""Clearing replies: the lead decides what stands; the owner's own words are always kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from oneplan.actions.baselines import ask_for_baseline
from oneplan.actions.contributions import record_update, state_impact
from oneplan.actions.delivery_cycles import locked_line
from oneplan.actions.green_ratings import ask_for_green
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.plan_lines import change_due, change_rating
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.embedding import GreenRefused
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.delivery.models import Clearance, Commission, Reply
from oneplan.records.improvement.models import Action
from oneplan.records.improvement.projection import due_of

RUN = "cycle-run"
TAKEN, ASKED, MISSING, LEFT = "taken", "asked", "missing", "left"


@dataclass(frozen=True, slots=True)
class Words:
    """What the lead lets stand: what was done apart from what it changed, internal apart from public."""

    activity: str = ""
    impact: str = ""
    internal: str = ""
    public: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What became of a clearing: of the rating that was proposed, and of the date that was asked for."""

    clearance_id: str
    rating_outcome: str = ""
    rating_says: str = ""
    due_outcome: str = ""
    due_says: str = ""


def clear_line(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    line_id: str,
    words: Words,
    reply_id: str = "",
    takes_rating: bool = False,
    takes_due: bool = False,
    seen: int = 0,
    seen_clearance: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> Cleared:
    """The words stand, and the rating and date of the chosen reply are taken where they may be.

    A green rating is asked for, never set: without its evidence it is kept as asked for, with what is missing.
    """
    request = Request("clear-update", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, str]:
        acting = rights.check(viewer, RUN)
        line = locked_line(line_id)
        _check(line, words, seen_clearance)
        reply = _reply(line, reply_id)
        _write_down(line, words, request)
        rating = (
            _rated(line, reply, request)
            if reply and reply.rating_raw and takes_rating
            else _not_taken(reply, "rating_raw")
        )
        due = _redated(line, reply, request) if reply and reply.due_on and takes_due else _not_taken(reply, "due_on")
        row = Clearance.objects.create(
            commission=line,
            reply=reply,
            cleared_upto=seen or _newest(line),
            on=on,
            by=by,
            activity=words.activity.strip(),
            impact=words.impact.strip(),
            internal=words.internal.strip(),
            public_words=words.public.strip(),
            rating_outcome=rating[0],
            rating_says=rating[1],
            due_outcome=due[0],
            due_says=due[1],
        )
        leaves_trace(
            request,
            viewer,
            acting_role=acting,
            subject_kind="commission",
            subject_ids=[line.public_id],
            details={"clearance": row.public_id, "rating": rating[0], "due": due[0]},
        )
        return {
            "clearance_id": row.public_id,
            "rating_outcome": rating[0],
            "rating_says": rating[1],
            "due_outcome": due[0],
            "due_says": due[1],
        }

    asked = {"line": line_id, **asdict(words), "reply": reply_id, "rating": takes_rating, "due": takes_due}
    return Cleared(**carry_out(request, work, asked=asked))


def _check(line: Commission, words: Words, seen_clearance: str) -> None:
    if not (words.activity.strip() or words.internal.strip()):
        raise Problem(
            f"Say what was done about {line.action.ref}, or that nothing was.",
            why="A cleared update without words tells the board nothing.",
            do="Write what was done, apart from the difference it made.",
        )
    newest = Clearance.objects.filter(commission=line).select_related("by").order_by("-pk").first()
    if newest is not None and newest.public_id != seen_clearance:
        theirs = f"“{newest.activity}”, cleared by {newest.by.name}"
        raise Stale(line.action.ref, mine=f"“{words.activity.strip()}”", theirs=theirs, version=newest.pk)


def _reply(line: Commission, reply_id: str) -> Reply | None:
    if not reply_id:
        return None
    found = Reply.objects.filter(commission=line, public_id=reply_id).first()
    if found is None:
        raise NotFound("That reply is not about this action.", do="Open the line again.")
    return found


def _newest(line: Commission) -> int:
    return Reply.objects.filter(commission=line).order_by("-pk").values_list("pk", flat=True).first() or 0


def _write_down(line: Commission, words: Words, request: Request) -> None:
    """The action's own history gets what is new of it: what was done as an update, the difference as a statement."""
    last = Clearance.objects.filter(commission=line).order_by("-pk").first()
    common = {
        "action_id": line.action.public_id,
        "happened_on": request.on,
        "by": request.by,
        "on": request.on,
        "route": request.route,
    }
    if words.activity.strip() and (last is None or last.activity != words.activity.strip()):
        record_update(text=words.activity, **common)  # type: ignore[arg-type]
    if words.impact.strip() and (last is None or last.impact != words.impact.strip()):
        state_impact(text=words.impact, **common)  # type: ignore[arg-type]


def _rated(line: Commission, reply: Reply, request: Request) -> tuple[str, str]:
    action, rating = _fresh(line), Rating(reply.rating)
    if rating is Rating(action.rating) and action.rating_raw == reply.rating_raw:
        return LEFT, f"It is rated “{reply.rating_raw}” already."
    common = {
        "action_id": action.public_id,
        "version": action.version,
        "rating_raw": reply.rating_raw,
        "rating": rating if rating is not Rating.UNKNOWN else None,
        "reason": f"{reply.by_name}: {reply.rating_reason}",
        "by": request.by,
        "on": request.on,
        "route": request.route,
    }
    if rating.is_green:
        says = f"“{reply.rating_raw}” is asked for and waits until somebody who does not own the action approves it."
        return _tried(lambda: ask_for_green(**common), ASKED, says)  # type: ignore[arg-type]
    return _tried(lambda: change_rating(**common), TAKEN, f"It is rated “{reply.rating_raw}” now.")  # type: ignore[arg-type]


def _redated(line: Commission, reply: Reply, request: Request) -> tuple[str, str]:
    action, day = _fresh(line), reply.due_on
    assert day is not None
    if action.due_on == day:
        return LEFT, "It is due on that day already."

    def change() -> int:
        return change_due(
            action_id=action.public_id,
            version=action.version,
            due_raw=f"{day.day} {day:%B %Y}",
            due_on=day,
            precision=DuePrecision.DAY,
            reason=f"{reply.by_name}: {reply.due_reason}",
            by=request.by,
            on=request.on,
            route=request.route,
        )

    outcome, says = _tried(change, TAKEN, f"It is due on {day.day} {day:%B %Y} now.")
    return (outcome, f"{says} {_counted_anew(line, reply, request)}".strip()) if outcome == TAKEN else (outcome, says)


def _counted_anew(line: Commission, reply: Reply, request: Request) -> str:
    """The first date goes on counting until somebody else agrees to another; that is asked for here."""
    action = _fresh(line)

    def ask() -> str:
        return ask_for_baseline(
            action_id=action.public_id,
            version=action.version,
            due=due_of(action),
            reason=f"{reply.by_name}: {reply.due_reason}",
            by=request.by,
            on=request.on,
            route=request.route,
        )

    says = "It goes on being counted from its first date until somebody else agrees to the new one."
    outcome, _ = _tried(ask, ASKED, says)
    return says if outcome == ASKED else ""


def _tried(change: Callable[[], object], outcome: str, says: str) -> tuple[str, str]:
    """What became of it; a refusal in words is kept as asked for, with what is missing, and the clearing goes on."""
    try:
        with transaction.atomic():
            change()
    except GreenRefused as refusal:
        return MISSING, f"Asked for, missing: {'; '.join(refusal.missing)}."
    except Problem as refusal:
        return MISSING, f"Asked for, and not given: {refusal.what}"
    return outcome, says


def _not_taken(reply: Reply | None, name: str) -> tuple[str, str]:
    if reply is None or not getattr(reply, name):
        return "", ""
    return LEFT, "It was asked for and is not taken."


def _fresh(line: Commission) -> Action:
    return Action.objects.get(pk=line.action_id)
