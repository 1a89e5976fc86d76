"""What is asked when somebody records what people said and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from oneplan.rulebook.voice_file import voice_book
from oneplan.web.plan.change_forms import WIDE, words_box
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import PlanTree
    from oneplan.records.voice.rows import EngagementRow

NO_NAMES = "Leave out names and anything that could tell who is meant."


def chosen(label: str, pairs: Iterable[tuple[str, str]], missing: str, **more: Any) -> forms.ChoiceField:
    """One choice out of a few."""
    return forms.ChoiceField(
        label=label, choices=list(pairs), widget=RadioSelect, error_messages={"required": missing}, **more
    )


def line(
    label: str, missing: str, help_text: str = "", *, required: bool = True, longest: int = 200
) -> forms.CharField:
    """One line of words."""
    box = forms.TextInput(attrs=WIDE)
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=box,
        required=required,
        error_messages={"required": missing},
    )


def group_field(label: str = "Who said it?") -> forms.ChoiceField:
    """Which group speaks; a public comment comes by its own form."""
    pairs = [(each.id, each.title) for each in voice_book().groups if each.id != "public"]
    return chosen(label, pairs, "Choose who it was")


def level_field() -> forms.ChoiceField:
    """At which level it was said or done."""
    field = chosen(
        "What is it about?", [(each.id, each.title) for each in voice_book().levels], "Choose what it is about"
    )
    field.widget.hints = {each.id: each.says for each in voice_book().levels}
    return field


class ItemForm(OnceForm):
    """What did people say?"""

    said = words_box("What did they say?", f"In their own words as far as you can. {NO_NAMES}", missing="Enter it")
    theme = line("What is it about, in a few words?", "Enter what it is about", longest=120)
    group = group_field()
    source = forms.ChoiceField(label="Where did they say it?")
    level = level_field()
    engagement = forms.ChoiceField(label="On which day of the calendar?", required=False)
    section = forms.ChoiceField(label="Which section of the plan does it bear on?", required=False)
    action_ref = line("Which action does it bear on?", "", "Its reference, for example SP2.", required=False)
    heard_on = DayField(label="When was it said?", noun="the day it was said")

    def __init__(self, *args: Any, tree: PlanTree, days: Iterable[EngagementRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = {action.ref.casefold(): action.id for action in tree.actions}
        self.fields["source"].choices = [
            (each.id, each.title) for each in voice_book().sources if each.id != "public-comment"
        ]
        self.fields["engagement"].choices = [("", "None of them"), *((day.id, day.title) for day in days)]
        self.fields["section"].choices = [
            ("", "The plan as a whole"),
            *((row.slug, f"{row.number} {row.title}".strip()) for row in tree.sections),
        ]

    def clean_action_ref(self) -> str:
        """The id of the action that the reference means."""
        ref = str(self.cleaned_data["action_ref"]).strip()
        if ref and ref.casefold() not in self._ids:
            raise forms.ValidationError(f"No action of the plan has the reference {ref}")
        return self._ids.get(ref.casefold(), "")


class DecideForm(OnceForm):
    """What is decided?"""

    decision = chosen("What is decided?", [], "Choose what is decided")
    words = words_box("In words that those who asked would understand", missing="Enter what is decided")
    reason = words_box("If it cannot be done, why?", required=False)
    whom = line("If somebody else is asked, who?", "", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(each.id, each.title) for each in voice_book().decisions]


class EffectForm(OnceForm):
    """What did it change?"""

    words = words_box("What did it change?", "What shows it, and for whom.", missing="Enter what it changed")
    happened_on = DayField(label="When was that seen?", noun="the day that was seen")


class TellForm(OnceForm):
    """How were they told?"""

    words = words_box(
        "What were they told?", "For a public comment this is the answer that everybody reads.", missing="Enter it"
    )
    whom = line("Who was told?", "Enter who was told")
    how = line("How were they told?", "Enter how they were told", "For example, at their meeting, or by letter.")
    told_on = DayField(label="When were they told?", noun="the day they were told")


class InvolvedForm(OnceForm):
    """Who took part?"""

    who = line("Who took part?", "Enter who took part", f"For example, nine members of the forum. {NO_NAMES}")
    group = group_field("Which group do they belong to?")
    level = level_field()
    rung = chosen("How far did they take part?", [], "Choose how far they took part")
    how = words_box("How did they take part?", missing="Enter how they took part")
    changed = words_box("What changed because of it?", required=False)
    could_not = words_box("What could not change?", required=False)
    could_not_because = words_box("Why could it not?", required=False)
    happened_on = DayField(label="When was that?", noun="the day that was")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rung"].choices = [(each.id, each.title) for each in voice_book().rungs]
        self.fields["rung"].widget.hints = {each.id: each.says for each in voice_book().rungs}


class EngagementForm(OnceForm):
    """When will people be asked?"""

    title = line("What is it?", "Enter what it is", "For example, the autumn youth conference.", longest=300)
    source = forms.ChoiceField(label="Which kind is it?")
    group = group_field("Who is asked?")
    planned_on = DayField(label="When will it be?", noun="the day it will be")
    papers_out_on = DayField(
        label="When do papers that everybody can read go out?", noun="the day the papers go out", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers_out_on"].help_text = f"At least {voice_book().days.papers} working days before."
        self.fields["source"].choices = [
            (each.id, each.title) for each in voice_book().sources if each.id != "public-comment"
        ]


class HeldForm(OnceForm):
    """Was it held?"""

    was_held = chosen("Was it held?", [("yes", "Yes"), ("no", "No, it was called off")], "Choose whether it was held")
    held_on = DayField(label="If it was, when?", noun="the day it was held", required=False)
    heard = forms.IntegerField(
        label="How many people were heard?",
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    called_off_because = words_box("If it was called off, why?", required=False)

    def clean(self) -> dict[str, Any]:
        """A day that was held says when."""
        given: dict[str, Any] = super().clean()
        if given.get("was_held") == "yes" and not given.get("held_on"):
            self.add_error("held_on", "Enter the day it was held")
        return given


class QuoteForm(OnceForm):
    """Whose words are they?"""

    priority = chosen("Beside which priority do they stand?", [], "Choose a priority")
    words = words_box("Their own words", NO_NAMES, missing="Enter their words")
    group = group_field("Who said them?")
    said_on = DayField(label="When were they said?", noun="the day they were said")
    consent = line("How did they agree?", "Enter how they agreed", "For example, signed form at the conference.")
    consent_on = DayField(label="When did they agree?", noun="the day they agreed")
    may_be_public = forms.BooleanField(
        label="They agreed that everybody may read their words",
        help_text="Otherwise only the partnership reads them.",
        required=False,
    )

    def __init__(self, *args: Any, tree: PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = [(str(row.number), row.title) for row in tree.priorities]


class WithdrawForm(OnceForm):
    """Nothing is asked: the words are shown, and taken away for good."""


class PromiseForm(OnceForm):
    """How well is the promise kept?"""

    group = group_field("Who judges?")
    checked_on = DayField(label="When was it judged?", noun="the day it was judged")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(str(number), title) for number, title in voice_book().scores]
        for each in voice_book().statements:
            words = f"We won’t: {each.title}" if each.part == "wont" else each.title  # noqa: RUF001 - a typographic apostrophe
            self.fields[each.id] = forms.ChoiceField(
                label=words, choices=[("", "Not judged"), *_said(each.part, points)], required=False
            )
        self.fields["says"] = words_box("What would they like to add?", NO_NAMES, required=False)

    @property
    def points(self) -> dict[str, int]:
        """The points of each statement that was judged."""
        return {
            each.id: int(self.cleaned_data[each.id])
            for each in voice_book().statements
            if self.cleaned_data.get(each.id)
        }


class AcceptForm(OnceForm):
    """May everybody read it?"""

    theme = line("What is it about, in a few words?", "Enter what it is about", longest=120)


class RefuseForm(OnceForm):
    """Why does it not show?"""

    reason = words_box(
        "Why does it not show?", "For example, it names somebody, or it is an advertisement.", missing="Enter why"
    )


class CommentForm(forms.Form):
    """What would anybody like to say about the plan?"""

    section = forms.ChoiceField(label="Which part of the plan is it about?", required=False)
    said = words_box(
        "Your comment",
        "Do not give your name, a child’s name or anything that tells who somebody is.",  # noqa: RUF001 - a typographic apostrophe
        missing="Enter your comment",
    )

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "The plan as a whole"), *sections]


def _said(part: str, points: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What we won't do is judged by how well we keep from it, so that more is better throughout."""
    if part != "wont":
        return points
    return [(number, f"{title} kept") for number, title in points]
