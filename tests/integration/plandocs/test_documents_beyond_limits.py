"""Files made to use a reader up are refused before a library unpacks them."""

import io
import zipfile
import zlib

import pytest
from tests.support.plan_documents import workbook

from oneplan.core.kernel import Problem
from oneplan.plandocs import read


def pdf_with_stream(packed: bytes, filters: str) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>endobj\n"
        + f"4 0 obj<</Length {len(packed)}/Filter{filters}>>stream\n".encode()
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF\n"
    )


def test_a_pdf_stream_that_unpacks_without_end_is_refused():
    with pytest.raises(Problem, match="would unpack to more than"):
        read(pdf_with_stream(zlib.compress(b"0" * 40_000_000), "/FlateDecode"), name="plan.pdf")


def test_a_pdf_stream_packed_twice_is_refused_too():
    packed = zlib.compress(zlib.compress(b"0" * 40_000_000))

    with pytest.raises(Problem, match="would unpack to more than"):
        read(pdf_with_stream(packed, "[/FlateDecode/FlateDecode]"), name="plan.pdf")


def test_a_sheet_with_one_cell_at_its_far_corner_is_refused_in_words():
    content = workbook({"Plan": [("Ref", "Action", "Owner", "Due"), ("1", "Do it", "DCO", "May 2026")]})
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w") as made:
        for entry in source.infolist():
            part = source.read(entry.filename)
            if entry.filename == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                part = part.replace(b"</sheetData>", far)
            made.writestr(entry.filename, part)

    with pytest.raises(Problem, match="more rows or columns than any plan"):
        read(held.getvalue(), name="plan.xlsx")


def test_one_endless_line_of_text_is_refused():
    with pytest.raises(Problem, match="longer lines than any plan"):
        read(b"Head of SEND by March 2026 " * 100_000, name="plan.txt")


def test_a_sheet_of_far_more_lines_than_a_plan_is_refused():
    with pytest.raises(Problem, match="more lines than any plan"):
        read(b"1\tDo it\tDCO\tMay 2026\n" * 50_000, name="plan.txt")
