"""What is asked while a plan is imported."""

from __future__ import annotations

from typing import Any

from django import forms

from oneplan.web.imports.presenting import DECISIONS
from oneplan.web.ui.forms import OnceForm


class UploadForm(OnceForm):
    """Which document holds the plan?"""

    document = forms.FileField(
        label="Your plan",
        help_text="Word, PDF, Excel, a web page or plain text, up to 25 MB. Nothing changes until you say so.",
        error_messages={
            "required": "Choose the document that holds your plan",
            "empty": "The document you chose is empty",
        },
    )


LOOSE = [("ignored", "Leave it out"), ("note", "Keep it as a note on a section"), ("action", "Make it an action")]
# The action that was read from a doubtful line is in the plan already; making another would say it twice.
HELD = [("ignored", "Leave the action as it was read"), ("note", "Keep the words as a note on the section too")]


class LineForm(OnceForm):
    """What should become of this line?"""

    decision = forms.ChoiceField(
        label="What should become of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should become of the line"},
    )
    section = forms.ChoiceField(label="Section", required=False, help_text="For a note or an action.")
    ref = forms.CharField(
        label="Reference", required=False, help_text="For an action. Leave empty and one is given.", max_length=40
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        help_text="Needed if the line is left out: somebody will look for it.",
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
        max_length=1000,
    )

    def __init__(self, *args: Any, sections: list[tuple[str, str]], is_held: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = HELD if is_held else LOOSE
        self.fields["section"].choices = [("", "Choose a section"), *sections]
        self.fields["ref"].widget.attrs["class"] = "govuk-input--width-10"
        if is_held:
            del self.fields["ref"]
            self.fields["section"].help_text = "For a note."

    def clean(self) -> dict[str, Any]:
        """A note and an action need a section; what is left out needs a reason."""
        given: dict[str, Any] = super().clean()
        decision = given.get("decision")
        if decision in {"note", "action"} and not given.get("section"):
            self.add_error("section", "Choose the section that it belongs to")
        if decision == "ignored" and not given.get("reason", "").strip():
            self.add_error("reason", "Say why the line can be left out.")
        return given


class ConflictForm(OnceForm):
    """Which should stand?"""

    decision = forms.ChoiceField(
        label="Which should stand?",
        widget=forms.RadioSelect,
        choices=[("ours", "What it says here"), ("theirs", "What the document says")],
        error_messages={"required": "Choose which should stand"},
    )


class MissingForm(OnceForm):
    """What should become of an action that the document no longer holds?"""

    decision = forms.ChoiceField(
        label="The document no longer holds this action. What should become of it?",
        widget=forms.RadioSelect,
        choices=[("keep", "Keep it in the plan"), ("supersede", "Close it: it is no longer in the plan")],
        error_messages={"required": "Choose what should become of the action"},
    )


class UndoForm(OnceForm):
    """Why is the import being undone?"""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 2, "data-draft": "true"}),
        help_text="A sentence for the history.",
        max_length=1000,
        error_messages={"required": "Enter why it is being undone"},
    )


__all__ = ["DECISIONS", "ConflictForm", "LineForm", "MissingForm", "UndoForm", "UploadForm"]
