"""What is asked when somebody changes an action: one question at a time."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django import forms

from oneplan.core.improvement.evidence import EvidenceKind
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Owner, OwnerPart
from oneplan.web.plan.one_action import EVIDENCE
from oneplan.web.ui import words
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

if TYPE_CHECKING:
    from oneplan.records.improvement.rows import ActionRow, KeyRow

WIDE = {"class": "govuk-input--width-20"}
EVIDENCE_HINTS = {
    "data": "Figures, from before and after",
    "audit": "Files or practice, checked against criteria",
    "family_voice": "What families, children and young people say",
    "practitioner_voice": "What people who work with them say",
    "workforce": "Who is in post, trained and supported",
}
SECOND_READER = "Asks somebody who does not own the action to approve it on its evidence"
WHY = "A sentence that a board member would understand. It stays in the history."


def words_box(label: str, help_text: str = "", *, required: bool = True, missing: str = "") -> forms.CharField:
    """A box for a few sentences, kept in the browser's tab while it is being written."""
    box = forms.Textarea(attrs={"rows": 4, "data-draft": "true"})
    errors = {"required": missing or f"Enter {label[0].lower()}{label[1:]}"}
    return forms.CharField(
        label=label, help_text=help_text, widget=box, required=required, max_length=5000, error_messages=errors
    )


class ActionForm(OnceForm):
    """A change to an action as it was when the form was shown; a later change by somebody else is noticed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = row.version


class RatingForm(ActionForm):
    """How is it going?"""

    rating = forms.ChoiceField(
        label="How is it going?", widget=RadioSelect, error_messages={"required": "Choose how it is going"}
    )
    reason = words_box("Why it changed", WHY, missing="Enter why it changed")

    def __init__(self, *args: Any, row: ActionRow, key: Iterable[KeyRow], **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        entries = [(entry.word, entry.word) for entry in key]
        own = [(rating.value, words.state_words(rating).word) for rating in Rating if rating is not Rating.UNKNOWN]
        self.fields["rating"].choices = entries or own
        self.fields["rating"].widget.hints = dict.fromkeys(_greens(key, entries), SECOND_READER)
        self.fields["rating"].initial = row.rating_raw if entries else row.rating.value

    def is_green(self, word: str) -> bool:
        """Whether a choice is one that somebody else must approve."""
        return word in self.fields["rating"].widget.hints


def _greens(key: Iterable[KeyRow], entries: Iterable[tuple[str, str]]) -> list[str]:
    if entries:
        return [entry.word for entry in key if entry.rating.is_green]
    return [rating.value for rating in Rating if rating.is_green]


class DueForm(ActionForm):
    """When will it be done by?"""

    due_on = DayField(
        label="When will it be done by?",
        noun="the day it will be done by",
        help_text="For example, 31 3 2027. Leave empty if no date can be given yet.",
        required=False,
    )
    reason = words_box("Why the date changed", WHY, missing="Enter why the date changed")

    def __init__(self, *args: Any, row: ActionRow, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["due_on"].initial = row.due.due_on

    @property
    def precision(self) -> DuePrecision:
        """A day when one was given, none otherwise."""
        return DuePrecision.DAY if self.cleaned_data["due_on"] else DuePrecision.NONE


class OwnersForm(ActionForm):
    """Who owns it?"""

    leads = forms.CharField(
        label="Who leads it?",
        help_text="Role titles, one on each line.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    supporters = forms.CharField(
        label="Who supports them?",
        help_text="Role titles, one on each line.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    has_new = forms.BooleanField(
        label="One of these is new: the plan has not named it before",
        help_text="Otherwise write each role exactly as the plan does, so that nobody's load is split in two.",
        required=False,
    )
    reason = words_box("Why the owners changed", WHY, missing="Enter why the owners changed")

    def __init__(self, *args: Any, row: ActionRow, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self._known = {role.casefold(): role for role in known}
        self._partners = {owner.role: owner.partner for owner in row.owners}
        for name, part in (("leads", OwnerPart.LEAD), ("supporters", OwnerPart.SUPPORT)):
            self.fields[name].initial = "\n".join(owner.role for owner in row.owners if owner.part is part)

    def clean(self) -> dict[str, Any]:
        """A role that the plan does not name yet is meant to be new, or is a slip of the pen."""
        given: dict[str, Any] = super().clean()
        for name in ("leads", "supporters"):
            strange = [role for role in _lines(given.get(name, "")) if role.casefold() not in self._known]
            if strange and self._known and not given.get("has_new"):
                self.add_error(name, _unknown(strange[0], self._known.values()))
        return given

    @property
    def owners(self) -> tuple[Owner, ...]:
        """The owners as the plan writes them, each with the partner it had before."""
        parts = (("leads", OwnerPart.LEAD), ("supporters", OwnerPart.SUPPORT))
        return tuple(
            Owner(role, self._partners.get(role, ""), part)
            for name, part in parts
            for role in (self._known.get(line.casefold(), line) for line in _lines(self.cleaned_data[name]))
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _unknown(role: str, known: Iterable[str]) -> str:
    near = get_close_matches(role, list(known), n=1, cutoff=0.5)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    return f"The plan names no role “{role}”.{meant} If it is new, say so below"


class UpdateForm(ActionForm):
    """What has happened?"""

    text = words_box(
        "What has happened?",
        "What was done, and what it changed for children, young people and families.",
        missing="Enter what has happened",
    )
    happened_on = DayField(label="When did it happen?", noun="the day it happened")


class EvidenceForm(ActionForm):
    """What shows that it made a difference?"""

    kind = forms.ChoiceField(
        label="What kind of evidence is it?",
        widget=RadioSelect,
        error_messages={"required": "Choose what kind of evidence it is"},
    )
    note = words_box(
        "What does it show?", "Say what changed, from what to what, and for whom.", missing="Enter what it shows"
    )
    happened_on = DayField(label="What day is it from?", noun="the day it is from")
    document = forms.FileField(
        label="A document to keep with it",
        required=False,
        help_text="PDF, Word, Excel, text or a picture, up to 25 MB. Leave out names of children and families.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, EVIDENCE[kind.value]) for kind in EvidenceKind]
        self.fields["kind"].widget.hints = EVIDENCE_HINTS


class ImpactForm(ActionForm):
    """What difference did it make?"""

    text = words_box(
        "What difference did it make?",
        "What is better now for children, young people and families, and how you know.",
        missing="Enter what difference it made",
    )
    happened_on = DayField(label="When was that true?", noun="the day that was true")
