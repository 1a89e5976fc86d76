"""What was acknowledged is there, what was interrupted never happened, and nobody's change is lost in a crowd."""

import os

import pytest
from tests.support.installation import installation

pytestmark = pytest.mark.slow


def test_an_import_killed_at_any_statement_leaves_all_or_nothing(tmp_path):
    points = int(os.environ.get("ONEPLAN_KILLS", "20"))
    with installation(tmp_path) as place:
        told = place.told("tests.support.killed_import", str(points))

    assert len(told["killed"]) == points
    for each in told["killed"]:
        assert each["was_killed"], each
        assert (each["plans"], each["actions"], each["events"], each["sections"], each["applied"]) in {
            (0, 0, 0, 0, 0),
            (1, 40, 40, 2, 1),
        }, each
        assert each["chain_is_whole"], each
        assert (each["orphan_files"], each["lost_files"]) == (0, 0), each
    assert told["at_last"] == 40


def test_of_many_writers_every_accepted_change_is_there_and_every_other_was_told(tmp_path):
    writers, edits = (int(number) for number in os.environ.get("ONEPLAN_WRITERS", "4x15").split("x"))
    with installation(tmp_path) as place:
        told = place.told("tests.support.many_writers", str(writers), str(edits))

    assert told["accepted"] + told["told"] == writers * edits
    assert told["accepted"] >= edits
    assert (told["lost"], told["invented"]) == (0, 0)
    assert told["versions_fit"]
    assert told["chain_is_whole"]
    assert told["no_gap"]
    assert told["all_sealed"]
