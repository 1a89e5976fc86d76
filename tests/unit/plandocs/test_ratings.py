"""Where an action stands: the plan's own key first, then words that mean the same everywhere; the rest stays unknown."""

import pytest

from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import KeyEntry
from oneplan.plandocs.keys import key_line, key_sentence
from oneplan.plandocs.ratings import RatingScale, fill_colour, rating_meant

GREEN_IS_DONE = RatingScale(
    (
        KeyEntry("Green", "Complete", Rating.COMPLETE, 1),
        KeyEntry("Amber E", "Done, not embedded", Rating.COMPLETE_UNEMBEDDED, 2),
        KeyEntry("Amber", "On track", Rating.ON_TRACK, 3),
    )
)
GREEN_IS_ON_TRACK = RatingScale(
    (KeyEntry("Green", "On track", Rating.ON_TRACK, 1), KeyEntry("Blue", "Complete", Rating.COMPLETE, 2))
)


def test_the_same_colour_means_what_each_plan_says_it_means():
    assert GREEN_IS_DONE.read("Green") is Rating.COMPLETE
    assert GREEN_IS_ON_TRACK.read("Green") is Rating.ON_TRACK
    assert GREEN_IS_DONE.read("Amber E") is Rating.COMPLETE_UNEMBEDDED
    assert GREEN_IS_DONE.read("amber") is Rating.ON_TRACK


@pytest.mark.parametrize("colour", ["Green", "Amber", "Red", "Blue", "Grey", "G", "🟢"])
def test_a_colour_without_a_key_stays_unknown(colour):
    assert RatingScale().read(colour) is Rating.UNKNOWN


def test_a_letter_or_a_dot_stands_for_its_colour():
    assert GREEN_IS_ON_TRACK.read("G") is Rating.ON_TRACK
    assert GREEN_IS_ON_TRACK.read("🔵") is Rating.COMPLETE


@pytest.mark.parametrize(
    ("raw", "rating"),
    [
        ("Not yet started; no risk anticipated", Rating.NOT_STARTED),
        ("On track", Rating.ON_TRACK),
        ("In progress", Rating.ON_TRACK),
        ("At risk", Rating.AT_RISK),
        ("Delayed", Rating.DELAYED),
        ("Delayed due to staffing", Rating.DELAYED),
        ("Off track", Rating.DELAYED),
        ("Complete but need to evidence impact", Rating.COMPLETE_UNEMBEDDED),
        ("Complete", Rating.COMPLETE),
        ("Completed 12.05.25", Rating.COMPLETE),
        ("Complete (May 2025)", Rating.COMPLETE),
        ("Completed and embedded", Rating.COMPLETE_EMBEDDED),
        ("On hold", Rating.PAUSED),
        ("Superseded", Rating.SUPERSEDED),
        ("Green - on track", Rating.ON_TRACK),
        ("Complete but awaiting sign off", Rating.UNKNOWN),
        ("Purplish", Rating.UNKNOWN),
        ("", Rating.UNKNOWN),
    ],
)
def test_words_mean_the_same_in_every_plan_and_others_stay_unknown(raw, rating):
    assert RatingScale().read(raw) is rating


@pytest.mark.parametrize(
    ("definition", "rating"),
    [
        ("Action not started yet, no risk to implementation anticipated", Rating.NOT_STARTED),
        ("Action not on track", Rating.DELAYED),
        ("Action not yet completed, but on track to be completed within timescales", Rating.ON_TRACK),
        ("Action completed but we need to embed and evidence impact", Rating.COMPLETE_UNEMBEDDED),
        ("Action completed and embedded with evidence of impact", Rating.COMPLETE_EMBEDDED),
        ("Some risk of delay", Rating.AT_RISK),
        ("Delivered", Rating.COMPLETE),
        ("On hold until the review ends", Rating.PAUSED),
        ("Something else altogether", Rating.UNKNOWN),
    ],
)
def test_a_key_is_understood_by_its_definitions(definition, rating):
    assert rating_meant(definition) is rating


def test_a_key_may_be_one_sentence_or_one_line_a_colour():
    sentence = key_sentence("RAG key: Red = off track; Amber = some risk of delay; Green = on track", 4)
    line = key_line("Blue \u2013 completed and embedded", 9)

    assert [(entry.word, entry.rating) for entry in sentence] == [
        ("Red", Rating.DELAYED),
        ("Amber", Rating.AT_RISK),
        ("Green", Rating.ON_TRACK),
    ]
    assert line is not None
    assert line.rating is Rating.COMPLETE_EMBEDDED


def test_prose_with_a_colour_in_it_is_no_key():
    assert key_sentence("The green paper and the blue book were both discussed by the board.", 1) == []
    assert key_line("Our vision: every child thrives", 1) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("00B050", "green"),
        ("FFC000", "amber"),
        ("FF0000", "red"),
        ("FFFFFF", ""),
        ("000000", ""),
        ("D9D9D9", ""),
        ("auto", ""),
    ],
)
def test_a_fill_has_a_name_only_when_it_is_plainly_a_colour(code, name):
    assert fill_colour(code) == name
