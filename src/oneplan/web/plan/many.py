"""Many actions at once: chosen, told what would happen to each, and changed together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oneplan.actions import bulk_changes
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Owner
from oneplan.core.kernel import Problem
from oneplan.records.improvement import queries
from oneplan.web.plan.addresses import crumbs_of, plan_address, plan_at
from oneplan.web.plan.change_forms import WHY, words_box
from oneplan.web.plan.key import key_of
from oneplan.web.plan.lines import lines_of
from oneplan.web.plan.narrowing import Asked
from oneplan.web.ui import words
from oneplan.web.ui.forms import DayField, HiddenDay, OnceForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneplan.records.improvement.rows import ActionRow, KeyRow, PlanRow

PARTS = {"due": "Date", "owners": "Owners", "rating": "Rating"}
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Row:
    """An action to choose, with the version it has while it is looked at."""

    value: str
    ref: str
    text: str
    says: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The actions of one section."""

    title: str
    rows: tuple[Row, ...]

    @property
    def chosen(self) -> int:
        """How many of them are chosen."""
        return sum(1 for row in self.rows if row.is_chosen)


class ManyForm(OnceForm):
    """What should change for all of them?"""

    due_on = DayField(label="A new date for all", noun="the new date", required=False)
    clears_date = forms.BooleanField(label="Take the date away: none can be given yet", required=False)
    owner = forms.CharField(
        label="New owners for all",
        help_text="Role titles, parted by semicolons. Leave empty to keep them.",
        required=False,
    )
    rating = forms.ChoiceField(label="A new rating for all", required=False)
    reason = words_box("Why", WHY, missing="Say why")

    def __init__(self, *args: Any, key: Iterable[KeyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = [(entry.word, entry.word) for entry in key]
        own = [(rating.value, words.state_words(rating).word) for rating in Rating if rating is not Rating.UNKNOWN]
        self.fields["rating"].choices = [("", "Keep them"), *(entries or own)]
        self.has_key = bool(entries)

    def clean(self) -> dict[str, Any]:
        """Something changes, and a date is not both given and taken away."""
        given: dict[str, Any] = super().clean()
        if given.get("due_on") and given.get("clears_date"):
            self.add_error("due_on", "Give a new date or take the date away, not both")
        if not self.errors and not any(given.get(name) for name in ("due_on", "clears_date", "owner", "rating")):
            self.add_error("due_on", "Say what should change: the date, the owners or the rating")
        return given

    def hide(self) -> None:
        """Carries every answer along unseen, for the page that shows what would happen."""
        for field in self.fields.values():
            field.widget = HiddenDay() if isinstance(field, DayField) else forms.HiddenInput()

    def wishes(self, chosen: Iterable[str]) -> tuple[bulk_changes.Wish, ...]:
        """One wish for each action chosen, with the version it was looked at in."""
        given = self.cleaned_data
        owners = tuple(Owner(name.strip()) for name in given["owner"].split(";") if name.strip()) or None
        rating = given["rating"]
        return tuple(
            bulk_changes.Wish(
                action_id=action_id,
                version=int(version) if version.isdigit() else 0,
                due_on=given["due_on"],
                clears_date=given["clears_date"],
                owners=owners,
                rating_raw=rating if self.has_key else "",
                rating=Rating(rating) if rating and not self.has_key else None,
            )
            for action_id, _, version in (each.partition(_BETWEEN) for each in chosen)
        )


def many(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Choose actions and what should change; then what would happen to each; then it is done."""
    plan = plan_at(plan_id, request)
    key = key_of(plan, request.viewer)
    if request.method != "POST":
        return _asked(request, plan, ManyForm(key=key), chosen=())
    form, chosen = ManyForm(request.POST, key=key), request.POST.getlist("chosen")
    if not form.is_valid():
        return _asked(request, plan, form, chosen, status=400)
    if not chosen:
        problem = Problem("Choose at least one action.", why="Nothing was chosen, so nothing would change.")
        return _asked(request, plan, form, chosen, problem=problem, status=400)
    common = {"reason": form.cleaned_data["reason"], "by": request.user, "on": timezone.localdate()}
    if "do" not in request.POST:
        effects = bulk_changes.preview(wishes=form.wishes(chosen), **common)
        return _shown(request, plan, form, chosen, effects)
    try:
        refs = bulk_changes.change_many(
            wishes=form.wishes(chosen),
            request_key=form.cleaned_data["request_key"],
            route=request.resolver_match.view_name,
            **common,
        )
    except bulk_changes.Refused as refused:
        return _shown(request, plan, form, chosen, refused.effects, problem=refused, status=409)
    messages.success(request, f"{words.count_of(len(refs), 'action').capitalize()} changed: {', '.join(refs)}.")
    return redirect(plan_address(plan))


def _asked(
    request: HttpRequest,
    plan: PlanRow,
    form: ManyForm,
    chosen: Iterable[str],
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    narrowed = Asked.from_query(request.GET)
    groups = _groups(request, plan, narrowed, {each.partition(_BETWEEN)[0] for each in chosen})
    values = {
        "title": "Change many actions",
        "crumbs": list(crumbs_of(plan)),
        "form": form,
        "groups": groups,
        "problem": problem,
        "is_narrowed": bool(narrowed),
        "back": plan_address(plan),
    }
    return render(request, "plan/many.html", values, status=status)


def _shown(
    request: HttpRequest,
    plan: PlanRow,
    form: ManyForm,
    chosen: list[str],
    effects: tuple[bulk_changes.Effect, ...],
    *,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    form.hide()
    stopped = [each for each in effects if each.problem]
    fit = {each.action_id for each in effects if not each.problem}
    values = {
        "title": "What would change",
        "crumbs": [*crumbs_of(plan), ("Change many actions", request.get_full_path())],
        "form": form,
        "chosen": chosen,
        "fit": [each for each in chosen if each.partition(_BETWEEN)[0] in fit],
        "effects": [
            (each, [(PARTS.get(name, name.capitalize()), *said) for name, *said in each.changes]) for each in effects
        ],
        "stopped": stopped,
        "problem": problem,
        "reason": form.cleaned_data["reason"],
        "back": request.get_full_path(),
    }
    return render(request, "plan/many_shown.html", values, status=status)


def _groups(request: HttpRequest, plan: PlanRow, narrowed: Asked, chosen: set[str]) -> tuple[Group, ...]:
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    today = timezone.localdate()
    wanted = {
        line.id: line for line in lines_of(tree.actions, (), today) if narrowed.admits(line) and not line.is_closed
    }
    groups = []
    for section in tree.sections:
        rows = tuple(
            _row(row, wanted[row.id].due_words, row.id in chosen)
            for row in tree.actions
            if row.section_slug == section.slug and row.id in wanted
        )
        if rows:
            groups.append(Group(f"{section.number}. {section.title}" if section.number else section.title, rows))
    return tuple(groups)


def _row(row: ActionRow, due: str, is_chosen: bool) -> Row:
    says = f"{row.rating_raw or words.state_words(row.rating).word}; {due}"
    return Row(f"{row.id}{_BETWEEN}{row.version}", row.ref, row.text, says, is_chosen)
