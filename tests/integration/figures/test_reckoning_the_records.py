from datetime import date, timedelta

import pytest
from tests.support.figure_rows import a_case, a_request, an_ehc_plan
from tests.support.live_plan import a_person

from oneplan.actions.figures import compute_figures
from oneplan.answers import figures
from oneplan.records.accounts.queries import viewer_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ISSUED = date(2025, 6, 30)


def as_viewer(role, **kwargs):
    return viewer_of(a_person(role, **kwargs), on=TODAY)


def issued(days, **parts):
    case = a_case()
    a_request(
        case, ISSUED - timedelta(days=days), source="2", request_outcome="Y", outcome="Y", outcome_on=ISSUED, **parts
    )
    an_ehc_plan(case, ISSUED, need="ASD", kind="academy")
    return case


def test_a_plan_on_day_140_is_in_time_and_one_on_day_141_is_not():
    for days in (100, 140, 141, 300):
        issued(days)

    compute_figures(on=TODAY)

    shown = figures.figure("plans-in-20-weeks", viewer=as_viewer("operator"))
    assert (shown.value.numerator, shown.value.denominator, shown.value.words) == (2, 4, "50.0%")
    assert shown.period == "2025"
    assert shown.measure.law == ("Twenty weeks as counted in the statistics: 140 days",)
    assert "our estimate" in shown.measure.note.lower()


def test_every_measure_has_a_page_before_anything_is_on_record():
    compute_figures(on=TODAY)
    viewer = as_viewer("operator")

    overview = figures.figures_overview(viewer=viewer)

    ids = [line.measure.id for _, lines in overview.groups for line in lines]
    assert len(ids) > 15
    assert all(figures.figure(each, viewer=viewer).value.numerator in (None, 0) for each in ids)
