"""Annual reviews, and amendments with and without one."""

from tests.spec.clocks.story import answers, check


def test_twelve_months_begin_with_the_day_itself_and_end_before_the_anniversary():
    check("""
        2026-03-10 final_plan_sent
        as of 2026-03-10
        ---
        review_complete_by                   -> 2027-03-09 running
        anniversary                          = 2027-03-10
        latest_meeting_for_decision_in_time  -> 2027-02-09 running
        papers_for_latest_meeting_by         -> 2027-01-26 running
    """)


def test_a_review_is_complete_when_its_decision_is_notified_not_when_it_met():
    check("""
        2026-03-10 final_plan_sent
        2027-03-01 review_meeting
        as of 2027-03-10
        ---
        review_complete_by                   -> 2027-03-09 overdue 1 days late
        latest_meeting_for_decision_in_time  -> 2027-02-09 met late 20 days late
    """)


def test_the_decision_ends_one_year_and_starts_the_next():
    check("""
        2026-03-10 final_plan_sent
        2027-03-09 review_decision_notified outcome=maintain
        as of 2027-03-10
        ---
        review_complete_by [started_on=2026-03-10]  -> 2027-03-09 met
        review_complete_by [started_on=2027-03-09]  -> 2028-03-08 running
    """)


def test_a_late_decision_starts_the_next_year_from_the_day_it_was_made():
    check("""
        2026-03-10 final_plan_sent
        2027-03-19 review_decision_notified outcome=maintain
        as of 2027-04-01
        ---
        review_complete_by [started_on=2026-03-10]  -> 2027-03-09 met late 10 days late
        review_complete_by [started_on=2027-03-19]  -> 2028-03-18 running
    """)


def test_a_replacement_plan_does_not_put_the_review_off():
    check("""
        2026-03-10 final_plan_sent
        2026-09-10 final_plan_sent
        as of 2026-10-01
        ---
        review_complete_by [started_on=2026-03-10]  -> 2027-03-09 running
        review_complete_by [started_on=2026-09-10]  no row
    """)


def test_a_plan_that_ceased_is_not_reviewed():
    check("""
        2026-03-10 final_plan_sent
        2026-12-01 plan_ceased
        as of 2027-12-01
        ---
        review_complete_by  -> 2027-03-09 superseded
    """)


def test_the_decision_follows_the_meeting_by_four_weeks():
    check("""
        2026-12-03 review_meeting
        2026-12-31 review_decision_notified outcome=maintain
        as of 2027-01-15
        ---
        meeting_report_due             -> 2026-12-17 overdue 29 days late
        review_decision_due            -> 2026-12-31 met
        review_decided_within_4_weeks  = yes
    """)
    check("""
        2026-12-03 review_meeting
        2027-01-01 review_decision_notified outcome=maintain
        as of 2027-01-15
        ---
        review_decision_due            -> 2026-12-31 met late 1 days late
        review_decided_within_4_weeks  = no
    """)


def test_the_decision_falls_inside_the_year_where_that_ends_sooner():
    check("""
        2026-03-10 final_plan_sent
        2027-03-01 review_meeting
        as of 2027-03-02
        ---
        review_decision_due   -> 2027-03-09 running
        amendment_notice_due  -> 2027-03-09 running
    """)


def test_the_year_already_begun_again_does_not_shorten_the_decision_before_it():
    check("""
        2026-03-10 final_plan_sent
        2026-11-02 review_meeting
        2026-11-20 review_decision_notified outcome=amend
        as of 2026-12-01
        ---
        review_decision_due  -> 2026-11-30 met
    """)


def test_a_decision_to_maintain_or_cease_needs_no_notice_of_amendments():
    check("""
        2026-12-03 review_meeting
        2026-12-20 review_decision_notified outcome=cease
        as of 2027-02-01
        ---
        amendment_notice_due  -> 2026-12-31 superseded
    """)


def test_a_decision_to_amend_still_needs_the_notice_in_the_same_four_weeks():
    check("""
        2026-12-03 review_meeting
        2026-12-20 review_decision_notified outcome=amend
        as of 2027-01-02
        ---
        review_decision_due   -> 2026-12-31 met
        amendment_notice_due  -> 2026-12-31 overdue 2 days late
    """)


def test_a_late_notice_buys_no_time_for_the_amended_plan():
    check("""
        2026-12-03 review_meeting
        2027-01-21 amendment_notice_sent
        as of 2027-02-26
        ---
        amendment_notice_due         -> 2026-12-31 met late 21 days late
        amendment_reps_last_day      -> 2027-02-04 nothing asked
        amended_final_due            -> 2027-02-25 overdue 1 days late
        amended_final_notice_limb    = 2027-03-18
        amended_final_meeting_limb   = 2027-02-25
    """)


def test_an_early_notice_brings_the_amended_plan_forward():
    check("""
        2026-12-03 review_meeting
        2026-12-14 amendment_notice_sent
        2027-02-08 amended_plan_sent
        as of 2027-03-01
        ---
        amended_final_due        -> 2027-02-08 met
        no_amendment_notice_due  -> 2027-02-08 superseded
    """)


def test_a_posted_notice_is_served_on_the_second_working_day():
    check("""
        2026-12-03 review_meeting
        2026-12-24 amendment_notice_sent by=post
        as of 2026-12-24
        ---
        amendment_served_on      = 2026-12-30
        amendment_reps_last_day  -> 2027-01-13 running
    """)


def test_a_plan_amended_without_a_review_has_eight_weeks_from_its_notice():
    check("""
        2025-12-03 review_meeting
        2026-06-01 amendment_notice_sent without_review=yes
        as of 2026-06-02
        ---
        amended_final_due [rule=AR-14]  -> 2026-07-27 running
        amended_final_due [rule=AR-08]  no row
    """)


def test_a_decision_not_to_amend_after_all_is_notified_within_eight_weeks():
    check("""
        2026-12-03 review_meeting
        2026-12-14 amendment_notice_sent
        2027-02-09 no_amendment_notified
        as of 2027-03-01
        ---
        no_amendment_notice_due  -> 2027-02-08 met late 1 days late
        amended_final_due        -> 2027-02-08 superseded 1 days late
        appeal_deadline          -> 2027-04-09 running
    """)


def test_notice_and_papers_go_two_weeks_before_the_meeting():
    check("""
        2027-03-31 review_notice_given
        2027-04-01 review_papers_sent
        2027-04-14 review_meeting
        as of 2027-04-20
        ---
        notice_and_papers_by             -> 2027-03-31 met
        papers_circulated_by             -> 2027-03-31 met late 1 days late
        notice_and_papers_by_clear_days  = 2027-03-30
    """)


def test_a_meeting_still_to_come_can_be_planned_for():
    check("""
        2027-04-14 review_meeting
        as of 2027-03-01
        ---
        notice_and_papers_by  -> 2027-03-31 running
        meeting_report_due    -> 2027-04-28 running
        review_decision_due   -> 2027-05-12 running
    """)


def test_notice_of_the_last_review_does_not_count_for_this_one():
    check("""
        2026-03-31 review_notice_given
        2026-04-14 review_meeting
        2026-05-01 review_decision_notified outcome=maintain
        2027-04-14 review_meeting
        as of 2027-04-01
        ---
        notice_and_papers_by [started_on=2026-04-14]  -> 2026-03-31 met
        notice_and_papers_by [started_on=2027-04-14]  -> 2027-03-31 overdue 1 days late
    """)


def test_a_list_of_the_terms_reviews_goes_two_weeks_before_term():
    check("""
        2026-12-22 term_review_list_sent
        2027-01-05 term_starts
        as of 2027-01-10
        ---
        term_review_list_due [kind=guidance]  -> 2026-12-22 met
    """)


def test_extra_reviews_are_considered_only_under_five():
    check("""
        2023-02-14 person_born
        2026-05-18 review_decision_notified outcome=maintain
        as of 2026-11-19
        ---
        under_five_review_from [kind=guidance]  = 2026-08-18
        under_five_review_by [kind=guidance]    -> 2026-11-18 overdue 1 days late
        review_complete_by                      -> 2027-05-17 running
    """)
    check("""
        2021-05-18 person_born
        2026-05-18 review_decision_notified outcome=maintain
        as of 2026-11-19
        ---
        under_five_review_by  no row
    """)


def test_reviews_prepare_for_adulthood_from_year_nine():
    check("""
        2013-08-31 person_born
        2026-09-15 review_meeting
        as of 2026-09-15
        ---
        prepare_for_adulthood  = at this review
    """)
    check("""
        2013-09-01 person_born
        2026-09-15 review_meeting
        as of 2026-09-15
        ---
        prepare_for_adulthood  no row
    """)


def test_an_early_review_has_no_limit_in_law():
    check("""
        2026-09-15 early_review_requested
        as of 2026-12-15
        ---
        early_review [kind=local]  = no statutory limit; set a local target
    """)


def test_an_appeal_does_not_put_a_review_off():
    check("""
        2026-03-10 final_plan_sent
        2026-05-01 appeal_lodged
        as of 2027-03-10
        ---
        review_during_appeal  = an appeal does not put a review off
        review_complete_by    -> 2027-03-09 overdue 1 days late
    """)


def test_a_stop_that_is_still_to_come_stops_nothing_and_says_so():
    rows = answers("""
        2026-12-03 review_meeting
        2026-12-20 review_decision_notified outcome=maintain
        as of 2026-12-10
    """)

    decision = next(row for row in rows if row["output"] == "review_decision_due")

    assert decision["state"] == "running"
    assert decision["stopped_on"] is None
    assert any("20 December 2026 is still to come" in reason for reason in decision["because"])
