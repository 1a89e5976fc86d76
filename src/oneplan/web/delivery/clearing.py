"""One line of a round: what was answered, and what the lead lets stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from oneplan.actions import clearing as verbs
from oneplan.actions.clearing import Words
from oneplan.answers import access
from oneplan.core.access import NotAllowed, NotFound
from oneplan.core.improvement.stale import Stale
from oneplan.core.kernel import Problem
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import LineRow, ReplyRow
from oneplan.web.delivery import presenting as shown
from oneplan.web.delivery.asking import box, common_of
from oneplan.web.delivery.views import crumb
from oneplan.web.ui.forms import OnceForm
from oneplan.web.ui.words import short_day


class ClearForm(OnceForm):
    """What stands?"""

    reply = forms.ChoiceField(label="Whose rating and date are looked at?", widget=forms.RadioSelect, required=False)
    activity = box(
        "What was done",
        "The work itself, in plain words.",
        rows=4,
        required=True,
        missing="Say what was done, or that nothing was",
    )
    impact = box("What difference it shows", "Only what changed for children, young people and families.", rows=3)
    internal = box("Inside the partnership only", "Risks, names of suppliers, money not yet agreed.", rows=3)
    public = box("Words for the public", "What anybody may read. Nothing about one child or young person.", rows=3)
    takes_rating = forms.BooleanField(label="Take the rating that is proposed", required=False)
    takes_due = forms.BooleanField(label="Take the date that is asked for", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_clearance = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, line: LineRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = line.standing_replies
        self.fields["reply"].choices = [(each.id, f"{each.by_name}, {short_day(each.on)}") for each in standing]
        if len(standing) < 2:  # noqa: PLR2004 - one answer leaves nothing to choose
            self.fields["reply"].widget = forms.HiddenInput()
        self._offer("takes_rating", [each.answer.rating for each in standing])
        self._offer("takes_due", [short_day(each.answer.due_on) for each in standing if each.answer.due_on])
        for name, value in _begun(line).items():
            self.fields[name].initial = value

    def _offer(self, name: str, asked: list[str]) -> None:
        said = [each for each in dict.fromkeys(asked) if each]
        if not said:
            del self.fields[name]
            return
        self.fields[name].label = f"{self.fields[name].label}: {' or '.join(said)}"


def line(request: HttpRequest, line_id: str) -> HttpResponse:
    """The line with its answers as they were given, and the form that clears it."""
    row = queries.line(line_id, viewer=request.viewer)
    cycle = queries.cycle(row.cycle_id, viewer=request.viewer)
    may_clear = access.may(request.viewer, "cycle-run") and not cycle.is_locked
    form = ClearForm(request.POST, line=row) if request.method == "POST" else ClearForm(line=row)
    problem: Problem | None = None
    if form.is_bound and form.is_valid():
        try:
            return _cleared(request, row, form)
        except Stale as overtaken:
            return _overtaken(request, row, form, overtaken)
        except (NotAllowed, NotFound):
            raise
        except Problem as refusal:
            problem = refusal
    values = {
        **_frame(row, cycle),
        "row": row,
        "cycle": cycle,
        "replies": shown.replies_shown(row.replies),
        "clearances": [(each, shown.cleared_pairs(each)) for each in reversed(row.clearances)],
        "now": shown.now_pairs(row),
        "form": form if may_clear else None,
        "problem": problem,
        "may_clear": may_clear,
    }
    return render(request, "delivery/line.html", values, status=400 if form.errors or problem else 200)


def _cleared(request: HttpRequest, row: LineRow, form: ClearForm) -> HttpResponse:
    given = form.cleaned_data
    done = verbs.clear_line(
        line_id=row.id,
        words=Words(given["activity"], given["impact"], given["internal"], given["public"]),
        reply_id=given["reply"],
        takes_rating=given.get("takes_rating", False),
        takes_due=given.get("takes_due", False),
        seen=given["seen"],
        seen_clearance=given["seen_clearance"],
        **common_of(request, form),
    )
    messages.success(
        request, " ".join(each for each in (f"{row.ref} is cleared.", done.rating_says, done.due_says) if each)
    )
    return redirect(reverse("delivery-cycle", args=[row.cycle_id]))


def _overtaken(request: HttpRequest, row: LineRow, form: ClearForm, problem: Stale) -> HttpResponse:
    kept = form.data.copy()
    kept["request_key"] = ""
    kept["seen_clearance"] = row.clearance.id if row.clearance else ""
    form.data = kept
    cycle = queries.cycle(row.cycle_id, viewer=request.viewer)
    values = {**_frame(row, cycle), "form": form, "problem": problem, "back": reverse("delivery-line", args=[row.id])}
    return render(request, "plan/stale.html", values, status=409)


def _frame(row: LineRow, cycle: queries.CycleRow) -> dict[str, Any]:
    return {
        "title": f"Update on {row.ref}",
        "lead": row.text,
        "caption": shown.cycle_title(cycle),
        "crumbs": [crumb(), (shown.cycle_title(cycle), reverse("delivery-cycle", args=[cycle.id]))],
    }


def _begun(row: LineRow) -> dict[str, Any]:
    """The form as it begins: what was cleared before, else the owners' own words put together."""
    last = row.clearance
    standing = row.standing_replies
    begun = {
        "seen": row.newest,
        "seen_clearance": last.id if last else "",
        "reply": standing[-1].id if standing else "",
    }
    is_new = last is None or row.newest > last.cleared_upto
    words = {
        "activity": _joined(standing, "done"),
        "impact": _joined(standing, "difference"),
        "internal": _joined(standing, "risks"),
        "public": _joined(standing, "public_words"),
    }
    if last is not None:
        old = {"activity": last.activity, "impact": last.impact, "internal": last.internal, "public": last.public_words}
        words = {name: words[name] if is_new and words[name] else said for name, said in old.items()}
    return {**begun, **words}


def _joined(standing: tuple[ReplyRow, ...], name: str) -> str:
    return "\n\n".join(said for each in standing if (said := getattr(each.answer, name)))
