"""A return whose import is killed anywhere is on record whole or not at all, and starting it again completes it."""

import os

import pytest
from tests.support.installation import installation

pytestmark = pytest.mark.slow


def test_a_return_killed_at_any_statement_leaves_all_or_nothing(tmp_path):
    points = int(os.environ.get("ONEPLAN_KILLS", "20"))
    with installation(tmp_path) as place:
        told = place.told("tests.support.killed_return", str(points))

    whole = told["whole"]
    assert len(told["killed"]) == points
    assert whole[0] == 12
    for each in told["killed"]:
        assert each["was_killed"], each
        assert each["left"] in (whole, [0] * len(whole)), each
        assert (each["half_read"], each["without_limits"]) == (0, 0), each
        assert each["chain_is_whole"], each
        assert (each["orphan_files"], each["lost_files"]) == (0, 0), each
        assert each["at_last"] == whole, each
