"""What is asked when somebody is invited, or a role is given or ended."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.core.access import Role
from oneplan.rulebook import rights
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

CONSOLE, OWNER = "operator", "action-owner"
NAMED = " A named grant: it counts only beside a role."


def roles(*, with_grants: bool) -> list[Role]:
    """Every role that a person may hold, and the named grants, which need a role beside them."""
    return [role for role in rights.load().roles if role.id != CONSOLE and (with_grants or not role.is_grant)]


class RoleForm(OnceForm):
    """Which role, and for whom does it act?"""

    with_grants = False

    role = forms.ChoiceField(label="Role", widget=RadioSelect, error_messages={"required": "Choose a role"})
    owner_role = forms.CharField(
        label="The plan's own name for their post",
        help_text="For somebody who owns actions: exactly as the plan writes it.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = roles(with_grants=self.with_grants)
        self.fields["role"].choices = [(role.id, role.title) for role in offered]
        self.fields["role"].widget.hints = {role.id: role.says + NAMED * role.is_grant for role in offered}

    def clean(self) -> dict[str, Any]:
        """Somebody who owns actions needs the name under which the plan knows them."""
        given: dict[str, Any] = super().clean()
        if given.get("role") == OWNER and not given.get("owner_role"):
            self.add_error("owner_role", "Enter the plan's own name for their post")
        return given


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

    with_grants = True
    first_day = DayField(label="From", noun="the first day")
    last_day = DayField(label="Until, if it is known", noun="the last day", required=False)


class EndForm(OnceForm):
    """What is the last day on which the role is held?"""

    last_day = DayField(label="What is the last day?", noun="the last day")
