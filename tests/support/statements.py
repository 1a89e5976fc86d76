"""A round of self-evaluation and statements in it, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from oneplan.actions import evaluation, evaluation_evidence
from oneplan.actions.evaluation import StatementWords
from oneplan.actions.evaluation_rounds import open_round

ON = date(2026, 3, 2)
OPENED = ON - timedelta(days=30)


def words(**changes: Any) -> StatementWords:
    """A whole statement; what is not said is ordinary."""
    plain: dict[str, Any] = {
        "claim": "More assessments end in time than a year ago.",
        "judgement": "developing",
        "claims_impact": False,
        "impact": "Families wait less long.",
        "what_next": "Bring the slowest team along.",
        "owner_role": "SEND Manager",
    }
    return StatementWords(**{**plain, **changes})


def a_round(by: Any, *, on: date = OPENED, title: str = "2026") -> str:
    """An open round."""
    return open_round(title=title, by=by, on=on)


def a_statement(by: Any, *, question: str = "T1.2", instrument: str = "ten-tips", **changes: Any) -> str:
    """A draft in the open round."""
    return evaluation.write_statement(instrument=instrument, question=question, words=words(**changes), by=by, on=ON)


def evidenced(statement_id: str, by: Any, *, kind: str = "document", dated_on: date = ON) -> str:
    """A piece of evidence for a statement."""
    return evaluation_evidence.cite_source(
        statement_id=statement_id, kind=kind, shows="What it shows.", dated_on=dated_on, by=by, on=ON
    )


def agreed(by: Any, other: Any, **changes: Any) -> str:
    """A statement that somebody else has agreed."""
    name = a_statement(by, **changes)
    evidenced(name, by, kind="audit")
    evaluation.ask_agreement(statement_id=name, by=by, on=ON)
    evaluation.agree(statement_id=name, by=other, on=ON)
    return name
