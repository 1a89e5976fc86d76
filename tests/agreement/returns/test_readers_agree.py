"""Tables, the careful reader and plain Python: three readings of the same file, one answer."""

import io
import random
from dataclasses import replace

import pytest
from tests.support.returns_cases import ON_ONE_PERSON
from tests.support.returns_plain import PlainReader
from tests.support.returns_xml import BOOK, REQUESTS, edited, file, good, put, upn

from oneplan.returns.sen2 import Finding, read

WRONG_TO_COMPARE = sorted(set(ON_ONE_PERSON) - {"F07"})


def _as_text(finding: Finding) -> str:
    return repr(replace(finding, values=sorted(finding.values.items())))


def _people(dice: random.Random, number: int) -> list[str]:
    made = []
    for n in range(number):
        kind = dice.choice(list(REQUESTS))
        person = edited(good(kind), put("UPN", upn(n)), put("Forename", f"F{n}"))
        for rule in dice.sample(WRONG_TO_COMPARE, dice.choice((0, 1, 1, 2, 3))):
            try:
                person = edited(person, *ON_ONE_PERSON[rule][1])
            except (AttributeError, TypeError):
                continue  # this kind of person has no such record to spoil
        made.append(person)
    return made


def _found(content: bytes) -> tuple[list[object], list[str]]:
    reading = read(io.BytesIO(content), book=BOOK)
    people = list(reading.persons())
    found = [each for _, findings in people for each in findings]
    found += [each for each in reading.findings if each.position is not None]
    return [person for person, _ in people], sorted(map(_as_text, found))


@pytest.mark.parametrize("seed", range(8))
def test_tables_find_what_plain_python_finds(seed: int):
    content = file(*_people(random.Random(seed), 60))

    people, found = _found(content)
    plain = PlainReader(BOOK, 2026, "201", keep=True).read(io.BytesIO(content))

    assert found == sorted(map(_as_text, plain.findings))
    assert [person.surname for person in people] == [each.text.get("Surname", "") for each in plain.people]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_they_agree_in_every_collection(year: int):
    people = [edited(good(kind, year), put("Forename", kind)) for kind in REQUESTS]
    wrong = [edited(each, put("PersonBirthDate", "2010-01-01"), put("Ethnicity", "?")) for each in people]
    content = file(*people, *wrong, year=year)

    _, found = _found(content)
    plain = PlainReader(BOOK, year, "201", keep=True).read(io.BytesIO(content))

    assert found == sorted(map(_as_text, plain.findings))


@pytest.mark.parametrize("seed", range(8, 12))
def test_the_careful_reader_reads_what_the_scanner_reads(seed: int):
    content = file(*_people(random.Random(seed), 40))
    with_a_comment = content.replace(b"<Persons>", b"<Persons><!-- read me with care -->")

    assert _found(with_a_comment) == _found(content)


def test_a_file_that_turns_odd_half_way_reads_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("oneplan.returns.sen2.blocks.BLOCK", 20_000)
    monkeypatch.setattr("oneplan.returns.sen2.opening.READ_AT_ONCE", 4_000)
    content = file(*_people(random.Random(12), 40))
    at = content.index(b"<Person>", len(content) // 2)
    odd = content[:at] + b"<!-- from here on -->" + content[at:]

    assert _found(odd) == _found(content)


@pytest.mark.parametrize("block", [700, 3_001, 50_000])
def test_the_size_of_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch, block: int):
    content = file(*_people(random.Random(13), 25)).replace(b"Pattern", "Pättérn &amp; Söhne".encode())
    whole = _found(content)

    monkeypatch.setattr("oneplan.returns.sen2.blocks.BLOCK", block)
    monkeypatch.setattr("oneplan.returns.sen2.opening.READ_AT_ONCE", block)

    assert _found(content) == whole
