"""Plans of an invented area as text, in the layouts that conversions leave behind; each is read exactly."""

from datetime import date

from tests.support.plan_documents import fates, told

from oneplan.core.improvement.reading import DuePrecision, LineFate, OwnerPart
from oneplan.plandocs import read


def read_text(text: str):
    return read(text.encode(), name="plan.txt")


def test_tab_tables_cut_by_page_breaks_are_put_back_together():
    reading = read_text(
        "# Merrowdale One Plan\n## 1. Early help\n"
        "Ref\tAction\tAction owner\tDue by\tRating\n"
        "EH1\tWrite one guide for settings, including:\tEarly Years Lead\tMay 2026\tNot yet started; no\n"
        "\nDRAFT\n\n"
        "\t<ul><li>first concerns</li><li>who to ask</li></ul>\t\t\trisk anticipated\n"
        "EH2\tPublish the guide\tEarly Years Lead\tJune 2026\tOn track\n"
    )

    assert told(reading) == [
        ("EH1", "1", ["Early Years Lead"], "2026-05-31", "not_started"),
        ("EH2", "1", ["Early Years Lead"], "2026-06-30", "on_track"),
    ]
    assert reading.actions[0].text == "Write one guide for settings, including:\n• first concerns\n• who to ask"
    assert reading.actions[0].rating_raw == "Not yet started; no risk anticipated"
    assert reading.actions[0].lines == (4, 8)
    assert fates(reading) == {
        1: "heading",
        2: "heading",
        3: "heading",
        4: "imported",
        6: "noise",
        8: "imported",
        9: "imported",
    }


def test_banners_inside_a_table_are_phases_and_not_actions():
    reading = read_text(
        "## A. Birth to adulthood\nRef\tAction\tOwner\tDue\tRating\n<b>Phase 1: Planning</b>\t\t\t\t\nBA-1.1\tAgree the vision\tTransitions Lead\tTBC\tOn track\n"
        "<b>Phase 2: Design</b>\t\t\t\t\nBA-2.1\tDesign the service\tTo be allocated\tTBC\tNot started\n"
    )

    assert [(action.ref, action.phase) for action in reading.actions] == [
        ("BA-1.1", "Phase 1: Planning"),
        ("BA-2.1", "Phase 2: Design"),
    ]
    assert told(reading)[1] == ("BA-2.1", "A", [], "", "not_started")


def test_labelled_rows_give_measures_impacts_areas_and_updates():
    reading = read_text(
        "## 2. Inclusion\nWhat needs to improve\t\t\t\t\nConsistency of support\t\t\t\t\n"
        "<b>Areas for improvement</b>\t<ul><li>Earlier support</li><li>Better plans</li></ul>\t\t\t\n"
        "Ref\tAction\tOwner\tDue\tRating\nIN1\tWrite the charter\tInclusion Lead\tMay 2026\tOn track\n"
        "<b>How we'll assess if we've</b>\t<ul><li>Number of children in:</li></ul>\t<b>What we will see when we've</b>\t<ul><li>More children supported</li></ul>\t\n\n"
        "<b>addressed this area</b>\t<ul><li>- mainstream</li><li>- special schools</li><li>• Attendance</li></ul>\t<b>addressed this area</b>\t<ul><li>• Fewer appeals</li></ul>\t\n"
        "---\t---\t---\t---\n\n**Key improvement activities delivered to date in 2026**\n\nA charter was drafted (IN1).\n"
    )

    assert reading.sections[0].must_improve == "Consistency of support"
    assert [area.text for area in reading.areas] == ["Earlier support", "Better plans"]
    assert [measure.text for measure in reading.measures] == [
        "Number of children in: mainstream; special schools",
        "Attendance",
    ]
    assert [impact.text for impact in reading.impacts] == ["More children supported", "Fewer appeals"]
    assert [(update.section, update.text, update.refs) for update in reading.updates] == [
        ("2", "A charter was drafted (IN1).", ("IN1",))
    ]
    assert not reading.review


def test_one_cell_a_line_is_read_as_the_table_it_was():
    reading = read_text(
        "Merrowdale SEND plan\n\nPriority 1: Early help\n\nRef\nAction\nAction owner\nDue by\nRating\n"
        "EH1\nWrite a guide for early years settings on first concerns\nEarly Years Lead\nSeptember 2025\nOn track\n"
        "EH2\nPublish the pathway for speech and language support, including:\n• referral routes\n• advice while waiting\nDesignated Clinical Officer\nTBC\nNot yet started\n"
        "Page 2 of 9\n"
        "EH3\nTrain health visitors\nEarly Years Lead\nHead of Inclusion\nSpring term 2026\nComplete\n\nHow we will know\nNumber of children seen\n"
    )

    assert told(reading) == [
        ("EH1", "1", ["Early Years Lead"], "2025-09-30", "on_track"),
        ("EH2", "1", ["Designated Clinical Officer"], "", "not_started"),
        ("EH3", "1", ["Early Years Lead", "Head of Inclusion"], "2026-04-30", "complete"),
    ]
    assert (
        reading.actions[1].text
        == "Publish the pathway for speech and language support, including:\n• referral routes\n• advice while waiting"
    )
    assert [measure.text for measure in reading.measures] == ["Number of children seen"]
    assert [line.text for line in reading.lines if line.fate is LineFate.NOISE] == ["Page 2 of 9"]


def test_one_long_run_is_cut_at_refs_dates_and_ratings():
    reading = read_text(
        "Merrowdale SEND plan\n"
        "Ref Action Action Owner Due by Action Rating SP1 Publish an easy read summary of the plan Business Manager (V) September 2025 On track "
        "SP2 Build a team to work alongside directors Strategic Lead for SEND December 2024 Complete "
        "SP3 Strengthen what is shared with the board Business Manager (V) TBC Not yet started; no risk anticipated "
        "SP4a Undertake the 2026 review of the self-evaluation Strategic Lead for SEND March 2026 Delayed\nAfterwords that belong to nobody.\n"
    )

    assert told(reading) == [
        ("SP1", "Actions", ["Business Manager (V)"], "2025-09-30", "on_track"),
        ("SP2", "Actions", ["Strategic Lead for SEND"], "2024-12-31", "complete"),
        ("SP3", "Actions", ["Business Manager (V)"], "", "not_started"),
        ("SP4a", "Actions", ["Strategic Lead for SEND"], "2026-03-31", "delayed"),
    ]
    assert reading.actions[3].text == "Undertake the 2026 review of the self-evaluation"
    assert [one.text for one in reading.narrative] == ["Afterwords that belong to nobody."]


def test_rows_wrapped_over_lines_without_refs_end_at_their_date_and_rating():
    reading = read_text(
        "1. Leadership\nAction Owner Due RAG\nWrite the charter with all\nsettings Inclusion Lead March 2026 On track\n"
        "Train all settings in its use Inclusion Lead July 2026 Not started\n2. Places\nAction Owner Due RAG\n"
        "Open one new unit for autistic children Places Manager September 2026 Delayed\n"
    )

    assert told(reading) == [
        ("section 1 row 1", "1", ["Inclusion Lead"], "2026-03-31", "on_track"),
        ("section 1 row 2", "1", ["Inclusion Lead"], "2026-07-31", "not_started"),
        ("section 2 row 1", "2", ["Places Manager"], "2026-09-30", "delayed"),
    ]
    assert all(action.ref_assigned for action in reading.actions)
    assert reading.actions[0].lines == (3, 4)


def test_a_label_and_a_value_a_line_is_one_action():
    reading = read_text(
        "Merrowdale plan\n## Section A: Early help\nAction 1: Write the guide\nOwner: Early Years Lead\nDue: September 2025\nStatus: On track\n\n"
        "Action 2: Publish the pathway\nOwner: DCO; Head of SEND\nDue: Ongoing\nStatus: Delayed\n"
    )

    assert told(reading) == [
        ("1", "A", ["Early Years Lead"], "2025-09-30", "on_track"),
        ("2", "A", ["DCO", "Head of SEND"], "", "delayed"),
    ]
    assert reading.actions[1].due.precision is DuePrecision.ONGOING


def test_pipe_tables_whose_cells_run_over_lines_are_read_row_by_row():
    reading = read_text(
        "# Merrowdale inclusion strategy\n## Outcome\n| Action | lead agency | Roles responsible | Due date | Success measure |\n|---|---|---|---|---|\n"
        "Action 1.1 Share resources made by young people |\nShout Out group/schools |\nYouth Worker/SENCos |\nDecember 2025 |\n50% of settings use them. |\n"
        "Action 1.2 Grow the SENCo network |\nSEND Service |\nInclusion Lead |\nJuly 2026 |\nMore confident SENCos |\n"
    )

    assert told(reading) == [
        ("1.1", "Outcome", ["Youth Worker", "SENCos"], "2025-12-31", "unknown"),
        ("1.2", "Outcome", ["Inclusion Lead"], "2026-07-31", "unknown"),
    ]
    assert reading.actions[0].text == "Share resources made by young people"
    assert reading.actions[1].owners[0].partner == "SEND Service"
    assert [(measure.text, measure.refs) for measure in reading.measures] == [
        ("50% of settings use them.", ("1.1",)),
        ("More confident SENCos", ("1.2",)),
    ]


def test_columns_drawn_with_spaces_are_columns():
    reading = read_text(
        "Merrowdale plan\n\nRef    Action                                Owner              Due         RAG\n"
        "1.1    Review the offer for post-16          Head of SEND       Sept-25     On track\n       learners and publish it\n"
        "1.2    Agree the joint plan                  DCO                Q2 2025/26  Delayed\n\n                                  Page 3 of 8\n"
        "1.3    Launch the transitions guide          Transitions Lead   Ongoing     Not started\n"
    )

    assert told(reading) == [
        ("1.1", "Actions", ["Head of SEND"], "2025-09-30", "on_track"),
        ("1.2", "Actions", ["DCO"], "2025-09-30", "delayed"),
        ("1.3", "Actions", ["Transitions Lead"], "", "not_started"),
    ]
    assert reading.actions[0].text == "Review the offer for post-16 learners and publish it"


def test_numbered_deliverables_inside_sentences_are_actions_with_their_own_dates():
    reading = read_text(
        "# South Mere programme\nData capability\n"
        "Project No 1 Benchmarking for both services | 1. By end of Mar 26, we will agree a set of measures. 2. By end of Oct 25, we will hold 3 meetings. |\n"
        "Diagnostics\nProject No 3 Courageous talks | 1. By end of Dec 25, we will publish an evaluation. 2. By end of Mar 26, we will deliver 10 talks. |\n"
    )

    assert told(reading) == [
        ("1", "1", [], "2026-03-31", "unknown"),
        ("2", "1", [], "2025-10-31", "unknown"),
        ("1", "3", [], "2025-12-31", "unknown"),
        ("2", "3", [], "2026-03-31", "unknown"),
    ]
    assert [action.key for action in reading.actions] == ["1 1", "1 2", "3 1", "3 2"]
    assert [(section.title, section.priority) for section in reading.sections] == [
        ("Benchmarking for both services", "Data capability"),
        ("Courageous talks", "Diagnostics"),
    ]


def test_numbered_parts_without_dates_inside_one_action_stay_one_action():
    reading = read_text(
        "Ref\tAction\tOwner\tDue\n1\tAgree clear steps for 1. requests 2. funding 3. review of packages\tSEND Manager\tMay 2026\n"
    )

    assert len(reading.actions) == 1


def test_tick_columns_give_the_period_or_the_rating_that_is_ticked():
    periods = read_text(
        "All years are academic years.\nRef\tAction\tLead\t2024/25\t2025/26\t2026/27\n1\tWrite the guide\tEarly Years Lead\t✓\t\t\n2\tPublish the pathway\tDCO\t\t✓\t✓\n"
    )
    ratings = read_text(
        "Ref\tAction\tLead\tDue\tNot started\tOn track\tComplete\n1\tWrite the guide\tDCO\tMay 2026\t\tX\t\n2\tPublish it\tDCO\tJune 2026\t\t\tX\n"
    )

    assert [str(action.due.due_on) for action in periods.actions] == ["2025-08-31", "2027-08-31"]
    assert [action.rating.value for action in ratings.actions] == ["on_track", "complete"]


def test_a_section_may_share_one_deadline_and_one_lead():
    reading = read_text(
        "# 1. Governance\nTimescale for all actions: Spring term 2026\nLead: Partnership Manager\nRef\tAction\tStatus\n1\tWrite the guide\tOn track\n2\tPublish the pathway\tDelayed\n"
        "# 2. Inclusion (all actions due July 2026)\nRef\tAction\tLead\tStatus\n1\tWrite the charter\tInclusion Lead\tOn track\n"
    )

    assert told(reading) == [
        ("1", "1", ["Partnership Manager"], "2026-04-30", "on_track"),
        ("2", "1", ["Partnership Manager"], "2026-04-30", "delayed"),
        ("1", "2", ["Inclusion Lead"], "2026-07-31", "on_track"),
    ]
    assert reading.actions[0].due.note == "the deadline of the whole section"


def test_refs_that_restart_in_each_section_keep_a_key_of_their_own():
    reading = read_text(
        "## 1. Early help\nNo\tAction\tLead\tDue\n1\tWrite it\tDCO\tMay 2026\n## 2. Inclusion\nNo\tAction\tLead\tDue\n1\tPublish it\tDCO\tMay 2026\n"
    )

    assert [(action.ref, action.key) for action in reading.actions] == [("1", "1 1"), ("1", "2 1")]


def test_a_table_without_a_header_is_known_by_what_stands_in_it():
    reading = read_text(
        "## 1. Early help\n1.1\tWrite the guide for every setting in the area\tEarly Years Lead\tMay 2026\n1.2\tPublish the guide for every setting in the area\tHead of SEND\tJune 2026\n"
    )

    assert told(reading) == [
        ("1.1", "1", ["Early Years Lead"], "2026-05-31", "unknown"),
        ("1.2", "1", ["Head of SEND"], "2026-06-30", "unknown"),
    ]


def test_a_first_word_that_only_looks_like_a_ref_stays_in_the_action():
    reading = read_text(
        "Action\tLead\tDue\nKS3 pupils at risk are offered a place\tDCO\tMay 2026\nWrite the guide\tDCO\tMay 2026\nPublish the guide\tDCO\tMay 2026\n"
    )

    assert reading.actions[0].text == "KS3 pupils at risk are offered a place"
    assert reading.actions[0].ref_assigned


def test_the_contents_page_page_numbers_and_running_lines_are_noise_with_a_reason():
    reading = read_text(
        "Merrowdale One Plan\n\n## Contents\n1. Governance .......... 3\n2. Inclusion\t5\n\n## 1. Governance\nMerrowdale Partnership | Page 1\nSome words of the plan.\nMerrowdale Partnership | Page 2\n"
        "Ref\tAction\tLead\tDue\n1\tWrite it\tDCO\tMay 2026\nMerrowdale Partnership | Page 3\nFINAL v1.0 27 July 2025                Page 4 of 8\nMerrowdale Partnership | Page 4\n"
    )

    assert {line.line: line.why for line in reading.lines if line.fate is LineFate.NOISE} == {
        4: "a line of the contents page",
        5: "a line of the contents page",
        8: "a line that stands on every page",
        10: "a line that stands on every page",
        13: "a line that stands on every page",
        14: "a page number",
        15: "a line that stands on every page",
    }


def test_a_timeline_gives_promises_by_period():
    reading = read_text(
        "# Plan\n#### What we have achieved to date in academic year 2024/2025 (April 2025)\n1. A new board\n2. A new team\n"
        "#### What you will see by the end of academic year 2025/2026 (September 2026)\n1. A published guide\n\nNote: more will follow\n"
    )

    assert [(one.number, one.text, one.achieved, one.period_ends_on) for one in reading.promises] == [
        (1, "A new board", True, date(2025, 4, 30)),
        (2, "A new team", True, date(2025, 4, 30)),
        (1, "A published guide", False, date(2026, 9, 30)),
    ]
    assert reading.promises[2].period == "What you will see by the end of academic year 2025/2026 (September 2026)"


def test_a_summary_page_of_cards_is_kept_apart_from_the_sections():
    reading = read_text(
        "## Summary of priorities and areas for improvement\nRight help\t\t\nGovernance\tInclusion\n"
        "<p><b>What needs to improve:</b></p><p>Oversight</p>\t<p><b>What needs to improve:</b></p><p>Support</p>\n"
        "<p><b>Areas for improvement:</b></p><p>Clear roles</p><p>Open papers</p>\t<p><b>Areas for improvement:</b></p><p>Earlier help</p>\n"
        "## 1. Governance\n<b>Areas for improvement</b>\t<ul><li>Clear roles</li></ul>\t\t\nRef\tAction\tLead\tDue\nGV1\tWrite it\tDCO\tMay 2026\n"
    )

    assert [(one.section, one.text) for one in reading.summary_areas] == [
        ("Governance", "Clear roles"),
        ("Governance", "Open papers"),
        ("Inclusion", "Earlier help"),
    ]
    assert [(one.section, one.text) for one in reading.areas] == [("1", "Clear roles")]


def test_lettered_parts_stand_under_their_numbered_section_whatever_their_level():
    reading = read_text(
        "### Chapter 1 - Right help\n### 3. Plans\n#### What needs to improve\nQuality\n#### A. Panels\nRef\tAction\tLead\tDue\nPA1\tWrite it\tDCO\tMay 2026\n"
        "## B. Reviews\nRef\tAction\tLead\tDue\nRE1\tWrite it\tDCO\tMay 2026\n## 4. Audits\nRef\tAction\tLead\tDue\nAU1\tWrite it\tDCO\tMay 2026\n"
    )

    assert [(one.number, one.title, one.parent, one.priority, one.must_improve) for one in reading.sections] == [
        ("3", "Plans", "", "Right help", "Quality"),
        ("3.A", "Panels", "3", "Right help", ""),
        ("3.B", "Reviews", "3", "Right help", ""),
        ("4", "Audits", "", "Right help", ""),
    ]


def test_owners_in_their_own_support_column_support():
    reading = read_text("Ref\tAction\tLead\tSupported by\tDue\n1\tWrite it\tDCO\tHead of SEND\tMay 2026\n")

    assert [(owner.role, owner.part) for owner in reading.actions[0].owners] == [
        ("DCO", OwnerPart.LEAD),
        ("Head of SEND", OwnerPart.SUPPORT),
    ]


def test_progress_columns_are_dated_updates_of_their_action():
    reading = read_text(
        "Ref\tAction\tLead\tDue\tProgress update\n1\tWrite it\tDCO\tMay 2026\t12.05.25: A draft was shared.\n"
    )

    assert [(one.refs, one.dated_on, one.text) for one in reading.updates] == [
        (("1",), date(2025, 5, 12), "12.05.25: A draft was shared.")
    ]


def test_columns_nobody_knows_are_kept_as_notes():
    reading = read_text("Ref\tAction\tLead\tDue\tBudget code\n1\tWrite it\tDCO\tMay 2026\tX123\n")

    assert reading.actions[0].notes == ("Budget code: X123",)


def test_start_review_and_revised_columns_are_read_beside_the_due_date():
    reading = read_text(
        "Ref\tAction\tLead\tStart date\tReview date\tDue date\tRevised due date\n1\tWrite it\tDCO\tNov 24\tFeb 25\tMar 25\tMay 25\n2\tSend it\tDCO\tNov 24\tFeb 25\tMar 25\t\n"
    )

    first, second = (action.due for action in reading.actions)
    assert (first.starts_on, first.review_on, first.due_on, first.revised_from) == (
        date(2024, 11, 1),
        date(2025, 2, 28),
        date(2025, 5, 31),
        date(2025, 3, 31),
    )
    assert (second.due_on, second.revised_from) == (date(2025, 3, 31), None)


def test_what_the_plan_says_of_its_own_dates_is_used():
    reading = read_text(
        "All ratings and updates are accurate as at 14 May 2025.\nWhere an action specifies a year, this relates to the academic year.\nThe spring term ends on 27 March.\n"
        "Ref\tAction\tLead\tDue\n1\tWrite it\tDCO\t2025/26\n2\tSend it\tDCO\tSpring term 2026\n"
    )

    assert reading.ratings_as_at == date(2025, 5, 14)
    assert [str(action.due.due_on) for action in reading.actions] == ["2026-08-31", "2026-03-27"]


def test_an_action_whose_date_is_not_plain_is_imported_and_shown_to_a_person():
    reading = read_text("Ref\tAction\tLead\tDue\n1\tWrite it\tDCO\t31.02.26\n2\tSend it\tDCO\tMay 2026\n")

    assert told(reading)[0] == ("1", "Actions", ["DCO"], "", "unknown")
    assert [(item.line, item.text) for item in reading.review] == [(2, "1\tWrite it\tDCO\t31.02.26")]
    assert "no such day" in reading.review[0].why


def test_a_row_that_fits_no_column_is_shown_to_a_person():
    reading = read_text(
        "Ref\tAction\tLead\tDue\n1\tWrite it\tDCO\tMay 2026\nThe board met and agreed that this table would be looked at again before the end of the year.\t\t\t\n"
    )

    assert len(reading.actions) == 1
    assert [item.line for item in reading.review] == [3]


def test_a_table_of_measures_is_measures_with_their_targets():
    reading = read_text(
        "Measure\tBaseline\tTarget\nPlans issued in 20 weeks\t48%\t85%\nRef\tAction\tLead\tDue\n1\tWrite it\tDCO\tMay 2026\n"
    )

    assert [one.text for one in reading.measures] == ["Plans issued in 20 weeks; Baseline: 48%; Target: 85%"]


def test_documents_that_hold_no_plan_give_no_actions_and_lose_no_line():
    reading = read_text(
        "Ten tips for leaders\n\n1.Clear governance\n\n  • Are roles clear by March 2026?\n  • How is the board involved?\n\n2. Know your children\n\n  • Do you know them?\n"
    )

    assert reading.actions == ()
    assert len(reading.lines) == 6
    assert reading.count(LineFate.IMPORTED) == 0
    assert reading.count(LineFate.REVIEW) + reading.count(LineFate.HEADING) == 6
