"""Documents that cannot or must not be read are refused in words that say what, where and what to do."""

import io
import time
import zipfile
from dataclasses import replace

import pytest
from tests.support.plan_documents import (
    HEAD,
    INCLUSION,
    html_table,
    pdf,
    saved,
    tabbed,
    told,
    web_page,
    word_document,
    workbook,
)

from oneplan.core.kernel import Problem
from oneplan.plandocs import Limits, read

PLAN = tabbed([HEAD, *INCLUSION])
LIMITS = Limits.of_rulebook()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(content: bytes, name: str = "plan.docx", limits: Limits | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        read(content, name=name, limits=limits)
    assert name in caught.value.what
    assert caught.value.do
    return caught.value


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf", b"\x00" * 40])
def test_an_empty_file_is_called_empty(content):
    assert "is empty" in refused(content, "plan.txt").what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"{\\rtf1 words}", "rich text"),
        (b"MZ" + bytes(80), "a program"),
        (b"\x1f\x8b" + bytes(50), "compressed archive"),
        (bytes(4) + b"ftypmp42" + bytes(40), "a film"),
        (b"<?xml version='1.0'?><data><row/></data>", "XML data"),
        (bytes(range(256)) * 4, "not a document"),
        (zipped({"a.txt": b"words"}), "a ZIP archive"),
        (zipped({"content.xml": b"<x/>", "mimetype": b"odt"}), "OpenDocument"),
    ],
    ids=lambda each: each if isinstance(each, str) else "content",  # an archive's bytes hold the time it was made
)
def test_the_wrong_type_is_named(content, what):
    assert what in refused(content).what


def test_the_type_is_told_by_the_content_and_not_by_the_name():
    content = word_document(("table", [HEAD, *INCLUSION]))

    assert len(read(content, name="plan.pdf").actions) == 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_word_or_excel_file_is_called_damaged(share):
    for content in (word_document(("table", [HEAD, *INCLUSION])), workbook({"Plan": [HEAD, *INCLUSION]})):
        assert "damaged or incomplete" in refused(content[: int(len(content) * share)]).what


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.3, 0.6, 0.98])
def test_a_truncated_pdf_is_called_damaged_and_never_half_read(share):
    content = pdf(("table", [HEAD, *INCLUSION]))

    assert "damaged or incomplete" in refused(content[: int(len(content) * share)], "plan.pdf").what


def test_a_broken_part_inside_a_word_file_is_called_damaged():
    assert "damaged" in refused(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document"})).what


def test_a_word_or_excel_file_with_a_password_is_refused_without_asking_for_it():
    content = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)

    problem = refused(content)

    assert "protected by a password" in problem.what
    assert "without a password" in problem.do


@pytest.mark.slow
def test_a_pdf_with_a_password_is_refused_without_asking_for_it():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Words")
    canvas.save()

    assert "protected by a password" in refused(stream.getvalue(), "plan.pdf").what


@pytest.mark.parametrize(
    ("stream", "what"),
    [
        ("WordDocument", "old Word file"),
        ("Workbook", "old Excel file"),
        ("Workbook_VBA_PROJECT", "macros"),
        ("Nothing", "not a document"),
    ],
)
def test_old_office_files_are_named_with_the_way_out(stream, what):
    parts = stream.split("_", 1)
    content = OLE + b"".join(
        ("_" * bool(index) + part).encode("utf-16-le") + bytes(20) for index, part in enumerate(parts)
    )

    assert what in refused(content).what


def test_macros_are_refused():
    content = with_part(word_document(("p", "Words")), "word/vbaProject.bin", b"x")

    assert "macros" in refused(content, "plan.docm").what
    assert "macros" in refused(with_part(workbook({"Plan": [HEAD]}), "xl/vbaProject.bin", b"x"), "plan.xlsm").what


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(word_document(("p", "Words")), "word/media/bomb.bin", bytes(30_000_000))

    assert "would unpack" in refused(bomb).what


def test_too_many_parts_are_refused():
    crowded = zipped({"word/document.xml": b"<w/>", **{f"word/{number}.xml": b"" for number in range(30)}})

    assert "in 31 parts" in refused(crowded, limits=replace(LIMITS, zip_entries=20)).what


def test_a_file_over_the_size_limit_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)

    with pytest.raises(Problem) as caught:
        read(path)

    assert "huge.pdf is 200 MB; the limit is 25 MB." in caught.value.what


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(Problem, match="There is no file"):
        read(tmp_path / "none.txt")
    with pytest.raises(Problem, match="is a folder"):
        read(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_in_any_usual_encoding_is_read(encoding):
    content = f"Plan \u2013 Merrowdale\u2019s\n{PLAN}".encode(encoding)

    reading = read(content, name="plan.txt")

    assert reading.plan == "Plan \u2013 Merrowdale\u2019s"
    assert [row[0] for row in told(reading)] == ["IN1", "IN2"]


def test_text_that_cannot_be_made_out_is_refused():
    scrambled = (
        "".join(chr(0x80 + number % 32) for number in range(4000)).encode("latin-1") + b"\x81\x8d\x8f\x90\x9d" * 200
    )

    assert "cannot be made out" in refused(scrambled, "plan.txt").what


def test_a_text_cut_inside_a_letter_is_still_read():
    assert len(read((PLAN + "\nEnd \u2013").encode()[:-1], name="plan.txt").actions) == 2


def test_tables_nested_beyond_any_plan_are_refused():
    from docx import Document

    document = Document()
    holder = document
    for _ in range(12):
        table = holder.add_table(rows=1, cols=1)
        holder = table.cell(0, 0)

    assert "nested deeper" in refused(saved(document), limits=replace(LIMITS, nesting=6)).why


def test_spans_that_claim_thousands_of_columns_are_held_to_the_limit():
    page = web_page(
        "<table><tr><td colspan='999999999' rowspan='999999999'>Words</td></tr></table>"
        + html_table([HEAD, *INCLUSION])
    )

    assert len(read(page, name="plan.html").actions) == 2


def test_entities_that_multiply_are_not_expanded():
    bomb = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><html><body><p>&b;&b;</p></body></html>"

    assert read(bomb, name="plan.html").actions == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "-" * 60_000 + "x",
        "Ref\tAction\tOwner\tDue\n1\tWrite it\tDCO\t" + "May 2026 / " * 6_000,
        "Ref\tAction\tOwner\tDue\n1\tWrite it\t" + "Manager Lead Officer and Team, " * 3_000 + "\tMay 2026",
        "Head of SEND\n" * 6_000,
        "<ul><li>" * 6_000,
        "Ref Action Owner Due Rating " * 3_000,
    ],
    ids=["rule", "dates", "owners", "lines", "lists", "headers"],
)
def test_words_made_to_hold_the_reader_up_do_not(text):
    started = time.process_time()

    read(f"Plan\n{text}\n".encode(), name="plan.txt")

    assert time.process_time() - started < 10
