"""Excel plans made in the tests: several sheets, headers not first, real dates, merged cells, colours, one section a column."""

from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from tests.support.plan_documents import GOVERNANCE, HEAD, INCLUSION, KEY, saved, told, workbook

from oneplan.plandocs import read


def test_each_sheet_is_a_section_and_the_header_need_not_be_first():
    content = workbook(
        {
            "Governance": [("Merrowdale One Plan",), (), ("Updated monthly",), HEAD, *GOVERNANCE],
            "Inclusion": [HEAD, *INCLUSION],
            "Key": KEY,
        }
    )

    reading = read(content, name="plan.xlsx")

    assert reading.plan == "Merrowdale One Plan"
    assert told(reading) == [
        ("GV1", "Governance", ["Head of SEND"], "2025-09-30", "on_track"),
        ("GV2", "Governance", ["Partnership Manager (R)"], "2025-11-30", "not_started"),
        ("GV3", "Governance", ["Participation Lead"], "", "delayed"),
        ("IN1", "Inclusion", ["Inclusion Adviser"], "2026-04-30", "on_track"),
        ("IN2", "Inclusion", ["Inclusion Adviser"], "2026-07-31", "complete"),
    ]
    assert [entry.word for entry in reading.key] == ["Blue", "Green", "Amber", "Red"]


def test_a_date_shown_as_a_month_is_the_month_and_a_whole_date_is_the_day():
    book = Workbook()
    sheet = book.active
    sheet.append(["Ref", "Action", "Owner", "Due"])
    sheet.append([1.1, "Write it", "DCO", date(2025, 9, 1)])
    sheet.append([1.2, "Send it", "DCO", date(2025, 9, 12)])
    sheet["D2"].number_format = "mmm-yy"
    sheet["D3"].number_format = "dd/mm/yyyy"

    reading = read(saved(book), name="plan.xlsx")

    assert [(action.ref, action.due.due_on, action.due.precision.value) for action in reading.actions] == [
        ("1.1", date(2025, 9, 30), "month"),
        ("1.2", date(2025, 9, 12), "day"),
    ]
    assert reading.actions[0].due.raw == "Sep-25"


def test_priority_and_section_columns_place_each_row():
    rows = [
        ("Priority", "Section", "Ref", "Action", "Lead", "Due date", "RAG"),
        ("Right help", "Early help", "1", "Write it", "DCO", "May 2026", "On track"),
        ("", "", "2", "Send it", "DCO", "May 2026", "On track"),
        ("Right place", "Units", "3", "Open one", "Places Manager", "May 2027", "Delayed"),
    ]

    reading = read(workbook({"Sheet1": rows}), name="plan.xlsx")

    assert [(action.ref, action.section) for action in reading.actions] == [
        ("1", "Early help"),
        ("2", "Early help"),
        ("3", "Units"),
    ]
    assert [(section.title, section.priority) for section in reading.sections] == [
        ("Early help", "Right help"),
        ("Units", "Right place"),
    ]
    assert reading.priorities == ("Right help", "Right place")


def test_a_merged_cell_counts_for_every_row_it_spans():
    book = Workbook()
    sheet = book.active
    for row in (["Ref", "Action", "Owner", "Due"], [1, "Write it", "DCO", "May 2026"], [2, "Send it", None, None]):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("D2:D3")

    assert told(read(saved(book), name="plan.xlsx")) == [
        ("1", "Actions", ["DCO"], "2026-05-31", "unknown"),
        ("2", "Actions", ["DCO"], "2026-05-31", "unknown"),
    ]


def test_a_banner_across_the_columns_is_a_section_or_a_phase():
    book = Workbook()
    sheet = book.active
    for row in (
        ["Ref", "Action", "Owner", "Due"],
        ["1. Early help"],
        [1, "Write it", "DCO", "May 2026"],
        ["2. Places"],
        [1, "Open one", "DCO", "May 2026"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("A4:D4")

    reading = read(saved(book), name="plan.xlsx")

    assert [(action.section, action.key) for action in reading.actions] == [("1", "1 1"), ("2", "2 1")]
    assert [section.title for section in reading.sections] == ["Early help", "Places"]


def test_a_colour_alone_is_a_rating_and_struck_words_are_the_old_date():
    book = Workbook()
    sheet = book.active
    for row in (*KEY, (), ("Ref", "Action", "Owner", "Due", "RAG"), (1, "Write it", "DCO", "May 2026", None)):
        sheet.append(list(row))
    sheet.cell(sheet.max_row, 5).fill = PatternFill("solid", fgColor="FFC000")
    sheet.cell(sheet.max_row, 4).font = Font(strike=True)

    (action,) = read(saved(book), name="plan.xlsx").actions

    assert (action.rating_raw, action.rating.value) == ("amber", "at_risk")


def test_a_hidden_sheet_is_shown_to_a_person_and_not_imported():
    book = Workbook()
    for row in (HEAD, *INCLUSION):
        book.active.append(list(row))
    hidden = book.create_sheet("Lists")
    hidden.append(["On track"])
    hidden.sheet_state = "hidden"

    reading = read(saved(book), name="plan.xlsx")

    assert len(reading.actions) == 2
    assert [(item.text, item.why) for item in reading.review] == [
        ("On track", "It stands on the hidden sheet “Lists”.")
    ]


def test_lines_inside_one_cell_stay_in_their_cell():
    content = workbook(
        {
            "Plan": [
                ("Ref", "Action", "Owner", "Due"),
                ("1", "Write it, with:\n- routes\n- advice", "Engagement Lead\nPlaces Manager", "May 2026"),
            ]
        }
    )

    (action,) = read(content, name="plan.xlsx").actions

    assert action.text == "Write it, with:\n• routes\n• advice"
    assert [owner.role for owner in action.owners] == ["Engagement Lead", "Places Manager"]
