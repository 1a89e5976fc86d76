"""The self-evaluation as pages and packs ask for it: the claim, its evidence then and now, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from oneplan.answers.evaluation_records import bearing_on, figure_for
from oneplan.answers.evaluation_rows import (
    CitedView,
    HeatRow,
    Matched,
    OutsideView,
    Overview,
    PartView,
    QuestionLine,
    QuestionView,
    StatementMay,
    StatementPage,
    StatementView,
)
from oneplan.core.access import Viewer
from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.instruments import Instrument, Question
from oneplan.core.instruments.statements import faults, is_fresh
from oneplan.records import rights
from oneplan.records.evaluation import queries
from oneplan.records.evaluation.rows import CitationRow, FindingRow, StatementRow
from oneplan.rulebook.evaluation_files import evaluation_words, word_of
from oneplan.rulebook.instruments import load

CRITERIA, TIPS = "area-inspection", "ten-tips"
INSTRUMENTS = (TIPS, CRITERIA)
READ, WRITE, APPROVE = "evaluation-read", "evaluation-write", "evaluation-approve"
ENGAGEMENT = "engagement"


def overview(*, viewer: Viewer) -> Overview:
    """The open round with its parts, its heat map of criteria and what waits."""
    rounds = queries.rounds(viewer=viewer)
    current = next((each for each in rounds if each.closed_on is None), None)
    rows = queries.statements(current.id, viewer=viewer) if current else ()
    agreed = [each for each in rows if each.is_agreed]
    return Overview(
        round=current,
        rounds=rounds,
        next_round_from=months_after(current.opened_on, evaluation_words().round_months) if current else None,
        parts=tuple(part for name in INSTRUMENTS for part in _parts(load().instrument(name), rows)),
        heat=heat_of(rows, on=viewer.on),
        statements=len(rows),
        agreed=len(agreed),
        waiting=sum(1 for each in rows if each.state == "asked"),
        to_review=sum(1 for each in rows if each.state == "to-review"),
        current=sum(1 for each in rows if _is_current(each, viewer.on)),
        open_questions=len(queries.open_scrutiny(viewer=viewer)),
        gaps=sum(len(each.gaps) for each in rows),
        may_write=rights.may(viewer, WRITE),
    )


def question_view(instrument: str, question: str, *, viewer: Viewer) -> QuestionView:
    """A question with the live records that bear on it, and what we say in answer."""
    rights.check(viewer, READ)
    held = load().instrument(instrument)
    asked = held.question(question)
    current = queries.open_round(viewer=viewer)
    rows = queries.statements(current.id, viewer=viewer) if current else ()
    place = held.questions.index(asked)
    return QuestionView(
        instrument=held.id,
        instrument_title=held.title,
        question=asked,
        domain=held.domain(asked.domain),
        records=bearing_on(asked, viewer=viewer),
        statements=tuple(view_of(each, viewer=viewer) for each in rows if answers_to(each, held, asked)),
        before=held.questions[place - 1] if place else None,
        after=next(iter(held.questions[place + 1 :]), None),
        is_open=current is not None,
        may_write=rights.may(viewer, WRITE),
    )


def statement_page(statement_id: str, *, viewer: Viewer) -> StatementPage:
    """One statement with its evidence then and now, and what was done to it."""
    row = queries.statement(statement_id, viewer=viewer)
    found = [each for review in queries.reviews(viewer=viewer) for each in review.findings]
    return StatementPage(
        view=view_of(row, viewer=viewer),
        history=queries.happened_to(statement_id, viewer=viewer),
        findings=tuple(each for each in found if each.statement_id and each.statement_id in (row.id, row.carried_from)),
    )


def view_of(row: StatementRow, *, viewer: Viewer) -> StatementView:
    """A statement as its page shows it to this reader."""
    held = load().instrument(row.instrument)
    question = held.question(row.question)
    rules, on = evaluation_words().rules, viewer.on
    may_write = row.is_of_open_round and rights.may(viewer, WRITE, owner_roles=[row.owner_role])
    is_other = viewer.user_id != row.written_by_id and rights.may(viewer, APPROVE, owner_roles=[row.owner_role])
    return StatementView(
        row=row,
        question=question,
        domain=held.domain(question.domain),
        judgement=word_of(evaluation_words().judgements, row.judgement),
        citations=tuple(_cited(each, viewer) for each in row.citations),
        missing=faults(row.stated, rules, on=on),
        newest_evidence_on=newest_evidence(row),
        may=StatementMay(
            write=may_write,
            ask=may_write and row.state in ("draft", "to-review"),
            agree=row.is_of_open_round and row.state == "asked" and is_other,
            act=may_write and rights.may(viewer, "plan-edit"),
            question=row.is_of_open_round and rights.may(viewer, "question-raise"),
        ),
    )


def outside(*, viewer: Viewer) -> OutsideView:
    """What others found, and of how much of it we had said ourselves."""
    reviews = queries.reviews(viewer=viewer)
    matched = matched_of(each for review in reviews for each in review.findings)
    return OutsideView(reviews, matched, may_write=rights.may(viewer, WRITE))


def matched_of(findings: Iterable[FindingRow]) -> Matched:
    """How findings of others compare with what we had said (measures M019 and M020)."""
    rows = list(findings)
    return Matched(
        findings=len(rows),
        known=sum(1 for each in rows if each.match == "known"),
        partly=sum(1 for each in rows if each.match == "partly"),
        unknown=sum(1 for each in rows if each.match == "unknown"),
        unmatched=sum(1 for each in rows if not each.match),
        to_improve=sum(1 for each in rows if each.kind == "improve"),
        closed=sum(1 for each in rows if each.kind == "improve" and each.closed_on),
    )


def heat_of(rows: Iterable[StatementRow], *, on: date) -> tuple[HeatRow, ...]:
    """The criteria, each with its judgements: statements on it, and those on tips that bear on it."""
    held, found = load().instrument(CRITERIA), list(rows)
    return tuple(
        _heat(held, question, [row for row in found if bears(row, question.id)], on) for question in held.questions
    )


def bears(row: StatementRow, criterion: str) -> bool:
    """Whether a statement answers a criterion, directly or by a question that bears on it."""
    if row.instrument == CRITERIA:
        return row.question == criterion
    asked = load().instrument(row.instrument).question(row.question)
    return any(each.kind == "criterion" and each.ref == criterion for each in asked.bears_on)


def answers_to(row: StatementRow, instrument: Instrument, question: Question) -> bool:
    """Whether a statement stands under this very question."""
    return row.instrument == instrument.id and row.question == question.id


def newest_evidence(row: StatementRow) -> date | None:
    """The day of its newest evidence."""
    return max((each.dated_on for each in row.citations), default=None)


def _parts(held: Instrument, rows: Iterable[StatementRow]) -> Iterable[PartView]:
    found = list(rows)
    for domain in held.domains:
        lines = tuple(_line(held, each, found) for each in held.in_domain(domain.id))
        yield PartView(held.id, domain, lines)


def _line(held: Instrument, question: Question, rows: list[StatementRow]) -> QuestionLine:
    own = [each for each in rows if answers_to(each, held, question)]
    agreed = [each for each in own if each.is_agreed]
    days = [day for each in own if (day := newest_evidence(each))]
    judged = dict.fromkeys(each.judgement for each in agreed)
    words = evaluation_words().judgements
    return QuestionLine(
        question,
        len(agreed),
        len(own) - len(agreed),
        tuple(word_of(words, each) for each in judged),
        max(days, default=None),
    )


def _heat(held: Instrument, question: Question, rows: list[StatementRow], on: date) -> HeatRow:
    agreed = [each for each in rows if each.is_agreed]
    days = [day for each in agreed if (day := newest_evidence(each))]
    return HeatRow(
        question=question,
        domain=held.domain(question.domain),
        counts=tuple(
            (word, sum(1 for each in agreed if each.judgement == word.id)) for word in evaluation_words().judgements
        ),
        drafts=len(rows) - len(agreed),
        current=sum(1 for each in agreed if _is_current(each, on)),
        agreed=len(agreed),
        newest_on=max(days, default=None),
    )


def _is_current(row: StatementRow, on: date) -> bool:
    rules = evaluation_words().rules
    return any(is_fresh(rules, each.dated_on, on) for each in row.citations)


def _cited(row: CitationRow, viewer: Viewer) -> CitedView:
    rules = evaluation_words().rules
    kind = next((each.title for each in rules.kinds if each.id == row.kind), row.kind)
    now = figure_for(row.measure, viewer=viewer) if row.measure else None
    words = now.value.words if now else ""
    return CitedView(
        row=row,
        kind=kind,
        now=words,
        now_period=now.period if now and words else "",
        has_moved=bool(words) and words != row.cited_words,
        is_fresh=is_fresh(rules, row.dated_on, viewer.on),
        speaks_for_children=row.is_child_level or rules.is_child_level(row.kind),
    )
