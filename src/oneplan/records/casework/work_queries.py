"""What falls due, for whom, within what a viewer reaches: the same few queries whatever is asked and however much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from oneplan.core.access import Viewer
from oneplan.core.people import Phase, phase
from oneplan.records.accounts.models import User
from oneplan.records.casework.caseload import (
    GROUPS,
    NOBODY,
    UNKNOWN_YEAR,
    Caseload,
    Flags,
    Mark,
    Numbers,
    caseload,
)
from oneplan.records.casework.models import Need, Standing
from oneplan.records.casework.reach import Reach, reach_of, standing_within
from oneplan.records.casework.work_rows import OWN_TIME, Choice, Days, Group, Key, Question, WorkPage, WorkRow, row_of
from oneplan.records.people.search import people_matching
from oneplan.records.settings.models import Setting

PAGE, WAITING_SHOWN = 50, 5
PERMISSION = "work-read"
COLUMNS = (
    *("id", "case__public_id", "pathway", "rule", "output", "key", "kind", "nature", "owner", "started_on"),
    *("started_by", "due_on", "prudent_on", "told_until", "is_knowable"),
    *("case__person__surname", "case__person__forename", "case__person__preferred_name", "case__person__born_on"),
    *("case__setting__name", "case__setting__urn", "case__setting__ukprn"),
    *("case__officer__name", "case__officer_since", "case__team__name"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose eyes look at the work, on which day, and what they reach."""

    viewer: Viewer
    reach: Reach
    days: Days


def seen_by(viewer: Viewer, *, on: date) -> Seen:
    """What the viewer reaches of the work; raises NotAllowed in words if they reach none."""
    return Seen(viewer, reach_of(viewer, PERMISSION), Days.around(on))


def holds_work(seen: Seen, mark: Mark) -> bool:
    """Whether the viewer is the officer of anything that is open."""
    load = caseload(mark)
    return bool(np.any(load.within(seen.reach) & (load.officer == seen.viewer.user_id)))


def work_page(seen: Seen, question: Question, mark: Mark, *, key: Key | None = None) -> WorkPage:
    """The rows asked for, a page of them, with what each further choice would leave."""
    sieve = _Sieve(caseload(mark), seen, question)
    listed = sieve.listed(*((Group(question.group),) if question.group else OWN_TIME))
    chosen, after, before = sieve.page(listed, key)
    shows_waiting = not question.group and key is None
    waiting = np.flatnonzero(sieve.listed(Group.WAITING))[:WAITING_SHOWN] if shows_waiting else chosen[:0]
    rows = _rows(sieve.load.ids[np.concatenate([chosen, waiting])], seen)
    choices = sieve.choices()
    return WorkPage(
        rows=tuple(rows[pk] for pk in sieve.load.ids[chosen].tolist() if pk in rows),
        waiting=tuple(rows[pk] for pk in sieve.load.ids[waiting].tolist() if pk in rows),
        groups={choice.value: choice.count for choice in choices["group"]},
        choices=choices,
        after=after,
        before=before,
        is_pseudonym=seen.reach.is_pseudonym,
    )


def officer_name(user_id: str) -> str:
    """The name of the account with this number, or nothing."""
    return User.objects.filter(pk=user_id).values_list("name", flat=True).first() or ""


class _Sieve:
    """One question put to the caseload: a row of flags for each of its parts, and all that follows from them."""

    def __init__(self, load: Caseload, seen: Seen, question: Question) -> None:
        self.load, self.seen, self.question = load, seen, question
        self.group = load.groups(seen.days)
        self.years = load.year_groups(seen.days.today)
        self.base = load.within(seen.reach) & _apart(load, seen, question)
        self.parts: dict[str, Flags] = {
            "group": self._in(*((Group(question.group),) if question.group else OWN_TIME)),
            "who": self._who(question.who),
            "kind": load.force.like(question.kind) if question.kind else ~load.force.like("planning"),
            "stage": load.stage.like(question.stage) if question.stage else _all(load),
            "setting": self._setting(),
            "year": self.years == _number(question.year) if question.year else _all(load),
        }

    def listed(self, *groups: Group) -> Flags:
        """Where the limits stand that are asked for, in these groups."""
        return np.asarray(self._under("group") & self._in(*groups))

    def page(self, listed: Flags, key: Key | None) -> tuple[Numbers, Key | None, Key | None]:
        """The places of one page, the key of the page after it and of the page before it."""
        places = np.flatnonzero(listed)
        if key is None:
            page = places[:PAGE]
            return page, self._key(page[-1]) if len(places) > PAGE else None, None
        due, ids, day = self.load.due[places], self.load.ids[places], np.datetime64(key.due_on)
        if key.backwards:
            earlier = places[(due < day) | ((due == day) & (ids < key.id))]
            page = earlier[-PAGE:]
            return page, self._key(page[-1]) if len(page) else None, self._first(page, len(earlier))
        later = places[(due > day) | ((due == day) & (ids > key.id))]
        page = later[:PAGE]
        after = self._key(page[-1]) if len(later) > PAGE else None
        return page, after, self._key(page[0]) if len(page) else None

    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """How many limits each further choice leaves, each part counted under all the others."""
        load = self.load
        groups = np.bincount(self.group[self._under("group")], minlength=len(GROUPS))
        found = {
            "group": _counted({each.value: int(groups[at]) for at, each in enumerate(GROUPS)}),
            "who": _counted(self._held()),
            "kind": _counted(load.force.counts(self._under("kind"))),
            "stage": _counted(load.stage.counts(self._under("stage"))),
            "year": _ages(self.years[self._under("year")]),
        }
        return found if self.seen.reach.is_pseudonym else found | {"setting": self._settings()}

    def _under(self, but: str) -> Flags:
        flags = self.base.copy()
        for part, held in self.parts.items():
            if part != but:
                flags &= held
        return flags

    def _in(self, *groups: Group) -> Flags:
        return np.isin(self.group, [GROUPS.index(each) for each in groups])

    def _who(self, who: str) -> Flags:
        load, viewer = self.load, self.seen.viewer
        if who == "team":
            return np.isin(load.team, list(viewer.teams))
        if who == "unallocated":
            return np.asarray(load.officer == NOBODY)
        return load.officer == (viewer.user_id if who == "mine" else int(who)) if who else _all(load)

    def _held(self) -> dict[str, int]:
        under, who = self._under("who"), self.question.who
        asked = ("", "mine", "team", "unallocated", *((who,) if who.isdigit() else ()))
        return {each: int(np.count_nonzero(under & self._who(each))) for each in asked}

    def _setting(self) -> Flags:
        asked = self.question.setting
        if not asked or self.seen.reach.is_pseudonym:
            return _all(self.load)
        number = next((pk for pk, (public_id, *_) in self.load.settings.items() if public_id == asked), NOBODY - 1)
        return np.asarray(self.load.setting == number)

    def _settings(self) -> tuple[Choice, ...]:
        held = self.load.setting[self._under("setting")]
        numbers, counts = np.unique(held[held != NOBODY], return_counts=True)
        named = [(*self.load.settings[pk], n) for pk, n in zip(numbers.tolist(), counts.tolist(), strict=True)]
        choices = (Choice(public_id, name or f"setting {number}", n) for public_id, name, number, n in named)
        return tuple(sorted(choices, key=lambda choice: choice.name.casefold()))

    def _key(self, place: int) -> Key:
        return Key(self.load.due[place].item(), int(self.load.ids[place]))

    def _first(self, page: Numbers, many: int) -> Key | None:
        return self._key(page[0]) if many > PAGE else None


def _apart(load: Caseload, seen: Seen, question: Question) -> Flags:
    """The parts of a question that stand in no count: words, main need, phase and kind of setting."""
    flags = _all(load)
    if question.place:
        flags &= np.isin(load.setting, list(Setting.objects.filter(kind=question.place).values_list("pk", flat=True)))
    if question.need:
        cases = Need.objects.filter(rank=1, code=question.need).values_list("case", flat=True)
        flags &= np.isin(load.cases, list(cases))
    if question.phase in {each.value for each in Phase}:
        flags &= _in_phase(load, Phase(question.phase), seen.days.today)
    if question.words and not seen.reach.is_pseudonym:
        places = Setting.objects.filter(name__icontains=question.words).values_list("pk", flat=True)
        flags &= np.isin(load.person, people_matching(question.words)) | np.isin(load.setting, list(places))
    return flags


def _in_phase(load: Caseload, asked: Phase, today: date) -> Flags:
    days, places = np.unique(load.born, return_inverse=True)
    fits = [not np.isnat(day) and phase(day.item(), today) is asked for day in days]
    return np.array(fits, dtype=np.bool_)[places] if len(days) else _all(load)


def _all(load: Caseload) -> Flags:
    return np.ones(len(load.ids), dtype=np.bool_)


def _number(word: str) -> int:
    return int(word) if word.lstrip("-").isdigit() else UNKNOWN_YEAR - 1


def _counted(counts: dict[str, int]) -> tuple[Choice, ...]:
    return tuple(Choice(value, "", number) for value, number in counts.items() if number)


def _ages(years: Numbers) -> tuple[Choice, ...]:
    groups, counts = np.unique(years[years != UNKNOWN_YEAR], return_counts=True)
    return tuple(Choice(str(group), "", n) for group, n in zip(groups.tolist(), counts.tolist(), strict=True))


def _rows(ids: Iterable[int], seen: Seen) -> dict[int, WorkRow]:
    """The rows with these numbers, asked for within reach once more, so that the columns alone open nothing."""
    near = standing_within(seen.reach, Standing.objects.filter(pk__in=[int(pk) for pk in ids]))
    found = near.values_list(*COLUMNS)
    return {values[0]: row_of(values, is_pseudonym=seen.reach.is_pseudonym) for values in found}
