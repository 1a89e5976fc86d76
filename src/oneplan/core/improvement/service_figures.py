"""What a service counts of itself: who waits and how long, where referrals stand, how they end, and its measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from oneplan.core.improvement.local_clocks import ClockState
from oneplan.core.improvement.referrals import Standing
from oneplan.core.improvement.services import Service, Target
from oneplan.core.kernel import Problem

BETTER = "better"


@dataclass(frozen=True, slots=True)
class Counted:
    """One referral as it is counted: where it stands, the bands it reached and how each instrument changed."""

    standing: Standing
    bands: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long so many have waited, in days; nothing where nobody has."""

    count: int
    median_days: int | None
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """One measure of a service as whole numbers."""

    target: Target
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Everything that a service counts of itself, as whole numbers."""

    referred: int
    open: int
    late: int
    paused: int
    waiting: Wait
    waited: Wait
    by_stage: tuple[tuple[str, int], ...]
    by_place: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]
    measures: tuple[MeasureCount, ...]


def figures_of(service: Service, referrals: Sequence[Counted]) -> ServiceFigures:
    """The figures of a service over these referrals."""
    still_open = [each for each in referrals if each.standing.is_open]
    stages = Counter(each.standing.stage.id for each in still_open)
    places = Counter(each.standing.place for each in still_open if each.standing.place)
    outcomes = Counter(each.standing.outcome for each in referrals if not each.standing.is_open)
    return ServiceFigures(
        referred=len(referrals),
        open=len(still_open),
        late=sum(1 for each in still_open if each.standing.late),
        paused=sum(1 for each in still_open if each.standing.paused),
        waiting=_wait([each.standing.waited_days for each in still_open if each.standing.is_waiting]),
        waited=_wait([each.standing.waited_days for each in referrals if each.standing.begun_on]),
        by_stage=tuple((each.id, stages[each.id]) for each in service.stages),
        by_place=tuple((each.id, places[each.id]) for each in service.places),
        by_outcome=tuple((each.id, outcomes[each.id]) for each in service.outcomes),
        measures=tuple(_measure(service, each, referrals) for each in service.targets),
    )


def check_targets(service: Service) -> None:
    """Refuse a measure that counts by a word nobody defined, or about a clock or an outcome that is not there."""
    known = {
        "kept": {each.id for each in service.clocks},
        "clock": {each.id for each in service.clocks},
        "outcome": {each.id for each in service.outcomes},
        "scored": set(service.instruments),
        "scored-twice": set(service.instruments),
        "better": set(service.instruments),
    }
    for target in service.targets:
        for word in (*target.counts.split(), *target.of.split()):
            test, _, about = word.partition(":")
            if word in _PLAIN or (test == "band" and about.partition(":")[0] in service.instruments):
                continue
            if about not in known.get(test, ()):
                raise Problem(f"The service “{service.id}” counts by “{word}”, which means nothing.", do="Correct it.")


def _wait(days: Sequence[int]) -> Wait:
    return Wait(len(days), round(median(days)), max(days)) if days else Wait(0, None, None)


def _measure(service: Service, target: Target, referrals: Sequence[Counted]) -> MeasureCount:
    among = [each for each in referrals if _holds(service, target.of, each)]
    return MeasureCount(target, sum(1 for each in among if _holds(service, target.counts, each)), len(among))


def _holds(service: Service, words: str, each: Counted) -> bool:
    """Whether any of the words is true of a referral."""
    return any(_is(service, word, each) for word in words.split())


def _is(service: Service, word: str, each: Counted) -> bool:
    if word in _PLAIN:
        return _PLAIN[word](service, each)
    test, _, about = word.partition(":")
    return _ABOUT[test](about, each)


def _is_good(service: Service, each: Counted) -> bool:
    return any(outcome.id == each.standing.outcome and outcome.is_good for outcome in service.outcomes)


def _is_judged(clock: str, each: Counted) -> bool:
    """Whether the clock came to an end or is past its day: one that still runs says nothing yet."""
    over = (ClockState.MET, ClockState.MET_LATE, ClockState.LATE)
    return any(run.clock.id == clock and run.state in over for run in each.standing.clocks)


def _is_kept(clock: str, each: Counted) -> bool:
    missed = (ClockState.MET_LATE, ClockState.LATE)
    runs = [run for run in each.standing.clocks if run.clock.id == clock]
    return _is_judged(clock, each) and not any(run.state in missed for run in runs)


def _is_in_band(about: str, each: Counted) -> bool:
    instrument, _, band = about.partition(":")
    return each.bands.get(instrument) == band


_PLAIN: Mapping[str, Callable[[Service, Counted], bool]] = {
    "all": lambda _service, _each: True,
    "begun": lambda _service, each: each.standing.begun_on is not None,
    "closed": lambda _service, each: not each.standing.is_open,
    "told-back": lambda _service, each: each.standing.told_back_on is not None,
    "good": _is_good,
}
_ABOUT: Mapping[str, Callable[[str, Counted], bool]] = {
    "kept": _is_kept,
    "clock": _is_judged,
    "outcome": lambda about, each: each.standing.outcome == about,
    "band": _is_in_band,
    "scored": lambda about, each: each.times.get(about, 0) > 0,
    "scored-twice": lambda about, each: each.times.get(about, 0) > 1,
    "better": lambda about, each: each.changes.get(about) == BETTER,
}
