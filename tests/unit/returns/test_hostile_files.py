"""Whatever a file holds, reading it ends in an answer or a clear refusal, in bounded memory."""

import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from tests.support.returns_xml import BOOK, file, good, read_all

from oneplan.core.kernel import Problem
from oneplan.returns.sen2 import ReturnRefused, read

GOOD = file(good("refused"), good("issued"))
BOMB = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


class Endless(io.RawIOBase):
    """A stream of so many bytes made as they are asked for."""

    def __init__(self, head: bytes, repeated: bytes, size: int) -> None:
        self._parts = self._made(head, repeated, size)

    @staticmethod
    def _made(head: bytes, repeated: bytes, size: int) -> Iterator[bytes]:
        yield head
        block = repeated * max(1, (1 << 20) // len(repeated))
        for _ in range(size // len(block)):
            yield block

    def read(self, size: int = -1) -> bytes:
        return next(self._parts, b"")


REFUSED = {
    "an external entity": (
        b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD,
        "document type",
    ),
    "entities that grow": (BOMB + GOOD.replace(b"Example", b"&b;"), "document type"),
    "an entity nobody defined": (GOOD.replace(b"Example", b"&nobody;"), "not well-formed"),
    "a file that breaks off in a person": (GOOD[: len(GOOD) // 2], "breaks off"),
    "a file that breaks off after a person": (GOOD[: GOOD.rindex(b"</Persons>")], "breaks off"),
    "a file that breaks off after the people": (GOOD.removesuffix(b"</Message>"), "not well-formed"),
    "another root": (GOOD.replace(b"Message>", b"Census>"), "begins with “Census”"),
    "no people": (b"<Message><Header></Header></Message>", "nobody is in it"),
    "an empty file": (b"", "empty"),
    "blanks": (b"  \n ", "empty"),
    "a spreadsheet": (b"PK\x03\x04 not xml at all", "not XML"),
    "tags that cross": (GOOD.replace(b"</Surname>", b"</Forename>", 1), "closed by another name"),
    "tags closed in other capitals": (GOOD.replace(b"</Surname>", b"</SURNAME>", 1), "closed by another name"),
    "control characters": (GOOD.replace(b"Example", b"Exa\x00mple"), "control characters"),
    "a control character by number": (GOOD.replace(b"Example", b"Exa&#1;mple"), "not well-formed"),
    "other characters than it says": (GOOD.replace(b"Example", b"Ex\xe9mple"), "cannot be read"),
    "UTF-16 only in words": (b'<?xml version="1.0" encoding="UTF-16"?>' + GOOD, "its bytes are not"),
    "an encoding nobody knows": (b'<?xml version="1.0" encoding="EBCDIC-X"?>' + GOOD, "ebcdic-x"),
    "UTF-32": ("\ufeff".encode("utf-32-le") + GOOD.decode().encode("utf-32-le"), "UTF-32"),
    "depth without end": (GOOD.replace(b"<Surname>", b"<a>" * 40 + b"</a>" * 40 + b"<Surname>", 1), "deep"),
    "a second root": (GOOD + b"<Message/>", "not well-formed"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_broken_or_hostile_file_is_refused_in_words(what: str):
    content, says = REFUSED[what]

    with pytest.raises(ReturnRefused, match=says) as refused:
        read_all(content)

    assert refused.value.rule == "F01"
    assert refused.value.why
    assert refused.value.do


ACCEPTED = {
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "a declaration": b'<?xml version="1.0" encoding="utf-8"?>\n' + GOOD,
    "UTF-16, little end first": b"\xff\xfe" + GOOD.decode().encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + GOOD.decode().encode("utf-16-be"),
    "UTF-16 without its mark": ('<?xml version="1.0" encoding="UTF-16"?>' + GOOD.decode()).encode("utf-16-le"),
    "Latin letters": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + GOOD,
    "comments": GOOD.replace(b"<Surname>", b"<!-- </Person> < & --><Surname>"),
    "a comment in the header": GOOD.replace(b"<Source>", b"<!-- <Persons> --><Source>"),
    "character data": GOOD.replace(b">Example<", b"><![CDATA[Example]]><"),
    "instructions": GOOD.replace(b"<Surname>", b"<?go </Person>?><Surname>"),
    "references": GOOD.replace(b">Example<", b">&#69;x&#x61;mple<"),
    "a namespace": GOOD.replace(b"<Message>", b'<Message xmlns="urn:x">'),
    "blanks inside tags": GOOD.replace(b"</Surname>", b"</Surname\n >"),
    "blanks round values": GOOD.replace(b">Example<", b">\n   Example\t<"),
    "no line breaks": GOOD.replace(b"\n", b""),
    "line breaks of another system": GOOD.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("how", ACCEPTED)
def test_the_same_return_written_otherwise_reads_the_same(how: str):
    reading, findings = read_all(GOOD)
    plain = [person for person, _ in read(io.BytesIO(GOOD), book=BOOK).persons()]

    people = [person for person, _ in read(io.BytesIO(ACCEPTED[how]), book=BOOK).persons()]
    other, found = read_all(ACCEPTED[how])

    assert people == plain
    assert found == findings
    assert other.counts.elements == reading.counts.elements


def test_text_keeps_the_signs_that_xml_sets_apart():
    content = GOOD.replace(b">Example<", "><![CDATA[<O'Brien & Söhne>]]><".encode())
    same = GOOD.replace(b">Example<", ">&lt;O&apos;Brien &amp; Söhne&gt;<".encode())

    surnames = [
        next(p.surname for p, _ in read(io.BytesIO(each), book=BOOK).persons() if p.position == 2)
        for each in (content, same)
    ]

    assert surnames == ["<O'Brien & Söhne>"] * 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "repeated", "says"),
    [
        ("one person without end", b"<Person>" + b"<Requests></Requests>" * 9, "takes more than"),
        ("one value without end", b"aaaaaaaaaa", "takes more than"),
        ("one tag without end", b'<Surname kind="', "takes more than|not well-formed|breaks off"),
        ("one comment without end", b"<!-- aaaa ", "not well-formed|takes more than|breaks off"),
    ],
)
def test_a_record_of_two_gigabytes_is_refused_early(what: str, repeated: bytes, says: str):
    head = GOOD[: GOOD.index(b"<Persons>") + 9] + b"<Person><Surname>"
    stream = Endless(head, repeated, 1 << 31)

    tracemalloc.start()
    with pytest.raises(Problem, match=says):
        for _ in read(stream, book=BOOK).persons():
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 250_000_000


@pytest.mark.parametrize("head", [b"", GOOD[:20], b"<Message><!-- "])
def test_a_head_without_end_is_refused_early(head: bytes):
    with pytest.raises(Problem):
        read(Endless(head, b"abcdefgh ", 1 << 31), book=BOOK)


def test_a_tail_without_end_is_refused_early():
    with pytest.raises(Problem, match="too much in the file after"):
        for _ in read(Endless(GOOD, b"<x/>      ", 1 << 28), book=BOOK).persons():
            pass


@pytest.mark.slow
def test_findings_beyond_any_true_return_are_counted_and_not_listed():
    strange = b"<Requests></Requests>" * 40_000

    reading, findings = read_all(GOOD.replace(b"<Requests>", strange + b"<Requests>", 1))

    assert len(findings) < 110_000
    assert reading.counts.findings["R01"] == 40_000
    assert reading.counts.findings.total() == len(findings) + reading.counts.unlisted


def test_thousands_of_names_are_refused():
    strange = "".join(f"<n{n}/>" for n in range(6000)).encode()

    with pytest.raises(Problem, match="thousands of different"):
        read_all(GOOD.replace(b"<Surname>", strange + b"<Surname>", 1))


def test_a_return_is_read_once():
    reading = read(io.BytesIO(GOOD), book=BOOK)
    list(reading.persons())

    with pytest.raises(RuntimeError, match="read once"):
        list(reading.persons())


def test_progress_is_told():
    told: list[tuple[int, int]] = []

    list(read(io.BytesIO(GOOD), book=BOOK, on_progress=lambda people, size: told.append((people, size))).persons())

    assert told == [(2, len(GOOD))]


SLOW_TO_READ = {
    "a root whose name never ends": b"<" + b"a" * 300_000,
    "a root whose name is far too long": b"<" + b"a" * 1_500_000 + b">",
    "beginnings that are never closed": b"<Message><Header>" + b"<Persons " * 60_000,
    "beginnings in a comment": b"<Message><Header><!--" + b"<Persons>" * 60_000,
}


@pytest.mark.parametrize("what", SLOW_TO_READ)
def test_no_beginning_of_a_file_is_tried_again_and_again(what: str):
    with pytest.raises(ReturnRefused):
        read_all(SLOW_TO_READ[what])


def test_a_name_of_nearly_a_million_letters_is_told_apart_in_one_step():
    long = b"x" * 900_000
    began = time.process_time()

    reading, _ = read_all(GOOD.replace(b"Example", long, 1))

    assert reading.counts.persons == 2
    assert time.process_time() - began < 5
