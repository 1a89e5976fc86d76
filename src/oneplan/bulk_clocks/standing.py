"""Where each opening of a clock stands on the day asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oneplan.bulk_clocks.asking import Facts, Found
from oneplan.bulk_clocks.columns import MISSING, Flags, Numbers
from oneplan.bulk_clocks.ends import NOBODY, RUNNING, STOPPED, SUPERSEDED, WITHDRAWN, moment
from oneplan.bulk_clocks.opening import Opened
from oneplan.bulk_clocks.reckoning import Worked
from oneplan.core.pathways import Clock, Nature, Role, State
from oneplan.core.pathways.definitions import FactRef

# A state is its place in this list.
STATES: tuple[State | None, ...] = (None, *State)
CODES = {state: code for code, state in enumerate(STATES)}
RECORDED = FactRef("exception_recorded")


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of each opening as its place in ``STATES``, and the days it is late."""

    state: Numbers
    days_late: Numbers


def standing(facts: Facts, clock: Clock, worked: Worked) -> Standing:
    """The state and the days late of each opening."""
    opened = worked.opened
    state = np.select(
        [opened.how == SUPERSEDED, opened.how == WITHDRAWN], [CODES[State.SUPERSEDED], CODES[State.WITHDRAWN]], 0
    )
    if clock.role is Role.DAY:
        return Standing(state, np.zeros(len(state), dtype=np.int64))
    excused = disapplied(facts, clock, opened)
    day = np.where(opened.how == RUNNING, facts.as_of[opened.case], opened.ended)
    late = np.where(worked.due == MISSING, 0, np.maximum(0, day - worked.due))
    gone = (opened.how == SUPERSEDED) | (opened.how == WITHDRAWN)
    _live_states(clock, opened, late, ~gone, state)
    freed = excused & ~gone & ((late > 0) | (opened.how == RUNNING))
    state[freed] = CODES[State.DISAPPLIED]
    untold = (opened.how == SUPERSEDED) & _record_starts(facts, clock, opened)
    forgiven = gone & (excused | clock.only_if_chosen | untold)
    lapsed = (state == 0) & ~gone
    late[freed | forgiven | lapsed] = 0
    return Standing(state, late)


def _live_states(clock: Clock, opened: Opened, late: Numbers, live: Flags, state: Numbers) -> None:
    """Running, overdue, met or met late; a right that has passed is none of these."""
    done = opened.how == STOPPED
    overdue = CODES[None if clock.nature is Nature.RIGHT else State.OVERDUE]
    state[live & done] = np.where(late[live & done] > 0, CODES[State.MET_LATE], CODES[State.MET])
    state[live & ~done] = np.where(late[live & ~done] > 0, overdue, CODES[State.RUNNING])


def _record_starts(facts: Facts, clock: Clock, opened: Opened) -> Flags:
    """Whether each ended on a day before which its pathway has nothing on record."""
    kinds = [kind.name for kind in facts.rules.pathway(clock.pathway).facts if kind.starts_record]
    out = np.zeros(len(opened.case), dtype=np.bool_)
    for found in facts.like([FactRef(name) for name in kinds]):
        out |= np.isin(moment(opened.case, opened.ended), moment(found.case, found.day))
    return out


def disapplied(facts: Facts, clock: Clock, opened: Opened) -> Flags:
    """Whether an officer recorded an exception that the limit allows, against this opening of it."""
    out = np.zeros(len(opened.case), dtype=np.bool_)
    if not clock.exceptions:
        return out
    allowed = [facts.number(code) for code in facts.rules.exception_sets[clock.exceptions].allows]
    for found in facts.like([RECORDED], until_as_of=True):
        these = facts.detail(found, "limit") == facts.number(clock.output)
        said = found.only(these & np.isin(facts.detail(found, "exception"), allowed))
        key = facts.detail(said, "key")
        for named in np.unique(key).tolist():
            meant = _during(said.only(key == named), opened)
            out |= meant if named == MISSING else meant & (_as_said(facts, opened.key) == named)
    return out


def _as_said(facts: Facts, key: Numbers) -> Numbers:
    """Keys as a recorded exception would name them: nobody in particular is an empty word."""
    return np.where(key == NOBODY, facts.number(""), key)


def _during(said: Found, opened: Opened) -> Flags:
    """Whether any of the facts falls on or after the start and before the next start."""
    moments = moment(said.case, said.day)
    first = np.searchsorted(moments, moment(opened.case, opened.day), side="left")
    past = np.searchsorted(moments, moment(opened.case, opened.next), side="left")
    return np.asarray(first < past)
