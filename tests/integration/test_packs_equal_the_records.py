"""Every printed figure equals the records of its day, and a figure that does not is found."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.figures_on_record import figures_on_record, linked
from tests.support.live_plan import a_person, a_plan_in_place
from typer.testing import CliRunner

from oneplan.actions.plan_lines import change_rating
from oneplan.answers.packs import check_pack, figures_in, pack_content
from oneplan.core.access import NotAllowed
from oneplan.core.kernel import Problem
from oneplan.feeds.packs import make_pack
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action, Section
from oneplan.records.packs.models import Pack
from oneplan.rulebook.pack_files import load_pack_rules

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def lead(db):
    return a_person("transformation-lead")


@pytest.fixture
def viewer(lead):
    return viewer_of(lead, on=TODAY)


@pytest.fixture
def plan(lead) -> str:
    plan_id = a_plan_in_place(lead, on=TODAY)
    figures_on_record(TODAY)
    for measure in ("plans-in-20-weeks", "assessments-overdue"):
        linked(measure, Section.objects.first(), by=lead)
    return plan_id


@pytest.mark.parametrize("tier", sorted(load_pack_rules().tiers))
def test_every_figure_of_every_tier_equals_the_records_and_stands_in_both_documents(plan, lead, viewer, tier) -> None:
    pack_id = make_pack(plan_id=plan, tier=tier, by=lead, on=TODAY)

    found = check_pack(pack_id, viewer=viewer)

    assert found.differing == ()
    assert found.compared == len(figures_in(pack_id, viewer=viewer)) > 5


def test_a_pack_stays_right_when_the_plan_moves_on(plan, lead, viewer) -> None:
    pack_id = make_pack(plan_id=plan, tier="board", by=lead, on=TODAY)
    action = Action.objects.get(ref="A3")
    common = {"action_id": action.public_id, "version": action.version, "by": lead, "on": TODAY}
    change_rating(rating_raw="On track", rating=None, reason="It moves again", **common)

    found = check_pack(pack_id, viewer=viewer)

    assert found.differing == ()
    assert found.compared > 5


def test_a_figure_that_somebody_changed_in_the_pack_is_found(plan, lead, viewer) -> None:
    pack_id = make_pack(plan_id=plan, tier="board", by=lead, on=TODAY)
    row = Pack.objects.get()
    row.figures = [each | ({"words": "4,711"} if each["key"] == "plan/total" else {}) for each in row.figures]
    row.save()

    found = check_pack(pack_id, viewer=viewer)

    assert any("printed 4,711, the records say 4" in each for each in found.differing)
    assert any("4,711 is not in the PDF" in each for each in found.differing)


def test_a_plan_without_figures_has_a_pack_that_says_so(lead, viewer) -> None:
    plan_id = a_plan_in_place(lead, on=TODAY)

    content = pack_content(plan_id, tier="board", viewer=viewer, on=TODAY)

    assert "No figure has been reckoned yet, so nothing here is measured." in content.missing
    assert check_pack(make_pack(plan_id=plan_id, tier="board", by=lead, on=TODAY), viewer=viewer).is_right


def test_a_second_pack_tells_what_changed_since_the_first(plan, lead) -> None:
    make_pack(plan_id=plan, tier="board", by=lead, on=TODAY - timedelta(days=30))

    make_pack(plan_id=plan, tier="board", by=lead, on=TODAY)

    assert Pack.objects.get(as_of=TODAY).since == TODAY - timedelta(days=30)


def test_a_pack_for_everybody_cannot_be_asked_for_with_less_care(plan, viewer) -> None:
    with pytest.raises(Problem, match="cannot show figures"):
        pack_content(plan, tier="public", profile="operational", viewer=viewer, on=TODAY)


@pytest.mark.parametrize("role", ["board-member", "action-owner", "public", "caseworker", "parent-carer-forum"])
def test_nobody_else_makes_a_pack(plan, role) -> None:
    with pytest.raises(NotAllowed):
        make_pack(plan_id=plan, tier="board", by=a_person(role), on=TODAY)


def test_the_command_writes_both_documents_and_says_that_they_are_right(plan, lead, tmp_path) -> None:
    from oneplan.cli.pack import app

    out = tmp_path / "packs"

    answer = CliRunner().invoke(app, ["make", "--tier", "board", "--out", str(out), "--as", lead.email])

    assert answer.exit_code == 0, answer.output
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]
    assert "0 differ" in answer.output
