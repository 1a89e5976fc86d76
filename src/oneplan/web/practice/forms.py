"""What is asked when a practice is adopted, reported on or set up as a service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from oneplan.core.improvement.practice import Card
from oneplan.core.improvement.services import Service
from oneplan.web.ui.forms import DayField, OnceForm

WIDE = {"class": "govuk-input--width-20"}
SHORT = {"class": "govuk-input--width-4", "inputmode": "numeric"}
LONGEST = 1000


def box(label: str, help_text: str = "", *, required: bool = True, missing: str = "", rows: int = 4) -> forms.CharField:
    """A box for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows, "data-draft": "true"}),
        error_messages={"required": missing or f"Enter {label[0].lower()}{label[1:]}"},
    )


class AdoptForm(OnceForm):
    """Which section and role take it up, which steps become actions in which words by when, and what is adapted."""

    section = forms.ChoiceField(
        label="Which section of the plan takes it up?", error_messages={"required": "Choose a section"}
    )
    owner_role = forms.ChoiceField(label="Which role owns it?", required=False)
    other_role = forms.CharField(
        label="Or another role", required=False, max_length=300, widget=forms.TextInput(attrs=WIDE)
    )
    adapted = box(
        "What is different here, and why?",
        "What you leave out, change or add. Others learn most from this.",
        required=False,
    )
    review_on = DayField(label="When do you decide whether to go on?", required=False, noun="the day you decide")

    def __init__(
        self, *args: Any, card: Card, sections: Iterable[tuple[str, str]], roles: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        cast("forms.ChoiceField", self.fields["section"]).choices = [("", "Choose a section"), *sections]
        known = [(each, each) for each in roles]
        cast("forms.ChoiceField", self.fields["owner_role"]).choices = [("", "Choose a role"), *known]
        for each in card.steps:
            self.fields[f"take_{each.id}"] = forms.BooleanField(
                label="Make this an action", required=False, initial=True
            )
            self.fields[f"text_{each.id}"] = box("What will be done here", required=False, rows=2)
            self.fields[f"text_{each.id}"].initial = each.action
            self.fields[f"due_{each.id}"] = DayField(label="By when", required=False, noun="the day it is due")

    @property
    def steps(self) -> list[tuple[str, list[Any]]]:
        """Each step as it was done there, with its fields."""
        return [
            (each.says, [self[f"{name}_{each.id}"] for name in ("take", "text", "due")]) for each in self.card.steps
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not (said.get("owner_role") or said.get("other_role", "").strip()):
            self.add_error("owner_role", "Choose the role that owns it, or name another")
        if not any(said.get(f"take_{each.id}") for each in self.card.steps):
            self.add_error(f"take_{self.card.steps[0].id}", "Choose at least one step")
        for each in self.card.steps:
            if said.get(f"take_{each.id}") and not said.get(f"text_{each.id}", "").strip():
                self.add_error(f"text_{each.id}", "Enter what will be done here")
        return said


class ReportForm(OnceForm):
    """What happened, what difference it made, and what others should know."""

    happened = box("What happened?", missing="Enter what happened")
    difference = box(
        "What difference did it make?",
        "With a figure where there is one. “Too early to say” is an answer.",
        missing="Enter what difference it made",
    )
    advice = box("What should another area know?", required=False)


class ServiceForm(OnceForm):
    """How the service runs here: lengths of its own clocks, its aims and how many its places take."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = box(
        "Why does it differ?",
        "Needed only where you change something. Limits in law are not on this page: nobody can change those.",
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, service: Service, version: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.fields["version"].initial = version
        for clock in service.clocks:
            unit = clock.unit.value.replace("_", " ")
            starts = service.mark_in_words(clock.starts)
            self._number(f"clock_{clock.id}", f"{clock.title} ({unit})", clock.number, f"Counted from: {starts}", 1)
        for target in service.targets:
            if target.aim is not None:
                self._number(f"aim_{target.id}", f"{target.title} (aim, %)", target.aim, "", 0, LONGEST // 10)
        for place in service.places:
            if place.capacity is not None:
                self._number(f"place_{place.id}", f"{place.title} (how many at once)", place.capacity, "", 1)
        self.order_fields([*[name for name in self.fields if name != "why"], "why"])

    def _number(self, name: str, label: str, now: int, hint: str, least: int, most: int = LONGEST) -> None:
        self.fields[name] = forms.IntegerField(
            label=label,
            help_text=hint,
            initial=now,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs=SHORT),
            error_messages={
                "required": f"Enter a number for: {label}",
                "invalid": f"Enter a whole number for: {label}",
            },
        )

    def numbers(self, kind: str) -> Mapping[str, int]:
        """What was given for clocks, aims or places."""
        return {
            name.removeprefix(f"{kind}_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{kind}_") and isinstance(value, int)
        }
