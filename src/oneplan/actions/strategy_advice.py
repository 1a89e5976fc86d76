"""Records what programmes and advisers recommend, and answers each by an action or a reason, closed with evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oneplan.actions import plan_parts
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.strategy import WRITE, check_order, check_past
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.improvement.models import Action
from oneplan.records.strategy.models import Programme, Recommendation
from oneplan.rulebook.evaluation_files import strategy_words

OPEN, ACCEPTED, REFUSED, CLOSED = "open", "accepted", "refused", "closed"


def record_programme(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    kind: str,
    title: str,
    by_whom: str,
    says: str,
    first_day: date,
    last_day: date | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """A programme or an adviser from outside is on record; returns its id."""
    request = Request("record-programme", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        known = {each.id for each in strategy_words().programmes}
        if kind not in known:
            raise Problem("Choose what it is.", do=f"Use one of: {', '.join(sorted(known))}.")
        if not (title.strip() and by_whom.strip()):
            raise Problem("Say what it is called and who runs it.", why="It is found again by its name.")
        check_order(first_day, last_day, "A programme cannot end before it begins.")
        row = Programme.objects.create(
            kind=kind,
            title=title.strip()[:200],
            by_whom=by_whom.strip()[:200],
            says=says.strip(),
            first_day=first_day,
            last_day=last_day,
            recorded_by=by,
        )
        _traced(request, viewer, role, "programme", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"title": title, "first_day": first_day})


def record_recommendation(
    *, programme_id: str, text: str, made_on: date, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Something that was recommended is on record and waits for an answer; returns its id."""
    request = Request("record-recommendation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, WRITE)
        programme = Programme.objects.filter(public_id=programme_id).first()
        if programme is None:
            raise NotFound("There is no such programme here.", do="Start from the list of programmes.")
        if not text.strip():
            raise Problem("Write what was recommended.", why="Nobody can answer an empty recommendation.")
        check_past(made_on, on)
        row = Recommendation.objects.create(programme=programme, text=text.strip(), made_on=made_on)
        _traced(request, viewer, role, "recommendation", row.public_id)
        return row.public_id

    return carry_out(request, work, asked={"programme": programme_id, "text": text, "made_on": made_on})


def accept_recommendation(
    *,
    recommendation_id: str,
    plan_id: str,
    section: str,
    text: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """It is accepted by an action of the improvement plan, which says where it comes from; returns the action's id."""
    request = Request("accept-recommendation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, role = _answering(recommendation_id, viewer, OPEN)
        programme = row.programme
        kind = SourceKind.ADVICE if programme.kind == "adviser" else SourceKind.PROGRAMME
        action_id = plan_parts.add_action(
            plan_id=plan_id,
            section=section,
            text=text,
            source=Source(kind, f"{programme.title}: {row.text}", row.public_id),
            reason=f"Recommended by {programme.by_whom}: {row.text}",
            by=by,
            on=on,
            route=route,
        )
        row.action = Action.objects.get(public_id=action_id)
        row.state, row.answered_by, row.answered_on = ACCEPTED, by, on
        row.save()
        _traced(request, viewer, role, "recommendation", row.public_id)
        return action_id

    asked = {"recommendation": recommendation_id, "section": section, "text": text}
    return carry_out(request, work, asked=asked)


def refuse_recommendation(
    *, recommendation_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """It is refused, and the reason stands beside it; returns the programme's id."""

    def change(row: Recommendation) -> None:
        if not reason.strip():
            raise Problem("Say why it is refused.", why="Whoever advised will ask.", do="One sentence is enough.")
        row.state, row.reason, row.answered_by, row.answered_on = REFUSED, reason.strip(), by, on

    request = Request("refuse-recommendation", by, on, request_key, route)
    return _answer(request, recommendation_id, OPEN, change, reason)


def close_recommendation(
    *, recommendation_id: str, evidence: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """It is closed, and what shows that it was done stands beside it; returns the programme's id."""

    def change(row: Recommendation) -> None:
        if not evidence.strip():
            raise Problem(
                "Say what shows that it was done.",
                why="A recommendation is closed by evidence, not by a date.",
                do="Name the figure, audit or paper, with its day.",
            )
        row.state, row.closed_evidence, row.closed_by, row.closed_on = CLOSED, evidence.strip(), by, on

    request = Request("close-recommendation", by, on, request_key, route)
    return _answer(request, recommendation_id, ACCEPTED, change, evidence)


def _answer(
    request: Request, recommendation_id: str, state: str, change: Callable[[Recommendation], None], words: str
) -> str:
    def work(viewer: Viewer) -> str:
        row, role = _answering(recommendation_id, viewer, state)
        change(row)
        row.save()
        _traced(request, viewer, role, "recommendation", row.public_id)
        return row.programme.public_id

    return carry_out(request, work, asked={"recommendation": recommendation_id, "words": words})


def _answering(recommendation_id: str, viewer: Viewer, state: str) -> tuple[Recommendation, str]:
    role = rights.check(viewer, WRITE)
    found = Recommendation.objects.select_for_update(of=("self",)).select_related("programme")
    row = found.filter(public_id=recommendation_id).first()
    if row is None:
        raise NotFound("There is no such recommendation here.", do="Start from the list of programmes.")
    if row.state != state:
        titles = {each.id: each.title.lower() for each in strategy_words().recommendations}
        raise Problem(
            f"This recommendation is {titles[row.state]}.",
            why=f"Only one that is {titles[state]} can be answered like this.",
            do="Open it again to see where it stands.",
        )
    return row, role


def _traced(request: Request, viewer: Viewer, role: str, kind: str, subject: str) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind=kind, subject_ids=[subject])
