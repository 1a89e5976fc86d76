"""Whatever a document makes its reader do, the caller gets an answer or a clear message, and nothing else is touched."""

import os
import socket
import threading
import time
from datetime import date

import pytest

from oneplan.adapters.files.capped import Limits, read_plan
from oneplan.core.kernel import Problem

pytestmark = pytest.mark.slow
SMALL = Limits(cpu_seconds=1, wall_seconds=8, memory_bytes=400 * 1024 * 1024)


def _read(tmp_path, reader, text="text", **more):
    path = tmp_path / "plan.txt"
    path.write_text(text)
    limits = more.pop("limits", SMALL)
    return read_plan(
        path,
        name="plan.txt",
        as_at=date(2026, 3, 2),
        reader=f"tests.support.misbehaving:{reader}",
        limits=limits,
        **more,
    )


@pytest.fixture(autouse=True)
def _where_the_tests_are(monkeypatch, request):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(request.config.rootpath), os.environ.get("PYTHONPATH", "")]))


def test_a_well_behaved_reader_answers_and_reports_progress(tmp_path):
    told = []

    read = _read(tmp_path, "behave", on_progress=lambda done, total, says: told.append((done, total)))

    assert read.reading.plan == "plan.txt: text"
    assert told == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        ("spin", "took more than 1 seconds of work"),
        ("grow", "needed more than 400 MB of memory"),
        ("crash", "the reader stopped"),
        ("raise_anything", "the reader stopped"),
        ("refuse", "There is no text in it."),
        ("run_a_program", "the reader stopped"),
    ],
)
def test_a_misbehaving_reader_ends_in_words(tmp_path, reader, says):
    started = time.monotonic()

    with pytest.raises(Problem, match=says) as problem:
        _read(tmp_path, reader)

    assert problem.value.do
    assert time.monotonic() - started < 8


def test_a_reader_that_waits_for_ever_is_stopped_by_the_clock(tmp_path):
    with pytest.raises(Problem, match="was stopped"):
        _read(tmp_path, "sleep", limits=Limits(cpu_seconds=5, wall_seconds=1.5, memory_bytes=SMALL.memory_bytes))


def test_the_service_goes_on_while_a_reader_spins(tmp_path):
    counted = []

    def spin():
        with pytest.raises(Problem):
            _read(tmp_path, "spin")

    reading = threading.Thread(target=spin)

    reading.start()
    while reading.is_alive():
        counted.append(sum(range(1000)))
        time.sleep(0.01)

    assert len(counted) > 20


def test_what_a_library_prints_is_no_failure(tmp_path):
    assert _read(tmp_path, "chatter", on_progress=lambda *_: None).reading.plan == "chatter"


def test_no_words_of_the_document_reach_a_message(tmp_path):
    with pytest.raises(Problem) as problem:
        _read(tmp_path, "raise_anything", text="Jamie lives at 4 Mill Lane")

    assert "Jamie" not in str(problem.value)


def test_a_reader_reaches_no_network(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Problem, match="the reader stopped"):
        _read(tmp_path, "telephone", text=str(server.getsockname()[1]))


def test_a_reader_writes_nowhere_but_in_its_own_folder(tmp_path):
    elsewhere = tmp_path / "elsewhere.txt"

    with pytest.raises(Problem, match="the reader stopped"):
        _read(tmp_path, "write_elsewhere", text=str(elsewhere))

    assert not elsewhere.exists()


def test_a_reader_removes_nothing(tmp_path):
    with pytest.raises(Problem, match="the reader stopped"):
        _read(tmp_path, "remove_elsewhere")

    assert (tmp_path / "plan.txt").exists()
