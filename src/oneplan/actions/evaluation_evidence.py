"""What hangs on a statement: evidence cited, gaps that become actions, questions asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from oneplan.actions import plan_parts
from oneplan.actions.contributions import keep_document
from oneplan.actions.evaluation import APPROVE, WRITE, back_to_draft, locked, missing_of, traced
from oneplan.actions.once import Request, carry_out
from oneplan.core.access import NotFound, Viewer
from oneplan.core.improvement.source import Source, SourceKind
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.documents.stored import StoredFile
from oneplan.records.evaluation.models import Citation, ScrutinyQuestion, StatementAction
from oneplan.records.evaluation.models.statement import AGREED
from oneplan.records.improvement.models import Action
from oneplan.rulebook.evaluation_files import evaluation_words

FIGURE = "figure"
ASK = "question-raise"
_LONGEST_LINK = 500


@dataclass(frozen=True, slots=True)
class FigureCited:
    """A figure as it stood when it was looked up, under the care that a board's papers need."""

    measure: str
    title: str
    words: str
    amount: Decimal | None
    period: str
    as_of: date


def cite_figure(
    *,
    statement_id: str,
    figure: FigureCited,
    shows: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The statement rests on a figure as it stands today; the value is kept, and the present one stands beside it."""
    if not figure.words:
        raise Problem(
            f"“{figure.title}” has no value that can be cited.",
            why="A figure without a value proves nothing.",
            do="Choose another figure, or cite the paper that holds it.",
        )
    fields = {
        "kind": FIGURE,
        "dated_on": figure.as_of,
        "measure": figure.measure,
        "measure_title": figure.title[:300],
        "cited_words": figure.words[:80],
        "cited_amount": figure.amount,
        "cited_period": figure.period[:120],
    }
    request = Request("cite-figure", by, on, request_key, route)
    return _cite(request, statement_id, shows or figure.title, fields, document=None)


def cite_source(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    statement_id: str,
    kind: str,
    shows: str,
    dated_on: date,
    is_child_level: bool = False,
    link: str = "",
    document: StoredFile | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The statement rests on an audit, a survey, what people said, or a document, with the day it is from."""
    known = {each.id for each in evaluation_words().rules.kinds} - {FIGURE}
    if kind not in known:
        raise Problem("Choose what kind of evidence it is.", do=f"Use one of: {', '.join(sorted(known))}.")
    if not shows.strip():
        raise Problem("Say what it shows.", why="A title alone proves nothing.", do="One sentence is enough.")
    if dated_on > on:
        raise Problem(
            f"{dated_on.day} {dated_on:%B %Y} has not come yet.",
            why="Evidence is from a day that is past.",
            do="Give the day it is from.",
        )
    fields = {"kind": kind, "dated_on": dated_on, "is_child_level": is_child_level, "link": link[:_LONGEST_LINK]}
    request = Request("cite-source", by, on, request_key, route)
    return _cite(request, statement_id, shows, fields, document=document)


def remove_citation(
    *, citation_id: str, reason: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The statement rests on this no longer; where too little is left it must be agreed again. Returns its id."""
    request = Request("remove-citation", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        cited = Citation.objects.filter(public_id=citation_id, removed_on=None).select_related("statement").first()
        if cited is None:
            raise NotFound("There is no such evidence here.", do="Open the statement again.")
        row = locked(cited.statement.public_id)
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        if not reason.strip():
            raise Problem("Say why it is taken away.", why="Others may have relied on it.", do="One sentence.")
        cited.removed_on = on
        cited.save(update_fields=["removed_on"])
        if missing_of(row, on):
            back_to_draft(row)
            row.save()
        traced(request, viewer, role, row, kind="evidence removed", reason=f"{cited.shows}: {reason}")
        return row.public_id

    return carry_out(request, work, asked={"citation": citation_id, "reason": reason})


def turn_gap_into_action(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    statement_id: str,
    gap: str,
    plan_id: str,
    section: str,
    text: str,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """The improvement plan has an action that closes the gap, with the statement as its source; returns its id."""
    request = Request("turn-gap-into-action", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        row = locked(statement_id)
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        if not gap.strip():
            raise Problem("Say what the gap is.", why="An action is judged by the gap it closes.", do="One sentence.")
        action_id = plan_parts.add_action(
            plan_id=plan_id,
            section=section,
            text=text,
            source=Source(SourceKind.SELF_EVALUATION, gap.strip(), row.public_id),
            reason=f"Self-evaluation, {row.question}: {gap.strip()}",
            by=by,
            on=on,
            route=route,
        )
        action = Action.objects.get(public_id=action_id)
        StatementAction.objects.create(statement=row, action=action, gap=gap.strip(), on=on, by=by)
        traced(request, viewer, role, row, kind="gap to action", reason=f"{action.ref}: {gap}")
        return action_id

    asked = {"statement": statement_id, "gap": gap, "section": section, "text": text}
    return carry_out(request, work, asked=asked)


def ask_question(*, statement_id: str, text: str, by: User, on: date, request_key: str = "", route: str = "") -> str:
    """Somebody who looks at the statement from outside its writing asks about it; returns the question's id."""
    request = Request("ask-about-statement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        role = rights.check(viewer, ASK)
        rights.check(viewer, "evaluation-read")
        row = locked(statement_id)
        if not text.strip():
            raise Problem("Write your question.", why="An empty question cannot be answered.")
        question = ScrutinyQuestion.objects.create(statement=row, text=text.strip(), asked_by=by, asked_on=on)
        traced(request, viewer, role, row, kind="question asked", reason=text)
        return question.public_id

    return carry_out(request, work, asked={"statement": statement_id, "text": text})


def answer_question(
    *, question_id: str, answer: str, by: User, on: date, request_key: str = "", route: str = ""
) -> str:
    """The question has its answer, from somebody who writes the self-evaluation; returns the statement's id."""
    request = Request("answer-about-statement", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        found = ScrutinyQuestion.objects.select_for_update(of=("self",)).select_related("statement")
        question = found.filter(public_id=question_id).first()
        if question is None:
            raise NotFound("There is no such question here.", do="Open the statement again.")
        row = question.statement
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        if question.answered_on is not None:
            raise Problem("This question has its answer.", do="Open the statement to read it.")
        if not answer.strip():
            raise Problem("Write the answer.", why="The one who asked is waiting for it.")
        question.answer, question.answered_by, question.answered_on = answer.strip(), by, on
        question.save(update_fields=["answer", "answered_by", "answered_on"])
        traced(request, viewer, role, row, kind="question answered", reason=answer)
        return row.public_id

    return carry_out(request, work, asked={"question": question_id, "answer": answer})


def may_agree(viewer: Viewer, owner_role: str, written_by_id: int) -> bool:
    """Whether this person may agree a statement: pages ask so that they offer only what can be done."""
    return viewer.user_id != written_by_id and rights.may(viewer, APPROVE, owner_roles=[owner_role])


def _cite(
    request: Request, statement_id: str, shows: str, fields: dict[str, Any], *, document: StoredFile | None
) -> str:
    def work(viewer: Viewer) -> str:
        row = locked(statement_id)
        role = rights.check(viewer, WRITE, owner_roles=[row.owner_role])
        kept = keep_document(document, kind="evidence", by=request.by) if document else None
        cited = Citation.objects.create(
            statement=row, shows=shows.strip(), document=kept, cited_on=request.on, cited_by=request.by, **fields
        )
        if row.state == AGREED:
            row.reviewed_on = request.on
            row.save(update_fields=["reviewed_on"])
        traced(request, viewer, role, row, kind="evidence added", reason=shows)
        return cited.public_id

    plain = {name: str(value) for name, value in fields.items()}
    return carry_out(request, work, asked={"statement": statement_id, "shows": shows, **plain})
