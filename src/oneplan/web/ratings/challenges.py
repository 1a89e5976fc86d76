"""What the plan is challenged about: each opens its action, can be answered, and stays with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions.challenges import answer_challenge
from oneplan.answers import challenges as answers
from oneplan.core.access import NotFound
from oneplan.core.improvement.challenges import ChallengeKind
from oneplan.rulebook.plans.judging import challenge_words
from oneplan.web.plan.change_forms import words_box
from oneplan.web.plan.narrowing import Choice, Group
from oneplan.web.plan.views import current
from oneplan.web.ratings.asking import Question, ask
from oneplan.web.ui import words
from oneplan.web.ui.forms import OnceForm

if TYPE_CHECKING:
    from oneplan.answers.challenges import ChallengeRow
    from oneplan.core.access import Viewer

TITLE = "Challenges"
# A list of this many is read; a longer one is folded to its kinds.
FEW = 25


class AnswerForm(OnceForm):
    """Why is it as it is?"""

    reason = words_box(
        "Your answer",
        "It stays beside the challenge. If nothing has changed by the next cycle, the challenge comes back.",
        missing="Enter your answer",
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of challenge with those that stand."""

    id: str
    title: str
    asks: str
    rows: tuple[ChallengeRow, ...]
    open: int


def challenges(request: HttpRequest) -> HttpResponse:
    """Every challenge that stands, by kind."""
    found, today = current(request.viewer), timezone.localdate()
    every = answers.standing_challenges(found.id, viewer=request.viewer, on=today)
    asked = _asked(request)
    rows = [row for row in every if _admits(asked, row, request.viewer)]
    kinds = tuple(
        Kind(kind.value, words_of.title, words_of.asks, held, sum(1 for row in held if row.is_open))
        for kind, words_of in challenge_words().items()
        if (held := tuple(row for row in rows if row.kind is kind))
    )
    opened = sum(1 for row in every if row.is_open)
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(len(every), 'challenge').capitalize()}: {opened} unanswered. "
        "They come from what the plan says against what else is known, without anybody asking.",
        "kinds": kinds,
        "groups": _groups(every, asked, request.viewer),
        "is_open": len(rows) <= FEW or bool(asked["kind"]),
        "crumbs": [("Ratings to check", reverse("ratings"))],
    }
    return render(request, "ratings/challenges.html", values)


def answer(request: HttpRequest, action_id: str, mark: str) -> HttpResponse:
    """Why is it as it is?"""
    found, today = current(request.viewer), timezone.localdate()
    row = _challenge(answers.standing_challenges(found.id, viewer=request.viewer, on=today), action_id, mark)

    def save(given: Mapping[str, Any], common: dict[str, Any]) -> object:
        return answer_challenge(
            action_id=row.action_id, kind=row.kind, about=row.about, reason=given["reason"], **common
        )

    question = Question(
        question=row.asks,
        verb="Save the answer",
        back=f"{reverse('challenges')}?kind={row.kind}#{row.mark}",
        crumbs=((TITLE, reverse("challenges")), (row.ref, reverse("action", args=[row.action_id]))),
        lead=row.text,
        caption=f"{row.ref}: {row.title}",
        done=f"The answer for {row.ref} is saved.",
        template="ratings/answer.html",
        more={"row": row},
    )
    return ask(request, question, AnswerForm, save)


def _challenge(rows: tuple[ChallengeRow, ...], action_id: str, mark: str) -> ChallengeRow:
    for row in rows:
        if (row.action_id, row.mark) == (action_id, mark):
            return row
    raise NotFound("This challenge no longer stands.", do="Open the list to see which ones do.")


def _asked(request: HttpRequest) -> dict[str, str]:
    kind, who, state = (request.GET.get(name, "") for name in ("kind", "who", "state"))
    return {
        "kind": kind if kind in {each.value for each in ChallengeKind} else "",
        "who": "mine" if who == "mine" else "",
        "state": state if state in {"open", "answered"} else "",
    }


def _admits(asked: Mapping[str, str], row: ChallengeRow, viewer: Viewer) -> bool:
    return (
        (not asked["kind"] or row.kind.value == asked["kind"])
        and (not asked["who"] or bool(viewer.owner_roles.intersection(row.owner_roles)))
        and (not asked["state"] or row.is_open is (asked["state"] == "open"))
    )


def _groups(rows: tuple[ChallengeRow, ...], asked: Mapping[str, str], viewer: Viewer) -> tuple[Group, ...]:
    def choice(label: str, **part: str) -> Choice:
        question = {**asked, **part}
        count = sum(1 for row in rows if _admits(question, row, viewer))
        query = "&".join(f"{name}={value}" for name, value in question.items() if value)
        return Choice(label, count, f"{reverse('challenges')}{'?' if query else ''}{query}", question == asked)

    mine = (Group("Whose", (choice("Anybody", who=""), choice("Mine", who="mine"))),) if viewer.owner_roles else ()
    state = Group(
        "Answer", (choice("All", state=""), choice("Unanswered", state="open"), choice("Answered", state="answered"))
    )
    kinds = [choice(each.title, kind=kind.value) for kind, each in challenge_words().items()]
    return (*mine, state, Group("Kind", (choice("All", kind=""), *(each for each in kinds if each.count))))
