"""What lines of a plan promise in writing, by their own words."""

from datetime import date

import pytest

from oneplan.core.governance.reports import Phrase, Promised, ReportState, is_late, proposals
from oneplan.rulebook import governance

PHRASES = governance.report_words().phrases
DUE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bring the Board a first yearly report on audits", "annual-report"),
        ("Write and launch an Inclusion Strategy", "strategy"),
        ("Train officers in the Inclusion Strategy", ""),
        ("Write new guidance for parents with families", "guidance"),
        ("Read the guidance again", ""),
        ("Review the process and recommend changes", "review"),
        ("Hold annual reviews on time", ""),
        ("Publish an easy read version of the plan", "statement"),
        ("Have the needs assessment (JSNA) signed off", "needs-assessment"),
        ("Appoint two more educational psychologists", ""),
    ],
)
def test_a_line_promises_a_document_only_where_its_words_say_that_one_is_made(text, kind):
    found = proposals([Promised("a", "A1", text)], PHRASES, longest=160)

    assert [each.kind for each in found] == ([kind] if kind else [])


def test_a_proposal_carries_the_lines_day_owner_and_words():
    line = Promised("id", "QA6", "Prepare an annual report: • of audits • of learning", DUE, "SEND lead")

    found = proposals([line], PHRASES, longest=160)[0]

    assert (found.source, found.ref, found.due_on, found.owner_role) == ("id", "QA6", DUE, "SEND lead")
    assert found.title == "Prepare an annual report"
    assert found.because == "The line says “annual report”."


def test_a_long_title_is_cut_at_a_whole_word():
    phrase = Phrase("review", ("review",))

    found = proposals([Promised("a", "", "A review of everything")], [phrase], longest=12)

    assert found[0].title == "A review of …"


@pytest.mark.parametrize("state", list(ReportState))
def test_only_what_was_promised_and_is_not_done_is_late(state):
    late = {ReportState.PLANNED, ReportState.DRAFTED}

    assert is_late(state, DUE, date(2026, 3, 2)) is (state in late)
    assert not is_late(state, DUE, DUE)
    assert not is_late(state, None, DUE)
