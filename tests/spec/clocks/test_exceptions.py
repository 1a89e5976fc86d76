"""When a limit need not be met. Available is not applied; applied adds no days."""

from tests.spec.clocks.story import answers, check


def test_advice_asked_for_around_a_long_closure_makes_an_exception_available():
    check("""
        2026-06-01 request_received
        2026-07-15 head_advice_requested closed_from=2026-07-22 reopens_on=2026-09-02
        as of 2026-07-15
        ---
        closure_days                                                       = 42
        closure_window_first_day                                           = 2026-07-15
        closure_window_last_day                                            = 2026-08-26
        exception_available [exception=EXC-A limit=refuse_plan_due]        = yes
        exception_available [exception=EXC-A limit=final_plan_due]         = yes
        exception_available [exception=EXC-A limit=assess_decision_due]    = no
    """)


def test_summer_alone_is_no_exception():
    check("""
        2026-06-01 request_received
        as of 2026-09-01
        ---
        exception_available  no row
        assess_decision_due  -> 2026-07-13 overdue 50 days late
    """)


def test_an_early_years_provider_has_an_exception_of_its_own():
    check("""
        2026-06-01 request_received
        2026-07-20 head_advice_requested setting_kind=early_years closed_from=2026-07-22 reopens_on=2026-09-02
        as of 2026-07-20
        ---
        exception_available [exception=EXC-B limit=final_plan_due]  = yes
        exception_available [exception=EXC-A]                       no row
    """)


def test_a_closure_of_27_days_is_too_short_and_of_28_long_enough():
    check("""
        2026-07-20 head_advice_requested closed_from=2026-07-22 reopens_on=2026-08-18
        as of 2026-07-20
        ---
        closure_days         = 27
        exception_available  = no
    """)
    check("""
        2026-07-20 head_advice_requested closed_from=2026-07-22 reopens_on=2026-08-19
        as of 2026-07-20
        ---
        closure_days         = 28
        exception_available  = yes
    """)


def test_an_absence_is_counted_inside_the_period_of_the_limit_it_excuses():
    check("""
        2026-06-01 request_received
        2026-06-20 family_away last_day=2026-07-25
        as of 2026-09-01
        ---
        absence_days                                                     = 36
        absence_days_inside_limit [limit=assess_decision_due]            = 24
        absence_days_inside_limit [limit=final_plan_due]                 = 36
        exception_available [exception=EXC-D limit=assess_decision_due]  = no
        exception_available [exception=EXC-D limit=final_plan_due]       = yes
    """)


def test_a_family_still_away_is_counted_to_the_day_asked_about():
    check("""
        2026-06-01 request_received
        2026-06-20 family_away
        as of 2026-07-16
        ---
        absence_days                                                = 27
        exception_available [exception=EXC-D limit=final_plan_due]  = no
    """)
    check("""
        2026-06-01 request_received
        2026-06-20 family_away
        as of 2026-07-17
        ---
        absence_days                                                = 28
        exception_available [exception=EXC-D limit=final_plan_due]  = yes
    """)


def test_an_absence_that_has_not_begun_counts_for_nothing_yet():
    check("""
        2026-06-01 request_received
        2026-08-20 family_away
        as of 2026-07-16
        ---
        absence_days                                                no row
        exception_available [exception=EXC-D limit=final_plan_due]  = no
    """)


def test_two_weeks_away_are_enough_against_an_order():
    check("""
        2026-08-04 tribunal_order_made order=amend_contents
        2026-08-10 family_away last_day=2026-08-23
        as of 2026-08-24
        ---
        absence_days_inside_limit [limit=amend_due]            = 14
        exception_available [exception=EXC-D limit=amend_due]  = yes
    """)
    check("""
        2026-08-04 tribunal_order_made order=amend_contents
        2026-08-10 family_away last_day=2026-08-22
        as of 2026-08-24
        ---
        absence_days_inside_limit [limit=amend_due]            = 13
        exception_available [exception=EXC-D limit=amend_due]  = no
    """)


def test_exceptional_circumstances_count_where_they_fall_in_the_period():
    check("""
        2026-01-05 request_received
        2026-03-01 exceptional_circumstances last_day=2026-03-20
        as of 2026-04-01
        ---
        exception_available [exception=EXC-C limit=assess_decision_due]  = no
        exception_available [exception=EXC-C limit=final_plan_due]       = yes
    """)


def test_circumstances_that_go_on_reach_into_a_period_that_starts_later():
    check("""
        2025-12-20 exceptional_circumstances
        2026-01-05 request_received
        as of 2026-02-01
        ---
        exception_available [exception=EXC-C limit=assess_decision_due]  = yes
    """)


def test_a_missed_appointment_helps_only_the_body_that_made_it():
    check("""
        2026-01-05 request_received
        2026-03-12 advice_request_received body=health
        2026-03-12 advice_request_received body=psychology
        2026-04-02 appointment_missed body=health
        as of 2026-04-03
        ---
        exception_available [exception=EXC-M limit=advice_due key=health]      = yes
        exception_available [exception=EXC-M limit=advice_due key=psychology]  = no
        exception_available [exception=EXC-M limit=assess_decision_due]        = no
        exception_available [exception=EXC-M limit=refuse_plan_due]            = no
        exception_available [exception=EXC-M limit=final_plan_due]             = no
    """)


def test_an_appointment_missed_after_the_six_weeks_helps_nobody():
    check("""
        2026-03-12 advice_request_received body=health
        2026-04-24 appointment_missed body=health
        as of 2026-04-25
        ---
        exception_available [exception=EXC-M limit=advice_due key=health]  = no
    """)


def test_late_representations_excuse_only_limits_set_by_an_order():
    check("""
        2026-01-05 request_received
        2026-08-04 tribunal_order_made order=make_plan
        2026-09-20 late_representations_wanted
        as of 2026-09-21
        ---
        exception_available [exception=EXC-R limit=final_due]       = yes
        exception_available [exception=EXC-R limit=draft_due]       = no
        exception_available [exception=EXC-R limit=final_plan_due]  = no
    """)


def test_no_exception_reaches_the_limits_of_a_review():
    check("""
        2026-12-03 review_meeting
        2026-12-10 family_away last_day=2027-01-20
        as of 2027-01-21
        ---
        exception_available  no row
        review_decision_due  -> 2026-12-31 overdue 21 days late
    """)


def test_an_available_exception_disapplies_nothing_by_itself():
    check("""
        2026-06-01 request_received
        2026-07-20 family_away last_day=2026-08-16
        as of 2026-10-20
        ---
        exception_available [exception=EXC-D limit=final_plan_due]  = yes
        final_plan_due                                              -> 2026-10-19 overdue 1 days late
    """)


def test_a_recorded_exception_disapplies_the_limit_and_keeps_its_first_day():
    check("""
        2026-06-01 request_received
        2026-07-20 family_away last_day=2026-08-16
        2026-08-20 exception_recorded exception=EXC-D limit=final_plan_due officer="Sam Hill" why="Could not be seen"
        as of 2026-10-25
        ---
        final_plan_due   -> 2026-10-19 disapplied
        refuse_plan_due  -> 2026-09-21 overdue 34 days late
    """)


def test_a_plan_sent_late_under_an_exception_is_no_breach():
    check("""
        2026-06-01 request_received
        2026-08-20 exception_recorded exception=EXC-C limit=final_plan_due officer="Sam Hill" why="In hospital"
        2026-10-29 final_plan_sent
        as of 2026-11-25
        ---
        final_plan_due  -> 2026-10-19 disapplied
    """)


def test_a_plan_sent_in_time_is_met_whatever_was_recorded():
    check("""
        2026-06-01 request_received
        2026-08-20 exception_recorded exception=EXC-C limit=final_plan_due officer="Sam Hill" why="In hospital"
        2026-10-19 final_plan_sent
        as of 2026-11-25
        ---
        final_plan_due  -> 2026-10-19 met
    """)


def test_an_exception_that_the_limit_does_not_allow_changes_nothing():
    rows = answers("""
        2026-01-05 request_received
        2026-02-01 exception_recorded exception=EXC-M limit=final_plan_due officer="Sam Hill" why="Missed clinic"
        as of 2026-06-01
    """)

    final = next(row for row in rows if row["output"] == "final_plan_due")

    assert final["state"] == "overdue"
    assert any("does not allow EXC-M" in reason for reason in final["because"])


def test_an_exception_recorded_for_one_body_excuses_only_that_body():
    check("""
        2026-03-12 advice_request_received body=health
        2026-03-12 advice_request_received body=psychology
        2026-04-03 exception_recorded exception=EXC-M limit=advice_due key=health officer="Sam Hill" why="Missed clinic"
        as of 2026-05-01
        ---
        advice_due [key=health]      -> 2026-04-23 disapplied
        advice_due [key=psychology]  -> 2026-04-23 overdue 8 days late
    """)


def test_an_alert_is_raised_when_the_cause_has_ended_and_nothing_has_moved():
    rows = answers("""
        2026-06-01 request_received
        2026-08-20 exception_recorded exception=EXC-D limit=final_plan_due officer="Sam Hill" why="Away" cause_ended_on=2026-08-17
        as of 2026-10-25
    """)

    final = next(row for row in rows if row["output"] == "final_plan_due")

    assert any(reason.startswith("ALERT: the cause ended 69 days ago") for reason in final["because"])
    assert any("family has not been recorded as told" in reason for reason in final["because"])


def test_an_exception_recorded_after_the_limit_says_so():
    rows = answers("""
        2026-01-05 request_received
        2026-06-04 exception_recorded exception=EXC-C limit=final_plan_due officer="Sam Hill" why="Illness" family_told_on=2026-06-05
        2026-06-10 final_plan_sent
        as of 2026-07-01
    """)

    final = next(row for row in rows if row["output"] == "final_plan_due")

    assert "It was recorded 10 days after the limit had passed." in final["because"]
    assert "The family was told on 5 June 2026." in final["because"]
    assert "Done 16 days after the first due day." in final["because"]


def test_in_the_summer_of_2020_a_reason_to_do_with_coronavirus_was_enough():
    check("""
        2020-01-06 request_received
        2020-05-04 coronavirus_reason
        2020-05-04 exception_recorded exception=EXC-V limit=final_plan_due officer="Sam Hill" why="School closed"
        as of 2020-07-01
        ---
        exception_available [exception=EXC-V limit=final_plan_due]       = yes
        exception_available [exception=EXC-V limit=assess_decision_due]  = no
        final_plan_due                                                   -> 2020-05-25 disapplied
    """)


def test_that_relief_ended_with_25_september_2020():
    check("""
        2020-05-08 request_received
        2020-05-10 coronavirus_reason
        as of 2020-09-25
        ---
        exception_available [exception=EXC-V limit=final_plan_due]  = yes
    """)
    check("""
        2020-05-09 request_received
        2020-05-10 coronavirus_reason
        as of 2020-09-25
        ---
        exception_available [exception=EXC-V limit=final_plan_due]  = no
    """)
