"""Section 19, exclusions, attendance, children in care, social care and the limits beside a case."""

from tests.spec.clocks.story import answers, check


def test_education_is_in_place_on_the_sixth_day_of_a_permanent_exclusion():
    check(
        """
        2026-10-20 permanent_exclusion_began
        2026-11-05 full_time_education_began
        as of 2026-11-06
        ---
        sixth_day_provision_from [rule=AP-01]  -> 2026-11-04 met late 1 days late
        """,
        school=True,
    )


def test_a_suspension_needs_education_only_beyond_five_days():
    check(
        """
        2026-10-15 suspension_began school_days=5
        as of 2026-10-15
        ---
        sixth_day_provision_from  no row
        """,
        school=True,
    )
    check(
        """
        2026-10-15 suspension_began school_days=6
        as of 2026-10-15
        ---
        sixth_day_provision_from [rule=AP-02 owner=school]  -> 2026-10-22 running
        """,
        school=True,
    )


def test_without_a_school_calendar_the_answer_says_what_is_missing_and_the_rest_stand():
    check("""
        2026-10-20 permanent_exclusion_began
        2026-10-20 request_received
        as of 2026-10-20
        ---
        sixth_day_provision_from  needs school_calendar
        assess_decision_due       -> 2026-12-01 running
    """)


def test_a_school_calendar_that_ends_too_soon_says_so():
    rows = answers(
        """
        2026-12-16 permanent_exclusion_began
        as of 2026-12-16
        """,
        calendar={"terms": [["2026-11-02", "2026-12-18"]], "closed": []},
    )

    (row,) = (row for row in rows if row["output"] == "sixth_day_provision_from")

    assert row["missing"] == "school_calendar"
    assert any("It runs from 2026-11-02 to 2026-12-18." in reason for reason in row["because"])


def test_fifteen_days_of_sickness_are_counted_from_the_first_one_missed():
    check(
        """
        2027-01-11 sickness_absence_began
        2027-01-29 section_19_arranged
        as of 2027-01-30
        ---
        fifteenth_school_day_missed            = 2027-01-29
        section_19_trigger_on [kind=guidance]  -> 2027-01-29 met
        sickness_return_trigger_on             -> 2027-01-29 overdue 1 days late
        """,
        school=True,
    )


def test_a_forecast_brings_the_trigger_forward():
    check(
        """
        2027-01-11 sickness_absence_began
        2027-01-13 long_absence_forecast
        as of 2027-01-13
        ---
        fifteenth_school_day_missed  = 2027-01-29
        section_19_trigger_on        -> 2027-01-13 running
        sickness_return_trigger_on   -> 2027-01-13 running
        """,
        school=True,
    )


def test_a_forecast_needs_no_school_calendar():
    check("""
        2027-01-11 sickness_absence_began
        2027-01-13 long_absence_forecast
        as of 2027-01-13
        ---
        fifteenth_school_day_missed  needs school_calendar
        section_19_trigger_on        -> 2027-01-13 running
    """)


def test_days_already_missed_count_towards_the_fifteen():
    check(
        """
        2027-01-11 sickness_absence_began days_already_missed=10
        as of 2027-01-11
        ---
        section_19_trigger_on  -> 2027-01-15 running
        """,
        school=True,
    )
    check(
        """
        2027-01-11 sickness_absence_began days_already_missed=40
        as of 2027-01-11
        ---
        section_19_trigger_on  -> 2027-01-11 running
        """,
        school=True,
    )


def test_a_pupil_back_at_school_needs_no_arrangement():
    check(
        """
        2027-01-11 sickness_absence_began
        2027-01-15 returned_to_school
        as of 2027-03-01
        ---
        section_19_trigger_on  -> 2027-01-29 superseded
        """,
        school=True,
    )


def test_an_off_site_direction_is_notified_two_school_days_before():
    check(
        """
        2026-11-03 off_site_notice_given
        2026-11-04 off_site_direction_starts
        as of 2026-11-10
        ---
        off_site_notice_by        -> 2026-10-23 met late 11 days late
        off_site_first_review_by  -> 2026-12-04 running
        """,
        school=True,
    )


def test_a_part_time_timetable_has_an_end():
    check("""
        2026-11-04 part_time_timetable_began ends_on=2026-12-16
        as of 2026-12-17
        ---
        part_time_timetable_ends_on [kind=guidance]  -> 2026-12-16 overdue 1 days late
    """)


def test_a_place_with_five_pupils_or_one_with_a_plan_must_register():
    check("""
        2026-11-04 unregistered_place_used full_time_pupils=4 plan_or_looked_after=no
        as of 2026-11-04
        ---
        provider_must_register  = no
    """)
    check("""
        2026-11-04 unregistered_place_used full_time_pupils=5 plan_or_looked_after=no
        as of 2026-11-04
        ---
        provider_must_register  = yes
    """)
    check("""
        2026-11-04 unregistered_place_used full_time_pupils=1 plan_or_looked_after=yes
        as of 2026-11-04
        ---
        provider_must_register  = yes
    """)


def test_rules_without_a_number_are_shown_with_their_law():
    check("""
        2026-11-04 out_of_school_otherwise
        2026-11-04 part_time_provision_began
        2026-11-04 eotas_agreed
        2026-11-04 child_missing_education_known
        2026-11-04 personal_budget_requested
        2026-11-04 direct_payment_refused
        2026-11-04 health_provision_proposed
        2026-11-04 care_act_assessment_considered
        2026-11-20 section_19_arranged
        as of 2027-11-04
        ---
        decide_promptly_otherwise [rule=AP-04]     -> met
        review_part_time_provision [rule=AP-05]    -> running
        eotas_is_not_ap [rule=AP-06]               = reviews follow regulation 21
        find_child_missing_education [rule=CME-01]  -> running
        consider_personal_budget [rule=PB-01]      -> running
        explain_direct_payment_refusal [rule=PB-03]  -> running
        agree_section_g [rule=HC-02]               -> running
        care_act_transition [rule=HC-04]           -> running
    """)


def test_a_board_meets_in_fifteen_school_days_for_any_of_three_reasons():
    for reason in ("permanent=yes", "term_total=16", "exam_missed=yes term_total=1"):
        check(
            f"""
            2026-10-20 governing_board_notified {reason}
            2026-11-19 governing_board_met
            as of 2026-11-20
            ---
            governors_meet_by [rule=PEX-02]  -> 2026-11-18 met late 1 days late
            governors_meet_by [rule=PEX-03]  no row
            """,
            school=True,
        )


def test_a_board_meets_in_fifty_school_days_when_a_parent_asks():
    check(
        """
        2026-12-01 governing_board_notified term_total=15 representations=yes
        as of 2026-12-02
        ---
        governors_meet_by [rule=PEX-03]  -> 2027-03-03 running
        """,
        school=True,
    )


def test_a_board_need_not_meet_for_five_days_or_when_nobody_asks():
    for reason in ("term_total=5 representations=yes", "term_total=15"):
        check(
            f"""
            2026-12-01 governing_board_notified {reason}
            as of 2026-12-02
            ---
            governors_meet_by  no row
            """,
            school=True,
        )


def test_a_board_meets_before_an_exam():
    check(
        """
        2026-12-01 governing_board_notified exam_missed=yes
        as of 2026-12-02
        ---
        governors_meet_before_exam  = before the exam, so far as practicable
        """,
        school=True,
    )


def test_a_review_is_asked_for_met_and_reconsidered_in_school_days():
    check(
        """
        2026-11-20 board_decision_given
        2026-12-11 review_applied_for
        2026-12-14 panel_decision_given outcome=quashed
        as of 2027-01-13
        ---
        irp_apply_by [nature=right]  -> 2026-12-11 met
        irp_meet_by                -> 2027-01-18 running
        reconsider_by              -> 2027-01-12 overdue 1 days late
        name_may_be_removed_from   -> 2026-12-12 superseded
        """,
        school=True,
    )


def test_a_panel_that_upholds_sends_nothing_back():
    check(
        """
        2026-12-14 panel_decision_given outcome=upheld
        as of 2027-01-13
        ---
        reconsider_by  no row
        """,
        school=True,
    )


def test_a_name_may_go_the_day_after_the_time_for_a_review():
    check(
        """
        2026-11-20 board_decision_given
        as of 2026-12-12
        ---
        irp_apply_by              -> 2026-12-11 nothing asked
        name_may_be_removed_from  = 2026-12-12
        """,
        school=True,
    )


def test_suspensions_are_added_up_over_the_school_year():
    check(
        """
        2026-07-01 suspension_began school_days=10
        2026-09-10 suspension_began school_days=4
        2027-01-12 suspension_began school_days=5
        as of 2027-01-12
        ---
        suspension_days_left_in_year [started_on=2026-07-01]  = 35
        suspension_days_left_in_year [started_on=2026-09-10]  = 41
        suspension_days_left_in_year [started_on=2027-01-12]  = 36
        """,
        school=True,
    )


def test_a_cancelled_exclusion_ends_what_it_started():
    check(
        """
        2026-10-19 exclusion_decided
        2026-10-20 permanent_exclusion_began
        2026-10-20 governing_board_notified permanent=yes
        2026-10-22 exclusion_cancelled
        as of 2027-03-01
        ---
        tell_of_exclusion           -> running
        sixth_day_provision_from    -> 2026-11-04 superseded
        governors_meet_by           -> 2026-11-18 superseded
        reinstate_after_cancelling  = at once; only before the board has met
        """,
        school=True,
    )


def test_unauthorised_absence_brings_a_return_and_later_enquiries():
    check(
        """
        2026-11-03 unauthorised_absence_began
        2026-11-16 attendance_return_made
        as of 2026-12-01
        ---
        attendance_return_trigger_on    -> 2026-11-16 met
        deletion_may_be_considered_from  = 2026-11-30
        """,
        school=True,
    )


def test_absence_after_leave_counts_ten_days():
    check(
        """
        2026-11-03 leave_ended_without_return
        as of 2026-12-01
        ---
        deletion_may_be_considered_from  = 2026-11-16
        """,
        school=True,
    )


def test_returns_follow_the_register():
    check("""
        2026-11-03 pupil_added_to_register
        2026-11-03 deletion_ground_met deletes_on=2026-11-20
        2026-11-21 deletion_return_made
        as of 2026-11-30
        ---
        new_pupil_return_due  -> 2026-11-08 overdue 22 days late
        deletion_return_due   -> 2026-11-20 met late 1 days late
    """)


def test_home_education_from_a_special_school_waits_for_consent():
    check("""
        2026-11-03 home_education_notified special_school_place=yes
        as of 2026-11-30
        ---
        consent_before_deletion  -> running
        home_education_and_plan  no row
    """)
    check("""
        2026-11-03 home_education_notified
        as of 2026-11-30
        ---
        consent_before_deletion  no row
        home_education_and_plan  -> running
    """)


def test_a_parent_has_fifteen_days_before_an_attendance_order():
    check("""
        2026-11-03 school_attendance_notice_served
        as of 2026-11-04
        ---
        attendance_order_notice_last_day [nature=right]  -> 2026-11-17 running
    """)


def test_looked_after_reviews_follow_one_another():
    check("""
        2026-12-07 looked_after_began
        2027-01-06 looked_after_review_held review=first
        2027-04-07 looked_after_review_held review=second
        as of 2027-10-08
        ---
        first_lac_review_by   -> 2027-01-07 met
        second_lac_review_by  -> 2027-04-06 met late 1 days late
        next_lac_review_by    -> 2027-10-07 overdue 1 days late
    """)


def test_the_second_review_is_foreseen_from_the_day_the_first_is_due():
    check("""
        2026-12-07 looked_after_began
        as of 2026-12-08
        ---
        second_lac_review_by  -> 2027-04-07 running
        iha_report_by         -> 2027-01-07 running
    """)


def test_health_is_reviewed_every_six_months_before_five_and_every_twelve_after():
    check("""
        2022-06-01 person_born
        2026-11-30 health_assessment_reviewed
        2027-06-02 health_assessment_reviewed
        as of 2027-06-03
        ---
        rha_next_by [started_on=2026-11-30]  -> 2027-05-30 met late 3 days late
        rha_next_by [started_on=2027-06-02]  -> 2028-06-02 running
    """)


def test_the_next_health_review_needs_a_date_of_birth():
    check("""
        2026-11-30 health_assessment_reviewed
        as of 2026-12-01
        ---
        rha_next_by  needs person_born
    """)


def test_plans_and_visits_follow_a_placement():
    check("""
        2026-12-04 care_plan_made
        2026-12-07 placement_began
        2026-12-15 placement_plan_made
        2026-12-14 social_worker_visited
        as of 2026-12-16
        ---
        care_plan_by       -> 2026-12-21 met
        placement_plan_by  -> 2026-12-14 met late 1 days late
        first_visit_by     -> 2026-12-14 met
        next_visit_by      -> 2027-01-25 running
    """)


def test_a_personal_education_plan_is_made_in_ten_school_days():
    check(
        """
        2026-12-07 looked_after_began
        2027-01-05 personal_education_plan_made
        as of 2027-01-06
        ---
        personal_education_plan_by [kind=guidance]  -> 2027-01-05 met
        personal_education_plan_each_term           = each school term
        """,
        school=True,
    )


def test_the_strengths_questionnaire_is_yearly_from_four_to_sixteen():
    check("""
        2020-05-01 person_born
        2026-05-01 strengths_questionnaire_done
        as of 2026-05-01
        ---
        strengths_questionnaire_by  -> 2027-05-01 running
    """)
    check("""
        2009-05-01 person_born
        2026-05-01 strengths_questionnaire_done
        as of 2026-05-01
        ---
        strengths_questionnaire_by  no row
    """)


def test_leaving_care_follows_the_days_in_care():
    check("""
        2010-06-15 person_born
        2026-05-01 looked_after_began
        as of 2026-07-29
        ---
        care_leaver_status  = none
    """)
    check("""
        2010-06-15 person_born
        2026-05-01 looked_after_began
        as of 2026-07-30
        ---
        care_leaver_status  = eligible
    """)
    check("""
        2010-06-15 person_born
        2026-05-01 looked_after_began
        2026-09-01 looked_after_ended
        as of 2026-10-01
        ---
        care_leaver_status  = relevant
    """)
    check("""
        2010-06-15 person_born
        2026-05-01 looked_after_began
        2026-09-01 looked_after_ended
        as of 2028-06-15
        ---
        care_leaver_status  = former relevant
    """)
    check("""
        2010-06-15 person_born
        2026-06-01 looked_after_began
        2026-07-01 looked_after_ended
        as of 2026-08-01
        ---
        care_leaver_status  = qualifying
    """)
    check("""
        2010-06-15 person_born
        2020-06-01 looked_after_began
        2020-07-01 looked_after_ended
        as of 2026-08-01
        ---
        care_leaver_status  = none
    """)


def test_a_pathway_plan_is_assessed_for_and_reviewed():
    check("""
        2010-06-15 person_born
        2026-06-15 became_eligible_child
        2026-09-10 needs_assessed_for_pathway
        2026-09-20 pathway_plan_reviewed
        2028-06-15 staying_put_began
        as of 2028-06-16
        ---
        pathway_needs_assessment_by  -> 2026-09-15 met
        pathway_plan_review_by       -> 2027-03-20 overdue 454 days late
        personal_adviser_until       = 2035-06-15
        staying_put_until            = 2031-06-15
    """)


def test_law_that_is_only_expected_is_never_used():
    check("""
        2010-06-15 person_born
        2026-06-15 became_eligible_child
        2026-07-01 not_in_school_registered
        2026-07-01 withdrawal_consent_requested
        as of 2026-12-01
        ---
        staying_close_until         no row
        consider_home_by            no row
        decide_consent_to_withdraw  no row
    """)


def test_referrals_conferences_and_proceedings():
    check("""
        2026-03-09 referral_received
        2026-03-11 referral_decided
        2026-04-22 strategy_discussion_held
        2026-05-14 initial_conference_held
        2026-05-29 core_group_met
        2026-08-14 review_conference_held
        2026-08-03 care_proceedings_issued
        as of 2027-02-02
        ---
        referral_decision_by [kind=guidance]  -> 2026-03-10 met late 1 days late
        cf_assessment_by                      -> 2026-05-14 overdue 264 days late
        icpc_by                               -> 2026-05-14 met
        core_group_by                         -> 2026-05-29 met
        first_review_conference_by            -> 2026-08-14 met
        next_review_conference_by             -> 2027-02-14 running
        care_case_26w                         -> 2027-02-01 overdue 1 days late
    """)


def test_emergency_orders_and_police_protection_run_out():
    check("""
        2026-03-09 emergency_order_made extended=yes
        2026-03-06 police_protection_began
        as of 2026-03-09
        ---
        emergency_order_ends_by           = 2026-03-16
        extended_emergency_order_ends_by  = 2026-03-23
        police_protection_ends_by         = 2026-03-09
    """)


def test_the_score_is_never_the_only_ground_for_referral():
    check("""
        2026-03-09 dash_completed ticks=14
        as of 2026-03-09
        ---
        dash_risk       = high
        refer_to_marac  = yes
    """)
    check("""
        2026-03-09 dash_completed ticks=13
        as of 2026-03-09
        ---
        dash_risk       = medium
        refer_to_marac  = no
    """)
    check("""
        2026-03-09 dash_completed ticks=5 professional_judgement=yes
        as of 2026-03-09
        ---
        dash_risk       = standard
        refer_to_marac  = yes
    """)
    check("""
        2025-03-09 marac_held
        2026-03-09 dash_completed ticks=0
        as of 2026-03-09
        ---
        dash_risk       = none ticked
        refer_to_marac  = yes
    """)
    check("""
        2025-03-08 marac_held
        2026-03-09 dash_completed ticks=2
        as of 2026-03-09
        ---
        refer_to_marac  = no
    """)


def test_a_returned_child_is_offered_an_interview_in_72_hours():
    check("""
        2026-03-07 missing_child_returned
        as of 2026-03-10
        ---
        return_interview_by [kind=guidance]  -> 2026-03-10 running
    """)


def test_complaints_travel_appeals_and_requests_for_information():
    check("""
        2026-03-09 complaint_received
        2026-03-09 complaint_stage_two_requested
        2026-03-09 complaint_panel_requested
        2026-03-09 travel_decision_sent
        2026-03-09 travel_decision_challenged
        2026-03-09 travel_stage_one_answered
        2026-03-09 travel_appeal_escalated
        2026-03-09 information_requested
        2026-01-31 own_data_requested
        as of 2026-03-09
        ---
        complaint_stage_one_by       -> 2026-03-23 running
        complaint_stage_two_by       -> 2026-04-15 running
        complaint_stage_two_at_most  = 2026-06-12
        complaint_panel_by           -> 2026-04-22 running
        travel_challenge_by          -> 2026-04-08 met
        travel_stage_one_by          -> 2026-04-08 met
        travel_escalate_by           -> 2026-04-08 met
        travel_panel_by              -> 2026-05-07 running
        information_due              -> 2026-04-08 running
        own_data_due                 -> 2026-02-28 overdue 9 days late
    """)


def test_complex_complaints_and_requests_take_longer():
    check("""
        2026-03-09 complaint_received complex=yes
        2026-01-31 own_data_requested complex=yes
        as of 2026-03-09
        ---
        complaint_stage_one_by  -> 2026-04-08 running
        own_data_due            -> 2026-04-30 running
    """)


def test_a_pupils_record_is_given_in_fifteen_school_days():
    check(
        """
        2026-11-03 pupil_record_requested
        as of 2026-11-03
        ---
        pupil_record_due  -> 2026-11-24 running
        """,
        school=True,
    )


def test_direct_payments_are_reviewed_in_three_months_and_then_yearly():
    check("""
        2026-09-14 direct_payment_made
        2026-12-15 direct_payment_reviewed
        as of 2027-01-01
        ---
        direct_payment_first_review_by  -> 2026-12-14 met late 1 days late
        direct_payment_next_review_by   -> 2027-12-15 running
    """)


def test_continuing_care_is_decided_reviewed_and_reviewed_again():
    check("""
        2026-01-05 continuing_care_referred
        2026-02-16 continuing_care_decided eligible=yes
        2026-05-20 continuing_care_reviewed
        as of 2026-06-01
        ---
        continuing_care_decision_by [kind=guidance]  -> 2026-02-16 met
        continuing_care_review_by                    -> 2026-05-16 met late 4 days late
        continuing_care_next_review_by               -> 2027-05-20 running
    """)
    check("""
        2026-01-05 continuing_care_referred
        2026-02-16 continuing_care_decided eligible=no
        as of 2026-06-01
        ---
        continuing_care_review_by  no row
    """)


def test_a_detained_person_has_a_scheme_of_their_own():
    check("""
        2026-01-05 detained_request_received
        2026-02-16 detained_decision_notified decision=assess
        2026-05-26 detained_plan_sent
        as of 2026-06-01
        ---
        detained_decision_due     -> 2026-02-16 met
        detained_refuse_plan_due  -> 2026-04-27 superseded
        detained_final_plan_due   -> 2026-05-25 met late 1 days late
    """)


def test_ages_are_worked_out_from_a_date_of_birth():
    check("""
        2022-03-31 person_born
        as of 2026-01-01
        ---
        fifth_birthday                = 2027-03-31
        compulsory_school_age_starts  = 2027-03-31
        sixteenth_birthday            = 2038-03-31
        compulsory_school_age_ends    = 2038-06-25
        young_person_from             = 2038-06-26
        turns_25_on                   = 2047-03-31
    """)
    check("""
        2022-04-01 person_born
        as of 2026-01-01
        ---
        compulsory_school_age_starts  = 2027-08-31
    """)


def test_a_plan_kept_elsewhere_ends_with_the_course_or_the_day_before_26():
    check("""
        2001-11-14 person_born
        2026-11-01 plan_kept_past_25 at=elsewhere course_ends_on=2027-06-30
        as of 2026-11-14
        ---
        plan_may_run_to  = 2027-06-30
    """)
    check("""
        2001-11-14 person_born
        2026-11-01 plan_kept_past_25 at=elsewhere
        as of 2026-11-14
        ---
        plan_may_run_to  = 2027-11-13
    """)
    check("""
        2026-11-01 plan_kept_past_25 at=further_education
        as of 2026-11-14
        ---
        plan_may_run_to  needs turns_25_on
    """)


def test_a_pupil_who_is_back_needs_no_education_elsewhere():
    check(
        """
        2026-10-15 suspension_began school_days=6
        2026-10-21 returned_to_school
        as of 2026-12-01
        ---
        sixth_day_provision_from  -> 2026-10-22 superseded
        """,
        school=True,
    )


def test_a_referral_that_needs_no_assessment_is_not_late_for_one():
    check("""
        2026-03-09 referral_received
        2026-03-10 referral_decided assess=no
        as of 2026-12-01
        ---
        referral_decision_by  -> 2026-03-10 met
        cf_assessment_by      -> 2026-05-14 superseded
    """)
