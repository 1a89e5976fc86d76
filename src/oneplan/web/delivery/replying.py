"""Replying: all of one's actions on one page, each line kept as it is saved; by account, or by a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import replies as verbs
from oneplan.actions import reply_links
from oneplan.actions.reply_links import Closed, LinkClosed, OpenedLink, Visit
from oneplan.answers import delivery_asked as asked_of
from oneplan.core.access import NotAllowed
from oneplan.core.improvement.cycles import Answer, Standing
from oneplan.core.kernel import Problem
from oneplan.records.delivery import queries
from oneplan.records.delivery.queries import LineRow
from oneplan.web.delivery import presenting as shown
from oneplan.web.delivery.asking import box
from oneplan.web.delivery.presenting import ReplyShown
from oneplan.web.plan.views import current
from oneplan.web.signin.adapter import where
from oneplan.web.ui.forms import DayField, OnceForm
from oneplan.web.ui.words import count_of, lateness, long_day

_TOO_MANY = 429
NAMES = ("done", "difference", "rating", "rating_reason", "due_on", "due_reason", "risks", "public_words")


class AnswerForm(OnceForm):
    """What one owner says about one action."""

    line = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    done = box("What was done?", "The work itself. If nothing was, say so.")
    difference = box("What difference does it show?", "For children, young people and families, and how you know.")
    rating = forms.ChoiceField(label="Rating you propose", required=False, widget=forms.Select)
    rating_reason = box("Why should the rating change?", rows=2)
    due_on = DayField(label="New date you ask for", noun="the new date", required=False)
    due_reason = box("Why should the date change?", rows=2)
    risks = box("What is in the way?", "A risk, or help that you need.", rows=2)
    public_words = box("What may the public read?", "One or two plain sentences, nothing about one child.", rows=2)

    def __init__(self, *args: Any, line: LineRow, begun: Answer, words: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"l{line.id}", **kwargs)
        self.fields["rating"].choices = [
            ("", "Leave it as it is"),
            *((each, shown.rating_word(each)) for each in words),
        ]
        self.fields["line"].initial, self.fields["seen"].initial = line.id, line.newest
        for name in NAMES:
            self.fields[name].initial = getattr(begun, name)

    @property
    def answer(self) -> Answer:
        """What was written."""
        return Answer(
            **{name: self.cleaned_data[name] or "" for name in NAMES if name != "due_on"},
            due_on=self.cleaned_data["due_on"],
        )

    @property
    def main(self) -> tuple[Any, ...]:
        """What everybody is asked."""
        return tuple(self[name] for name in ("done", "difference"))

    @property
    def more(self) -> tuple[Any, ...]:
        """What few need."""
        return tuple(self[name] for name in NAMES[2:])


@dataclass(frozen=True, slots=True)
class LineAsked:
    """One action on the page: how it stands, what others said, and the form."""

    row: LineRow
    now: tuple[tuple[str, str], ...]
    others: tuple[ReplyShown, ...]
    mine: ReplyShown | None
    form: AnswerForm
    is_open: bool
    is_cleared: bool


Save = Callable[[AnswerForm], verbs.Replied]


def mine(request: HttpRequest) -> HttpResponse:
    """Everything that the roles one holds are asked, with an account."""
    found, today = current(request.viewer), timezone.localdate()
    cycle = queries.open_cycle(found.id, viewer=request.viewer)
    if cycle is None:
        values = {"title": "Nothing is asked of you now", "lines": (), "cycle": None}
        return render(request, "delivery/replying.html", values)
    lines = queries.my_lines(cycle.id, viewer=request.viewer)

    def save(form: AnswerForm) -> verbs.Replied:
        return verbs.reply(
            line_id=form.cleaned_data["line"],
            answer=form.answer,
            seen=form.cleaned_data["seen"],
            by=request.user,
            on=today,
            request_key=form.cleaned_data["request_key"],
            route="delivery-mine",
        )

    page = _Page(
        request,
        lines,
        asked_of.words_of(cycle.id),
        lambda reply: reply.by_id == request.user.pk and reply.via == "account",
    )
    values = {
        "cycle": cycle,
        "today": today,
        "roles": sorted(request.viewer.owner_roles),
        "reply_by": cycle.days.reply_by,
    }
    return page.answered(save, reverse("delivery-mine"), values)


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that one role is asked, for somebody without an account."""
    visit = Visit(token, timezone.now(), timezone.localdate(), where(request))
    try:
        link = reply_links.open_link(visit) if request.method != "POST" else reply_links.peek(visit)
        response = _by_link(request, visit, link)
    except LinkClosed as closed:
        status = _TOO_MANY if closed.reason is Closed.TOO_MANY else 410 if closed.reason is not Closed.UNKNOWN else 404
        response = render(
            request, "delivery/link_closed.html", {"title": closed.what, "problem": closed}, status=status
        )
    # The address is the key: nothing between here and its holder may keep the page or pass the address on.
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _by_link(request: HttpRequest, visit: Visit, link: OpenedLink) -> HttpResponse:
    cycle, lines = asked_of.lines_for_link(link, on=visit.on)
    name = (request.POST.get("name") or link.name_given).strip()

    def save(form: AnswerForm) -> verbs.Replied:
        return reply_links.reply_by_link(
            visit=visit,
            line_id=form.cleaned_data["line"],
            name=name,
            answer=form.answer,
            seen=form.cleaned_data["seen"],
            request_key=form.cleaned_data["request_key"],
        )

    whose = name.casefold()
    page = _Page(
        request,
        lines,
        asked_of.words_of(cycle.id),
        lambda reply: reply.via == "link" and reply.by_name.casefold() == whose,
    )
    values = {
        "cycle": cycle,
        "today": visit.on,
        "link": link,
        "name": name,
        "roles": [link.role],
        "reply_by": cycle.days.reply_by,
    }
    return page.answered(save, reverse("delivery-by-link", args=[visit.token]), values)


class _Page:
    """The page of questions: shown, one line of it saved, or shown again with what must be put right."""

    def __init__(
        self, request: HttpRequest, lines: tuple[LineRow, ...], words: tuple[str, ...], is_mine: Callable[[Any], bool]
    ) -> None:
        self.request, self.lines, self.words, self.is_mine = request, lines, words, is_mine

    def answered(self, save: Save, address: str, values: dict[str, Any]) -> HttpResponse:
        """Saves the line that was sent and comes back to it, or shows the page."""
        wrong: AnswerForm | None = None
        problem: Problem | None = None
        row = next((each for each in self.lines if f"l{each.id}-line" in self.request.POST), None)
        if self.request.method == "POST" and row is not None:
            wrong = self._form(row, self.request.POST)
            if wrong.is_valid():
                try:
                    told = save(wrong)
                except (NotAllowed, LinkClosed):
                    raise
                except Problem as refusal:
                    problem = refusal
                else:
                    self._say(row, told)
                    return redirect(f"{address}#{self._next(row)}")
        shown_lines = [
            self._asked(each, wrong if row is not None and each.id == row.id else None) for each in self.lines
        ]
        waiting = sum(1 for each in shown_lines if each.mine is None)
        page = {
            **values,
            "title": self._title(waiting, values),
            "lines": shown_lines,
            "form": wrong if wrong is not None and wrong.errors else None,
            "problem": problem,
            "waiting": waiting,
        }
        return render(self.request, "delivery/replying.html", page, status=400 if wrong is not None else 200)

    def _title(self, waiting: int, values: dict[str, Any]) -> str:
        if not self.lines:
            return "Nothing is asked of you now"
        day, today = values["reply_by"], values["today"]
        if not waiting:
            return "Every line is answered. Thank you"
        return f"{count_of(waiting, 'update').capitalize()} to give by {long_day(day)} ({lateness(day, today)})"

    def _say(self, row: LineRow, told: verbs.Replied) -> None:
        messages.success(self.request, f"Your update on {row.ref} is kept.")
        if told.unseen:
            messages.warning(
                self.request,
                f"Somebody else answered about {row.ref} while you wrote. Both are kept, and the lead clears them.",
            )

    def _next(self, row: LineRow) -> str:
        """Where the page goes on: the first line after this one that waits, else this one."""
        place = [each.id for each in self.lines].index(row.id)
        later = [each for each in self.lines[place + 1 :] if not any(self.is_mine(reply) for reply in each.replies)]
        return f"line-{(later[0] if later else row).id}"

    def _form(self, row: LineRow, data: Any = None) -> AnswerForm:
        mine = [each for each in row.replies if self.is_mine(each)]
        return AnswerForm(data, line=row, begun=mine[-1].answer if mine else Answer(), words=self.words)

    def _asked(self, row: LineRow, wrong: AnswerForm | None) -> LineAsked:
        standing = shown.replies_shown([each for each in row.standing_replies if not self.is_mine(each)])
        mine = shown.replies_shown([each for each in row.standing_replies if self.is_mine(each)])
        return LineAsked(
            row=row,
            now=shown.now_pairs(row)[:2],
            others=standing,
            mine=mine[0] if mine else None,
            form=wrong or self._form(row),
            is_open=wrong is not None or not mine,
            is_cleared=row.standing is Standing.CLEARED,
        )
