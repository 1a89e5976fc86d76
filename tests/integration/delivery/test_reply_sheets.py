"""A sheet goes out, people do to it what people do, and it comes back in clear words with every good row kept."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from tests.integration.delivery.conftest import TODAY

from oneplan.actions.delivery_cycles import lock_cycle, open_cycle
from oneplan.actions.plan_parts import reword_action
from oneplan.actions.replies import reply
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.cycles import Answer
from oneplan.core.kernel import Problem
from oneplan.feeds.reply_cells import Cells, day_in
from oneplan.feeds.reply_sheets import apply_sheet, kept_sheet, receive_sheet, sheet_for
from oneplan.feeds.reply_workbooks import ABOUT, ANSWERS, COLUMNS
from oneplan.feeds.safe_cells import in_a_row
from oneplan.records.delivery.models import Reply

AT = {name: column for column, name in enumerate(COLUMNS, start=1)}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sheet:
    """A sheet in somebody's hands."""

    def __init__(self, area, role="SEND Manager", by=None):
        self.area = area
        self.name, content = sheet_for(cycle_id=area.cycle_id, role=role, by=by or area.people.lead, on=TODAY)
        self.book = load_workbook(io.BytesIO(content))
        self.page = self.book[ANSWERS]

    def write(self, row, **said):
        for name, value in said.items():
            self.page.cell(row, AT[name], value)
        return self

    def back(self, by=None, on=TODAY):
        out = io.BytesIO()
        self.book.save(out)
        out.seek(0)
        return receive_sheet(out, name=self.name, declared_type=XLSX, by=by or self.area.people.lead, on=on)


@pytest.fixture
def sheet(area):
    return Sheet(area)


def test_what_goes_out_holds_the_lines_of_one_role_with_locked_references(sheet):
    refs = [sheet.page.cell(row, AT["ref"]).value for row in range(2, sheet.page.max_row + 1)]

    assert refs == ["A1", "A3"]
    assert sheet.page.protection.sheet
    assert sheet.page.cell(2, AT["ref"]).protection.locked
    assert not sheet.page.cell(2, AT["done"]).protection.locked
    assert sheet.page.column_dimensions["A"].hidden


def test_words_of_the_plan_that_begin_like_a_formula_go_out_as_words(area):
    lead = area.people.lead
    says = '=HYPERLINK("http://example.org","Open")\x0b'
    text = {"action_id": area.line("A1").action_id, "version": 1, "text": says, "reason": "As it came"}
    reword_action(**text, by=lead, on=TODAY)

    sent = Sheet(area)

    cell = sent.page.cell(2, AT["text"])
    assert cell.data_type == "s"
    assert cell.value == '=HYPERLINK("http://example.org","Open")'
    assert sent.write(2, done="Printed").back().faults == ()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@now", "\t=1"])
def test_words_that_begin_like_a_formula_are_marked_in_a_comma_separated_file(words):
    assert in_a_row(words) == f"'{words}"
    assert in_a_row("On track") == "On track"


def test_every_good_row_is_kept_once_somebody_confirms_it(area, sheet):
    sheet.write(2, done="Printed", due_on=date(2026, 6, 30), due_reason="A new printer").write(3, done="Half way")
    sheet.book[ABOUT].cell(4, 2, "Kim Ray")

    found = sheet.back()
    assert not Reply.objects.exists()
    count = apply_sheet(kept_sheet(found.token, by=area.people.lead, on=TODAY), by=area.people.lead, on=TODAY)

    assert count == 2
    kept = area.line("A1").replies[0]
    assert (kept.by_name, kept.via, kept.role) == ("Kim Ray", "sheet", "SEND Manager")
    assert kept.answer == Answer(done="Printed", due_on=date(2026, 6, 30), due_reason="A new printer")
    with pytest.raises(Problem, match="no longer kept"):
        kept_sheet(found.token, by=area.people.lead, on=TODAY)


def test_a_changed_reference_is_named_with_its_row_and_the_other_rows_stand(sheet):
    found = sheet.write(2, ref="A9", done="Printed").write(3, done="Half way").back()

    assert [(each.row, each.ref) for each in found.faults] == [(2, "A9")]
    assert "was “A1” when the sheet was sent and is “A9” now" in found.faults[0].says
    assert [each.ref for each in found.kept] == ["A3"]


def test_a_row_whose_hidden_mark_is_gone_is_found_by_its_reference(sheet):
    sheet.page.cell(2, AT["line"]).value = None

    found = sheet.write(2, done="Printed").back()

    assert [each.ref for each in found.kept] == ["A1"]


def test_missing_and_empty_rows_are_still_owed_and_take_nothing_away(area, sheet):
    reply(line_id=area.line("A3").id, answer=Answer(done="Said before"), by=area.people.owner, on=TODAY)
    sheet.page.delete_rows(3)

    found = sheet.back()

    assert (found.missing, found.empty, found.kept) == (("A3",), ("A1",), ())
    assert area.line("A3").replies[0].answer.done == "Said before"


def test_a_formula_is_not_taken_for_words(sheet):
    found = sheet.write(2, done='="Printed"&"!"').write(3, done="Half way").back()

    assert [(each.row, "holds a formula" in each.says) for each in found.faults] == [(2, True)]
    assert [each.ref for each in found.kept] == ["A3"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("30/06/2026", 30), ("2026-06-29", 29), ("28 June 2026", 28), ("Sat 27th Jun 2026", 27)],
)
def test_a_day_written_as_text_is_read_and_the_preview_says_how(sheet, written, read):
    found = sheet.write(2, done="x", due_on=written, due_reason="y").back()

    assert found.kept[0].answer.due_on == date(2026, 6, read)
    assert f"read as {read} June 2026" in found.kept[0].notes[0]


@pytest.mark.parametrize("written", ["end of term", "31/02/2026", "soon", 12, "5 Ju 2026"])
def test_a_day_that_is_none_is_named_with_its_row(sheet, written):
    found = sheet.write(2, done="x", due_on=written, due_reason="y").back()

    assert found.kept == ()
    assert found.faults[0].row == 2
    assert "Write it like 31 March 2027" in found.faults[0].says


def test_a_day_that_lost_its_format_is_read_from_its_number():
    day, note, fault = day_in(Cells({"due_on": 46199.0}), "due_on")

    assert (day, fault) == (date(2026, 6, 26), "")
    assert "the number 46199, read as 26 June 2026" in note


def test_two_rows_about_one_action_are_both_set_aside(sheet):
    line, ref = sheet.page.cell(2, AT["line"]).value, "A1"

    found = sheet.write(2, done="One").write(4, line=line, ref=ref, done="Two").back()

    assert [each.row for each in found.faults] == [2, 4]
    assert "Keep one of the two" in found.faults[0].says


def test_a_row_of_another_owner_is_refused_with_whose_it_is(area, sheet):
    other = area.line("A2")

    found = sheet.write(4, line=other.id, ref="A2", done="Agreed").back()

    assert [(each.row, each.says) for each in found.faults] == [
        (4, "“A2” is asked of nobody yet, not of SEND Manager.")
    ]


def test_a_strange_row_and_a_strange_rating_are_named(sheet):
    found = (
        sheet.write(2, rating="Splendid", rating_reason="It is").write(5, ref="Z1", done="?").write(6, done="?").back()
    )

    assert [each.row for each in found.faults] == [2, 5, 6]
    assert "not a rating of this plan" in found.faults[0].says


def test_a_sheet_of_an_earlier_cycle_is_told_apart(area, sheet):
    sheet.write(2, done="Late words")
    lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)
    open_cycle(plan_id=area.plan_id, opens_on=TODAY, by=area.people.lead, on=TODAY)

    with pytest.raises(Problem, match="of cycle 1, which is locked"):
        sheet.back()


def test_a_sheet_with_other_headings_or_without_its_page_is_refused_in_words(area, sheet):
    sheet.page.cell(1, AT["done"], "Progress")
    with pytest.raises(Problem, match="“What was done” cannot be found"):
        sheet.back()

    other = Sheet(area)
    del other.book[ABOUT]
    with pytest.raises(Problem, match="no longer says which sheet it is"):
        other.back()

    third = Sheet(area)
    third.book[ABOUT].cell(5, 2, "abcdefgh")
    with pytest.raises(NotFound, match="was not sent from here"):
        third.back()


def test_whoever_answered_since_is_named_and_both_answers_stand(area, sheet):
    reply(line_id=area.line("A1").id, answer=Answer(done="By page"), by=area.people.owner, on=TODAY)

    found = sheet.write(2, done="By sheet").back()
    apply_sheet(found, by=area.people.lead, on=TODAY)

    assert "answered about it since" in found.kept[0].notes[0]
    assert [each.answer.done for each in area.line("A1").standing_replies] == ["By page", "By sheet"]


def test_a_row_that_became_wrong_after_the_preview_keeps_the_whole_sheet_out(area, sheet):
    found = sheet.write(2, done="Printed").write(3, done="Half way").back()
    lock_cycle(cycle_id=area.cycle_id, by=area.people.lead, on=TODAY)

    with pytest.raises(Problem, match="was locked"):
        apply_sheet(found, by=area.people.lead, on=TODAY + timedelta(days=1))

    assert not Reply.objects.exists()


def test_an_owner_sends_and_brings_in_only_their_own_sheet(area):
    with pytest.raises(NotAllowed):
        Sheet(area, role="SENCO Lead", by=area.people.owner)

    mine = Sheet(area, role="SEND Manager", by=area.people.owner).write(2, done="Mine")
    with pytest.raises(NotAllowed):
        apply_sheet(mine.back(by=area.people.other_owner), by=area.people.other_owner, on=TODAY)
