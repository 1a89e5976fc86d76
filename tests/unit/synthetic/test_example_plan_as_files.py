import pytest
from docx import Document
from docx.oxml.ns import qn

from oneplan.synthetic.example_plan import load, write_text, write_word

PLAN = load()
HEADER = ["Ref", "Action", "Action owner", "Due by", "Rating"]


@pytest.fixture(scope="module")
def word_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.docx"
    write_word(PLAN, path)
    return path


@pytest.fixture(scope="module")
def action_tables(word_file):
    tables = Document(str(word_file)).tables
    return [table for table in tables if [cell.text for cell in table.rows[0].cells] == HEADER]


@pytest.fixture(scope="module")
def action_rows(action_tables):
    refs = {action.ref for action in PLAN.actions}
    texts = [[cell.text for cell in row.cells] for table in action_tables for row in table.rows]
    return [cells for cells in texts if cells[0] in refs]


@pytest.mark.slow
def test_the_word_file_opens_again_with_seventeen_tables_and_186_action_rows(action_tables, action_rows):
    assert len(action_tables) == 17
    assert len(action_rows) == 186


@pytest.mark.slow
def test_each_action_row_says_who_by_when_and_how_it_stands(action_rows):
    written = [(cells[0], cells[2], cells[3], cells[4]) for cells in action_rows]

    assert written == [
        (action.ref, "\n".join(action.owner_lines), action.due, PLAN.word_for(action.rating).word)
        for action in PLAN.actions
    ]


@pytest.mark.slow
def test_ratings_are_shaded_by_the_key(action_tables):
    row = next(row for row in action_tables[0].rows if row.cells[0].text == "SP2")

    shading = row.cells[4]._tc.tcPr.find(qn("w:shd"))

    assert shading.get(qn("w:fill")) == "B7DDB9"


@pytest.mark.slow
def test_headings_are_real_headings(word_file):
    paragraphs = Document(str(word_file)).paragraphs
    headings = {level: [p.text for p in paragraphs if p.style.name == f"Heading {level}"] for level in (1, 3, 4)}

    assert len(headings[1]) == len(PLAN.pages) + 3 + 1
    assert headings[3] == [section.heading for section in PLAN.sections]
    assert headings[4] == [f"{table.letter}. {table.title}" for table in PLAN.tables if table.letter]


@pytest.mark.slow
def test_header_rows_repeat_on_each_page(action_tables):
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in action_tables)


@pytest.mark.slow
def test_writing_the_same_plan_again_gives_the_same_bytes(word_file, tmp_path):
    again = tmp_path / "again.docx"

    write_word(PLAN, again)

    assert again.read_bytes() == word_file.read_bytes()


def test_the_text_file_holds_every_action_on_a_line_of_its_own(tmp_path):
    path = tmp_path / "plan.txt"

    write_text(PLAN, path)

    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    refs = [row[0] for row in rows if len(row) == 5 and row != HEADER]
    assert [ref for ref in refs if ref in {action.ref for action in PLAN.actions}] == [a.ref for a in PLAN.actions]
