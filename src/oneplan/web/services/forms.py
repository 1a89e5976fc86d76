"""What is asked about a referral. The form of a score is made from its instrument."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from oneplan.core.improvement.services import Service, Subject
from oneplan.core.instruments import Instrument, Kind, Question
from oneplan.web.practice.forms import SHORT, WIDE, box
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

SUBJECTS = {
    Subject.PERSON: "A child or young person",
    Subject.PROVIDER: "A provider",
    Subject.SETTING: "A setting",
    Subject.GROUP: "A group",
    Subject.PROGRAMME: "A programme or service",
}


class DatedForm(OnceForm):
    """Something that happened on a day, with a note."""

    happened_on = DayField(label="On which day?", noun="the day it happened")
    note = box("Note", "What the next person needs to know.", required=False, rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ToldForm(DatedForm):
    """What people were told."""

    note = box("What were they told?", "In the words that were used.", missing="Enter what they were told")


class NoteForm(DatedForm):
    """What was said or done."""

    note = box("What was said or done?", missing="Enter what was said or done")


class ChosenForm(DatedForm):
    """One of several, on a day."""

    chosen = forms.ChoiceField(widget=RadioSelect)

    def __init__(self, *args: Any, label: str, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = forms.ChoiceField(
            label=label,
            choices=list(choices),
            widget=RadioSelect,
            error_messages={"required": f"Choose: {label[0].lower()}{label[1:].rstrip('?')}"},
        )
        self.order_fields(["chosen", "happened_on", "note"])


class ReferForm(OnceForm):
    """Whom or what, why, by whom and when."""

    subject = forms.ChoiceField(label="What is referred?", widget=RadioSelect)
    named = forms.CharField(
        label="What is it called?",
        max_length=200,
        widget=forms.TextInput(attrs=WIDE),
        error_messages={"required": "Enter what it is called"},
    )
    reason = box("What is wanted, and why?", "What was tried, and what would help.", missing="Enter what is wanted")
    referred_by = forms.CharField(
        label="Who asked?", required=False, max_length=200, widget=forms.TextInput(attrs=WIDE),
        help_text="A role or a body, such as a parent, a school or a health visitor.",
    )  # fmt: skip
    referred_on = DayField(label="When did they ask?", noun="the day they asked")

    def __init__(self, *args: Any, service: Service, has_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.value, SUBJECTS[each]) for each in service.subjects if not each.is_person]
        if has_person:
            del self.fields["subject"]
            del self.fields["named"]
        else:
            self.fields["subject"] = forms.ChoiceField(
                label="What is referred?",
                choices=kinds,
                widget=RadioSelect,
                initial=kinds[0][0] if len(kinds) == 1 else None,
                error_messages={"required": "Choose what is referred"},
            )
        self.order_fields(["subject", "named", "reason", "referred_by", "referred_on"])


class ScoreForm(OnceForm):
    """An instrument on one page, in its parts; every answer that is missing is named."""

    happened_on = DayField(label="On which day was it answered?", noun="the day it was answered")

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        for each in instrument.questions:
            self.fields[f"q_{each.id}"] = _field(each, instrument)

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:
        """The fields by part of the instrument, in its order."""
        titles = {each.id: each.title for each in self.instrument.domains}
        found: dict[str, list[Any]] = {}
        for each in self.instrument.questions:
            found.setdefault(each.domain, []).append(self[f"q_{each.id}"])
        return [(titles.get(name, ""), fields) for name, fields in found.items()]

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, with numbers as numbers."""
        given: dict[str, Any] = {}
        for each in self.instrument.questions:
            value = self.cleaned_data.get(f"q_{each.id}")
            given[each.id] = int(value) if each.is_scored and value not in (None, "") else value
        return given


def _field(question: Question, instrument: Instrument) -> forms.Field:
    missing = {"required": f"Answer: {question.text}"}
    common: dict[str, Any] = {"label": question.text, "required": question.is_required, "error_messages": missing}
    if question.easy_read and question.easy_read != question.text:
        common["help_text"] = question.easy_read
    if question.kind is Kind.SCALE:
        steps = instrument.scales[question.scale].steps
        return forms.ChoiceField(
            choices=[(str(each.value), each.easy_read or each.text) for each in steps], widget=RadioSelect, **common
        )
    if question.kind is Kind.NUMBER:
        low, high = instrument.range_of(question)
        common["error_messages"] |= {"invalid": f"Enter a number from {low} to {high} for: {question.text}"}
        return forms.IntegerField(min_value=low, max_value=high, widget=forms.TextInput(attrs=SHORT), **common)
    if question.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=[(each, each) for each in question.choices], widget=RadioSelect, **common)
    if question.kind is Kind.JUDGEMENT:
        bands = [("", "No, the points say enough"), *[(each.id, each.title) for each in instrument.bands]]
        return forms.ChoiceField(choices=bands, widget=RadioSelect, **common)
    return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}), **common)
