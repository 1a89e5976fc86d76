"""What is asked when somebody writes, evidences, questions or matches a statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from oneplan.rulebook.evaluation_files import Word, evaluation_words
from oneplan.rulebook.instruments import load
from oneplan.web.plan.change_forms import words_box
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

FILE_HINT = "PDF, Word, Excel, text or a picture, up to 25 MB. Leave out names of children and families."


def chosen(label: str, words: Iterable[Word], *, missing: str, required: bool = True) -> forms.ChoiceField:
    """One of a closed list, each with what it means beneath."""
    listed = list(words)
    return forms.ChoiceField(
        label=label,
        choices=[(each.id, each.title) for each in listed],
        widget=RadioSelect(hints={each.id: each.says for each in listed if each.says}),
        error_messages={"required": missing},
        required=required,
    )


class RoundForm(OnceForm):
    """Open the next round."""

    title = forms.CharField(
        label="What is this round called?",
        help_text="For example, 2026. The statements of the round before come along, each to be looked at again.",
        max_length=120,
        error_messages={"required": "Enter what this round is called"},
    )


class StatementForm(OnceForm):
    """What is true, how well, what it means for children, what happens next, and whose it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    claim = words_box("What is true?", "One or two sentences that somebody could disagree with.")
    claims_impact = forms.BooleanField(
        label="This says that something is better or worse for children because of what we do",
        help_text="Then it needs an audit, a survey or what families said, not only totals.",
        required=False,
    )
    impact = words_box(
        "What does it mean for children and young people?",
        "What they notice. If you cannot tell yet, say so.",
        required=False,
    )
    what_next = words_box("What happens next?", required=False)
    owner_role = forms.CharField(label="Which role owns it?", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = chosen("How good is it?", evaluation_words().judgements, missing="Choose how good it is")
        names = ["request_key", "version", "claim", "judgement", "claims_impact", "impact", "what_next", "owner_role"]
        self.fields["judgement"] = judged
        self.order_fields(names)


class FigureForm(OnceForm):
    """Which figure, and what it shows."""

    measure = forms.ChoiceField(
        label="Which figure?",
        help_text="Its value today is kept with the statement. The present value will always stand beside it.",
        error_messages={"required": "Choose a figure"},
    )
    shows = words_box("What does it show?", required=False)

    def __init__(self, *args: Any, known: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "Choose a figure"), *known]


class SourceForm(OnceForm):
    """An audit, a survey, what people said, or a document."""

    shows = words_box("What does it show?", "Name the paper and say what it found.", missing="Enter what it shows")
    dated_on = DayField(label="What day is it from?", noun="the day it is from")
    is_child_level = forms.BooleanField(
        label="It rests on children's own records, or on what they or their families said", required=False
    )
    link = forms.URLField(label="Where is it published?", required=False, max_length=500, assume_scheme="https")
    document = forms.FileField(label="A document to keep with it", required=False, help_text=FILE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Word(each.id, each.title, each.says) for each in evaluation_words().rules.kinds if each.id != "figure"]
        self.fields["kind"] = chosen(
            "What kind of evidence is it?", kinds, missing="Choose what kind of evidence it is"
        )
        self.order_fields(["request_key", "kind", "shows", "dated_on", "is_child_level", "link", "document"])


class ReasonForm(OnceForm):
    """Why?"""

    reason = words_box("Why?", "It stays in the history.", missing="Enter why")


class GapForm(OnceForm):
    """A gap that becomes an action."""

    gap = words_box("What is the gap?", missing="Enter what the gap is")
    section = forms.ChoiceField(
        label="In which section of the plan?", error_messages={"required": "Choose a section of the plan"}
    )
    text = words_box("What will be done?", "The words of the action.", missing="Enter what will be done")

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "Choose a section"), *sections]


class ScrutinyForm(OnceForm):
    """What do you want to know?"""

    text = words_box("What do you want to know?", "The answer will stand beside your question.", missing="Enter it")


class AnswerForm(OnceForm):
    """What is the answer?"""

    answer = words_box("What is the answer?", missing="Enter the answer")


class ReviewForm(OnceForm):
    """An inspection, engagement meeting or peer review."""

    title = forms.CharField(label="What was it called?", max_length=200, error_messages={"required": "Enter its name"})
    by_whom = forms.CharField(label="Who held it?", max_length=200, error_messages={"required": "Enter who held it"})
    held_on = DayField(label="When was it held?", noun="the day it was held", help_text="Its last day.")
    outcome_words = words_box("What did they say overall?", required=False)
    link = forms.URLField(label="Where is it published?", required=False, max_length=500, assume_scheme="https")
    document = forms.FileField(label="Their letter or report", required=False, help_text=FILE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [Word(each.id, each.title, each.says) for each in load().instrument("area-inspection").outcomes]
        self.fields["kind"] = chosen("What was it?", evaluation_words().outside, missing="Choose what it was")
        self.fields["outcome"] = chosen(
            "What was the outcome?", [Word("", "It gave none"), *outcomes], missing="", required=False
        )
        self.order_fields(
            ["request_key", "kind", "title", "by_whom", "held_on", "outcome", "outcome_words", "link", "document"]
        )


class FindingForm(OnceForm):
    """One thing that they found."""

    text = words_box("What did they find?", missing="Enter what they found")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = load().instrument("area-inspection").questions
        self.fields["kind"] = chosen("Is it?", evaluation_words().findings, missing="Choose one of the two")
        self.fields["criterion"] = forms.ChoiceField(
            label="Which criterion does it speak to?",
            choices=[("", "None of them"), *((each.id, f"{each.id}: {each.text}") for each in criteria)],
            required=False,
        )


class MatchForm(OnceForm):
    """Had we said so ourselves?"""

    statement = forms.ChoiceField(label="Which statement said so?", required=False)
    why = words_box("Why do you say so?", required=False)

    def __init__(self, *args: Any, statements: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matches = evaluation_words().matches
        self.fields["match"] = chosen("Had we said so ourselves?", matches, missing="Choose whether we had said so")
        self.fields["statement"].choices = [("", "No statement"), *statements]
        self.order_fields(["request_key", "match", "statement", "why"])


class EvidenceForm(OnceForm):
    """What shows that it is dealt with?"""

    evidence = words_box(
        "What shows that it is dealt with?", "Name the figure, audit or paper, with its day.", missing="Enter it"
    )
