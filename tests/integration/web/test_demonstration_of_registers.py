"""The demonstration's registers, money and dates come up on the example plan, once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.live_plan import a_person

from oneplan.actions.plan_imports import apply_plan_import
from oneplan.feeds import demonstration_registers
from oneplan.feeds.improvement_plans import read_now, receive
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement import queries
from oneplan.synthetic import example_plan
from oneplan.synthetic.demonstration import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_rooms_of_the_plan_are_filled_once(tmp_path):
    on = timezone.localdate()
    told = words_of("registers")
    people = {told["lead"]: a_person("transformation-lead"), told["finance"]: a_person("finance-lead")}
    people[told["chair"]] = a_person("chair")
    path = tmp_path / "plan.docx"
    example_plan.write_word(example_plan.load(), path)
    with path.open("rb") as stream:
        import_id = receive(stream, name=path.name, declared_type="", by=people[told["lead"]], on=on, queued=False)
    read_now(import_id, on=on)
    plan_id = apply_plan_import(import_id=import_id, by=people[told["lead"]], on=on - timedelta(days=400)).plan_id

    demonstration_registers.bring_in(plan_id=plan_id, accounts=people, on=on)
    demonstration_registers.bring_in(plan_id=plan_id, accounts=people, on=on)

    viewer = viewer_of(people[told["lead"]], on=on)
    found, money = queries.registers(plan_id, viewer), queries.cost_avoidance(plan_id, viewer)
    assert len(found.entries) == len(told["entry"])
    assert all(each.action_id for each in found.entries)
    assert len(money.lines) == len(told["money"])
    assert {each.state for each in queries.baseline_requests(plan_id, viewer=viewer)} == {"asked", "approved"}
    assert queries.slipping(plan_id, viewer, on)
