"""What is asked about a report that is due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from oneplan.actions.report_calendar import ReportWish
from oneplan.rulebook import governance
from oneplan.web.governance.forms import line, pick
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

Choices = Iterable[tuple[str, str]]
STEPS = (("drafted", "It is drafted"), ("signed-off", "It is signed off"), ("published", "It is published"))


class ReportForm(OnceForm):
    """What a report is, and to whom it is due."""

    title = line("What is it called?", longest=300)
    kind = pick("What kind is it?", ())
    owner_role = line("Which role writes it?", longest=300)
    audience = line("Who is it for?", required=False, longest=300)
    sign_off_route = line("Who signs it off, in order?", required=False, longest=300)
    due_body = pick("Which body is it due to?", (), required=False)
    due_on = DayField(label="By when?", noun="the day it is due", required=False)

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose one"), *governance.report_words().titles.items()]
        self.fields["due_body"].choices = [("", "Not known yet"), *bodies]

    @property
    def wish(self) -> ReportWish:
        """What was asked for."""
        answers = self.cleaned_data
        return ReportWish(
            title=answers["title"],
            kind=answers["kind"],
            owner_role=answers["owner_role"],
            audience=answers["audience"],
            sign_off_route=answers["sign_off_route"],
            due_body=answers["due_body"],
            due_on=answers["due_on"],
        )


class PlaceForm(OnceForm):
    """Which meeting a report goes to."""

    meeting = pick("To which meeting does it go?", ())

    def __init__(self, *args: Any, meetings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "Choose one"), *meetings]


class StepForm(OnceForm):
    """How far a report has come."""

    state = forms.ChoiceField(
        label="How far has it come?",
        choices=STEPS,
        widget=RadioSelect,
        error_messages={"required": "Choose how far it has come"},
    )
    link = line("Where can it be read?", "The address, once it is published.", required=False, longest=500)
