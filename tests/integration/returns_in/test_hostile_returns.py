"""Whatever somebody sends as a return ends in words, and nothing of it is stored half."""

import io

import pytest
from tests.support.people import TODAY, person
from tests.support.person_returns import as_file, bring_in, child

from oneplan.adapters.files import store
from oneplan.core.kernel import Problem
from oneplan.feeds.person_returns import read_now, read_received, receive
from oneplan.records.documents.queries import stored_names
from oneplan.records.people.models import Person
from oneplan.records.returns.models import DataProblem, DoubtfulMatch, PersonReturn, ReturnState

pytestmark = pytest.mark.slow
_GOOD = b'<?xml version="1.0" encoding="UTF-8"?>'


@pytest.fixture
def manager(db):
    return person("manager", email="manager@example.org")


def _whole():
    return as_file([child(1), child(2)])


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "b">]><Message>&a;</Message>',
        b'<?xml version="1.0"?><!DOCTYPE m SYSTEM "file:///etc/passwd"><Message/>',
        b"%PDF-1.4 pretending to be XML",
        b"PK\x03\x04 a zip",
        b"\x1f\x8b\x08 a gzip",
        b"Surname,Forename\nAsh,Jo\n",
        b"",
    ],
)
def test_what_is_no_plain_xml_does_not_pass_the_gate(manager, content):
    with pytest.raises(Problem):
        receive(io.BytesIO(content), name="return.xml", declared_type="", by=manager, on=TODAY, queued=False)

    assert not PersonReturn.objects.exists()
    assert stored_names() == frozenset()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: good[: len(good) // 2],
        lambda good: good.replace(b"<Year>2026</Year>", b"<Year>2031</Year>"),
        lambda good: good.replace(b"Message", b"Massage"),
        lambda good: good.replace(b"</Persons>", b"<Person><Surname>\xff\xfe</Surname></Person></Persons>"),
        lambda good: good.replace(b"<Persons>", b"<!--" + b" " * 5000 + b"--><!DOCTYPE x [<!ENTITY y 'z'>]><Persons>"),
        lambda good: _GOOD + b"<Message>" + b"<a>" * 100_000,
    ],
)
def test_a_spoilt_return_fails_in_words_and_stores_nothing_of_it(manager, spoil):
    received = receive(
        io.BytesIO(spoil(_whole())), name="return.xml", declared_type="", by=manager, on=TODAY, queued=False
    )

    with pytest.raises(Problem) as told:
        read_now(received.id, on=TODAY)

    row = PersonReturn.objects.get()
    assert (row.state, row.says) == (ReturnState.FAILED, told.value.what[:600])
    assert not Person.objects.exists()
    assert not DataProblem.objects.exists()
    assert not DoubtfulMatch.objects.exists()


def test_a_return_that_failed_may_be_tried_again(manager):
    spoilt = _whole()[:500]
    received = receive(io.BytesIO(spoilt), name="r.xml", declared_type="", by=manager, on=TODAY, queued=False)
    read_received.func(received.id, TODAY.isoformat())
    again = receive(io.BytesIO(spoilt), name="r.xml", declared_type="", by=manager, on=TODAY, queued=False)

    assert again.id == received.id
    assert (again.state, again.came_before) == ("waiting", True)
    assert len([store.path_of(name) for name in stored_names()]) == 1


def test_duplicate_identifiers_are_reported_and_merge_nobody(manager):
    bring_in([child(1), child(2, upn=child(1).upn)], manager)

    assert DataProblem.objects.filter(rule="P18").exists()
    assert Person.objects.count() == 1
    assert DoubtfulMatch.objects.count() == 1


def test_values_too_long_for_any_record_are_cut_or_left_out(manager):
    long_name = child(1, surname="A" * 5000, postcode="Z" * 500)

    bring_in([long_name], manager)

    kept = Person.objects.get()
    assert (len(kept.surname), kept.postcode) == (120, "")
