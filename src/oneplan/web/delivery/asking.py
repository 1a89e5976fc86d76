"""What is asked in this room, and the one page on which each question stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.web.ui.forms import DayField, OnceForm, RadioSelect

Save = Callable[[dict[str, Any], dict[str, Any]], str]
Make = Callable[..., OnceForm]
LIVE, DUE, SECTIONS = "live", "due", "sections"
WIDE = {"class": "govuk-input--width-20"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its words, and the page to go back to."""

    title: str
    verb: str
    back: tuple[str, str]
    lead: str = ""
    caption: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    template: str = "plan/change.html"


def ask(
    request: HttpRequest, question: Question, make: Make, save: Save, *, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The question, or once ``save`` has carried it out the page it says, with its words as a message."""
    values: dict[str, Any] = {
        "title": question.title,
        "question": question.title,
        "lead": question.lead,
        "caption": question.caption,
        "verb": question.verb,
        "back": question.back[1],
        "crumbs": [*question.crumbs, question.back],
        **(more or {}),
    }
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if request.method != "POST" or not form.is_valid():
        return render(request, question.template, {**values, "form": form}, status=400 if form.is_bound else 200)
    try:
        says = save(form.cleaned_data, common_of(request, form))
    except Stale as problem:
        kept = form.data.copy()
        kept["request_key"] = ""
        form.data = kept
        return render(request, "plan/stale.html", {**values, "form": form, "problem": problem}, status=409)
    except (NotAllowed, NotFound):
        raise
    except Problem as problem:
        return render(request, question.template, {**values, "form": form, "problem": problem}, status=400)
    if says:
        messages.success(request, says)
    return redirect(question.back[1])


def common_of(request: HttpRequest, form: OnceForm) -> dict[str, Any]:
    """Who asks, on which day, from which page, once."""
    return {
        "by": request.user,
        "on": timezone.localdate(),
        "request_key": form.cleaned_data["request_key"],
        "route": request.resolver_match.view_name,
    }


def box(
    label: str, help_text: str = "", *, rows: int = 3, required: bool = False, missing: str = ""
) -> forms.CharField:
    """A box for a few sentences, kept in the browser's tab while it is being written."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows, "data-draft": "true"}),
        error_messages={"required": missing or f"Enter {label[0].lower()}{label[1:]}"},
    )


class OpenForm(OnceForm):
    """When does the round open, and what does it ask about?"""

    opens_on = DayField(label="When does it open?", noun="the day it opens")
    which = forms.ChoiceField(
        label="What does it ask about?",
        widget=RadioSelect(
            hints={DUE: "Late, or due before the round after this one.", SECTIONS: "Tick the sections below."}
        ),
        choices=[
            (LIVE, "Every live action"),
            (DUE, "Live actions that are late or due soon"),
            (SECTIONS, "Some sections"),
        ],
        initial=LIVE,
    )
    sections = forms.MultipleChoiceField(
        label="Sections", widget=forms.CheckboxSelectMultiple, required=False, help_text="Only if you chose some."
    )

    def __init__(self, *args: Any, sections: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(sections)

    def clean(self) -> dict[str, Any]:
        """Some sections means at least one."""
        given: dict[str, Any] = super().clean()
        if given.get("which") == SECTIONS and not given.get("sections"):
            self.add_error("sections", "Choose at least one section")
        return given


class ReasonForm(OnceForm):
    """Why?"""

    reason = box("Why?", "A sentence. It stays on record.", required=True, missing="Enter why")


class SureForm(OnceForm):
    """Nothing but the button."""


class LockForm(OnceForm):
    """Why is it locked without some replies?"""

    why_uncleared = box("Why is it locked before every reply is cleared?", "Leave empty if all of them are.")


class RoleForm(OnceForm):
    """Which role, and why?"""

    role = forms.ChoiceField(label="Which role?", widget=forms.Select)
    person = forms.CharField(label="Who is that?", required=False, max_length=200, widget=forms.TextInput(attrs=WIDE))
    reason = box("Why?", "A sentence. It stays on record.", required=True, missing="Enter why")

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(each, each) for each in roles]


class ActionsForm(OnceForm):
    """Which actions, and why?"""

    actions = forms.MultipleChoiceField(label="Actions", widget=forms.CheckboxSelectMultiple, required=False)
    reason = box("Why?", "A sentence. It stays on record.", required=True, missing="Enter why")

    def __init__(self, *args: Any, actions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = list(actions)


class GroupForm(OnceForm):
    """What is the group for, and who leads it?"""

    name = forms.CharField(
        label="What is the group called?", max_length=200, error_messages={"required": "Enter its name"}
    )
    purpose = box("What must it bring about?", "One or two sentences.")
    lead_role = forms.ChoiceField(label="Which role leads it?", widget=forms.Select)
    lead_person = forms.CharField(
        label="Who is that?", required=False, max_length=200, widget=forms.TextInput(attrs=WIDE)
    )
    body = forms.ChoiceField(label="Which meeting does it report to?", widget=forms.Select, required=False)
    closes_on = DayField(
        label="When should it be finished?", noun="the day it should be finished", required=False,
        help_text="A group lives only as long as its actions need. For example, 31 7 2027.",
    )  # fmt: skip
    actions = forms.MultipleChoiceField(label="Its actions", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self,
        *args: Any,
        roles: Sequence[str],
        actions: Sequence[tuple[str, str]],
        bodies: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_role"].choices = [(each, each) for each in roles]
        self.fields["actions"].choices = list(actions)
        self.fields["body"].choices = [("", "None yet"), *bodies]


class ReportForm(OnceForm):
    """What does the group report?"""

    done = box("What is done", "A line for each thing.", rows=6)
    next = box("What comes next", rows=5)
    risks = box("What is in the way", rows=4)
    asks = box("What you ask for", "A decision, help or money, and from whom.", rows=3)


class LinkForm(OnceForm):
    """To whom does the link go?"""

    role = forms.ChoiceField(label="Which role does it answer for?", widget=forms.Select)
    sent_to = forms.EmailField(
        label="Their email address",
        error_messages={"required": "Enter their email address", "invalid": "Write it like name@example.org"},
        widget=forms.EmailInput(attrs=WIDE),
    )

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(each, each) for each in roles]


class SheetForm(OnceForm):
    """Whose sheet?"""

    role = forms.ChoiceField(label="Which role is it for?", widget=forms.Select)

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(each, each) for each in roles]


class SheetBackForm(OnceForm):
    """Which file came back?"""

    document = forms.FileField(
        label="The sheet that came back",
        help_text="An Excel file, up to 5 MB. You see what it says, row by row, before anything is kept.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choose the sheet that came back", "empty": "The file you chose is empty"},
    )
