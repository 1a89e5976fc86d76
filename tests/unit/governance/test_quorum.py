"""Quorum on constructed cases: numbers, shares, deputies, vacancies, partners, voices and conflicts."""

from datetime import date

import pytest

from oneplan.core.governance.quorum import Conflict, QuorumRule, Seat, Verdict, is_quorate_for, quorum_forecast

DAY = date(2026, 3, 12)
ON = date(2026, 3, 2)
SEATS = (
    Seat("a", "Director", "Council"),
    Seat("b", "Chief nurse", "NHS"),
    Seat("c", "Forum chair", "Parent carer forum", speaks_for="families"),
    Seat("d", "Headteacher", "Schools"),
    Seat("e", "Young advisers", "Shadow board", speaks_for="young-people"),
)


def _forecast(rule, *, coming=(), apologies=(), deputies=None, conflicts=(), items=(), seats=SEATS):
    return quorum_forecast(
        rule,
        seats,
        coming=coming,
        apologies=apologies,
        deputies=deputies,
        conflicts=conflicts,
        items=items,
        meets_on=DAY,
        on=ON,
    )


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        (QuorumRule(), 1),
        (QuorumRule(number=4), 4),
        (QuorumRule(share=(1, 2)), 3),
        (QuorumRule(share=(1, 3)), 2),
        (QuorumRule(share=(2, 5)), 2),
        (QuorumRule(number=2, share=(3, 4)), 4),
    ],
)
def test_what_is_needed_is_the_greater_of_a_number_and_a_share_rounded_up(rule, needed):
    assert rule.needed(SEATS) == needed


def test_a_vacant_seat_counts_in_the_share_unless_the_terms_say_otherwise():
    seats = (*SEATS, Seat("f", "Governor", is_vacant=True), Seat("g", "Commissioner", is_vacant=True))

    counted, uncounted = QuorumRule(share=(1, 2)), QuorumRule(share=(1, 2), counts_vacant=False)

    assert (counted.needed(seats), uncounted.needed(seats)) == (4, 3)


def test_a_seat_without_a_vote_neither_counts_nor_is_counted():
    seats = (*SEATS[:2], Seat("z", "Clerk", is_voting=False))

    found = _forecast(QuorumRule(share=(1, 2)), coming=["z"], seats=seats)

    assert (found.present_expected, found.needed, found.is_quorate) == (0, 1, False)


@pytest.mark.parametrize(
    ("coming", "apologies", "verdict"),
    [
        ("abc", "", Verdict.QUORATE),
        ("ab", "", Verdict.WAITING),
        ("ab", "c", Verdict.WAITING),
        ("ab", "cde", Verdict.INQUORATE),
        ("", "", Verdict.WAITING),
        ("", "abc", Verdict.INQUORATE),
    ],
)
def test_the_verdict_counts_only_those_who_said_yes_and_hopes_only_for_the_silent(coming, apologies, verdict):
    found = _forecast(QuorumRule(number=3), coming=list(coming), apologies=list(apologies))

    assert found.verdict is verdict


def test_a_deputy_counts_for_the_seat_where_deputies_count():
    yes = _forecast(QuorumRule(number=2), coming=["a"], deputies={"b": "Deputy chief nurse"})
    no = _forecast(QuorumRule(number=2, deputies_count=False), coming=["a"], deputies={"b": "Deputy chief nurse"})

    assert (yes.is_quorate, no.is_quorate) == (True, False)
    assert no.present_expected == 1


def test_those_who_have_not_answered_and_those_to_ask_for_a_deputy_are_named():
    found = _forecast(QuorumRule(number=4), coming=["a", "c"], apologies=["b"])

    assert found.says == (
        "Not yet quorate: 2 are expected in 10 days, 4 needed; 2 more must say yes.",
        "Not answered yet: Headteacher and Young advisers.",
        "Ask for a deputy: Chief nurse.",
    )


def test_a_meeting_that_cannot_be_quorate_says_so_though_some_are_silent():
    found = _forecast(QuorumRule(number=5), coming=["a"], apologies=["b", "c"])

    assert found.says[0] == "Not quorate even if everybody who is silent comes: 1 is expected in 10 days, 5 needed."


def test_a_partner_that_must_be_there_is_missed_by_name_however_many_come():
    rule = QuorumRule(number=2, partners=("NHS",))

    found = _forecast(rule, coming=["a", "c", "d"], apologies=["b"])

    assert (found.verdict, found.missing) == (Verdict.INQUORATE, ("NHS",))
    assert "Nobody who is coming speaks for NHS." in found.says


@pytest.mark.parametrize(
    ("rule", "without", "missing"),
    [
        (QuorumRule(number=1, needs_families=True), "c", "parents and carers"),
        (QuorumRule(number=1, needs_young_people=True), "e", "children and young people"),
    ],
)
def test_the_voice_of_families_or_of_young_people_can_be_part_of_the_quorum(rule, without, missing):
    others = [seat.id for seat in SEATS if seat.id != without]

    absent = _forecast(rule, coming=others, apologies=[without])
    everybody = _forecast(rule, coming=[*others, without])

    assert (absent.is_quorate, absent.missing) == (False, (missing,))
    assert everybody.is_quorate


def test_who_has_an_interest_stands_aside_for_that_item_and_for_no_other():
    conflicts = [Conflict("b", "Fees")]

    found = _forecast(QuorumRule(number=3), coming=["a", "b", "c"], conflicts=conflicts, items=["Fees", "Plan"])

    fees, plan = found.items
    assert found.is_quorate
    assert (fees.present, fees.is_quorate, [seat.id for seat in fees.stands_aside]) == (2, False, ["b"])
    assert (plan.present, plan.is_quorate, plan.says) == (3, True, "")
    assert fees.says == "Chief nurse stands aside, which leaves 2 of the 3 needed: this item could not be decided."
    assert f"Fees: {fees.says}" in found.says


def test_a_personal_interest_leaves_a_deputy_free_and_one_of_the_partner_does_not():
    common = {"coming": ["a", "c"], "deputies": {"b": "Deputy"}, "items": ["Fees"]}

    personal = _forecast(QuorumRule(number=3), conflicts=[Conflict("b", "Fees", is_personal=True)], **common)
    partners = _forecast(QuorumRule(number=3), conflicts=[Conflict("b", "Fees")], **common)

    assert (personal.items[0].is_quorate, partners.items[0].is_quorate) == (True, False)


def test_the_only_voice_of_a_needed_partner_standing_aside_leaves_the_item_undecidable():
    rule = QuorumRule(number=1, partners=("NHS",))

    found = _forecast(rule, coming=["a", "b", "c"], conflicts=[Conflict("b", "Fees")], items=["Fees"])

    assert found.is_quorate
    assert "nobody speaks for NHS" in found.items[0].says


def test_on_the_day_those_in_the_room_decide_and_nobody_is_hoped_for():
    rule = QuorumRule(number=2)

    enough = is_quorate_for(rule, SEATS, present=["a", "d"], item="Plan")
    one = is_quorate_for(rule, SEATS, present=["a"], item="Plan")
    stood_in = is_quorate_for(rule, SEATS, present=["a"], deputies=["b"], item="Plan")
    aside = is_quorate_for(rule, SEATS, present=["a", "b"], conflicts=[Conflict("b", "Plan")], item="Plan")

    assert (enough, one, stood_in, aside) == (True, False, True, False)


def test_a_seat_that_nobody_holds_is_neither_present_nor_silent():
    seats = (Seat("a", "Director"), Seat("b", "Nurse", is_vacant=True))

    found = _forecast(QuorumRule(number=2), coming=["a", "b"], seats=seats)

    assert (found.present_expected, found.silent, found.verdict) == (1, (), Verdict.INQUORATE)
