"""What is asked while a return or a list is brought in, and when two people must be told apart."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.web.ui.forms import OnceForm, RadioSelect

SAME, ANOTHER = "same person", "another person"


class ReturnForm(OnceForm):
    """Which file holds the return?"""

    document = forms.FileField(
        label="The return",
        help_text="One XML file, up to 2 GB, as your case system makes it for the department. Drag it or choose it.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
        error_messages={"required": "Choose the file that holds the return", "empty": "The file you chose is empty"},
    )


class MatchForm(OnceForm):
    """Are these the same child or young person?"""

    decision = forms.ChoiceField(
        label="Are these the same child or young person?",
        choices=[(SAME, "Yes, the same person"), (ANOTHER, "No, another person")],
        widget=RadioSelect(
            hints={
                SAME: "What the return says goes on the record that is there.",
                ANOTHER: "A new record is made, and the two are never joined.",
            }
        ),
        error_messages={"required": "Choose whether they are the same person"},
    )
    reason = forms.CharField(
        label="How do you know?",
        help_text="A sentence that somebody can check later, such as “The school saw the birth certificate”.",
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
        max_length=300,
        error_messages={"required": "Say how you know: somebody may have to check it later"},
    )


class ListForm(OnceForm):
    """Which list, and which file?"""

    kind = forms.ChoiceField(
        label="Which list is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which list it is"},
    )
    document = forms.FileField(
        label="The list",
        help_text="A CSV file, up to 25 MB. You see what it would change before anything changes.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose the file that holds the list", "empty": "The file you chose is empty"},
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


__all__ = ["ANOTHER", "SAME", "ListForm", "MatchForm", "OnceForm", "ReturnForm"]
