"""What is asked for a register or a line of money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from oneplan.core.improvement.avoidance import AvoidanceWords
from oneplan.core.improvement.registers import EntryWords
from oneplan.web.plan.change_forms import WHY, words_box
from oneplan.web.plan.edit_forms import section_choices
from oneplan.web.ui.forms import DayField, OnceForm

if TYPE_CHECKING:
    from oneplan.core.improvement.registers import Kind, RegisterBook
    from oneplan.records.improvement.money import AvoidanceRow
    from oneplan.records.improvement.registers import EntryRow
    from oneplan.records.improvement.rows import PlanTree

NARROW = {"class": "govuk-input--width-10", "inputmode": "decimal"}


class EntryForm(OnceForm):
    """One entry of a register; it asks what its kind asks, in that order."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kind: Kind, book: RegisterBook, tree: PlanTree, row: EntryRow | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        made = _entry_fields(kind, book, tree)
        for name in kind.asks:
            self.fields[name] = made[name]
            self.fields[name].required = name in kind.needs
            if row is not None:
                self.fields[name].initial = _said(row, name)
        if row is not None:
            self.fields["version"].initial = row.version
            self.fields["reason"] = words_box("Why it changes", WHY, missing="Say why")

    @property
    def entry(self) -> EntryWords:
        """What was written."""
        given = self.cleaned_data
        known = EntryWords.__dataclass_fields__
        return EntryWords(**{name: value for name, value in given.items() if name in known and value is not None})


class EndForm(OnceForm):
    """How did it end?"""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="How did it end?", widget=forms.RadioSelect, error_messages={"required": "Choose how it ended"}
    )
    words = words_box("Say it in a sentence", WHY, missing="Say how it ended")

    def __init__(self, *args: Any, kind: Kind, row: EntryRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(kind.outcomes.items())
        self.fields["version"].initial = row.version


class AgainForm(OnceForm):
    """Why is it open again?"""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words_box("Why", WHY, missing="Say why")


class DecideForm(OnceForm):
    """Agreed, or not?"""

    agreed = forms.ChoiceField(
        label="What do you decide?",
        choices=(("yes", "Agree"), ("no", "Refuse, and say why")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree"},
    )
    words = words_box("Why", "Whoever asked reads it, and so does anybody who looks in a year.", missing="Say why")


class MoneyForm(OnceForm):
    """What is not spent, and how would anyone know?"""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="What is avoided", max_length=300, error_messages={"required": "Say what is avoided"})
    section = forms.ChoiceField(label="Which section counts it?", help_text="One section only; others may name it.")
    counterfactual = words_box(
        "What would have been spent without it", "How many, of what, at what cost, and how that is known.",
        missing="Say what would have been spent without it",
    )  # fmt: skip
    starts_on = DayField(label="From when", noun="the day it starts")
    unit = forms.CharField(
        label="What one unit is", max_length=200, help_text="For example, a placement avoided for a year."
    )
    unit_cost = forms.DecimalField(
        label="What one unit costs, in pounds", min_value=0, decimal_places=2, widget=forms.TextInput(attrs=NARROW)
    )
    evidence = words_box("What shows it", "The sources of the figures above.", missing="Say what shows it")
    action = forms.ChoiceField(label="Which action brings it?", required=False)

    def __init__(
        self, *args: Any, tree: PlanTree, years: Iterable[str], row: AvoidanceRow | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.years = tuple(years)
        self.fields["section"].choices = section_choices(tree)
        self.fields["action"].choices = [("", "None in particular"), *_actions(tree)]
        for year in self.years:
            self.fields[_field(year)] = forms.DecimalField(
                label=f"Units planned in {year}",
                min_value=0,
                decimal_places=2,
                required=False,
                widget=forms.TextInput(attrs=NARROW),
            )
        names = ["name", "section", "counterfactual", "starts_on", "unit", "unit_cost"]
        self.order_fields([*names, *(_field(year) for year in self.years), "evidence", "action"])
        if row is not None:
            self._show(row)

    @property
    def line(self) -> AvoidanceWords:
        """What was written."""
        given = self.cleaned_data
        ramp = {year: given[_field(year)] for year in self.years if given.get(_field(year))}
        names = ("name", "section", "counterfactual", "starts_on", "unit", "unit_cost", "evidence", "action")
        return AvoidanceWords(ramp=ramp, **{name: given[name] for name in names})

    def _show(self, row: AvoidanceRow) -> None:
        shown = {"name": row.name, "section": row.section_slug, "action": row.action_id, "version": row.version}
        shown |= {name: getattr(row, name) for name in ("counterfactual", "starts_on", "unit", "unit_cost", "evidence")}
        shown |= {_field(year): quantity for year, quantity in row.ramp.items()}
        for name, value in shown.items():
            if name in self.fields:
                self.fields[name].initial = value
        self.fields["reason"] = words_box("Why it changes", WHY, missing="Say why")


class AchievedForm(OnceForm):
    """What did it come to?"""

    year = forms.ChoiceField(label="In which financial year?")
    quantity = forms.DecimalField(label="How many units", min_value=0, widget=forms.TextInput(attrs=NARROW))
    unit_cost = forms.DecimalField(
        label="What one unit cost, in pounds", min_value=0, widget=forms.TextInput(attrs=NARROW)
    )
    evidence = words_box("What shows it", "Finance reads this and decides.", missing="Say what shows it")

    def __init__(self, *args: Any, row: AvoidanceRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in row.ramp]
        self.fields["unit_cost"].initial = row.unit_cost


def _entry_fields(kind: Kind, book: RegisterBook, tree: PlanTree) -> dict[str, forms.Field]:
    nothing = ("", "None in particular")
    choose = ("", "Choose")
    return {
        "words": words_box(kind.words, missing=f"Enter {kind.words[0].lower()}{kind.words[1:]}"),
        "detail": words_box(kind.detail, missing=f"Enter {kind.detail[0].lower()}{kind.detail[1:]}"),
        "owner_role": forms.CharField(
            label="Who owns it",
            help_text="A role title, as the plan writes it.",
            max_length=300,
            error_messages={"required": "Enter who owns it"},
        ),
        "likelihood": forms.ChoiceField(
            label="How likely is it?",
            choices=[choose, *book.likelihoods.items()],
            error_messages={"required": "Choose how likely it is"},
        ),
        "impact": forms.ChoiceField(
            label="How bad would it be?",
            choices=[choose, *book.impacts.items()],
            error_messages={"required": "Choose how bad it would be"},
        ),
        "due_on": DayField(label="By when", noun="the day"),
        "review_on": DayField(label="When is it looked at again?", noun="the day it is looked at again"),
        "pounds": forms.DecimalField(
            label="How much, in pounds",
            min_value=Decimal(0),
            max_digits=14,
            decimal_places=2,
            widget=forms.TextInput(attrs=NARROW),
        ),
        "section": forms.ChoiceField(label="Which section is it about?", choices=[nothing, *section_choices(tree)]),
        "action": forms.ChoiceField(label="Which action is it about?", choices=[nothing, *_actions(tree)]),
    }


def _said(row: EntryRow, name: str) -> Any:
    return {"section": row.section_slug, "action": row.action_id}.get(name, getattr(row, name, None))


def _actions(tree: PlanTree) -> list[tuple[str, str]]:
    return [(each.id, f"{each.ref}: {each.text[:80]}") for each in tree.actions if not each.is_superseded]


def _field(year: str) -> str:
    return f"units_{year.replace('/', '_')}"
