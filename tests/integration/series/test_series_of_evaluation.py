"""What the self-evaluation and the findings of others tell of their own measures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.support.statements import ON, OPENED, a_round, a_statement, evidenced

from oneplan.actions import evaluation, evaluation_evidence, evaluation_outside
from oneplan.answers.series_from_evaluation import known_before, recommendations_closed, statements_up_to_date
from oneplan.answers.series_from_rooms import ROOMS
from oneplan.records.evaluation.models import Citation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
VISITED = ON + timedelta(days=20)


def _finding(analyst, review, *, match="", said_in="", kind="improve"):
    common = {"by": analyst, "on": VISITED}
    found = evaluation_outside.record_finding(review_id=review, kind=kind, text=f"Found {match}.", **common)
    if match:
        evaluation_outside.match_finding(finding_id=found, match=match, statement_id=said_in, **common)
    return found


@pytest.fixture
def review(analyst):
    return evaluation_outside.record_review(
        kind="inspection", title="Inspection", by_whom="Inspectors", held_on=VISITED, by=analyst, on=VISITED
    )


def test_what_others_found_and_we_had_said_is_counted_among_all_that_they_found(analyst, review):
    a_round(analyst)
    said = a_statement(analyst)
    _finding(analyst, review, match="known", said_in=said)
    _finding(analyst, review, match="unknown")

    ((_, known, found),) = known_before(TODAY)

    assert (known, found) == (Decimal(1), Decimal(2))


def test_nothing_is_told_while_one_finding_of_the_year_was_not_looked_at(analyst, review):
    _finding(analyst, review, match="unknown")
    _finding(analyst, review)

    assert known_before(TODAY) == []


def test_only_what_was_closed_by_the_end_of_the_period_counts_as_closed(analyst, review):
    early, late = _finding(analyst, review), _finding(analyst, review)
    _finding(analyst, review, kind="strength")
    evaluation_outside.close_finding(finding_id=early, evidence="Audit", by=analyst, on=VISITED)
    evaluation_outside.close_finding(finding_id=late, evidence="Audit", by=analyst, on=TODAY)

    ((_, closed, made),) = recommendations_closed(TODAY)

    assert (closed, made) == (Decimal(1), Decimal(2))


def test_statements_on_old_evidence_lower_the_share_that_is_up_to_date(analyst):
    a_round(analyst, on=OPENED)
    for dated_on in (ON, ON - timedelta(days=500)):
        evidenced(a_statement(analyst), analyst, dated_on=dated_on)
    evaluation.withdraw_statement(statement_id=a_statement(analyst), reason="Twice", by=analyst, on=ON)

    told = statements_up_to_date(date(2026, 5, 1))

    assert [(each[1], each[2]) for each in told][-1:] == [(Decimal(1), Decimal(2))]


def test_evidence_that_was_taken_away_later_still_counts_for_the_days_before(analyst):
    a_round(analyst, on=OPENED)
    name = a_statement(analyst)
    evidenced(name, analyst)
    cited = Citation.objects.get().public_id
    evaluation_evidence.remove_citation(citation_id=cited, reason="Wrong", by=analyst, on=date(2026, 5, 20))

    shares = [point.numerator for point in ROOMS["M021"](TODAY)]

    assert shares[0] == Decimal(1)
    assert shares[-1] == Decimal(0)
