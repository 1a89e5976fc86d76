"""From a request to a final plan."""

from tests.spec.clocks.story import check


def test_three_limits_run_from_the_day_of_the_request():
    """Six, sixteen and twenty weeks all start on the same day; none waits for another."""
    check("""
        2026-01-05 request_received
        as of 2026-01-05
        ---
        consult_and_inform   = as soon as practicable
        assess_decision_due  -> 2026-02-16 running prudent 2026-02-16
        refuse_plan_due      -> 2026-04-27 running prudent 2026-04-27
        final_plan_due       -> 2026-05-25 running prudent 2026-05-22
    """)


def test_a_limit_is_kept_at_any_hour_of_its_last_day():
    check("""
        2026-01-05 request_received
        2026-02-16 assess_decision_notified decision=assess
        2026-05-25 final_plan_sent
        as of 2026-06-30
        ---
        assess_decision_due  -> 2026-02-16 met
        final_plan_due       -> 2026-05-25 met
    """)


def test_a_limit_still_runs_on_its_last_day_and_is_overdue_the_day_after():
    check("""
        2026-01-05 request_received
        as of 2026-02-16
        ---
        assess_decision_due  -> 2026-02-16 running
    """)
    check("""
        2026-01-05 request_received
        as of 2026-02-17
        ---
        assess_decision_due  -> 2026-02-16 overdue 1 days late
        final_plan_due       -> 2026-05-25 running
    """)


def test_days_late_are_kept_after_the_work_is_done():
    check("""
        2026-01-05 request_received
        2026-02-20 assess_decision_notified decision=assess
        2026-06-10 final_plan_sent
        as of 2027-01-01
        ---
        assess_decision_due  -> 2026-02-16 met late 4 days late
        final_plan_due       -> 2026-05-25 met late 16 days late
    """)


def test_a_late_decision_moves_no_later_limit():
    check("""
        2026-01-05 request_received
        2026-03-30 assess_decision_notified decision=assess
        as of 2026-04-01
        ---
        assess_decision_due  -> 2026-02-16 met late 42 days late
        refuse_plan_due      -> 2026-04-27 running
        final_plan_due       -> 2026-05-25 running
    """)


def test_becoming_responsible_without_a_request_starts_the_same_clocks():
    check("""
        2027-03-02 became_responsible
        as of 2027-03-02
        ---
        assess_decision_due  -> 2027-04-13 running
        refuse_plan_due      -> 2027-06-22 running
        final_plan_due       -> 2027-07-20 running
    """)


def test_a_second_request_restarts_nothing_while_the_first_is_in_hand():
    check("""
        2026-01-05 request_received
        2026-01-20 request_received by=setting
        as of 2026-02-01
        ---
        assess_decision_due [started_on=2026-01-05]  -> 2026-02-16 running
        assess_decision_due [started_on=2026-01-20]  no row
    """)


def test_a_second_request_restarts_nothing_after_the_decision_to_assess():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=assess
        2026-03-01 request_received
        as of 2026-03-02
        ---
        assess_decision_due [started_on=2026-01-05]  -> 2026-02-16 met
        assess_decision_due [started_on=2026-03-01]  no row
        final_plan_due [started_on=2026-03-01]       no row
    """)


def test_a_refusal_to_assess_ends_the_later_limits():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=refuse
        as of 2026-03-01
        ---
        assess_decision_due  -> 2026-02-16 met
        refuse_plan_due      -> 2026-04-27 superseded
        final_plan_due       -> 2026-05-25 superseded
        appeal_deadline      -> 2026-04-10 running
    """)


def test_a_new_request_after_a_refusal_starts_afresh():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=refuse
        2026-04-01 request_received
        as of 2026-04-02
        ---
        final_plan_due [started_on=2026-01-05]       -> 2026-05-25 superseded
        assess_decision_due [started_on=2026-04-01]  -> 2026-05-13 running
        final_plan_due [started_on=2026-04-01]       -> 2026-08-19 running
    """)


def test_a_refusal_that_the_authority_reverses_itself_keeps_the_first_dates():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=refuse
        2026-03-10 refusal_reversed
        as of 2026-05-26
        ---
        refuse_plan_due  -> 2026-04-27 overdue 29 days late
        final_plan_due   -> 2026-05-25 overdue 1 days late
    """)


def test_a_refusal_of_a_plan_in_time_ends_the_twenty_weeks():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=assess
        2026-04-27 plan_refused_notified
        as of 2026-06-30
        ---
        refuse_plan_due  -> 2026-04-27 met
        final_plan_due   -> 2026-05-25 superseded
    """)


def test_a_refusal_of_a_plan_a_day_late_is_a_day_late():
    check("""
        2026-01-05 request_received
        2026-04-28 plan_refused_notified
        as of 2026-06-30
        ---
        refuse_plan_due  -> 2026-04-27 met late 1 days late
    """)


def test_the_sixteen_weeks_stop_mattering_once_a_plan_is_to_be_made():
    """Week sixteen is the limit for saying no; it is not a limit for the draft."""
    check("""
        2026-01-05 request_received
        2026-05-08 draft_plan_sent
        as of 2026-05-10
        ---
        refuse_plan_due  -> 2026-04-27 superseded
        final_plan_due   -> 2026-05-25 running
    """)


def test_an_order_to_assess_takes_the_place_of_the_first_limits():
    check("""
        2026-01-05 request_received
        2026-03-02 tribunal_order_made order=assess
        as of 2026-03-10
        ---
        assess_decision_due  -> 2026-02-16 superseded 14 days late
        final_plan_due       -> 2026-05-25 superseded
        assess_notify_due    -> 2026-03-16 running
        final_due            -> 2026-06-08 running
    """)


def test_a_written_mediation_agreement_takes_the_place_of_the_first_limits():
    check("""
        2026-01-05 request_received
        2026-02-10 assess_decision_notified decision=refuse
        2026-03-02 mediation_agreement_reached terms=assess
        as of 2026-03-10
        ---
        final_plan_due                -> 2026-05-25 superseded
        assess_notify_due [rule=MED-05]  -> 2026-03-16 running
        final_due [rule=MED-05]          -> 2026-06-08 running
    """)


def test_an_assessment_ends_for_the_old_authority_when_the_child_moves():
    check("""
        2026-01-05 request_received
        2026-03-02 child_moved_out
        as of 2026-07-01
        ---
        assess_decision_due  -> 2026-02-16 superseded 14 days late
        final_plan_due       -> 2026-05-25 superseded
    """)


def test_a_request_that_is_withdrawn_is_late_for_nothing():
    check("""
        2026-01-05 request_received
        2026-02-01 request_withdrawn
        as of 2026-07-01
        ---
        assess_decision_due  -> 2026-02-16 withdrawn
        final_plan_due       -> 2026-05-25 withdrawn
    """)


def test_each_advice_giver_has_a_clock_of_its_own():
    check("""
        2026-03-12 advice_request_received body=health
        2026-03-16 advice_request_received body=psychology
        2026-04-20 advice_received body=health
        as of 2026-04-28
        ---
        advice_due [key=health]      -> 2026-04-23 met
        advice_due [key=psychology]  -> 2026-04-27 overdue 1 days late
    """)


def test_chasing_an_advice_giver_restarts_nothing():
    check("""
        2026-03-12 advice_request_received body=health
        2026-04-10 advice_request_received body=health
        2026-04-24 advice_received body=health
        as of 2026-05-01
        ---
        advice_due [key=health started_on=2026-03-12]  -> 2026-04-23 met late 1 days late
        advice_due [started_on=2026-04-10]             no row
    """)


def test_a_draft_by_email_gives_fifteen_days_that_begin_that_day():
    check("""
        2026-11-02 draft_plan_sent by=email
        as of 2026-11-02
        ---
        draft_served_on               = 2026-11-02
        draft_window_last_day         -> 2026-11-16 running
        earliest_final_without_reply  = 2026-11-17
    """)


def test_a_draft_by_post_is_served_on_the_second_working_day():
    check("""
        2026-12-17 draft_plan_sent by=post
        as of 2026-12-17
        ---
        draft_served_on               = 2026-12-21
        draft_window_last_day         -> 2027-01-04 running
        earliest_final_without_reply  = 2027-01-05
    """)


def test_a_window_that_closes_without_a_reply_is_late_for_nobody():
    check("""
        2026-11-02 draft_plan_sent
        as of 2026-12-01
        ---
        draft_window_last_day  -> 2026-11-16 nothing asked
    """)


def test_a_draft_issued_again_opens_a_new_window_and_moves_no_limit():
    check("""
        2026-08-03 request_received
        2026-11-02 draft_plan_sent
        2026-11-10 draft_plan_sent
        as of 2026-11-11
        ---
        draft_window_last_day [started_on=2026-11-02]  -> 2026-11-16 superseded
        draft_window_last_day [started_on=2026-11-10]  -> 2026-11-24 running
        final_plan_due                                 -> 2026-12-21 running
    """)


def test_a_draft_must_go_by_day_110_to_leave_time_for_everything():
    check("""
        2026-01-05 request_received
        2026-04-26 draft_plan_sent
        as of 2026-05-01
        ---
        draft_latest_with_consultation  -> 2026-04-25 met late 1 days late
        draft_latest_safe               -> 2026-05-10 met
        draft_at_week_sixteen           = 2026-04-27
    """)


def test_planning_dates_end_with_the_limit_they_serve():
    check("""
        2026-01-05 request_received
        2026-05-25 final_plan_sent
        as of 2026-06-30
        ---
        draft_latest_safe  -> 2026-05-10 superseded 15 days late
    """)


def test_each_setting_that_is_consulted_should_reply_in_fifteen_days():
    check("""
        2026-11-18 setting_consulted setting=Alder
        2026-11-20 setting_consulted setting=Beech
        2026-12-03 setting_replied setting=Alder
        as of 2026-12-06
        ---
        setting_response_due [key=Alder kind=guidance]  -> 2026-12-03 met
        setting_response_due [key=Beech kind=guidance]  -> 2026-12-05 overdue 1 days late
    """)


def test_a_request_soon_after_another_assessment_carries_no_duty_to_assess():
    check("""
        2025-12-01 earlier_assessment_made
        2026-03-02 request_received
        as of 2026-03-02
        ---
        assessment_duty_applies  = no
    """)
    check("""
        2025-08-01 earlier_assessment_made
        2026-03-02 request_received
        as of 2026-03-02
        ---
        assessment_duty_applies  = yes
    """)


def test_a_request_for_someone_who_has_a_plan_carries_no_duty_to_assess():
    check("""
        2024-03-01 final_plan_sent
        2026-03-02 request_received
        as of 2026-03-02
        ---
        assessment_duty_applies  = no
    """)
    check("""
        2024-03-01 final_plan_sent
        2025-03-01 plan_ceased
        2026-03-02 request_received
        as of 2026-03-02
        ---
        assessment_duty_applies  = yes
    """)


def test_a_finished_plan_opens_other_clocks_at_once():
    """The plan that ends the twenty weeks starts the duty to provide, the year and the time for appeal."""
    check("""
        2026-01-05 request_received
        2026-05-20 final_plan_sent
        as of 2026-05-20
        ---
        final_plan_due      -> 2026-05-25 met
        secure_provision    = at once
        review_complete_by  -> 2027-05-19 running
        appeal_deadline     -> 2026-07-20 running
    """)


def test_a_closed_case_withdraws_every_open_clock():
    check("""
        2026-01-05 request_received
        2026-01-12 advice_request_received body=health
        2026-01-15 case_closed reason="Moved abroad"
        as of 2026-12-01
        ---
        assess_decision_due  -> 2026-02-16 withdrawn
        final_plan_due       -> 2026-05-25 withdrawn
        advice_due           -> 2026-02-23 withdrawn
    """)


def test_the_statistics_count_days_and_never_say_whether_the_law_was_kept():
    check("""
        2026-01-05 request_received
        2026-02-17 assess_decision_notified decision=assess
        2026-02-20 exception_recorded exception=EXC-C limit=final_plan_due officer="Sam Hill" why="A death in the family"
        2026-06-05 final_plan_sent
        as of 2026-06-30
        ---
        days_to_issue           = 151
        issued_within_20_weeks  = no
        timeliness_band         = 20 to 52 weeks
        week_20_exception_flag  = yes
        decided_within_6_weeks  = no
        final_plan_due          -> 2026-05-25 disapplied
    """)


def test_a_year_and_more_falls_in_the_last_published_band():
    check("""
        2026-01-05 request_received
        2027-01-04 final_plan_sent
        as of 2027-01-06
        ---
        timeliness_band  = 20 to 52 weeks
    """)
    check("""
        2026-01-05 request_received
        2027-01-05 final_plan_sent
        as of 2027-01-06
        ---
        days_to_issue           = 365
        timeliness_band         = over 52 weeks
        week_20_exception_flag  = no
    """)


def test_nothing_is_counted_for_a_plan_that_has_not_been_issued():
    check("""
        2026-01-05 request_received
        as of 2027-01-06
        ---
        days_to_issue           no row
        issued_within_20_weeks  no row
        timeliness_band         no row
        week_20_exception_flag  no row
    """)


def test_a_decision_not_to_make_a_plan_is_counted_against_sixteen_weeks():
    check("""
        2026-01-05 request_received
        2026-04-27 plan_refused_notified
        as of 2026-06-30
        ---
        no_plan_within_16_weeks  = yes
        days_to_issue            no row
    """)


def test_advice_that_never_came_is_no_longer_waited_for_once_the_plan_is_sent():
    check("""
        2026-01-05 request_received
        2026-02-20 advice_request_received body=health
        2026-02-20 setting_consulted setting=Alder
        2026-05-20 final_plan_sent
        as of 2026-12-01
        ---
        advice_due                             -> 2026-04-03 superseded 47 days late
        setting_response_due [kind=guidance]   -> 2026-03-07 superseded 74 days late
        answer_though_not_known                -> superseded
    """)


def test_advice_is_no_longer_waited_for_when_the_child_has_moved():
    check("""
        2026-01-05 request_received
        2026-02-20 advice_request_received body=health
        2026-03-20 child_moved_out
        as of 2026-12-01
        ---
        advice_due  -> 2026-04-03 superseded
    """)
