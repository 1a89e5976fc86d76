"""What somebody is looked for by."""

from __future__ import annotations

from django import forms

LONGEST = 100


class SearchForm(forms.Form):
    """One field, for a name or a number."""

    words = forms.CharField(
        label="Name, UPN, ULN or case number",
        max_length=LONGEST,
        help_text="A name may be misspelt, shortened, or one they had before. A number must be exact.",
        error_messages={"required": "Enter a name or a number"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
