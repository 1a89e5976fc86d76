"""A sheet of values comes back whole or not at all, each fault in words with its row."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from tests.support.people import person
from tests.support.value_sheets import MEASURES, a_row, a_sheet

from oneplan.actions import series as verbs
from oneplan.answers.series import one_series
from oneplan.core.kernel import Problem
from oneplan.feeds import series_printed, series_sheets
from oneplan.feeds.series_sheets import SHEET, apply_values, read_values, template
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.series.models import SuppliedValue

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def read(content, who):
    return read_values(content, viewer=viewer_of(who, on=TODAY))


def test_a_sound_sheet_is_kept_whole(lead):
    rows = (a_row(), a_row("M085", part="Parents and carers", top=None, bottom=None, amount="70%", sample=388))
    found = read(a_sheet(*rows), lead)

    count = apply_values(found, by=lead, on=TODAY)

    assert (len(found.rows), found.faults, count) == (2, (), 2)
    assert one_series("M071", viewer=viewer_of(lead, on=TODAY)).line.newest.value.words == "66%"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (a_row(begins="1st of January"), "is text or a number, not a date"),
        (a_row(begins=None), "does not say on which day"),
        (a_row(begins=date(2026, 3, 1)), "No period of this measure begins on 1 March 2026"),
        (a_row(top="=60+6"), "“First number” holds a formula"),
        (a_row(top="about sixty"), "is not a number"),
        (a_row(top=None, bottom=None, amount=166), "is not a share"),
        (a_row(top=120), "the first number may not be above the second"),
        (a_row(title="Young people: the plan makes school easier"), "the rows may have been shifted"),
        (a_row("M900"), "is no measure of the catalogue"),
        (a_row("M065"), "worked out from the records"),
        (a_row(sample=9.5), "people cannot have answered"),
    ],
)
def test_each_fault_is_named_with_its_row(lead, row, says):
    found = read(a_sheet(a_row("M072"), row), lead)

    assert {each.row for each in found.faults} == {3}
    assert any(says in each.says for each in found.faults)
    with pytest.raises(Problem, match="none was kept"):
        apply_values(found, by=lead, on=TODAY)
    assert not SuppliedValue.objects.exists()


def test_the_same_period_twice_names_the_row_before(lead):
    found = read(a_sheet(a_row(), a_row(top=67)), lead)

    assert [(each.row, each.says) for each in found.faults] == [
        (3, "It is the same measure, group and period as row 2.")
    ]


def test_rows_left_empty_are_counted_and_change_nothing(lead):
    found = read(a_sheet(a_row(), a_row("M072", top=None, bottom=None)), lead)

    assert (len(found.rows), found.empty, found.faults) == (1, 1, ())


def test_somebody_elses_measure_is_a_fault_and_not_a_secret_way_in(lead):
    owner = person("action-owner", owner_role="SEND Manager")

    found = read(a_sheet(a_row()), owner)

    assert not found.rows
    assert len(found.faults) == 1


@pytest.mark.parametrize(
    "content", [b"", b"PK nothing", a_sheet(heads=("One", "Two"))], ids=["nothing", "no workbook", "other headings"]
)
def test_a_file_that_is_no_such_sheet_is_refused_in_words(lead, content):
    with pytest.raises(Problem, match="not a sheet of values"):
        read(content, lead)


def test_the_template_asks_for_what_is_missing_and_is_read_back(lead):
    verbs.set_duty(measure="M100", role="Complaints Manager", by=lead, on=date(2026, 5, 1))
    viewer = viewer_of(lead, on=TODAY)

    content = template(viewer=viewer, group="Complaints, mediation and appeals")

    page = load_workbook(io.BytesIO(content))[SHEET]
    asked = [(row[0].value, row[4].value) for row in page.iter_rows(min_row=2)]
    assert ("M100", "April to June 2026") in asked
    assert ("M100", "July to September 2026") in asked
    assert all(MEASURES[name].group == "Complaints, mediation and appeals" for name, _ in asked)
    back = read_values(content, viewer=viewer)
    assert (back.rows, back.faults, back.empty) == ((), (), len(asked))


def test_a_list_of_printed_figures_needs_a_line_for_each(lead):
    heads = ",".join(series_printed.COLUMNS)
    good = f'{heads}\nM041,,2024-12-01,"4,854",175,They have a plan\n'.encode()
    bad = f"{heads}\nM041,,2024-12-01,4854,,\nM999,,2024-12-01,1,1,x\nM041,,soon,1,1,x\nM041,,2024-12-01,many,1,x\n"

    (figure,) = series_printed.read_list(good)

    assert (figure.measure, figure.amount, figure.line) == ("M041", 4854, 175)
    with pytest.raises(Problem, match=r"Row 2: say in which line.*Row 3.*Row 4.*Row 5"):
        series_printed.read_list(bad.encode())
    with pytest.raises(Problem, match="lacks: part"):
        series_printed.read_list(b"measure,day\n")
    with pytest.raises(Problem, match="holds no rows"):
        series_printed.read_list(f"{heads}\n".encode())


def test_a_sheet_is_found_again_only_by_who_brought_it(lead, tmp_path):
    upload = io.BytesIO(a_sheet(a_row()))
    viewer = viewer_of(lead, on=TODAY)
    found = series_sheets.receive_values(upload, name="values.xlsx", declared_type="", by=lead, viewer=viewer)

    again = series_sheets.kept_values(found.token, by=lead, viewer=viewer)

    assert again.rows == found.rows
    other = person("transformation-lead", email="other@example.org")
    with pytest.raises(Problem, match="no longer kept"):
        series_sheets.kept_values(found.token, by=other, viewer=viewer)
    apply_values(again, by=lead, on=TODAY)
    with pytest.raises(Problem, match="no longer kept"):
        series_sheets.kept_values(found.token, by=lead, viewer=viewer)
