"""What is asked when somebody is invited, or a role is given or ended."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.rulebook import rights
from oneplan.web.ui.forms import DayField, OnceForm

CONSOLE = "operator"


def roles() -> list[tuple[str, str]]:
    """Every role that a person may hold, with what it is for."""
    return [(role.id, f"{role.title}: {role.says}") for role in rights.load().roles if role.id != CONSOLE]


class RoleForm(OnceForm):
    """Which role, and for whom does it act?"""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role"})
    owner_role = forms.CharField(
        label="The plan's own name for their post",
        help_text="For somebody who owns actions: exactly as the plan writes it.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles()


class InviteForm(RoleForm):
    """Who is invited?"""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Email address at work",
        error_messages={
            "required": "Enter their email address",
            "invalid": "Enter an email address like name@example.org",
        },
    )
    field_order = ("name", "email", "role", "owner_role")


class GrantForm(RoleForm):
    """From when, and until when?"""

    first_day = DayField(label="From", noun="the first day")
    last_day = DayField(label="Until, if it is known", noun="the last day", required=False)


class EndForm(OnceForm):
    """What is the last day on which the role is held?"""

    last_day = DayField(label="What is the last day?", noun="the last day")
