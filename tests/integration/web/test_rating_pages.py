"""Pages on which ratings are asked for, approved, challenged and answered, and the faults of the first page."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from tests.support.live_plan import a_person

from oneplan.actions.contributions import add_evidence, state_impact
from oneplan.actions.plan_lines import change_rating
from oneplan.answers.challenges import standing_challenges
from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.improvement.models import Action, AreaForImprovement, AreaRating, GreenRequest, RatingKeyEntry


def green_is_in_the_key(action: Action) -> None:
    RatingKeyEntry.objects.create(plan=action.plan, position=9, word="Green", meaning="Done", rating=Rating.COMPLETE)


def action(ref: str = "A1") -> Action:
    return Action.objects.get(ref=ref)


def prove(row: Action, by) -> None:
    common = {"action_id": row.public_id, "by": by, "on": timezone.localdate(), "happened_on": date(2026, 1, 5)}
    add_evidence(kind=EvidenceKind.AUDIT, note="8 of 10", document=None, **common)
    state_impact(text="Families wait less", **common)


def save_green(browser, row: Action):
    sent = {"version": row.version, "rating": "Green", "reason": "It is embedded"}
    return browser.post(f"/plan/action/{row.public_id}/rating/", sent)


def test_the_rating_form_lists_what_green_still_needs_with_a_way_to_add_each(plan, people, as_) -> None:
    row = action()
    green_is_in_the_key(row)

    answer = save_green(as_(people.owner), row)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("Missing") == 3
    assert f"/plan/action/{row.public_id}/evidence/" in page
    assert f"/plan/action/{row.public_id}/impact/" in page
    assert action().rating == "on_track"


def test_green_goes_from_the_owners_form_through_a_second_reader_and_nobody_elses(plan, people, as_) -> None:
    green_is_in_the_key(action())
    prove(action(), people.owner)

    assert save_green(as_(people.owner), action()).status_code == 302
    address = f"/ratings/waiting/{GreenRequest.objects.get().public_id}/"
    own, others = as_(people.owner).get(address).content.decode(), as_(people.board).get(address).content.decode()
    refused = as_(people.owner).post(f"{address}approve/", {"reason": "Fine"})
    approved = as_(people.board).post(f"{address}approve/", {"reason": "I saw the audit"})

    assert "You asked for it, so somebody else decides." in own
    assert "8 of 10" in others
    assert "Families wait less" in others
    assert "Approve it as green" in others
    assert (refused.status_code, approved.status_code) == (403, 302)
    assert (action().rating, action().is_evidence_unseen) == ("complete", False)
    assert "Approved on evidence" in as_(people.board).get(f"/plan/action/{action().public_id}/").content.decode()


def test_an_imported_green_carries_its_mark_on_the_plan_the_section_and_the_action(plan, people, as_) -> None:
    browser, row = as_(people.lead), action("A4")

    for address in ("/plan/?open=all", f"/plan/section/{row.section.slug}/", "/thread/"):
        assert "with evidence not seen" in browser.get(address).content.decode()
    assert (
        "Nobody here has approved it on evidence yet" in browser.get(f"/plan/action/{row.public_id}/").content.decode()
    )


def test_a_challenge_opens_its_action_is_answered_by_the_owner_and_stays_with_its_answer(plan, people, as_) -> None:
    today = timezone.localdate()
    found = standing_challenges(plan, viewer=viewer_of(people.owner, on=today), on=today)
    row = next(each for each in found if each.kind == "overdue_on_track")
    address = f"/ratings/challenges/{row.action_id}/{row.mark}/"

    others = as_(people.other_owner).post(address, {"reason": "Not mine"})
    empty = as_(people.owner).post(address, {"reason": ""})
    saved = as_(people.owner).post(address, {"reason": "The board meets on Friday"})

    page = as_(people.owner).get("/ratings/challenges/").content.decode()
    assert (others.status_code, empty.status_code, saved.status_code) == (403, 400, 302)
    assert "The board meets on Friday" in page
    assert f"/plan/action/{row.action_id}/" in page


def test_an_answer_runs_out_after_a_cycle_and_at_once_when_the_state_is_another(plan, people, as_) -> None:
    today = timezone.localdate()
    viewer = viewer_of(people.lead, on=today)
    row = next(each for each in standing_challenges(plan, viewer=viewer, on=today) if each.kind == "overdue_on_track")
    as_(people.lead).post(f"/ratings/challenges/{row.action_id}/{row.mark}/", {"reason": "Friday"})

    def overdue(on: date):
        found = standing_challenges(plan, viewer=viewer, on=on)
        return next(each for each in found if each.kind == "overdue_on_track" and each.action_id == row.action_id)

    later = date(today.year + 1, today.month, 1)
    assert (overdue(today).is_open, overdue(later).has_returned) == (False, True)
    assert overdue(later).answer.reason == "Friday"
    change_rating(
        action_id=row.action_id,
        version=Action.objects.get(public_id=row.action_id).version,
        rating_raw="Not started",
        rating=Rating.NOT_STARTED,
        reason="It has not",
        by=people.lead,
        on=today,
    )
    assert overdue(today).answer is None


def test_an_area_is_judged_by_impact_with_evidence_and_keeps_every_judgement(plan, people, as_) -> None:
    area = AreaForImprovement.objects.get()
    browser = as_(people.lead)
    listed = browser.get("/ratings/areas/").content.decode()
    address = next(
        part.split('"')[0]
        for part in listed.split('href="')
        if part.startswith("/ratings/areas/") and len(part.split('"')[0]) > 20
    )

    bare = browser.post(f"{address}rate/", {"impact": "some", "reason": "It is better"})
    early = browser.post(f"{address}rate/", {"impact": "too-early", "reason": "It began in May"})
    day = {"evidence_on_day": "5", "evidence_on_month": "1", "evidence_on_year": "2026"}
    full = {"impact": "some", "reason": "Sooner", "evidence": "11 of 14", "evidence_kind": "audit", **day}
    better = browser.post(f"{address}rate/", full)

    page = browser.get(address).content.decode()
    assert (bare.status_code, early.status_code, better.status_code) == (400, 302, 302)
    assert "needs evidence" in bare.content.decode()
    assert [row.impact for row in AreaRating.objects.order_by("pk")] == ["too-early", "some"]
    assert page.index("Some impact") < page.index("It began in May")
    assert area.text in page
    assert as_(people.owner).post(f"{address}rate/", full).status_code == 403


def test_the_first_page_of_whoever_runs_the_plan_tells_its_faults_and_opens_their_lines(plan, people, as_) -> None:
    page = as_(people.lead).get("/").content.decode()

    for fault in ("unowned", "undated", "overdue"):
        assert f"/ratings/faults/#{fault}" in page
    assert "challenges in the plan are unanswered" in page
    faults = as_(people.lead).get("/ratings/faults/").content.decode()
    assert f"/plan/action/{action('A2').public_id}/" in faults
    for nobody in (people.owner, people.caseworker, people.public):
        assert "/ratings/faults/" not in as_(nobody).get("/").content.decode()


def test_pages_about_ratings_are_closed_to_the_public_and_to_whoever_may_not(plan, people, as_) -> None:
    chair = a_person("chair")

    for address in ("/ratings/", "/ratings/challenges/", "/ratings/areas/", "/ratings/faults/"):
        assert as_(chair).get(address).status_code == 200
        assert as_(people.public).get(address).status_code == 403
        assert as_(people.admin).get(address).status_code == 403
