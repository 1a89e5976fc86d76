"""What is asked when a value is supplied, taken back, owed by somebody else or given another meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from oneplan.actions.series import Given
from oneplan.core.measures.manual import Supplied
from oneplan.rulebook.catalogue_files import load_series
from oneplan.web.ui.forms import DayField, OnceForm

if TYPE_CHECKING:
    from django.forms import BoundField

    from oneplan.answers.series import SeriesPage
    from oneplan.core.measures.catalogue import CatalogueMeasure
    from oneplan.core.measures.manual import SeriesPeriod

_LONGEST_PART, _LONGEST_NOTE = 80, 500


class NumberField(forms.CharField):
    """A number as people write it: with commas, a pound sign or a per cent sign, or none of them."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"})

    def clean(self, value: Any) -> Decimal | None:
        """The number, or none where the box was left empty."""
        text = str(value or "").strip().replace(",", "").removeprefix("£").removesuffix("%").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValidationError(
                f"“{value}” is not a number. Write it in figures, such as 66.", code="number"
            ) from None
        if not number.is_finite():
            raise ValidationError(f"“{value}” is not a number. Write it in figures, such as 66.", code="number")
        return number


@dataclass(frozen=True, slots=True)
class Column:
    """One box of each period."""

    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period with its boxes, and what stands for it already."""

    period: SeriesPeriod
    boxes: tuple[BoundField, ...]
    stands: str


class EnterForm(OnceForm):
    """One value or several, of the newest periods; boxes left empty supply nothing."""

    note = forms.CharField(
        label="Note, or why a value changes",
        help_text="Needed where another value stands already. It stays in the history.",
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
    )
    source = forms.CharField(
        label="Where the numbers come from",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    def __init__(self, *args: Any, page: SeriesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page, self._measure = page, page.line.measure
        if "respondent" in self._measure.splits:
            groups = [("", "Everybody together"), *((each, each) for each in load_series().respondents.values())]
            self.fields["part"] = forms.ChoiceField(label="Whose answers are these?", choices=groups, required=False)
        elif self._measure.splits:
            self.fields["part"] = forms.CharField(
                label="Which part is it of?",
                help_text=f"Leave it empty for the whole. It may be kept apart by {', '.join(self._measure.splits)}.",
                required=False,
                max_length=_LONGEST_PART,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            )
        for period in page.recent:
            for column in self.columns:
                label = f"{column.heading}, {period.label}"
                self.fields[_name(column, period)] = NumberField(label=label, required=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The boxes that each period has, by the kind of measure."""
        return columns_of(self._measure)

    def rows(self) -> Iterator[PeriodRow]:
        """The periods with their boxes, the newest first."""
        for period in self._page.recent:
            boxes = tuple(cast("BoundField", self[_name(column, period)]) for column in self.columns)
            yield PeriodRow(period, boxes, stands_for(self._page, period))

    def given(self) -> list[Given]:
        """What was filled in."""
        found = []
        for period in self._page.recent:
            values = {column.name: self.cleaned_data.get(_name(column, period)) for column in self.columns}
            if all(value is None for value in values.values()):
                continue
            sample = values.get("sample")
            found.append(
                Given(
                    first_day=period.first_day,
                    value=Supplied(
                        values.get("top"),
                        values.get("bottom"),
                        values.get("amount"),
                        None if sample is None else int(sample),
                    ),
                    part=self.cleaned_data.get("part", "").strip(),
                    note=self.cleaned_data["note"],
                    source=self.cleaned_data["source"],
                )
            )
        return found


class DutyForm(OnceForm):
    """Who supplies it, how often, and by when?"""

    role = forms.CharField(
        label="Which role supplies it?",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    person_email = forms.EmailField(
        label="Or which person?",
        help_text="The address with which they sign in here.",
        required=False,
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-20"}),
    )
    cycle = forms.ChoiceField(label="How often?")
    due_days = forms.IntegerField(
        label="How many days after the period ends?",
        min_value=0,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Enter a whole number of days",
            "max_value": "Enter no more than 366 days",
            "min_value": "Enter 0 days or more",
        },
    )

    def __init__(self, *args: Any, page: SeriesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line, held = page.line, page.duty
        cycle = cast("forms.ChoiceField", self.fields["cycle"])
        cycle.choices = [(each.id, each.title) for each in load_series().cycles.values()]
        self.fields["role"].initial = held.role if held else line.measure.supplier
        cycle.initial = line.cycle.id
        self.fields["due_days"].initial = held.due_days if held else line.cycle.due_days


class MeaningForm(OnceForm):
    """What does it mean from now on, and why?"""

    first_day = DayField(label="From which day?", noun="the day from which it holds")
    words = forms.CharField(
        label="What does it mean from then on?",
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": "true"}),
        max_length=2000,
        error_messages={"required": "Say what it means from then on"},
    )
    why = forms.CharField(
        label="Why does it change?",
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
        max_length=500,
        error_messages={"required": "Say why it changes"},
    )


class TakeBackForm(OnceForm):
    """Why should the value not stand?"""

    why = forms.CharField(
        label="Why should it not stand?",
        help_text="It stays in the history, with your words.",
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
        max_length=500,
        error_messages={"required": "Say why the value is taken back"},
    )


class FileForm(OnceForm):
    """Which file holds the values?"""

    document = forms.FileField(
        label="The file", error_messages={"required": "Choose the file", "empty": "The file you chose is empty"}
    )

    def __init__(self, *args: Any, accept: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].help_text = hint
        self.fields["document"].widget.attrs["accept"] = accept


class LineForm(OnceForm):
    """On which measures does the line stand?"""

    measures = forms.CharField(
        label="On which measures does it stand?",
        help_text="Numbers of the catalogue with spaces between them, such as M085 M086. Leave it empty for none.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    section = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    part = forms.CharField(widget=forms.HiddenInput, max_length=10)
    text = forms.CharField(widget=forms.HiddenInput, max_length=10_000)

    def names(self) -> list[str]:
        """The measures named."""
        return self.cleaned_data["measures"].upper().replace(",", " ").split()


def columns_of(measure: CatalogueMeasure) -> tuple[Column, ...]:
    """The boxes for one value: two numbers or one, the finished result, and how many answered."""
    found = []
    if measure.needs_two_numbers:
        found += [Column("top", measure.numerator), Column("bottom", f"Out of: {_lowered(measure.denominator)}")]
        found.append(Column("amount", f"Or the result, in {measure.unit}"))
    elif measure.unit == "£":
        found.append(Column("amount", "Pounds"))
    else:
        found.append(Column("top", measure.numerator))
    if measure.is_sample:
        found.append(Column("sample", "How many answered, if only the result is known"))
    return tuple(found)


def stands_for(page: SeriesPage, period: SeriesPeriod) -> str:
    """What stands for a period already, part by part."""
    rows = [each for each in page.history if each.row.is_standing and each.row.first_day == period.first_day]
    return "; ".join(f"{each.row.part + ': ' if each.row.part else ''}{each.words}" for each in rows)


def _name(column: Column, period: SeriesPeriod) -> str:
    return f"{column.name}-{period.first_day.isoformat()}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
