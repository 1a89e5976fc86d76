"""A return that a page received is read by the queue, which in tests does its work at once."""

import io

import pytest
from tests.support.people import TODAY, person
from tests.support.person_returns import as_file, child

from oneplan.feeds.person_returns import receive
from oneplan.records.returns.models import PersonReturn, ReturnState

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_what_was_received_is_read_without_anybody_waiting():
    manager = person("manager", email="manager@example.org")
    receive(io.BytesIO(as_file([child(1)])), name="r.xml", declared_type="text/xml", by=manager, on=TODAY)

    row = PersonReturn.objects.get()
    assert (row.state, row.persons, row.effect["new_people"]) == (ReturnState.READ, 1, 1)


def test_a_spoilt_return_in_the_queue_says_why_on_its_own_row():
    manager = person("manager", email="manager@example.org")
    spoilt = as_file([child(1)])[:700]
    receive(io.BytesIO(spoilt), name="r.xml", declared_type="text/xml", by=manager, on=TODAY)

    row = PersonReturn.objects.get()
    assert row.state == ReturnState.FAILED
    assert row.problem["do"]
