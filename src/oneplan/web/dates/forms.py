"""What the calculator asks: one small form for each fact, the day to look from, and the school's days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from oneplan.core.kernel import Problem
from oneplan.web.dates.school_terms import read_closed_days, read_terms
from oneplan.web.ui.forms import DayField

if TYPE_CHECKING:
    from django.forms import BoundField

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
# A name is never asked for, so what an officer would record is not asked for either.
NOT_ASKED = frozenset({"officer", "why"})
YES_OR_NO = (("", "Not said"), ("yes", "Yes"), ("no", "No"))
CALENDARS = (
    ("none", "Not needed"),
    ("example", "An example: Merrowdale's term dates for 2026/27"),
    ("own", "Paste your school's term dates"),
)


class CalculatorDayField(DayField):
    """A day within the years that the rulebook can answer for."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValidationError(
                f"{self.noun[:1].upper()}{self.noun[1:]} must have a year between {EARLIEST_YEAR} and "
                f"{LATEST_YEAR}, such as 2026",
                code="year",
            )
        return day


class LookForm(forms.Form):
    """The day to look from and, where school days count, the school's days."""

    as_at = CalculatorDayField(
        label="Look from this day",
        noun="the day to look from",
        required=False,
        help_text="Today unless you write another. It decides what is late.",
    )
    calendar = forms.ChoiceField(
        label="School days", choices=CALENDARS, required=False, widget=forms.RadioSelect, initial="none"
    )
    terms = forms.CharField(
        label="Terms",
        required=False,
        max_length=8000,
        help_text="One on each line, such as 2 September 2026 to 23 October 2026.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    closed = forms.CharField(
        label="Days in term when the school is closed to pupils",
        required=False,
        max_length=8000,
        help_text="One on each line. Bank holidays are left out already.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_terms(self) -> tuple[tuple[date, date], ...]:
        return _read(read_terms, self.cleaned_data["terms"]) if self._is_own else ()

    def clean_closed(self) -> tuple[date, ...]:
        return _read(read_closed_days, self.cleaned_data["closed"]) if self._is_own else ()

    @property
    def _is_own(self) -> bool:
        return bool(self.cleaned_data.get("calendar") == "own")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("calendar") == "own" and cleaned.get("terms") == ():
            self.add_error("terms", "Write at least one term, or choose that school days are not needed")
        return cleaned


class FormsTogether:
    """Several forms shown as one, so that everything to put right stands in one summary."""

    def __init__(self, parts: list[forms.Form]) -> None:
        self.parts = parts

    @property
    def errors(self) -> dict[str, Any]:
        """Errors by field id, of all parts."""
        return {
            form.add_prefix(name): errors
            for form in self.parts
            if form.is_bound
            for name, errors in form.errors.items()
        }

    @property
    def non_field_errors(self) -> list[str]:
        """Errors of a whole part."""
        return [str(error) for form in self.parts if form.is_bound for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        return (field for form in self.parts for field in form)


def _read(reader: Any, pasted: str) -> Any:
    try:
        return reader(pasted)
    except Problem as problem:
        raise ValidationError(f"{problem.what} {problem.do}", code="unreadable") from None


def choice_words(value: str) -> str:
    """A choice of the rulebook as people read it."""
    return value.replace("_", " ").capitalize() if not value.isupper() else value


def detail_field(name: str, detail: Any, outputs: Mapping[str, str]) -> forms.Field | None:
    """The control for one detail of a fact; None for what must not be asked here."""
    if name in NOT_ASKED:
        return None
    required, title = detail.required, detail.title
    if detail.type == "date":
        noun = title[:1].lower() + title[1:]
        return CalculatorDayField(label=title, noun=noun, required=required)
    if detail.type == "yes_no":
        return forms.ChoiceField(label=title, required=False, choices=YES_OR_NO)
    if detail.type in {"choice", "output"}:
        values = [(value, choice_words(value)) for value in detail.choices]
        choices = values if detail.type == "choice" else sorted(outputs.items(), key=lambda pair: pair[1])
        return forms.ChoiceField(
            label=title,
            required=required,
            choices=[("", "Choose one"), *choices],
            error_messages={"required": f"Choose: {title[:1].lower()}{title[1:]}"},
        )
    if detail.type == "number":
        return forms.IntegerField(label=title, required=required, min_value=0, max_value=100_000)
    return forms.CharField(
        label=title,
        required=required,
        max_length=60,
        help_text="A label to tell one from another, such as “health”. Not anybody's name.",
        error_messages={"required": f"Write a label: {title[:1].lower()}{title[1:]}"},
    )
