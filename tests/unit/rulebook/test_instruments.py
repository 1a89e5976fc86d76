import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook.instruments import read_instrument
from oneplan.rulebook.tables import parse

HEAD = """
id = "visit"
version = "1"
title = "A visit"
source = "Our own"
checked_on = 2026-11-22
status = "reading"
scoring = "sum"
"""
SCALE = """
[[scale]]
id = "0-1"
step = [{ value = 0, text = "No" }, { value = 1, text = "Yes" }]
"""
QUESTION = """
[[question]]
id = "welcome"
text = "Were we welcome?"
scale = "0-1"
"""


def read(text):
    return read_instrument(parse(text, "visit.toml"))


def test_an_instrument_is_read_with_its_scale():
    instrument = read(HEAD + SCALE + QUESTION)

    assert instrument.range_of(instrument.question("welcome")) == (0, 1)
    assert instrument.key == "visit 1"


def test_a_draft_is_not_read():
    assert read('status = "draft"') is None


def test_a_licensed_tool_with_its_questions_copied_is_refused():
    licence = 'licence_holder = "Its makers"\nmay_copy = false\n'

    with pytest.raises(Problem, match="belongs to Its makers"):
        read(HEAD + licence + SCALE + QUESTION)


@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        (QUESTION, "a question stands twice"),
        ('[[cap]]\nband = "amber"\nat_most = 0\nsays = "No"\nquestion = "welcome"', "a cap at amber"),
        ('[[question]]\nid = "other"\ntext = "And?"\nscale = "0-9"', "other has no scale"),
        ('[[question]]\nid = "other"\ntext = "And?"\nkind = "statement"', "other has no place"),
        ('[[question]]\nid = "other"\ntext = "And?"\nscale = "0-1"\nbears_on = ["M217"]', "bears_on says"),
        ('[[question]]\nid = "other"\ntext = "And?"\nscale = "0-1"\ncolour = "red"', "unknown: colour"),
    ],
)
def test_an_instrument_that_does_not_hold_together_is_refused(addition, complaint):
    with pytest.raises(Problem, match=complaint):
        read(HEAD + SCALE + QUESTION + addition)
