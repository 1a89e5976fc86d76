"""Phase transfers, moves between areas and re-assessments."""

from tests.spec.clocks.story import check


def test_before_15_february_means_by_the_14th():
    check("""
        2027-09-01 phase_transfer_planned moves_to=primary_to_secondary
        as of 2026-10-01
        ---
        phase_transfer_strict [rule=PT-01]         -> 2027-02-14 running prudent 2027-02-12
        phase_transfer_published                   = 2027-02-15
        latest_meeting_for_full_cycle              -> 2026-11-22 running
        latest_amendment_notice_for_full_cycle     -> 2026-12-20 running
    """)


def test_before_31_march_means_by_the_30th():
    check("""
        2027-09-01 phase_transfer_planned moves_to=secondary_to_post_16
        as of 2026-10-01
        ---
        phase_transfer_strict [rule=PT-02]     -> 2027-03-30 running
        phase_transfer_published [rule=PT-02]  = 2027-03-31
        phase_transfer_strict [rule=PT-01]     no row
        latest_meeting_for_full_cycle          -> 2027-01-05 running
    """)


def test_a_plan_that_names_the_next_setting_in_time_meets_the_limit():
    check("""
        2026-11-20 review_meeting
        2027-02-14 amended_plan_sent names_next_setting=yes
        2027-09-01 phase_transfer_planned moves_to=primary_to_secondary
        as of 2027-03-01
        ---
        phase_transfer_strict          -> 2027-02-14 met
        latest_meeting_for_full_cycle  -> 2026-11-22 met
    """)


def test_a_plan_amended_for_another_reason_does_not():
    check("""
        2027-02-10 amended_plan_sent
        2027-09-01 phase_transfer_planned moves_to=primary_to_secondary
        as of 2027-02-15
        ---
        phase_transfer_strict  -> 2027-02-14 overdue 1 days late
    """)


def test_a_plan_amended_for_an_earlier_transfer_does_not():
    check("""
        2024-02-10 amended_plan_sent names_next_setting=yes
        2027-09-01 phase_transfer_planned moves_to=middle_to_secondary
        as of 2027-02-16
        ---
        phase_transfer_strict  -> 2027-02-14 overdue 2 days late
    """)


def test_a_plan_sent_the_day_after_is_a_day_late():
    check("""
        2027-02-15 amended_plan_sent names_next_setting=yes
        2027-09-01 phase_transfer_planned moves_to=early_years_to_school
        as of 2027-03-01
        ---
        phase_transfer_strict  -> 2027-02-14 met late 1 days late
    """)


def test_a_move_between_colleges_needs_the_plan_five_months_before():
    check("""
        2028-07-31 post16_move_planned
        as of 2028-03-01
        ---
        post16_move_final_by  -> 2028-02-29 overdue 1 days late
    """)


def test_a_transfer_that_will_not_happen_asks_nothing():
    check("""
        2026-12-01 phase_transfer_cancelled
        2027-09-01 phase_transfer_planned moves_to=primary_to_middle
        as of 2027-03-01
        ---
        phase_transfer_strict  -> 2027-02-14 withdrawn
    """)


def test_an_authority_that_knew_in_time_transfers_the_plan_on_the_day():
    check("""
        2026-09-01 move_became_known
        2026-09-28 family_moves
        as of 2026-09-02
        ---
        move_known_in_time_by  = 2026-09-07
        plan_transfer_due      -> 2026-09-28 running
    """)


def test_knowing_on_the_last_day_in_time_still_gives_the_day_of_the_move():
    check("""
        2026-09-07 move_became_known
        2026-09-28 family_moves
        as of 2026-09-29
        ---
        plan_transfer_due  -> 2026-09-28 overdue 1 days late
    """)


def test_an_authority_that_learned_late_has_fifteen_working_days():
    check("""
        2026-12-21 move_became_known
        2027-01-04 family_moves
        2027-01-13 plan_transferred
        as of 2027-02-25
        ---
        plan_transfer_due    -> 2027-01-13 met
        transfer_letter_due  -> 2027-02-24 overdue 1 days late
    """)


def test_an_authority_that_learned_after_the_move_counts_from_that_day():
    check("""
        2026-09-28 family_moves
        2026-10-05 move_became_known
        as of 2026-10-05
        ---
        plan_transfer_due  -> 2026-10-23 running
    """)


def test_a_second_move_is_counted_from_its_own_news():
    check("""
        2026-09-01 move_became_known
        2026-09-28 family_moves
        2026-09-28 plan_transferred
        2027-12-20 move_became_known
        2028-01-04 family_moves
        as of 2028-01-04
        ---
        plan_transfer_due [started_on=2026-09-28]  -> 2026-09-28 met
        plan_transfer_due [started_on=2028-01-04]  -> 2028-01-12 running
    """)


def test_the_new_authority_reviews_by_the_later_of_two_periods():
    check("""
        2025-11-01 review_decision_notified outcome=maintain
        2026-10-12 plan_transferred
        as of 2027-01-12
        ---
        first_review_twelve_month_limb  = 2026-10-31
        first_review_three_month_limb   = 2027-01-11
        first_review_by                 -> 2027-01-11 overdue 1 days late
        review_complete_by              -> 2026-10-31 superseded
    """)


def test_a_transferred_plan_with_no_known_review_says_what_is_missing():
    check("""
        2026-10-12 plan_transferred
        as of 2026-10-12
        ---
        first_review_by                 needs last_made_or_reviewed
        first_review_three_month_limb   = 2027-01-11
    """)


def test_the_review_after_a_transfer_starts_the_yearly_clock_again():
    check("""
        2026-06-02 final_plan_sent
        2026-09-28 plan_transferred
        2027-05-20 review_decision_notified outcome=maintain
        as of 2027-06-02
        ---
        first_review_by                             -> 2027-06-01 met
        review_complete_by [started_on=2027-05-20]  -> 2028-05-19 running
    """)


def test_a_meeting_after_a_transfer_is_decided_inside_the_new_authoritys_period():
    check("""
        2026-06-02 final_plan_sent
        2026-09-28 plan_transferred
        2027-05-20 review_meeting
        as of 2027-05-21
        ---
        review_decision_due  -> 2027-06-01 running
    """)


def test_a_plan_that_has_moved_is_maintained_at_once():
    check("""
        2026-09-28 plan_transferred
        as of 2026-09-28
        ---
        maintain_transferred_plan  = at once; fees for a named setting go on until the plan is amended
    """)


def test_a_commissioner_that_changes_is_told_within_fifteen_working_days():
    check("""
        2026-12-21 commissioner_change_known
        2027-01-14 commissioner_told
        as of 2027-02-01
        ---
        commissioner_notice_due  -> 2027-01-13 met late 1 days late
    """)


def test_a_request_for_reassessment_is_answered_in_fifteen_calendar_days():
    check("""
        2027-02-03 reassessment_requested by=parent
        as of 2027-02-19
        ---
        reassess_decision_due        -> 2027-02-18 overdue 1 days late
        who_may_ask                  = yes
        reassessment_may_be_refused  = no
    """)


def test_an_assessment_in_the_last_six_months_allows_a_refusal():
    check("""
        2026-10-01 earlier_assessment_made
        2027-02-03 reassessment_requested by=other
        as of 2027-02-03
        ---
        reassessment_may_be_refused  = yes
        who_may_ask                  = no
    """)


def test_fourteen_weeks_run_from_telling_the_family():
    check("""
        2027-02-03 reassessment_requested
        2027-02-15 reassess_decision_notified decision=reassess
        2027-05-25 amended_plan_sent
        as of 2027-06-01
        ---
        reassess_decision_due  -> 2027-02-18 met
        reassess_final_due     -> 2027-05-24 met late 1 days late
        who_may_ask            no row
    """)


def test_a_refused_reassessment_opens_an_appeal_and_no_plan():
    check("""
        2027-02-03 reassessment_requested
        2027-02-15 reassess_decision_notified decision=refuse
        as of 2027-02-15
        ---
        reassess_final_due    no row
        appeal_deadline       -> 2027-04-15 running
        mediation_contact_by  -> 2027-04-15 running
    """)


def test_a_reassessment_of_the_authoritys_own_motion_runs_from_its_decision():
    check("""
        2026-09-01 reassessment_decided_on
        2026-10-01 exception_recorded exception=EXC-C limit=reassess_final_due officer="Sam Hill" why="Illness"
        as of 2026-12-20
        ---
        reassess_final_due  -> 2026-12-08 disapplied
    """)


def test_a_withdrawn_reassessment_is_late_for_nothing():
    check("""
        2027-02-03 reassessment_requested
        2027-02-10 reassessment_withdrawn
        as of 2027-06-01
        ---
        reassess_decision_due  -> 2027-02-18 withdrawn
    """)
