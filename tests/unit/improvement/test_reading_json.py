"""A plan reading as JSON: whole across a process boundary, and in the shape that is printed."""

from datetime import date

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import (
    Due,
    DuePrecision,
    Finding,
    KeyEntry,
    LineFate,
    Owner,
    OwnerPart,
    PlanReading,
    ReadAction,
    ReadPromise,
    ReadSection,
    ReadStatement,
    ReviewItem,
    SourceLine,
)
from oneplan.core.improvement.reading_json import from_json, report, to_json

READING = PlanReading(
    plan="Merrowdale One Plan",
    ratings_as_at=date(2026, 5, 14),
    priorities=("Right help",),
    sections=(ReadSection("1", "Governance", "Right help", 3, must_improve="Oversight"),),
    actions=(
        ReadAction(
            "GV1",
            "1",
            "Write it",
            (Owner("Head of SEND", "LA"), Owner("DCO", part=OwnerPart.SUPPORT)),
            Due("Sept-26", date(2026, 9, 1), date(2026, 9, 30), DuePrecision.MONTH, revised_from=date(2026, 7, 31)),
            "On track",
            Rating.ON_TRACK,
            5,
            notes=("Budget: X",),
            key="GV1",
            lines=(5, 7),
        ),
    ),
    measures=(ReadStatement("1", "Boards held", 8),),
    promises=(ReadPromise("By September 2026", "A guide", 9, 1, period_ends_on=date(2026, 9, 30)),),
    key=(KeyEntry("Green", "Done", Rating.COMPLETE, 2),),
    review=(ReviewItem(11, "??", "Nobody knows."),),
    lines=(SourceLine(5, "GV1 …", LineFate.IMPORTED), SourceLine(11, "??", LineFate.REVIEW, "Nobody knows.")),
)


def test_a_reading_comes_back_as_it_was():
    assert from_json(to_json(READING)) == READING


def test_the_printed_shape_has_the_agreed_names():
    printed = report(READING, [Finding("no_owner", "GV1", "Nobody owns it.")])

    assert {
        name: printed["actions"][0][name]
        for name in (
            "ref",
            "section",
            "text",
            "owners",
            "due_raw",
            "due_on",
            "due_from",
            "due_precision",
            "rating_raw",
            "rating",
            "line",
        )
    } == {
        "ref": "GV1",
        "section": "1",
        "text": "Write it",
        "owners": ["Head of SEND", "DCO"],
        "due_raw": "Sept-26",
        "due_on": "2026-09-30",
        "due_from": "2026-09-01",
        "due_precision": "month",
        "rating_raw": "On track",
        "rating": "on_track",
        "line": 5,
    }
    assert printed["findings"] == [{"kind": "no_owner", "ref": "GV1", "says": "Nobody owns it."}]
    assert printed["lines"] == {"total": 2, "imported": 1, "heading": 0, "noise": 0, "review": 1}
    assert {"section": "1", "text": "Boards held"}.items() <= printed["measures"][0].items()
    assert {"period": "By September 2026", "text": "A guide"}.items() <= printed["promises"][0].items()
    assert printed["review"] == [{"line": 11, "text": "??", "why": "Nobody knows."}]
