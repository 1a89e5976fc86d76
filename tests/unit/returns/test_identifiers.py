"""Check letters and check digits, beside the arithmetic written out."""

import numpy as np
import pytest
from tests.support.returns_plain_checks import right_uln
from tests.support.returns_xml import LETTERS, upn

from oneplan.returns.sen2.identifiers import PupilNumbers, wrong_learner_numbers
from oneplan.returns.sen2.values import Column, word_of

AUTHORITIES = np.array([word_of("201"), word_of("001")], dtype=np.uint64)


def column(*texts: str) -> Column:
    content, start, length = b"", [], []
    for text in texts:
        start.append(len(content))
        length.append(len(text.encode()))
        content += text.encode()
    return Column(content + b"\0" * 48, np.array(start), np.array(length))


def test_right_pupil_numbers_pass_in_capitals_or_not():
    numbers = PupilNumbers(column("F201999922101", "f201999922101", *(upn(n) for n in range(200))), AUTHORITIES)

    assert not numbers.wrong_check.any()
    assert not numbers.wrong_authority.any()
    assert not numbers.wrong_serial.any()
    assert not numbers.wrong_last.any()


def test_only_one_of_the_letters_is_right():
    numbers = PupilNumbers(column(*(letter + "201999922101" for letter in LETTERS)), AUTHORITIES)

    assert [LETTERS[n] for n in np.flatnonzero(~numbers.wrong_check)] == ["F"]


def test_a_temporary_number_ends_in_a_letter_that_counts_as_its_place():
    body = "20199991810X"
    total = sum((LETTERS.index(c) if c.isalpha() else int(c)) * n for n, c in enumerate(body, start=2))
    numbers = PupilNumbers(column(LETTERS[total % 23] + body), AUTHORITIES)

    assert not numbers.wrong_check.any()
    assert not numbers.wrong_last.any()


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("F20199992210", "wrong_check"),
        ("F2019999221011", "wrong_check"),
        ("F999999922101", "wrong_authority"),
        ("F2019999221O1", "wrong_serial"),
        ("F20199992210O", "wrong_last"),
    ],
)
def test_each_fault_is_told_apart(number: str, fault: str):
    numbers = PupilNumbers(column(number), AUTHORITIES)

    assert getattr(numbers, fault).tolist() == [True]


def test_learner_numbers_agree_with_the_arithmetic():
    texts = [f"{n:09d}{n % 10}" for n in range(100_000_000, 100_002_000, 7)] + [
        "9999999999",
        "123",
        "12345678901",
        "1O00000388",
    ]

    wrong = wrong_learner_numbers(column(*texts)).tolist()

    assert wrong == [not right_uln(each) for each in texts]
    assert False in wrong


def test_a_missing_learner_number_is_not_wrong():
    assert wrong_learner_numbers(column("", "")).tolist() == [False, False]
