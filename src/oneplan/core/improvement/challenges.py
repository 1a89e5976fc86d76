"""What a plan is challenged about without anybody asking: ratings that do not fit what else is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import Due
from oneplan.core.measures.comparisons import Change

# What is neither better nor too early to tell.
UNMOVED = frozenset({Change.NO_CHANGE.value, Change.WORSE.value})
CALM = frozenset({Rating.ON_TRACK, Rating.NOT_STARTED})
_LONGEST = 300


class ChallengeKind(StrEnum):
    """Why somebody is asked."""

    OVERDUE_ON_TRACK = "overdue_on_track"
    UNCHANGED = "unchanged_two_cycles"
    DONE_BUT_FLAT = "done_but_flat"
    NARRATIVE = "narrative_says_otherwise"
    EVIDENCE_UNSEEN = "evidence_unseen"
    UNOWNED = "unowned"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class ChallengeRules:
    """After how many months a rating is asked about, work not begun is near, and an answer has to be given again."""

    unchanged_months: int
    far_ahead_months: int
    answer_months: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one action.

    ``rated_on`` is the day of its newest rating, ``flat`` names the measures that it should have moved and that stand
    still, ``contradicted`` quotes what its narrative says otherwise.
    """

    id: str
    ref: str
    rating: Rating
    rating_raw: str
    due: Due
    is_owned: bool
    rated_on: date | None = None
    is_evidence_unseen: bool = False
    flat: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge: what it says, on what evidence, and the state it is ``about``, which an answer answers for."""

    kind: ChallengeKind
    ref: str
    action_id: str
    says: str
    evidence: tuple[str, ...]
    about: str


def challenges_of(actions: Iterable[Judged], *, rules: ChallengeRules, on: date) -> tuple[Challenge, ...]:
    """Every challenge that stands on a day, by kind and then in the order of the plan."""
    known = tuple(actions)
    found = [challenge for action in known for challenge in _of(action, rules, on)]
    order = list(ChallengeKind)
    return tuple(sorted(found, key=lambda challenge: order.index(challenge.kind)))


def is_flat(changes: Collection[str]) -> bool:
    """Whether none of the measures has moved for the better; without any judged measure nobody can say."""
    judged = {change for change in changes if change}
    return bool(judged) and judged <= UNMOVED


def still_answered(answered_on: date, *, rules: ChallengeRules, on: date) -> bool:
    """Whether an answer given that day is still enough, or the challenge has come back."""
    return on < months_after(answered_on, rules.answer_months)


def _of(action: Judged, rules: ChallengeRules, on: date) -> Iterator[Challenge]:
    rated = f"rated “{action.rating_raw}”" if action.rating_raw else "without a rating"
    due = action.due.due_on
    if due is not None and due < on and action.rating in CALM:
        says = f"It was due on {_day(due)} and is still {rated}."
        yield _made(ChallengeKind.OVERDUE_ON_TRACK, action, says, about=f"{due}|{action.rating}")
    if action.rated_on and _is_unchanged(action, rules, on):
        says = f"It has been {rated} since {_day(action.rated_on)}."
        yield _made(ChallengeKind.UNCHANGED, action, says, about=f"{action.rated_on}")
    if action.rating.is_finished and action.flat:
        count = "Its measure has" if len(action.flat) == 1 else f"Its {len(action.flat)} measures have"
        says = f"It is {rated}. {count} not moved."
        yield _made(ChallengeKind.DONE_BUT_FLAT, action, says, action.flat, about="|".join(sorted(action.flat)))
    for words in action.contradicted:
        yield _made(ChallengeKind.NARRATIVE, action, words, about=words)
    if action.is_evidence_unseen:
        says = f"It came in {rated}, and nobody here has seen what shows it."
        yield _made(ChallengeKind.EVIDENCE_UNSEEN, action, says, about=action.rating.value)
    if not action.is_owned and action.rating.is_live:
        yield _made(ChallengeKind.UNOWNED, action, "No role is named, or it is still to be allocated.")
    if due is None and action.rating.is_live:
        written = f" The plan writes “{action.due.raw}”." if action.due.raw else ""
        yield _made(ChallengeKind.UNDATED, action, f"It has no day by which it is done.{written}", about=action.due.raw)


def _is_unchanged(action: Judged, rules: ChallengeRules, on: date) -> bool:
    if action.rated_on is None or not action.rating.is_live:
        return False
    if months_after(action.rated_on, rules.unchanged_months) > on:
        return False
    if action.rating is not Rating.NOT_STARTED:
        return True
    begins, due = action.due.starts_on, action.due.due_on
    far = months_after(on, rules.far_ahead_months)
    return (begins is None or begins <= on) and (due is None or due <= far)


def _made(kind: ChallengeKind, action: Judged, says: str, evidence: tuple[str, ...] = (), about: str = "") -> Challenge:
    return Challenge(kind, action.ref, action.id, says, evidence, about[:_LONGEST])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
