"""Action tables in the headings, colours and shapes that other areas give them; each is read exactly."""

from datetime import date

import pytest
from tests.support.plan_colours import AMBER, BLUE, GREEN, RED, coloured_word, coloured_workbook, sideways_pdf
from tests.support.plan_documents import html_table, told, web_page, word_document, workbook

from oneplan.core.improvement.rating import Rating
from oneplan.plandocs import read

PLAN = ("Ref", "Action", "Owner", "Due")


def read_text(text: str):
    return read(text.encode(), name="plan.txt")


def ratings(reading):
    return [action.rating.value for action in reading.actions]


def days(reading):
    return [str(action.due.due_on or "") for action in reading.actions]


def owners(reading):
    return [[owner.role for owner in action.owners] for action in reading.actions]


def test_questions_head_columns_as_well_as_nouns_do():
    head = ("What are we going to do?", "Who will lead it?", "When will it be done by?", "How will we know?", "BRAG")
    content = word_document(
        ("table", [head, ("Visit every setting", "Inclusion Lead", "31.01.2026", "All visited", "In progress")])
    )

    reading = read(content, name="plan.docx")

    assert told(reading) == [("Actions row 1", "Actions", ["Inclusion Lead"], "2026-01-31", "on_track")]
    assert [measure.text for measure in reading.measures] == ["All visited"]


def test_a_column_called_progress_that_holds_only_ratings_is_the_rating():
    reading = read(
        workbook({"Plan": [(*PLAN, "Progress"), ("1", "Review panels", "SEND Manager", "Sept 2025", "Done")]}), name="p"
    )

    assert ratings(reading) == ["complete"]
    assert not reading.updates


def test_of_several_dated_rating_columns_the_latest_filled_one_counts():
    head = (*PLAN, "RAG Aug 2025", "RAG Sept 2025")
    key = [("Red", "Off track"), ("Amber", "At risk"), ("Green", "On track")]
    rows = [
        head,
        ("T1", "Clear the backlog", "Head of SEND", "Dec 2025", "Red", "Amber"),
        ("T2", "Hold it", "DCO", "May 2026", "Green", ""),
    ]

    reading = read(word_document(("table", key), ("table", rows)), name="plan.docx")

    assert ratings(reading) == ["at_risk", "on_track"]
    assert "RAG Aug 2025: Red" in reading.actions[0].notes


def test_colour_alone_is_the_rating_where_the_key_is_coloured_too():
    key = [
        (("", RED), "Significantly behind schedule"),
        (("", GREEN), "On track"),
        (("", BLUE), "Completed and embedded"),
    ]
    rows = [
        (*PLAN, "RAG"),
        ("1", "Set up a panel", "AP Lead", "May 2026", ("", GREEN)),
        ("2", "Check each provider", "AP Lead", "June 2026", ("", RED)),
        ("3", "Write to providers", "AP Lead", "July 2026", ("", AMBER)),
    ]

    reading = read(coloured_word(key, rows), name="plan.docx")

    assert ratings(reading) == ["on_track", "delayed", "unknown"]
    assert reading.actions[2].rating_raw == "amber"


def test_a_key_of_colours_on_a_later_sheet_is_the_key():
    content = coloured_workbook(
        {
            "Plan": [
                (*PLAN, "RAG"),
                ("1", "Ring home on day one", "Pastoral Lead", "Ongoing", ("", RED)),
                ("2", "Train staff", "SENCO", "May 2026", ("", AMBER)),
            ],
            "Key": [("Colour", "Meaning"), (("", RED), "Not started"), (("", AMBER), "Started, on track")],
        }
    )

    reading = read(content, name="plan.xlsx")

    assert ratings(reading) == ["not_started", "on_track"]


def test_coloured_months_of_a_gantt_chart_end_where_the_action_is_due():
    months = tuple(date(2025, month, 1).strftime("%b-%y") for month in (9, 10, 11))
    content = coloured_workbook(
        {
            "Gantt": [
                ("Ref", "Task", "Lead", *months),
                ("G1", "Scope the review", "Programme Manager", ("", BLUE), ("", BLUE), ""),
                ("G2", "Ask families", "Participation Lead", "", ("", BLUE), ("", BLUE)),
            ]
        }
    )

    assert days(read(content, name="plan.xlsx")) == ["2025-10-31", "2025-11-30"]


def test_months_coloured_red_and_green_are_ratings_and_not_deadlines():
    content = coloured_workbook(
        {
            "Plan": [
                ("Ref", "Task", "Lead", "Sep-25", "Oct-25"),
                ("1", "Write the policy", "Policy Officer", ("", GREEN), ("", RED)),
                ("2", "Test the policy", "Policy Officer", ("", RED), ("", GREEN)),
            ]
        }
    )

    reading = read(content, name="plan.xlsx")

    assert days(reading) == ["", ""]
    assert [action.rating_raw for action in reading.actions] == ["red", "green"]


def test_ticked_quarters_take_their_year_from_the_name_of_the_plan():
    reading = read_text(
        "Merrowdale delivery plan 2025/26\nRef\tActivity\tLead\tQ1\tQ2\tQ3\tQ4\n"
        "D1\tAgree the policy with families\tTransport Manager\t✓\t✓\t\t\nD2\tOpen two units\tPlaces Manager\t\t\t\t✓\n"
    )

    assert days(reading) == ["2025-09-30", "2026-03-31"]


def test_each_partner_has_an_owner_in_a_column_of_its_own():
    head = ("Ref", "Action", "LA lead", "Health lead", "Due")
    content = word_document(("table", [head, ("a)", "Write one guide", "Transitions Manager", "DCO", "June 2026")]))

    reading = read(content, name="plan.docx")

    assert [(one.partner, one.role) for one in reading.actions[0].owners] == [
        ("LA", "Transitions Manager"),
        ("Health", "DCO"),
    ]


def test_owner_and_date_in_one_cell_are_told_apart():
    head = ("Key actions", "Lead and timescale", "BRAG")
    content = word_document(
        ("table", [head, ("2.1 Sign the agreement", "Director of Commissioning by March 2026", "On track")])
    )

    assert told(read(content, name="plan.docx")) == [
        ("2.1", "Actions", ["Director of Commissioning"], "2026-03-31", "on_track")
    ]


def test_two_actions_numbered_in_one_cell_take_the_owners_and_dates_beside_them_in_turn():
    row = (
        "Families trust us",
        "1.1 Publish a pledge\n1.2 Hold surgeries",
        "Head of SEND\nLocal Offer Officer",
        "October 2025\nMay 2026",
    )
    content = word_document(("table", [("Outcome", "Actions", "Lead", "By when"), row]))

    assert told(read(content, name="plan.docx")) == [
        ("1.1", "Actions", ["Head of SEND"], "2025-10-31", "unknown"),
        ("1.2", "Actions", ["Local Offer Officer"], "2026-05-31", "unknown"),
    ]


def test_a_label_and_a_value_a_row_is_one_action_a_table():
    cards = [
        ("table", [("Action", words), ("Lead", "AP Lead"), ("By when", when), ("Status", "On track")])
        for words, when in (("Agree a definition", "May 2026"), ("Publish a price list", "TBC"))
    ]
    content = word_document(*[part for card in cards for part in (card, ("p", ""))])

    assert [(action.text, str(action.due.due_on or "")) for action in read(content, name="plan.docx").actions] == [
        ("Agree a definition", "2026-05-31"),
        ("Publish a price list", ""),
    ]


def test_the_cover_of_a_report_is_no_action():
    cover = [
        ("Report title", "SEND"),
        ("Action required", "To note"),
        ("Lead officer", "Director of Education"),
        ("Date", "4 May 2026"),
    ]

    assert not read(word_document(("table", cover)), name="report.docx").actions


def test_a_comma_file_is_a_table_with_its_quoted_commas_and_line_breaks_kept():
    reading = read_text(
        '"ID","Action","Lead","Due Date","RAG this month","RAG last month","Comments"\n'
        '"1","Agree the section 75, with ""risk share""","Head of SEND","31/12/2025","Complete","On track","Legal advice,\nexpected soon."\n'
        '"2","Appoint a lead","DCO","30/09/2025","On track","Delayed",""\n'
    )

    assert told(reading) == [
        ("1", "Actions", ["Head of SEND"], "2025-12-31", "complete"),
        ("2", "Actions", ["DCO"], "2025-09-30", "on_track"),
    ]
    assert reading.actions[0].text == 'Agree the section 75, with "risk share"'
    assert reading.actions[0].lines == (2, 3)


def test_a_table_of_measures_after_the_actions_is_not_read_by_their_columns():
    content = word_document(
        ("h1", "1. Inclusion"),
        ("table", [("Action", "Lead", "Due"), ("Open a service", "Head of Inclusion", "Sept 2026")]),
        ("p", ""),
        ("table", [("Measure", "Baseline", "Target July 2026"), ("Suspensions", "14.2", "10.0")]),
    )

    reading = read(content, name="plan.docx")

    assert [action.text for action in reading.actions] == ["Open a service"]
    assert [measure.text for measure in reading.measures] == ["Suspensions; Baseline: 14.2; Target July 2026: 10.0"]


def test_a_measure_that_spans_several_actions_is_told_once():
    spanned = (
        "<table><tr><th>Objective</th><th>Actions</th><th>Who?</th><th>When?</th><th>Measure of success</th></tr>"
        "<tr><td rowspan=2>1. Schools know</td><td>1.1 Send the pack</td><td>Data Manager</td><td>May 2026</td><td rowspan=2>All open it</td></tr>"
        "<tr><td>1.2 Visit ten schools</td><td>School Lead</td><td>June 2026</td></tr></table>"
    )

    reading = read(web_page(spanned), name="plan.html")

    assert [(measure.text, measure.refs) for measure in reading.measures] == [("All open it", ("1.1", "1.2"))]
    assert [(section.number, section.title) for section in reading.sections] == [("1", "Schools know")]


def test_a_list_saved_from_a_site_calls_its_action_the_title():
    grid = [
        ("ID", "Title", "Action Owner", "Due Date", "Action Status", "Modified"),
        ("14", "Write a protocol", "Caldicott Guardian", "17/10/2025", "In Progress", "01/09/2025 14:22"),
    ]

    assert told(read(web_page(html_table(grid)), name="list.html")) == [
        ("14", "Actions", ["Caldicott Guardian"], "2025-10-17", "on_track")
    ]


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_drawn_sideways_on_the_page_is_read_upright(turn):
    grid = [
        (*PLAN, "RAG"),
        ("5.1", "Deliver the improvement", "Head of SEND", "May 2026", "Delayed"),
        ("5.2", "Tell families", "DCO", "June 2026", "On track"),
    ]

    assert told(read(sideways_pdf(grid, turn=turn), name="plan.pdf")) == [
        ("5.1", "Actions", ["Head of SEND"], "2026-05-31", "delayed"),
        ("5.2", "Actions", ["DCO"], "2026-06-30", "on_track"),
    ]


def test_a_rating_that_a_narrow_cell_broke_in_two_is_still_known():
    reading = read_text("Ref\tAction\tOwner\tDue\tRAG\n1\tWrite it\tDCO\tMay 2026\tComplet e\n")

    assert reading.actions[0].rating is Rating.COMPLETE


def test_a_revised_date_counts_although_the_first_is_a_real_date():
    rows = [
        ("Ref", "Action", "Owner", "Original deadline", "Revised deadline"),
        ("H1", "Cut the waits", "ICB Director", date(2025, 6, 30), date(2025, 12, 31)),
    ]

    reading = read(coloured_workbook({"Plan": rows}), name="plan.xlsx")

    assert reading.actions[0].due.due_on == date(2025, 12, 31)
    assert reading.actions[0].due.revised_from == date(2025, 6, 30)


def test_a_post_that_is_to_be_filled_is_nobody():
    rows = [
        PLAN,
        ("1", "Do it", "Post holder to be appointed Jan 26", "May 2026"),
        ("2", "Do more", "to be recruited", "May 2026"),
        ("3", "Tell us", "Dr A. Patel, Designated Medical Officer", "May 2026"),
    ]

    assert owners(read(word_document(("table", rows)), name="plan.docx")) == [
        [],
        [],
        ["Dr A. Patel, Designated Medical Officer"],
    ]
