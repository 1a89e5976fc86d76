import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.support.counted_cases import a_case, a_request, a_review, an_ehc_plan, an_open_limit
from tests.support.live_plan import a_person, a_plan_in_place

from oneplan.actions.figures import compute_figures, figures_are_stale
from oneplan.adapters import facts
from oneplan.adapters.facts.writing import facts_root
from oneplan.answers import figures
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.kernel import Problem
from oneplan.jobs.reckoning import reckon_if_stale
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.audit.models import AuditEntry
from oneplan.records.casework.models import Team, TeamMember
from oneplan.records.figures.models import FigureRun
from oneplan.rulebook.measure_files import load_measures

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
ISSUED = date(2025, 6, 30)


def as_viewer(role):
    return viewer_of(a_person(role), on=TODAY)


def issued(days, *, team=None, is_restricted=False, need="ASD", **parts):
    case = a_case(team=team, is_restricted=is_restricted)
    received = ISSUED - timedelta(days=days)
    a_request(case, received, source="2", request_outcome="Y", outcome="Y", outcome_on=ISSUED, **parts)
    an_ehc_plan(case, ISSUED, need=need, kind="academy")
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
    assert ("England", "2024", "45.9%") in {(each.area, each.year, each.words) for each in shown.comparators}


def test_challenged_plans_are_left_out_and_flagged_ones_only_from_the_second_measure():
    issued(100)
    issued(200, exceptions_apply=True)
    issued(300, tribunal=True)

    compute_figures(on=TODAY)

    viewer = as_viewer("operator")
    including = figures.figure("plans-in-20-weeks", viewer=viewer).value
    excluding = figures.figure("plans-in-20-weeks-without-exceptions", viewer=viewer).value
    assert (including.numerator, including.denominator) == (1, 2)
    assert (excluding.numerator, excluding.denominator) == (1, 1)


def test_every_measure_can_be_read_before_anything_is_on_record():
    compute_figures(on=TODAY)
    viewer = as_viewer("operator")

    overview = figures.figures_overview(viewer=viewer)

    ids = [line.measure.id for _, lines in overview.groups for line in lines]
    assert set(ids) == set(load_measures().by_id)
    assert all(figures.figure(each, viewer=viewer).value.numerator in (None, 0) for each in ids)


def test_before_the_first_run_there_is_nothing_to_show_and_that_is_said():
    viewer = as_viewer("operator")

    assert figures.figures_overview(viewer=viewer).as_of is None
    with pytest.raises(NotFound, match="no such figure"):
        figures.figure("requests", viewer=viewer)


def test_placements_count_in_the_group_of_their_setting_or_code():
    for kind, code in (("academy", ""), ("special school", ""), ("", "EHE"), ("", "EYP"), ("", "")):
        an_ehc_plan(a_case(), ISSUED, kind=kind, code=code)

    compute_figures(on=TODAY)

    (mix,) = figures.figure("placement-mix", viewer=as_viewer("operator")).breakdowns
    assert {part.part: part.value.numerator for part in mix.parts} == {
        "mainstream": 1,
        "special": 1,
        "elsewhere": 1,
        "early-years": 1,
        "not-recorded": 1,
    }
    assert mix.parts[0].value.words == "20.0%"


def test_overdue_counts_what_the_clocks_say_and_nothing_that_cannot_be_known():
    for days in (-10, -30, 5):
        an_open_limit(a_case(), "final_plan_due", TODAY + timedelta(days=days))
    an_open_limit(a_case(), "final_plan_due", TODAY - timedelta(days=2000), is_knowable=False)
    a_review(a_case(), date(2025, 5, 1), date(2025, 5, 29))

    compute_figures(on=TODAY)

    viewer = as_viewer("operator")
    said = {
        name: figures.figure(name, viewer=viewer).value for name in ("assessments-overdue", "assessments-overdue-days")
    }
    assert (said["assessments-overdue"].numerator, said["assessments-overdue"].denominator) == (2, 3)
    assert said["assessments-overdue-days"].words == "20.0 days"
    assert figures.figure("assessments-overdue-longest", viewer=viewer).value.words == "30 days"
    assert figures.figure("review-decisions-in-4-weeks", viewer=viewer).value.words == "100.0%"


def test_the_board_is_not_shown_what_could_tell_who_is_meant():
    for _ in range(12):
        issued(100, need="ASD")
    for _ in range(2):
        issued(100, need="MSI")
    for _ in range(6):
        issued(200, need="SLCN")
    compute_figures(on=TODAY)

    view = figures.figure("primary-need-mix", viewer=as_viewer("board-member"))

    (mix,) = view.breakdowns
    shown = {part.part: part.value.numerator for part in mix.parts}
    assert shown == {"ASD": 12, "SLCN": None, "MSI": None}
    assert all("could tell who" in part.value.says for part in mix.parts if not part.value.is_shown)
    assert (view.profile, view.can_open_cases) == ("board", False)


def test_a_board_member_cannot_open_cases_and_a_caseworker_opens_those_in_reach():
    team, other = Team.objects.create(name="North"), Team.objects.create(name="South")
    mine, theirs = issued(100, team=team), issued(120, team=other)
    secret = issued(130, team=team, is_restricted=True)
    caseworker = a_person("caseworker")
    TeamMember.objects.create(team=team, user=caseworker, first_day=date(2020, 1, 1))
    compute_figures(on=TODAY)

    found = figures.cases_behind("plans-in-20-weeks", viewer=viewer_of(caseworker, on=TODAY))

    assert (found.total, found.out_of_reach, found.period) == (3, 2, "2025")
    assert [row.case_id for row in found.rows] == [mine.public_id]
    assert found.rows[0].name == f"Ash {mine.person.surname}"
    assert {theirs.public_id, secret.public_id}.isdisjoint(AuditEntry.objects.latest("pk").subject_ids)
    with pytest.raises(NotAllowed):
        figures.cases_behind("plans-in-20-weeks", viewer=as_viewer("board-member"))


def test_an_analyst_sees_stand_ins_and_no_way_to_the_case():
    case = issued(100)
    compute_figures(on=TODAY)

    found = figures.cases_behind("plans-in-20-weeks", viewer=as_viewer("analyst"))

    (row,) = found.rows
    assert found.is_pseudonym
    assert (row.case_id, row.officer, row.setting) == ("", "", "")
    assert case.person.surname not in row.name


def test_a_part_opens_to_its_own_cases():
    autistic, _ = issued(100, need="ASD"), issued(100, need="HI")
    compute_figures(on=TODAY)

    found = figures.cases_behind("primary-need-mix", viewer=as_viewer("operator"), part="primary-need:ASD")

    assert [row.case_id for row in found.rows] == [autistic.public_id]
    assert (found.total, found.part_title) == (1, "Autistic spectrum disorder")


def test_the_facts_are_kept_once_and_nothing_can_be_written_through_them():
    issued(100)

    first, second = facts.write_facts(on=TODAY), facts.write_facts(on=TODAY)

    assert first == second
    assert [path.name for path in facts_root().iterdir() if path.name == first] == [first]
    with facts.opened(first) as tables, pytest.raises(Exception, match=r"disabled|[Cc]annot"):
        tables["plans"].to_parquet(facts_root() / "elsewhere.parquet")


def test_facts_that_are_gone_say_what_to_do():
    with pytest.raises(Problem, match="oneplan figures compute"), facts.opened("2020-01-01-0"):
        pass


def test_facts_that_another_run_may_be_reckoning_from_stay_for_an_hour():
    issued(100)
    key = facts.write_facts(on=TODAY)
    two_hours_ago = time.time() - 7200

    facts.forget_but(())
    assert (facts_root() / key).is_dir()

    os.utime(facts_root() / key, (two_hours_ago, two_hours_ago))
    facts.write_facts(on=TODAY)
    facts.forget_but(())
    assert (facts_root() / key).is_dir()

    os.utime(facts_root() / key, (two_hours_ago, two_hours_ago))
    facts.forget_but((key,))
    assert (facts_root() / key).is_dir()

    facts.forget_but(())
    assert not (facts_root() / key).exists()


def test_figures_are_reckoned_again_the_next_day_and_not_twice_the_same():
    an_ehc_plan(a_case(), ISSUED)
    compute_figures(on=TODAY)

    assert not figures_are_stale(on=TODAY)
    assert figures_are_stale(on=TODAY + timedelta(days=1))


def test_the_jobs_reckon_once_there_is_something_to_reckon():
    assert reckon_if_stale() == 0

    a_plan_in_place(a_person("transformation-lead"), on=TODAY)

    assert reckon_if_stale() > 0
    assert reckon_if_stale() == 0
    assert FigureRun.objects.get().made_at <= datetime.now(UTC)
