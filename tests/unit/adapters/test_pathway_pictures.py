"""A pathway's picture is well-formed, says everything in words too, and keeps every word inside it."""

import xml.etree.ElementTree as ET

from oneplan.adapters.pictures.pathways import WIDTH, LimitDrawn, PathwayDrawn, StartDrawn, draw_pathway
from oneplan.adapters.pictures.svg import LETTER, wrapped

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = PathwayDrawn(
    "needs",
    "Needs & plan",
    (
        StartDrawn(
            ("Request received", "Authority became responsible"),
            (
                LimitDrawn("decide", "Say whether there will be an assessment", "6 weeks", "duty", ends=42),
                LimitDrawn("plan", "Send the final plan", "20 weeks", "duty", ends=140),
                LimitDrawn("draft", "Send the draft", "15 days before", "planning", begins=140, ends=125),
                LimitDrawn("tell", "Tell those concerned", "as soon as practicable", "duty"),
            ),
        ),
        StartDrawn(("Setting consulted",), (LimitDrawn("reply", "Reply", "15 days", "guidance", ends=15),)),
    ),
)


def drawn() -> ET.Element:
    return ET.fromstring(draw_pathway(PICTURE))


def test_the_picture_has_a_title_and_says_every_limit_with_its_length() -> None:
    picture = drawn()

    says = picture.findtext(f"{SVG}desc") or ""
    assert (picture.findtext(f"{SVG}title") or "").startswith("Needs & plan")
    for start in PICTURE.starts:
        for limit in start.limits:
            assert f"{limit.title}: {limit.length}" in says


def test_no_text_is_smaller_than_fifteen_or_runs_out_of_the_picture() -> None:
    for words in drawn().iter(f"{SVG}text"):
        size, x = float(words.attrib["font-size"]), float(words.attrib["x"])
        reach = len(words.text or "") * size * LETTER

        assert size >= 15
        assert (x - reach if words.attrib.get("text-anchor") == "end" else 0) >= 0
        assert (x + reach if words.attrib.get("text-anchor") != "end" else 0) <= WIDTH + size


def test_a_longer_limit_is_a_longer_line() -> None:
    lengths = sorted(
        float(line.attrib["x2"]) - float(line.attrib["x1"])
        for line in drawn().iter(f"{SVG}line")
        if line.attrib["stroke-width"] == "3" and "stroke-dasharray" not in line.attrib
    )

    assert round(lengths[-1] / lengths[-2], 1) == round(140 / 42, 1)


def test_guidance_is_dashed_and_a_duty_is_not() -> None:
    dashes = {line.attrib.get("stroke-dasharray", "") for line in drawn().iter(f"{SVG}line")}

    assert dashes == {"", "7 5", "2 5"}


def test_the_picture_carries_no_style_and_no_script() -> None:
    text = draw_pathway(PICTURE)

    assert "style=" not in text
    assert "<script" not in text


def test_words_are_broken_into_lines_that_fit() -> None:
    lines = wrapped("one two three four five six seven", 100)

    assert " ".join(lines) == "one two three four five six seven"
    assert max(len(line) for line in lines) * 16 * LETTER <= 100
