"""``oneplan import sen2`` and the lists, run as a person runs them on an installation of its own."""

import json

import pytest
from tests.support.installation import installation

pytestmark = pytest.mark.slow
_MAKE = """
import sys
from datetime import date
from pathlib import Path
from oneplan.returns.sen2 import write
from oneplan.rulebook.returns import load
from oneplan.synthetic.area import invent, lists
area, folder = invent(3, on=date(2026, 3, 2), plans=25), Path(sys.argv[1])
for year in area.returns[-2:]:
    header, persons = area.returned(year)
    with (folder / f"{year}.xml").open("wb") as file:
        write(file, header, persons, book=load(), draft=True)
for kind in ("settings", "terms"):
    with (folder / f"{kind}.csv").open("w", newline="") as file:
        getattr(lists, f"write_{kind}")(file, area)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("installation")) as found:
        found.run("-c", _MAKE, str(found.home))
        yield found


def _told(place, *words):
    return json.loads(place.command("import", *words, "--json").stdout)


def test_two_years_come_in_one_after_the_other_and_again_change_nothing(place):
    first = _told(place, "sen2", "2025.xml", "--yes")
    second = _told(place, "sen2", "2026.xml", "--yes", "--as-of", "2026-03-02")
    again = _told(place, "sen2", "2026.xml", "--yes")

    assert first["state"] == second["state"] == "applied"
    assert first["effect"]["new_people"] > 20
    assert second["effect"]["changed_cases"] > 0
    assert again["was_applied_before"]


def test_without_yes_the_reading_is_shown_and_nothing_is_changed(place):
    told = _told(place, "sen2", "2025.xml")

    assert told["state"] in {"read", "applied"}


def test_lists_complete_the_settings_and_term_dates(place):
    settings = _told(place, "settings", "settings.csv", "--yes")
    terms = _told(place, "terms", "terms.csv", "--yes")
    again = _told(place, "settings", "settings.csv", "--yes")

    assert settings["list"] == "settings"
    assert terms["calendars changed"] > 0
    assert set(again) == {"list", "settings as they were"}


def test_what_cannot_be_read_ends_in_words(place):
    (place.home / "broken.xml").write_text('<?xml version="1.0"?><Message><Header>', encoding="utf-8")
    (place.home / "broken.csv").write_text("urn,name\n12,Hill\n", encoding="utf-8")

    xml = place.command("import", "sen2", "broken.xml", "--yes", check=False)
    rows = place.command("import", "settings", "broken.csv", "--yes", check=False)

    assert (xml.returncode, rows.returncode) == (2, 2)
    assert "Traceback" not in xml.stderr + rows.stderr
    assert "nothing was changed" in rows.stderr
