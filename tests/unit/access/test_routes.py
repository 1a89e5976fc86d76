"""Pages are unreachable until the table names them."""

from datetime import date

import pytest
from tests.support.people import viewer

from oneplan.core.access import Viewer, decide_route
from oneplan.rulebook import rights

NOBODY = Viewer(on=date(2026, 3, 2))


def test_a_route_that_the_table_does_not_name_is_refused_to_everybody():
    decision = decide_route(rights.load(), viewer("transformation-lead", "admin"), "no-such-page", "GET")

    assert not decision.allowed
    assert decision.problem is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_the_table_does_not_name_is_refused(method):
    assert not decide_route(rights.load(), viewer("transformation-lead"), "plan", method).allowed


def test_asking_for_the_head_of_a_page_is_like_asking_for_the_page():
    assert decide_route(rights.load(), viewer("analyst"), "plan", "HEAD").allowed


def test_a_public_page_is_open_to_nobody_in_particular():
    assert decide_route(rights.load(), NOBODY, "dates", "GET").allowed


def test_nobody_is_asked_to_sign_in_where_a_role_is_needed():
    decision = decide_route(rights.load(), NOBODY, "plan", "GET")

    assert not decision.allowed
    assert decision.needs_sign_in


def test_somebody_without_the_right_is_not_asked_to_sign_in_again():
    decision = decide_route(rights.load(), viewer("analyst"), "import-new", "POST")

    assert not decision.allowed
    assert not decision.needs_sign_in
    assert "import" in decision.problem.what


def test_the_decision_says_in_which_role_and_whether_reading_is_recorded():
    decision = decide_route(rights.load(), viewer("transformation-lead"), "import", "GET")

    assert decision.allowed
    assert decision.acting_role == "transformation-lead"
    assert decision.audited
