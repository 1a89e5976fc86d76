"""Many changes that come as a table: every fault is named with its row, and all is done or nothing."""

from datetime import date

import pytest
from openpyxl import Workbook
from tests.support.people import TODAY
from tests.support.plans import imported_plan, read_action, reading

from oneplan.actions.bulk_changes import Refused
from oneplan.core.improvement.rating import Rating
from oneplan.core.kernel import Problem
from oneplan.feeds import many_changes
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_id(lead):
    return imported_plan(lead, reading(read_action("A1"), read_action("A2")))


@pytest.fixture
def table(tmp_path):
    def written(*lines):
        path = tmp_path / "changes.csv"
        path.write_text("\n".join(["ref,date,owner,rating,reason", *lines]), encoding="utf-8")
        return path

    return written


def _wishes(path, lead):
    return many_changes.read_wishes(path, viewer=viewer_of(lead, on=TODAY))


def test_each_row_is_done_with_its_own_reason(plan_id, table, lead):
    wishes = _wishes(table("A1,31/3/2028,,,Moved", "a2,none,SEND Manager; Forum,Off track,No post"), lead)

    refs = many_changes.carry_out(wishes, by=lead, on=TODAY)

    one, two = Action.objects.get(ref="A1"), Action.objects.get(ref="A2")
    assert refs == ("A1", "A2")
    assert one.due_on == date(2028, 3, 31)
    assert (two.due_on, two.rating) == (None, Rating.DELAYED.value)
    assert [each.reason for each in one.events.filter(kind="due_changed")] == ["Moved"]


def test_every_fault_is_named_with_its_row_and_nothing_is_changed(plan_id, table, lead):
    with pytest.raises(Problem) as refused:
        _wishes(table("Z9,,,,", "A1,31st of June,,,Why", ",,,,"), lead)

    assert "row 2: the plan has no action Z9" in refused.value.why
    assert "row 3: “31st of June” is not a day" in refused.value.why


def test_a_workbook_with_real_dates_is_read(plan_id, tmp_path, lead):
    book = Workbook()
    book.active.append(["Ref", "Date", "Reason"])
    book.active.append(["A1", date(2028, 3, 31), "Moved"])
    book.save(tmp_path / "changes.xlsx")

    assert _wishes(tmp_path / "changes.xlsx", lead)[0].due_on == date(2028, 3, 31)


def test_one_row_that_cannot_be_stops_all(plan_id, table, lead):
    wishes = _wishes(table("A1,31/3/2028,,,Moved", "A2,31/3/2028,,,"), lead)

    with pytest.raises(Refused, match="A2 cannot be"):
        many_changes.carry_out(wishes, by=lead, on=TODAY)

    assert Action.objects.get(ref="A1").due_on == date(2027, 3, 31)
