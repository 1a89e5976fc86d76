"""A return that a page received is read by the queue, which in tests does its work at once."""

import io
import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.support.people import TODAY, person
from tests.support.person_returns import as_file, child

from oneplan.actions.person_returns import opening, set_aside_person_return
from oneplan.feeds import person_returns as feed
from oneplan.feeds.person_returns import read_received, receive
from oneplan.jobs.sweeping import retake_stuck_jobs, take_up_forgotten_returns
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


def _waiting(manager) -> PersonReturn:
    file = io.BytesIO(as_file([child(1)]))
    came = receive(file, name="r.xml", declared_type="text/xml", by=manager, on=TODAY, queued=False)
    return PersonReturn.objects.get(public_id=came.id)


def test_a_fault_that_nobody_foresaw_is_told_on_the_return_and_names_nobody_in_the_log(monkeypatch, caplog):
    row = _waiting(person("manager", email="manager@example.org"))

    def breaks(**_: object) -> None:
        raise ValueError("Surname Exampleson cannot be read")

    monkeypatch.setattr(feed, "read_person_return", breaks)
    with caplog.at_level(logging.DEBUG):
        read_received.func(row.public_id, TODAY.isoformat())

    row.refresh_from_db()
    assert row.state == ReturnState.FAILED
    assert row.problem["do"]
    assert "ValueError" in caplog.text
    assert "Exampleson" not in caplog.text


def test_a_reading_that_takes_too_long_is_stopped_in_words(monkeypatch):
    row = _waiting(person("manager", email="manager@example.org"))
    monkeypatch.setattr(feed, "LONGEST", -1.0)

    read_received.func(row.public_id, TODAY.isoformat())

    row.refresh_from_db()
    assert row.state == ReturnState.FAILED
    assert "was stopped" in row.problem["what"]


def test_a_return_that_ended_three_processes_is_not_tried_a_fourth_time():
    row = _waiting(person("manager", email="manager@example.org"))
    PersonReturn.objects.update(state=ReturnState.READING)
    job = DBTaskResult.objects.create(
        task_path=read_received.module_path, args_kwargs={"args": [row.public_id, TODAY.isoformat()], "kwargs": {}},
        status="RUNNING", started_at=timezone.now() - timedelta(hours=1), run_after=timezone.now(),
        backend_name="default", worker_ids=["a:1", "a:2"],
    )  # fmt: skip

    assert retake_stuck_jobs() == 1
    job.refresh_from_db()
    job.claim("a:3")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=1))
    assert retake_stuck_jobs() == 0

    row.refresh_from_db()
    assert row.state == ReturnState.FAILED
    assert row.problem["do"]


@pytest.mark.parametrize("state", [ReturnState.WAITING, ReturnState.READING])
def test_a_return_that_no_job_is_going_to_read_is_taken_up_again(state):
    row = _waiting(person("manager", email="manager@example.org"))
    PersonReturn.objects.update(state=state)
    assert take_up_forgotten_returns() == 0

    PersonReturn.objects.update(received_at=timezone.now() - timedelta(hours=1))
    assert take_up_forgotten_returns() == 1

    row.refresh_from_db()
    assert row.state == ReturnState.READ


def test_a_file_brought_in_again_is_read_with_the_rights_of_whoever_brings_it_now():
    first, second = person("manager", email="manager@example.org"), person("manager", email="second@example.org")
    row = _waiting(first)
    set_aside_person_return(import_id=row.public_id, by=first, on=TODAY)
    first.roles_held.all().delete()
    receive(io.BytesIO(as_file([child(1)])), name="r.xml", declared_type="text/xml", by=second, on=TODAY)

    row.refresh_from_db()
    assert (row.state, row.received_by) == (ReturnState.READ, second)


def test_a_file_that_is_wrong_nearly_everywhere_fills_no_disk(monkeypatch):
    monkeypatch.setattr(opening, "MOST_PROBLEMS", 3)
    wrong = as_file([child(1)]).replace(b"</Person>", b"<Other>1</Other>" * 9 + b"</Person>")
    manager = person("manager", email="manager@example.org")
    receive(io.BytesIO(wrong), name="r.xml", declared_type="text/xml", by=manager, on=TODAY)

    row = PersonReturn.objects.get()
    assert row.state == ReturnState.FAILED
    assert row.problems.count() == 0
