"""Which cases, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from oneplan.web.ui.forms import OnceForm

if TYPE_CHECKING:
    from oneplan.answers.team import AllocatableRow, OfficerRow


class AllocateForm(OnceForm):
    """The cases chosen and the officer who is to hold them."""

    cases = forms.MultipleChoiceField(error_messages={"required": "Choose at least one case"})
    officer = forms.ChoiceField(
        label="Give them to", error_messages={"required": "Choose an officer"}, widget=forms.Select
    )

    def __init__(
        self, *args: Any, rows: Iterable[AllocatableRow] = (), officers: Iterable[OfficerRow] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(row.case_id, row.case_id) for row in rows]
        named = [(f"{each.id}.{each.team_id}", f"{each.name}, {each.team}") for each in officers]
        self.fields["officer"].choices = [("", "Choose an officer"), *named]
