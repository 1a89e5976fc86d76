"""Word plans made in the tests: merged cells, lists, nested tables, drawn numbers, tracked changes, colours, margins."""

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from tests.support.plan_documents import GOVERNANCE, HEAD, INCLUSION, KEY, saved, told, word_document, word_table

from oneplan.core.improvement.reading import LineFate
from oneplan.plandocs import read


def shade(cell, fill):
    shading = OxmlElement("w:shd")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def test_a_word_plan_is_read_in_body_order():
    content = word_document(
        ("title", "Merrowdale One Plan"),
        ("p", "All ratings are accurate as at 3 June 2025."),
        ("table", KEY),
        ("h1", "Priority 1: Right help early"),
        ("h2", "1. Governance"),
        ("p", "What needs to improve"),
        ("p", "Oversight by leaders"),
        ("table", [HEAD, *GOVERNANCE]),
        ("p", "How we will know"),
        ("li", "Number of boards held"),
        ("h2", "2. Inclusion"),
        ("table", [HEAD, ("Phase 1: Start",), *INCLUSION]),
    )

    reading = read(content, name="plan.docx")

    assert reading.plan == "Merrowdale One Plan"
    assert told(reading) == [
        ("GV1", "1", ["Head of SEND"], "2025-09-30", "on_track"),
        ("GV2", "1", ["Partnership Manager (R)"], "2025-11-30", "not_started"),
        ("GV3", "1", ["Participation Lead"], "", "delayed"),
        ("IN1", "2", ["Inclusion Adviser"], "2026-04-30", "on_track"),
        ("IN2", "2", ["Inclusion Adviser"], "2026-07-31", "complete"),
    ]
    assert [(one.number, one.title, one.priority, one.must_improve) for one in reading.sections] == [
        ("1", "Governance", "Right help early", "Oversight by leaders"),
        ("2", "Inclusion", "Right help early", ""),
    ]
    assert [one.text for one in reading.measures] == ["Number of boards held"]
    assert reading.actions[3].phase == "Phase 1: Start"
    assert reading.count(LineFate.REVIEW) == 0


def test_a_cell_merged_down_counts_for_every_row_it_spans():
    document = Document()
    table = word_table(
        document, [("Ref", "Action", "Owner", "Due"), ("1", "Write it", "DCO", "May 2026"), ("2", "Send it", "", "")]
    )
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 3).merge(table.cell(2, 3))

    reading = read(saved(document), name="plan.docx")

    assert told(reading) == [
        ("1", "Actions", ["DCO"], "2026-05-31", "unknown"),
        ("2", "Actions", ["DCO"], "2026-05-31", "unknown"),
    ]


def test_lists_inside_cells_stay_with_their_action():
    document = Document()
    table = word_table(document, [("Ref", "Action", "Owner", "Due"), ("1", "Write it, with:", "DCO", "May 2026")])
    table.cell(1, 1).add_paragraph("referral routes", style="List Bullet")
    table.cell(1, 1).add_paragraph("advice", style="List Bullet")

    reading = read(saved(document), name="plan.docx")

    assert reading.actions[0].text == "Write it, with:\n• referral routes\n• advice"


def test_a_table_inside_a_table_is_read_as_a_table():
    document = Document()
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "1. Governance"
    word_table(outer.cell(0, 0), [("Ref", "Action", "Owner", "Due"), ("GV1", "Write it", "DCO", "May 2026")])

    reading = read(saved(document), name="plan.docx")

    assert [action.ref for action in reading.actions] == ["GV1"]


def test_numbers_that_word_draws_are_refs():
    document = Document()
    table = word_table(
        document,
        [("Ref", "Action", "Owner", "Due"), ("", "Write it", "DCO", "May 2026"), ("", "Send it", "DCO", "June 2026")],
    )
    for row in (1, 2):
        table.cell(row, 0).paragraphs[0].style = document.styles["List Number"]

    reading = read(saved(document), name="plan.docx")

    assert [(action.ref, action.ref_assigned) for action in reading.actions] == [("1", False), ("2", False)]


def test_words_taken_out_by_tracked_changes_are_left_out_and_words_put_in_are_read():
    document = Document()
    table = word_table(document, [("Ref", "Action", "Owner", "Due"), ("1", "Write it", "DCO", "")])
    paragraph = table.cell(1, 3).paragraphs[0]._p
    for tag, kind, text in (("w:del", "w:delText", "May 2026"), ("w:ins", "w:t", "July 2026")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph.append(change)

    reading = read(saved(document), name="plan.docx")

    assert reading.actions[0].due.raw == "July 2026"


def test_a_struck_date_is_the_one_that_was_revised():
    document = Document()
    table = word_table(document, [("Ref", "Action", "Owner", "Due"), ("1", "Write it", "DCO", "")])
    paragraph = table.cell(1, 3).paragraphs[0]
    paragraph.add_run("July 2025").font.strike = True
    paragraph.add_run(" Dec 2025")

    due = read(saved(document), name="plan.docx").actions[0].due

    assert (str(due.due_on), str(due.revised_from), due.raw) == ("2025-12-31", "2025-07-31", "July 2025 Dec 2025")


def test_a_rating_that_is_only_a_colour_is_read_by_the_key():
    document = Document()
    word_table(document, KEY)
    table = word_table(
        document,
        [
            ("Ref", "Action", "Owner", "Due", "RAG"),
            ("1", "Write it", "DCO", "May 2026", ""),
            ("2", "Send it", "DCO", "May 2026", ""),
        ],
    )
    shade(table.cell(1, 4), "00B050")
    shade(table.cell(2, 4), "FF0000")

    reading = read(saved(document), name="plan.docx")

    assert [(action.rating_raw, action.rating.value) for action in reading.actions] == [
        ("green", "on_track"),
        ("red", "delayed"),
    ]


def test_headers_footers_comments_and_hidden_words_are_accounted_for():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Merrowdale Partnership"
    document.sections[0].footer.paragraphs[0].text = "Draft 3"
    word_table(document, [("Ref", "Action", "Owner", "Due"), ("1", "Write it", "DCO", "May 2026")])
    paragraph = document.add_paragraph("Seen ")
    hidden = paragraph.add_run("unseen")
    hidden.font.hidden = True
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_comment(paragraph.runs[0], text="Is this still true?", author="A", initials="A")

    reading = read(saved(document), name="plan.docx")

    assert [(line.text, line.why) for line in reading.lines if line.fate is LineFate.NOISE] == [
        ("Merrowdale Partnership", "the page header"),
        ("Draft 3", "the page footer"),
    ]
    assert [item.text for item in reading.review] == ["Is this still true?"]
    assert not any("unseen" in line.text for line in reading.lines)


def test_a_bold_line_before_a_table_is_its_section():
    reading = read(
        word_document(("p", "Some words about the plan."), ("b", "Early help"), ("table", [HEAD, *INCLUSION])),
        name="plan.docx",
    )

    assert [section.title for section in reading.sections] == ["Early help"]


def test_coloured_letters_do_not_matter():
    document = Document()
    table = word_table(document, [("Ref", "Action", "Owner", "Due"), ("1", "", "DCO", "May 2026")])
    table.cell(1, 1).paragraphs[0].add_run("Write it").font.color.rgb = RGBColor(255, 0, 0)

    assert read(saved(document), name="plan.docx").actions[0].text == "Write it"
