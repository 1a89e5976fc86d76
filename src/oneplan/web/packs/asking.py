"""What is asked when a pack is made, a template is brought and words are written for everybody."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.rulebook.pack_files import load_pack_rules
from oneplan.web.ui.forms import OnceForm, RadioSelect


class PackForm(OnceForm):
    """Whom is it for?"""

    tier = forms.ChoiceField(label="Whom is it for?", error_messages={"required": "Choose whom the pack is for"})
    meeting = forms.CharField(
        label="Which meeting is it for?",
        help_text="It stands on the cover, for example: Board meeting, 10 December 2026.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = load_pack_rules().tiers.values()
        self.fields["tier"].widget = RadioSelect(hints={each.id: each.says for each in tiers})
        self.fields["tier"].choices = [(each.id, each.title) for each in tiers]


class TemplateForm(OnceForm):
    """Which Word document is your template?"""

    document = forms.FileField(
        label="Your Word template",
        help_text="A Word document (.docx) without macros, up to 10 MB, with the marks listed on this page.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose your Word template", "empty": "The file you chose is empty"},
    )


class WordsForm(OnceForm):
    """Words for everybody."""

    words = forms.CharField(label="Your words", required=False, max_length=600)

    def __init__(self, *args: Any, label: str = "", help_text: str = "", now: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget = forms.Textarea(attrs={"rows": 3, "data-draft": "true"})
        self.fields["words"].label, self.fields["words"].help_text = label, help_text
        self.fields["words"].initial = now


class ConfirmForm(OnceForm):
    """A step that needs no answer, only a press; it carries what was looked at."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
