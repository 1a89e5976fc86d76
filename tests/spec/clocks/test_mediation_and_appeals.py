"""Mediation, appeals, orders, concessions and ceasing."""

from tests.spec.clocks.story import answers, check


def test_an_appeal_has_two_months_from_the_decision():
    check("""
        2027-02-15 decision_letter_sent decision=setting_only
        as of 2027-02-15
        ---
        appeal_decision_limb  = 2027-04-15
        appeal_deadline       -> 2027-04-15 running
        mediation_contact_by  no row
    """)


def test_an_appeal_has_the_later_of_two_months_and_a_month_from_the_certificate():
    check("""
        2026-07-08 decision_letter_sent
        2026-08-20 mediation_certificate_issued
        as of 2026-08-20
        ---
        appeal_decision_limb     = 2026-09-08
        appeal_certificate_limb  = 2026-09-20
        appeal_deadline          -> 2026-09-21 running
    """)


def test_an_appeal_that_would_end_in_christmas_week_ends_after_new_year():
    check("""
        2026-10-24 decision_letter_sent
        as of 2026-10-24
        ---
        appeal_deadline  -> 2026-12-24 running
    """)
    check("""
        2026-10-25 decision_letter_sent
        as of 2026-10-25
        ---
        appeal_deadline  -> 2027-01-04 running
    """)


def test_an_appeal_that_would_end_in_august_ends_in_september():
    check("""
        2026-05-31 decision_letter_sent
        as of 2026-05-31
        ---
        appeal_deadline  -> 2026-07-31 running
    """)
    check("""
        2026-06-01 decision_letter_sent
        as of 2026-06-01
        ---
        appeal_deadline  -> 2026-09-01 running
    """)


def test_an_appeal_in_time_meets_the_deadline_and_one_too_late_lapses():
    check("""
        2027-02-15 decision_letter_sent
        2027-04-15 appeal_lodged
        as of 2027-05-01
        ---
        appeal_deadline  -> 2027-04-15 met
    """)
    check("""
        2027-02-15 decision_letter_sent
        as of 2027-05-01
        ---
        appeal_deadline  -> 2027-04-15 nothing asked
    """)


def test_a_certificate_belongs_to_the_decision_before_it():
    check("""
        2026-03-02 decision_letter_sent
        2026-06-10 final_plan_sent
        2026-07-20 mediation_certificate_issued
        as of 2026-07-21
        ---
        appeal_deadline [started_on=2026-03-02]  -> 2026-05-05 nothing asked
        appeal_deadline [started_on=2026-06-10]  -> 2026-09-01 running
    """)


def test_the_authority_responds_in_thirty_working_days_without_august():
    check("""
        2026-07-13 appeal_received
        as of 2026-09-23
        ---
        la_response_due                 -> 2026-09-22 overdue 1 days late
        la_response_plain_working_days  = 2026-08-24
    """)


def test_the_authority_responds_in_thirty_working_days_without_christmas_week():
    check("""
        2026-12-02 appeal_received
        2027-01-21 appeal_response_sent
        as of 2027-01-22
        ---
        la_response_due                 -> 2027-01-21 met
        la_response_plain_working_days  = 2027-01-18
    """)


def test_a_date_that_the_tribunal_directs_takes_the_place_of_the_limit():
    check("""
        2026-07-13 appeal_received
        2026-07-20 tribunal_direction_made limit=la_response_due due_on=2026-08-14
        as of 2026-08-15
        ---
        la_response_due  -> 2026-08-14 overdue 1 days late
    """)


def test_a_direction_still_to_come_changes_nothing_yet():
    check("""
        2026-07-13 appeal_received
        2026-07-20 tribunal_direction_made limit=la_response_due due_on=2026-08-14
        as of 2026-07-14
        ---
        la_response_due  -> 2026-09-22 running
    """)


def test_a_withdrawn_appeal_needs_no_response():
    check("""
        2026-07-13 appeal_received
        2026-07-20 appeal_withdrawn
        as of 2026-12-01
        ---
        la_response_due  -> 2026-09-22 withdrawn
    """)


def test_the_bundle_goes_ten_working_days_before_the_hearing():
    check("""
        2027-04-08 bundle_sent
        2027-04-22 hearing_listed
        as of 2027-04-22
        ---
        bundle_due [kind=guidance]  -> 2027-04-08 met
    """)


def test_limits_on_challenging_delay_are_the_familys_own():
    check("""
        2026-05-31 grounds_first_arose
        as of 2026-06-01
        ---
        judicial_review_by [nature=right]  -> 2026-08-31 running
        ombudsman_by [nature=right]        -> 2027-05-31 running
    """)


def test_mediation_is_arranged_in_thirty_calendar_days():
    check("""
        2026-12-01 mediation_wanted
        2026-12-31 mediation_held
        as of 2027-01-05
        ---
        mediation_arrange_by  -> 2026-12-31 met
        commissioner_told_by  no row
    """)


def test_health_issues_are_passed_on_in_three_working_days():
    check("""
        2026-12-23 mediation_wanted issues=education_and_health
        2026-12-31 commissioner_told_of_mediation
        as of 2027-01-05
        ---
        commissioner_told_by         -> 2026-12-30 met late 1 days late
        mediation_arrange_by         -> 2027-01-22 running
        health_mediation_arrange_by  -> 2027-01-30 running
    """)


def test_mediation_about_health_only_is_the_commissioners_to_arrange():
    check("""
        2026-12-01 mediation_wanted issues=health_only
        2026-12-03 commissioner_told_of_mediation
        as of 2026-12-10
        ---
        mediation_arrange_by         no row
        health_mediation_arrange_by  -> 2027-01-02 running
    """)


def test_a_certificate_follows_in_three_working_days():
    check("""
        2026-12-24 mediation_declined
        2027-01-04 mediation_certificate_issued
        as of 2027-01-05
        ---
        certificate_due [rule=MED-03]  -> 2026-12-31 met late 4 days late
    """)
    check("""
        2026-12-01 mediation_wanted
        2026-12-29 mediation_not_arranged
        as of 2026-12-29
        ---
        certificate_due [rule=MED-04]  -> 2027-01-04 running
        mediation_arrange_by           -> 2026-12-31 superseded
    """)


def test_what_is_agreed_beyond_any_appeal_is_done_in_two_weeks():
    check("""
        2026-11-09 mediation_agreement_reached terms=not_appealable
        2026-11-23 agreed_action_done
        as of 2026-12-01
        ---
        agreed_action_due  -> 2026-11-23 met
        amend_due          no row
    """)


def test_what_is_agreed_about_a_plan_is_carried_out_like_an_order():
    check("""
        2026-11-09 mediation_agreement_reached terms=amend_contents
        as of 2026-12-15
        ---
        amend_due [rule=MED-05]  -> 2026-12-14 overdue 1 days late
    """)


def test_a_date_agreed_in_writing_takes_the_place_of_the_limit():
    check("""
        2026-11-09 mediation_agreement_reached terms=amend_contents
        2026-11-09 date_agreed limit=amend_due due_on=2027-01-15
        as of 2026-12-15
        ---
        amend_due [rule=MED-05]  -> 2027-01-15 running
    """)


def test_a_commissioner_tells_the_authority_what_it_agreed_without_it():
    check("""
        2026-11-09 mediation_agreement_reached terms=not_appealable authority_took_part=no
        as of 2026-11-17
        ---
        authority_told_by  -> 2026-11-16 overdue 1 days late
    """)


def test_august_counts_for_an_order():
    check("""
        2026-07-27 tribunal_order_made order=amend_contents
        as of 2026-09-01
        ---
        amend_due [rule=ORD-04]  -> 2026-08-31 overdue 1 days late
    """)


def test_an_order_to_assess_has_three_limits():
    check("""
        2026-08-04 tribunal_order_made order=assess
        2026-08-18 assess_decision_notified decision=assess
        2026-10-13 plan_refused_notified
        as of 2026-12-01
        ---
        assess_notify_due  -> 2026-08-18 met
        not_issue_due      -> 2026-10-13 met
        final_due          -> 2026-11-10 superseded
    """)


def test_an_order_to_reassess_is_met_by_an_amended_plan():
    check("""
        2026-08-04 tribunal_order_made order=reassess
        2026-08-19 reassess_decision_notified decision=reassess
        2026-11-10 amended_plan_sent
        as of 2026-12-01
        ---
        assess_notify_due  -> 2026-08-18 met late 1 days late
        not_issue_due      -> 2026-10-13 superseded
        final_due          -> 2026-11-10 met
    """)


def test_an_order_to_make_a_plan_has_a_limit_for_the_draft():
    check("""
        2027-03-16 tribunal_order_made order=make_plan
        2027-04-21 draft_plan_sent
        2027-06-01 final_plan_sent
        as of 2027-06-02
        ---
        draft_due  -> 2027-04-20 met late 1 days late
        final_due  -> 2027-06-01 met
    """)


def test_an_order_to_change_only_the_setting_has_two_weeks():
    check("""
        2026-12-22 tribunal_order_made order=change_setting
        as of 2027-01-06
        ---
        school_naming_due [rule=ORD-05]  -> 2027-01-05 overdue 1 days late
    """)


def test_an_order_to_keep_and_amend_a_plan_does_both():
    check("""
        2026-12-22 tribunal_order_made order=continue_and_amend
        2027-01-26 amended_plan_sent
        as of 2027-02-01
        ---
        plan_continues [rule=ORD-06]  = immediately
        amend_due [rule=ORD-06]       -> 2027-01-26 met
    """)


def test_an_order_to_reconsider_has_two_weeks():
    check("""
        2026-12-22 tribunal_order_made order=reconsider
        2027-01-05 reconsidered
        as of 2027-01-06
        ---
        order_reconsider_due  -> 2027-01-05 met
    """)


def test_a_dismissed_appeal_against_ceasing_ends_the_plan():
    check("""
        2026-12-22 tribunal_order_made order=cease_upheld
        2026-12-22 plan_ceased
        as of 2026-12-23
        ---
        cease_as_ordered  = immediately
    """)


def test_two_orders_each_have_their_own_clock():
    check("""
        2026-09-01 tribunal_order_made order=amend_contents
        2026-09-15 tribunal_order_made order=change_setting
        as of 2026-10-07
        ---
        amend_due          -> 2026-10-06 overdue 1 days late
        school_naming_due  -> 2026-09-29 overdue 8 days late
    """)


def test_recommendations_are_answered_in_five_weeks():
    check("""
        2027-01-07 tribunal_recommendation_made
        2027-02-11 recommendation_answered
        as of 2027-02-12
        ---
        recommendation_response_due  -> 2027-02-11 met
    """)


def test_a_conceded_appeal_runs_from_telling_the_tribunal():
    check("""
        2026-05-11 appeal_conceded appeal=refusal_to_assess
        as of 2026-05-11
        ---
        assess_notify_due [rule=ORD-08]  -> 2026-05-25 running prudent 2026-05-22
        not_issue_due [rule=ORD-08]      -> 2026-07-20 running
        final_due [rule=ORD-08]          -> 2026-08-17 running
    """)


def test_each_kind_of_conceded_appeal_has_its_own_limit():
    check("""
        2026-05-11 appeal_conceded appeal=setting_only
        as of 2026-05-11
        ---
        school_naming_due [rule=ORD-08]  -> 2026-05-25 running
        amend_due                        no row
    """)
    check("""
        2026-05-11 appeal_conceded appeal=setting_and_contents
        as of 2026-05-11
        ---
        amend_due [rule=ORD-08]  -> 2026-06-15 running
        school_naming_due        no row
    """)
    check("""
        2026-05-11 appeal_conceded appeal=refusal_of_plan
        as of 2026-05-11
        ---
        draft_due [rule=ORD-08]  -> 2026-06-15 running
        final_due [rule=ORD-08]  -> 2026-07-27 running
    """)
    check("""
        2026-05-11 appeal_conceded appeal=cease
        as of 2026-05-11
        ---
        plan_continues [rule=ORD-08]  = at once
        amend_due                     no row
    """)


def test_a_case_is_judged_by_the_law_of_its_own_day():
    """Until 23 March 2015 a conceded appeal had four weeks, and no further limits."""
    check("""
        2015-03-22 appeal_conceded appeal=refusal_to_assess
        as of 2015-03-22
        ---
        assess_notify_due  -> 2015-04-19 running
        not_issue_due      no row
        final_due          no row
    """)
    check("""
        2015-03-23 appeal_conceded appeal=refusal_to_assess
        as of 2015-03-23
        ---
        assess_notify_due  -> 2015-04-06 running
        not_issue_due      -> 2015-06-01 running
        final_due          -> 2015-06-29 running
    """)


def test_a_plan_goes_on_until_the_time_for_appeal_has_passed():
    check("""
        2027-03-08 cease_notice_sent
        as of 2027-03-08
        ---
        appeal_deadline    -> 2027-05-10 running
        plan_may_end_from  = 2027-05-11
    """)


def test_a_certificate_moves_the_first_day_a_plan_may_end():
    check("""
        2027-03-08 cease_notice_sent
        2027-05-05 mediation_certificate_issued
        as of 2027-05-06
        ---
        appeal_deadline    -> 2027-06-07 running
        plan_may_end_from  = 2027-06-08
    """)


def test_an_appeal_keeps_the_plan_going_until_it_is_decided():
    check("""
        2027-03-08 cease_notice_sent
        2027-04-01 appeal_lodged decision=cease
        as of 2027-06-01
        ---
        plan_may_end_from          -> 2027-05-11 superseded
        plan_continues_for_appeal  = until the appeal is finally decided
    """)


def test_ceasing_is_consulted_on_first():
    check("""
        2027-01-08 ceasing_considered
        2027-02-01 ceasing_consulted
        as of 2027-02-02
        ---
        consult_on_ceasing  -> met
    """)


def test_not_attending_means_different_things_before_and_after_eighteen():
    check("""
        2009-05-01 person_born
        2027-04-30 not_attending
        as of 2027-05-02
        ---
        review_for_return_to_education  -> running
        review_of_wish_to_return        no row
    """)
    check("""
        2009-05-01 person_born
        2027-05-01 not_attending
        as of 2027-05-02
        ---
        review_for_return_to_education  no row
        review_of_wish_to_return        -> running
    """)


def test_the_reasons_name_the_roll_and_the_hour():
    rows = answers("""
        2026-10-01 decision_letter_sent
        2026-11-29 mediation_certificate_issued
        as of 2026-11-29
    """)

    deadline = next(row for row in rows if row["output"] == "appeal_deadline")

    assert deadline["by_time"] == "17:00"
    assert (deadline["kind"], deadline["nature"]) == ("duty", "right")
    assert "The later of 1 December 2026 and 29 December 2026 applies: Tuesday 29 December 2026." in deadline["because"]
    assert any("TRIB-01 to TRIB-03" in reason and "Monday 4 January 2027" in reason for reason in deadline["because"])


def test_an_appeal_that_is_decided_needs_no_response_any_more():
    check("""
        2026-07-13 appeal_received
        2026-09-01 appeal_decided
        as of 2026-12-01
        ---
        la_response_due  -> 2026-09-22 superseded
    """)


def test_mediation_that_ended_need_not_be_arranged():
    check("""
        2026-12-01 mediation_wanted
        2026-12-15 mediation_ended
        as of 2027-02-01
        ---
        mediation_arrange_by            -> 2026-12-31 superseded
        certificate_due [rule=MED-03]   -> 2026-12-18 overdue 45 days late
    """)
