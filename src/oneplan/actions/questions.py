"""Matters escalated up and questions asked down between bodies, each with a day for its answer."""

from __future__ import annotations

from datetime import date

from oneplan.actions.bodies import live_body
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import NotFound, Viewer
from oneplan.core.calendar import wd_after
from oneplan.core.kernel import Problem
from oneplan.records.accounts.models import User
from oneplan.records.governance import reach
from oneplan.records.governance.models import Body, Question
from oneplan.records.improvement.models import Action
from oneplan.rulebook import governance

RAISE, ANSWER = "question-raise", "question-answer"
UP, DOWN = "up", "down"
VOICES = frozenset({"shadow-board", "parent-carer-forum"})


def raise_question(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    from_body: str,
    to_body: str,
    text: str,
    why: str = "",
    due_on: date | None = None,
    action_id: str = "",
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The question waits for its answer, and stands on the next agenda of the body asked; returns its id."""
    request = Request("raise-question", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        first, second = live_body(from_body), live_body(to_body)
        role = reach.check_part(viewer, RAISE, [first])
        if first == second:
            raise Problem("A body cannot ask itself.", do="Choose the body that should answer.")
        if not text.strip():
            raise Problem("Write the question.", why="The answer is held to its words.")
        row = Question.objects.create(
            from_body=first,
            to_body=second,
            direction=_direction(first, second),
            text=text.strip(),
            why=why.strip(),
            raised_on=on,
            raised_by=by,
            due_on=due_on or answer_due_on(first.kind, on),
            action=Action.objects.filter(public_id=action_id, is_withdrawn=False).first() if action_id else None,
        )
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"from": from_body, "to": to_body, "text": text, "due": due_on})


def answer_question(
    *, question_id: str, answer: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The question is answered, by somebody of the body that was asked; returns its id."""
    request = Request("answer-question", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = _open(question_id)
        role = reach.check_part(viewer, ANSWER, [row.to_body])
        if not answer.strip():
            raise Problem("Write the answer.", why="“We have talked about it” is no answer to whoever asked.")
        row.answer, row.answered_on, row.answered_by = answer.strip(), on, by
        row.save(update_fields=["answer", "answered_on", "answered_by"])
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"question": question_id, "answer": answer})


def pass_on(
    *, question_id: str, to_body: str, why: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """Another body answers instead, with the reason; the day for the answer stays."""
    request = Request("pass-question-on", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row, other = _open(question_id), live_body(to_body)
        role = reach.check_part(viewer, ANSWER, [row.to_body])
        if other in (row.to_body, row.from_body) or not why.strip():
            raise Problem("Choose another body, and say why it should answer.")
        row.why = f"{row.why}\n{row.to_body.name} passed it on: {why.strip()}".strip()
        row.to_body, row.direction = other, _direction(row.from_body, other)
        row.save(update_fields=["why", "to_body", "direction"])
        _traced(request, viewer, role, row)
        return row.public_id

    return carry_out(request, work, asked={"question": question_id, "to": to_body, "why": why})


def answer_due_on(kind: str, on: date) -> date:
    """The day by which a question is answered: sooner when young people or families ask."""
    numbers = governance.numbers()
    days = numbers.answer_days_voice if kind in VOICES else numbers.answer_days
    return wd_after(governance.working_days(), on, days)


def _direction(first: Body, second: Body) -> str:
    """Up to a higher tier, or from a voice of young people or families to a board beside it; down otherwise."""
    if first.kind in VOICES and second.kind not in VOICES:
        return UP
    return UP if second.tier < first.tier else DOWN


def _open(question_id: str) -> Question:
    found = (
        Question.objects.select_for_update(of=("self",))
        .select_related("from_body", "to_body")
        .filter(public_id=question_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such question here.", do="Start from the list of questions.")
    if found.answered_on is not None:
        raise Problem(
            "This question is answered.",
            why=f"It was answered on {found.answered_on.day} {found.answered_on:%B %Y}.",
            do="Ask a new one if the answer is not enough.",
        )
    return found


def _traced(request: Request, viewer: Viewer, role: str, row: Question) -> None:
    leaves_trace(request, viewer, acting_role=role, subject_kind="question", subject_ids=[row.public_id])
