"""One case's line of time is well-formed, says everything in words too, and never lays words over words."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import combinations

import pytest

from oneplan.adapters.pictures.case_line import WIDTH, Mark, Marked, draw_case_line
from oneplan.adapters.pictures.svg import LETTER

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 3, 2)


def marked(on: date, words: str = "Review meeting", mark: Mark = Mark.HAPPENED) -> Marked:
    return Marked(on, words, f"{on.day} {on:%b} {on.year}", mark)


def drawn(marks: list[Marked], today: date = TODAY) -> ET.Element:
    return ET.fromstring(draw_case_line(marks, today=today, name="line", title="One line of time"))


MARKS = [
    marked(date(2024, 1, 8), "Request for a needs assessment received"),
    marked(date(2024, 6, 20), "Final plan sent"),
    marked(date(2026, 1, 22), "Child moved out", Mark.AT_LATEST),
    marked(date(2026, 2, 15), "Send the proposed amendments", Mark.LATE),
    marked(date(2026, 6, 1), "Latest meeting", Mark.GUIDANCE),
    marked(date(2026, 6, 29), "Complete the review", Mark.DUE),
]


def test_every_mark_stands_in_the_description_by_whether_it_happened_is_late_or_is_due() -> None:
    says = drawn(MARKS).findtext(f"{SVG}desc") or ""

    assert "Happened: 8 Jan 2024: Request for a needs assessment received; 20 Jun 2024: Final plan sent" in says
    assert "Late: 15 Feb 2026: Send the proposed amendments." in says
    assert "Due: 1 Jun 2026: Latest meeting; 29 Jun 2026: Complete the review." in says


def test_what_happened_stands_left_of_today_and_what_is_due_right_of_it() -> None:
    picture = drawn([marked(date(2024, 1, 8)), marked(date(2026, 6, 29), mark=Mark.DUE)])

    behind, ahead = sorted(float(dot.attrib["cx"]) for dot in picture.iter(f"{SVG}circle"))
    today = next(float(line.attrib["x1"]) for line in picture.iter(f"{SVG}line") if line.attrib["stroke-width"] == "3")
    assert behind < today < ahead


def test_words_never_lie_on_words_however_many_there_are() -> None:
    marks = [marked(TODAY - timedelta(days=23 * place)) for place in range(40)]
    marks += [marked(TODAY + timedelta(days=11 * place), mark=Mark.DUE) for place in range(1, 20)]

    boxes = [_box(words) for words in drawn(marks).iter(f"{SVG}text")]

    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []


def test_no_word_runs_out_of_the_picture() -> None:
    picture = drawn(MARKS)

    height = float(picture.attrib["height"])
    for left, top, right, bottom in (_box(words) for words in picture.iter(f"{SVG}text")):
        assert left >= 0
        assert right <= WIDTH + 15
        assert top >= 0
        assert bottom <= height


@pytest.mark.parametrize("marks", [[], [marked(TODAY)], [marked(TODAY + timedelta(days=1), mark=Mark.DUE)]])
def test_a_line_with_little_on_it_is_still_a_picture(marks: list[Marked]) -> None:
    picture = drawn(marks)

    assert float(picture.attrib["height"]) > 0
    assert picture.findtext(f"{SVG}desc")


def test_every_day_of_two_years_can_be_today() -> None:
    for after in range(800):
        today = date(2023, 12, 20) + timedelta(days=after)

        assert "nan" not in draw_case_line(MARKS, today=today, name="line", title="Line")


def _box(words: ET.Element) -> tuple[float, float, float, float]:
    x, y, size = (float(words.attrib[name]) for name in ("x", "y", "font-size"))
    return (x, y - size * 0.75, x + len(words.text or "") * size * LETTER, y)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
