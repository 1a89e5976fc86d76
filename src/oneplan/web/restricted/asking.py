"""What is asked when a record is restricted, or somebody is named on it."""

from __future__ import annotations

from django import forms

from oneplan.web.ui.forms import DayField, OnceForm


class RestrictForm(OnceForm):
    """Whose record, and why?"""

    identifier = forms.CharField(
        label="Unique pupil number, unique learner number or case address",
        help_text="The whole number. The case address is the last part of the page's address.",
        max_length=20,
        error_messages={"required": "Enter the number of the record"},
    )
    reason = forms.CharField(
        label="Why must it be restricted?",
        help_text="What the risk is and who decided. Only people who answer for restricted records read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": "Say why"},
    )


class NameForm(OnceForm):
    """Who may open it, and until when?"""

    email = forms.EmailField(
        label="Email address at work",
        error_messages={"required": "Enter their email address", "invalid": "Enter an address like name@example.org"},
    )
    first_day = DayField(label="From", noun="the first day")
    last_day = DayField(label="Until, if it is known", noun="the last day", required=False)
    reason = forms.CharField(
        label="Why do they need it?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": "Say why"},
    )


class EndNamingForm(OnceForm):
    """What is the last day on which they may open it?"""

    last_day = DayField(label="What is the last day?", noun="the last day")
