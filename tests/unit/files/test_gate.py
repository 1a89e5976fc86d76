"""What comes in, what does not, and what each refusal says."""

import io
import time

import pytest
from PIL import Image
from tests.support.bad_files import BAD, PDF, WORD, office, picture

from oneplan.adapters.files import gate, store
from oneplan.adapters.files.kinds import EVIDENCE, PLAN
from oneplan.core.access import NotFound
from oneplan.core.kernel import Problem


@pytest.fixture(autouse=True)
def root(tmp_path, settings):
    settings.DOCUMENT_ROOT = tmp_path
    return tmp_path


def _receive(name, content, kind=PLAN, declared=""):
    return gate.receive(io.BytesIO(content), name=name, declared_type=declared, kind=kind)


def test_there_are_enough_bad_files():
    assert len(BAD) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_words_and_not_kept(case, root):
    name, content, says = BAD[case]
    content = content() if callable(content) else content
    started = time.monotonic()

    with pytest.raises(Problem, match=says) as problem:
        _receive(name, content)

    assert problem.value.do
    assert time.monotonic() - started < 5
    assert [path for path in root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("plan.docx", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("plan.docx", office({"word/embeddings/Microsoft_Excel_Sheet.xlsx": b"x"}), None),
        ("plan.xlsx", office(heart="xl/workbook.xml"), None),
        ("plan.html", b"<!doctype html><p>Plan", "text/html"),
        ("plan.htm", b"<table><tr><td>Plan", "text/html"),
        ("plan.txt", "Plan, naïve".encode(), "text/plain"),
        ("plan.txt", "Plan, naïve".encode("cp1252"), "text/plain"),
        ("plan.txt", "Plan, naïve".encode("utf-16"), "text/plain"),
        ("PLAN.TXT", b"Plan", "text/plain"),
        ("plan.md", b"# Plan", "text/plain"),
    ],
    ids=[
        "pdf",
        "word",
        "word with a chart",
        "excel",
        "html",
        "htm",
        "utf-8",
        "windows",
        "utf-16",
        "capitals",
        "markdown",
    ],
)
def test_a_good_plan_is_kept_under_a_random_name(name, content, content_type):
    stored = _receive(name, content)

    assert store.path_of(stored.stored_as).read_bytes() == content
    assert stored.name == name
    assert stored.size == len(content)
    assert name.lower() not in stored.stored_as
    assert content_type is None or stored.content_type == content_type


@pytest.mark.parametrize(
    ("declared", "is_let_in"),
    [("", True), ("application/pdf", True), ("APPLICATION/PDF; x", True), ("text/html", False)],
)
def test_what_the_browser_declares_must_agree(declared, is_let_in):
    if is_let_in:
        assert _receive("plan.pdf", PDF, declared=declared)
        return

    with pytest.raises(Problem, match="not what its name says"):
        _receive("plan.pdf", PDF, declared=declared)


def test_a_name_with_a_path_keeps_its_last_part_alone():
    assert _receive("C:\\Users\\me\\..\\plan\n.txt", b"Plan").name == "plan.txt"


def test_nothing_else_can_be_asked_of_the_store():
    for name in ("../../etc/passwd", "", "a" * 31, "A" * 32, "/" * 32):
        with pytest.raises(NotFound):
            store.open_stored(name)


def test_a_picture_too_large_to_open_is_refused():
    with pytest.raises(Problem, match="more than can be opened safely"):
        _receive("photo.png", picture(6000, 6000), EVIDENCE)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", picture(40, 40)[:50], b"\xff\xd8\xff", PDF], ids=["start", "half", "jpeg", "pdf"]
)
def test_a_broken_picture_is_refused(content):
    with pytest.raises(Problem, match="cannot be opened"):
        _receive("photo.png", content, EVIDENCE)


def test_a_photograph_is_kept_without_its_place(root):
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "4 Mill Lane"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (20, 10), (200, 30, 30)).save(held, "JPEG", exif=exif)

    stored = _receive("photo.jpg", held.getvalue(), EVIDENCE)

    content = store.path_of(stored.stored_as).read_bytes()
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (20, 10)
        assert dict(kept.getexif()) == {}
    assert b"Mill Lane" not in content
    assert stored.size == len(content)


def test_files_without_a_record_are_swept_away_after_a_while(root):
    known, lost = _receive("a.txt", b"a").stored_as, _receive("b.txt", b"b").stored_as

    assert store.sweep({known}, older_than=3600) == 0
    assert store.sweep({known}, older_than=-1) == 1
    assert store.path_of(known).read_bytes() == b"a"
    with pytest.raises(NotFound):
        store.open_stored(lost)
