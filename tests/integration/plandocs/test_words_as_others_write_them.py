"""Actions written as sentences, and documents that only look like plans."""

import pytest
from tests.support.plan_documents import html_table, told, web_page, word_document

from oneplan.core.kernel import Problem
from oneplan.plandocs import read


def read_text(text: str):
    return read(text.encode(), name="plan.txt")


def test_a_sentence_with_its_lead_and_date_behind_it_is_an_action():
    reading = read_text(
        "Merrowdale priority action plan\n\nPriority action 1\nLeaders should support children who wait.\n\n"
        "1.1.1 We will write to every family twice a year. Lead: Pathway Manager. By: October 2025. Status: On track\n\n"
        "1.1.2 We will open an advice line. Lead: Forum Chair. By: January 2026. Status: Delayed\n"
    )

    assert [(action.ref, action.text) for action in reading.actions] == [
        ("1.1.1", "We will write to every family twice a year."),
        ("1.1.2", "We will open an advice line."),
    ]
    assert [row[2:] for row in told(reading)] == [
        (["Pathway Manager"], "2025-10-31", "on_track"),
        (["Forum Chair"], "2026-01-31", "delayed"),
    ]


def test_lead_deadline_and_status_may_stand_in_brackets_or_after_dashes():
    bracketed = read_text(
        "Objective 1: Answer the phone\n\nAction 1: Add a duty officer (Lead: SEND Manager; Deadline: May 2026; Status: Complete)\n"
    )
    dashed = read(
        web_page(
            "<ol><li><b>Answer emails</b> in two days &ndash; Lead: SEND Manager &ndash; By: May 2026 &ndash; Status: Complete</li></ol>"
        ),
        name="plan.html",
    )

    assert [row[2:] for row in told(bracketed)] == [(["SEND Manager"], "2026-05-31", "complete")]
    assert [row[2:] for row in told(dashed)] == [(["SEND Manager"], "2026-05-31", "complete")]


def test_a_numbered_area_for_improvement_is_a_section_and_not_a_list_of_areas():
    table = "No.\tAction\tBy whom\tBy when\n1\tSend a weekly list\tDCO\t31 Oct 2025\n"
    reading = read_text(
        f"Merrowdale plan\nArea for improvement 1: Health advice\n{table}Area for improvement 2: Transitions\n{table}"
    )

    assert [section.title for section in reading.sections] == ["Health advice", "Transitions"]
    assert len({action.key for action in reading.actions}) == 2


def test_deliverables_numbered_inside_a_cell_are_each_an_action_of_its_row():
    reading = read_text(
        "Merrowdale strategy\n\nAim\tKey deliverables\tLead\n"
        "Adulthood\t1. We will publish a guide by December 2025. 2. We will open two sites by September 2026.\tPost-16 Lead\n"
    )

    assert told(reading) == [
        ("1", "Adulthood", ["Post-16 Lead"], "2025-12-31", "unknown"),
        ("2", "Adulthood", ["Post-16 Lead"], "2026-09-30", "unknown"),
    ]


@pytest.mark.parametrize("after", ["Ref\tAction\tOwner\tDue\tRAG\n", "\nRef\tAction\tOwner\tDue\tRAG\n"])
def test_the_last_line_of_a_key_is_not_taken_for_the_heading_of_the_table_below(after):
    reading = read_text(
        f"Merrowdale plan\nKey\nBlue: Not yet due to start\nGreen: Completed\nRed: Delayed or at serious risk\n{after}1\tDo it\tDCO\tMay 2026\tRed\n"
    )

    assert reading.actions[0].rating.value == "delayed"


def test_a_key_in_letters_is_read():
    reading = read_text(
        "Merrowdale plan\nRAG: R = not started or delayed; A = in progress; G = complete\n"
        "Ref\tAction\tOwner\tDue\tR/A/G\n1\tDo it\tDCO\tMay 2026\tG\n2\tDo more\tDCO\tMay 2026\tA\n"
    )

    assert [action.rating.value for action in reading.actions] == ["complete", "on_track"]


def test_a_key_of_coloured_dots_is_read():
    reading = read_text(
        "Merrowdale plan\nKey: \U0001f534 behind \U0001f7e2 on track\n"
        "What\tWho\tWhen\tStatus\nOpen a sensory room\tPlaces Manager\tApr 2026\t\U0001f7e2\nHire a keyworker\tDCO\tMay 2026\t\U0001f534\n"
    )

    assert [action.rating.value for action in reading.actions] == ["on_track", "delayed"]


def test_a_numbered_duty_that_only_says_who_leads_it_is_no_action():
    reading = read_text("Whistleblowing policy\n\n1.1 All staff must report their concerns. Lead: Head of HR.\n")

    assert reading.actions == ()


PROCESS = [
    ("Step", "Action", "Who", "When"),
    ("1", "Send the invitation", "School", "Six weeks before the meeting"),
    ("2", "Decide to keep, amend or cease", "Council", "Within four weeks of the meeting"),
]
RISKS = [
    ("Ref", "Risk", "Likelihood", "Mitigating actions", "Owner", "Review date", "RAG"),
    ("R1", "Too few psychologists", "4", "Use locums", "Principal EP", "31/12/2025", "Red"),
    ("R2", "The forum loses its funding", "2", "A three-year grant", "Head of SEND", "31/03/2026", "Amber"),
]
FORWARD_PLAN = [
    ("Meeting date", "Agenda item", "Report author", "Deadline for papers"),
    ("14 November 2025", "Joint commissioning", "Director of Commissioning", "4 November 2025"),
    ("16 January 2026", "Preparing for adulthood", "Post-16 Lead", "6 January 2026"),
]
CONTRACTS = [
    ("Provider", "Service", "Contract manager", "Contract end date", "RAG"),
    ("Bright Futures", "Speech therapy", "Commissioning Officer", "31/03/2026", "Green"),
    ("Open Door", "Short breaks", "Commissioning Officer", "31/03/2027", "Amber"),
]
TRAINING = [
    ("Ref", "Course", "Lead", "Date", "Status"),
    ("1", "Autism awareness", "SENCO", "12 May 2026", "Complete"),
    ("2", "Makaton", "Specialist Teacher", "2 June 2026", "On track"),
]
CASES = [
    ("UPN", "Need", "Setting", "Case officer", "Decision due", "Status"),
    ("X1", "ASD", "Oak Primary", "Case Officer 3", "13/10/2025", "In progress"),
    ("X2", "SLCN", "Elm Primary", "Case Officer 1", "16/10/2025", "Complete"),
]


@pytest.mark.parametrize(
    "grid",
    [PROCESS, RISKS, FORWARD_PLAN, CONTRACTS, CASES, TRAINING],
    ids=["process", "risks", "forward plan", "contracts", "cases", "training"],
)
@pytest.mark.parametrize("form", ["html", "docx", "txt"])
def test_tables_with_owners_and_dates_that_are_no_plan_give_no_actions(grid, form):
    content = {
        "html": web_page(html_table(grid)),
        "docx": word_document(("table", grid)),
        "txt": "\n".join("\t".join(row) for row in grid).encode(),
    }[form]

    reading = read(content, name=f"document.{form}")

    assert reading.actions == ()
    assert len(reading.lines) == len(grid)


def test_minutes_that_ask_for_things_in_sentences_give_no_actions():
    reading = read_text(
        "Minutes of the delivery group, 4 November 2025\nPresent: Head of SEND (Chair), DCO\n2. Timeliness\n"
        "The group noted that 46% of plans were on time. ACTION: Head of SEND to bring a trajectory.\n"
        "The DCO said that advice was late. ACTION: DCO to write to providers by 30 November 2025.\n"
    )

    assert reading.actions == ()


def test_a_page_without_words_says_so_instead_of_reading_nothing():
    with pytest.raises(Problem, match="no words"):
        read(b"<html><body><script>var x = 1;</script></body></html>", name="page.html")


def test_a_device_is_not_a_file():
    with pytest.raises(Problem, match="not a file"):
        read("/dev/zero")
