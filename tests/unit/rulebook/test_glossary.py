"""Each word is defined once."""

import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook import glossary as rulebook
from oneplan.rulebook.glossary import glossary


def test_the_words_that_would_collide_are_named_with_how_each_is_written() -> None:
    written = " ".join(each.we_write for each in glossary().collisions)

    for name in ("EhcPlan", "ImprovementPlan", "LocalArea", "AreaForImprovement", "Setting", "Provider", "Figure"):
        assert name in written


def test_every_definition_is_a_sentence() -> None:
    unfinished = [term.term for group in glossary().groups for term in group.terms if not term.says.endswith(".")]

    assert unfinished == []


def test_a_word_defined_twice_is_refused() -> None:
    with pytest.raises(Problem, match="twice"):
        rulebook._refuse_repeats(["Plan", "plan"])
