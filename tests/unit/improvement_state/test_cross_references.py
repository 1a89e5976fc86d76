"""Cross-references in the words of a plan."""

import pytest

from oneplan.core.improvement.cross_references import keys_by_ref, references

KNOWN = {"D18": "D18", "EHC-C6": "EHC-C6", "2.5": "2.5", "FF9b": "FF9b"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Agree the form [links with action D18]", (("D18", "D18"),)),
        ("Agree the form [links with action D19]", (("D19", ""),)),
        ("See actions D18, EHC-C6 and FF9b", (("D18", "D18"), ("EHC-C6", "EHC-C6"), ("FF9b", "FF9b"))),
        ("Train staff (see EHC-C6)", (("EHC-C6", "EHC-C6"),)),
        ("Do it in 2.5 weeks", ()),
        ("Depends on action 2.5", (("2.5", "2.5"),)),
        ("Reach KS2 and Year 9 and 2025", ()),
        ("Action planning starts", ()),
    ],
)
def test_what_is_meant_is_found_and_what_is_not_is_left(text, found):
    assert references(text, own="A1", known=KNOWN) == found


def test_an_action_does_not_refer_to_itself():
    assert references("Action D18 says", own="D18", known=KNOWN) == ()


def test_a_ref_that_means_two_actions_means_neither():
    assert keys_by_ref([("1 a", "A1"), ("2 a", "A1"), ("b", "B1")]) == {"B1": "b"}
