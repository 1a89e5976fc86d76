"""What is asked about facts, documents on their way, agreements and advice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from oneplan.actions.strategy_documents import RouteStep
from oneplan.rulebook.evaluation_files import Word, requested_documents, strategy_words
from oneplan.web.evaluation.forms import FILE_HINT, chosen
from oneplan.web.plan.change_forms import words_box
from oneplan.web.ui.forms import DayField, OnceForm

_LONG = 300


def line(label: str, missing: str = "", *, longest: int = 200, help_text: str = "") -> forms.CharField:
    """A short text; without ``missing`` it may be left out."""
    errors = {"required": missing} if missing else {}
    return forms.CharField(
        label=label, max_length=longest, required=bool(missing), error_messages=errors, help_text=help_text
    )


def web_address(label: str) -> forms.URLField:
    """Where something is published."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https")


class FactForm(OnceForm):
    """A fact about need with its source and day."""

    statement = words_box("What do we know?", "One sentence.", missing="Enter what we know")
    number = line("What is the number?", longest=80, help_text="For example, 28% or 4,854. Leave it out for a figure.")
    measure = forms.ChoiceField(
        label="Or which figure of these records?",
        help_text="Its value today is kept with the fact, and the present value always stands beside it.",
        required=False,
    )
    source = line("Where is it from?", "Enter where it is from", longest=_LONG)
    dated_on = DayField(label="What day is it from?", noun="the day it is from")
    link = web_address("Where is it published?")
    places = forms.MultipleChoiceField(
        label="Which priorities or sections of the plan is it a reason for?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one priority or section"},
    )

    def __init__(
        self,
        *args: Any,
        sections: Iterable[tuple[str, str]] = (),
        measures: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "None of them"), *measures]
        self.fields["places"].choices = list(sections)


class DocumentForm(OnceForm):
    """A strategy, policy or guidance."""

    title = line("What is it called?", "Enter its title")
    says = words_box("What is it for?", required=False)
    owner_role = line("Which role owns it?", "Enter which role owns it", longest=_LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = chosen("What kind is it?", strategy_words().kinds, missing="Choose what kind it is")
        self.fields["checklist"] = forms.ChoiceField(
            label="Does it answer an entry of the inspection checklist?",
            choices=[("", "No"), *((each.id, each.title) for each in requested_documents())],
            required=False,
        )
        self.order_fields(["request_key", "kind", "title", "says", "owner_role", "checklist"])


class VersionForm(OnceForm):
    """A new version and its way to sign-off."""

    label = line("What is this version called?", "Enter what it is called", longest=60, help_text="For example, 2026.")
    route = forms.CharField(
        label="Who has to sign it off, in order?",
        help_text="One on each line. A day may follow after a comma, as in “Partnership board, 14/05/2026”.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": "Enter who has to sign it off"},
    )

    def clean_route(self) -> tuple[RouteStep, ...]:
        """The steps in order, each with its day if one was given."""
        steps = []
        for text in self.cleaned_data["route"].splitlines():
            if text.strip():
                who, comma, day = text.rpartition(",")
                due = _day_in(day) if comma else None
                steps.append(RouteStep(who.strip(), due) if due else RouteStep(text.strip()))
        return tuple(steps)


class HeardForm(OnceForm):
    """When it was out for views, and what was heard."""

    first_day = DayField(label="From which day was it out for views?", noun="the first day")
    last_day = DayField(label="Until which day?", noun="the last day")
    with_whom = words_box("Who was asked?", missing="Enter who was asked")
    heard = words_box("What was heard?", required=False)
    changed = words_box("What changed because of it, and what could not?", required=False)


class StepForm(OnceForm):
    """Signed off, or sent back?"""

    note = words_box("A note", "Needed when it is sent back.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"] = chosen("What was decided?", strategy_words().step_results, missing="Choose one")
        self.order_fields(["request_key", "result", "note"])


class InForceForm(OnceForm):
    """From when, and looked at again when?"""

    in_force_on = DayField(label="From which day is it in force?", noun="the day it came into force")
    review_on = DayField(label="When is it looked at again?", noun="the day it is looked at again")
    published_link = web_address("Where is it published?")
    file = forms.FileField(label="The document", required=False, help_text=FILE_HINT)


class AgreementForm(OnceForm):
    """Who may send what to whom, why and on which basis."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = line("What is it called?", "Enter its title")
    parties = words_box("Between whom?", missing="Enter between whom")
    purpose = words_box("What for?", missing="Enter what it is for")
    lawful_basis = words_box("On which lawful basis?", missing="Enter the lawful basis")
    flows = words_box("What flows, how often and which way?", missing="Enter what flows")
    owner_role = line("Which role owns it?", "Enter which role owns it", longest=_LONG)
    signed_on = DayField(label="When was it signed?", noun="the day it was signed", required=False)
    review_on = DayField(label="When is it looked at again?", noun="the day it is looked at again", required=False)
    ended_on = DayField(label="When did it end?", noun="the day it ended", required=False)
    document = forms.FileField(label="The signed agreement", required=False, help_text=FILE_HINT)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ended_on" if is_new else "document"]


class ProgrammeForm(OnceForm):
    """A programme or an adviser."""

    title = line("What is it called?", "Enter its title")
    by_whom = line("Who runs it?", "Enter who runs it")
    says = words_box("What is it about?", required=False)
    first_day = DayField(label="Since when?", noun="its first day")
    last_day = DayField(label="Until when?", noun="its last day", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = chosen("What is it?", strategy_words().programmes, missing="Choose what it is")
        self.order_fields(["request_key", "kind", "title", "by_whom", "says", "first_day", "last_day"])


class RecommendationForm(OnceForm):
    """What was recommended, and when?"""

    text = words_box("What was recommended?", missing="Enter what was recommended")
    made_on = DayField(label="When was it recommended?", noun="the day it was recommended")


class AcceptForm(OnceForm):
    """Which action answers it?"""

    section = forms.ChoiceField(
        label="In which section of the plan?", error_messages={"required": "Choose a section of the plan"}
    )
    text = words_box("What will be done?", "The words of the action.", missing="Enter what will be done")

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "Choose a section"), *sections]


def words_of(kinds: Iterable[Word]) -> dict[str, str]:
    """Titles by id."""
    return {each.id: each.title for each in kinds}


def _day_in(text: str) -> date | None:
    """A day written as 14/05/2026 or 14 5 2026; nothing where it is no day."""
    try:
        day, month, year = (int(part) for part in text.replace("/", " ").split())
        return date(year, month, day)
    except ValueError:
        return None
