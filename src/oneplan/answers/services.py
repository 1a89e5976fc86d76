"""Services that run here: who waits and for how long, how they end, and one referral with its clocks and scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from oneplan.answers.figures_shown import profile_of
from oneplan.answers.services_rows import (
    Count,
    CountOf,
    ListedReferral,
    ReferralLook,
    ScoreShown,
    ServiceLook,
    TargetShown,
)
from oneplan.core.access import Viewer
from oneplan.core.improvement.local_clocks import Titles
from oneplan.core.improvement.referrals import Standing, standing, weeks_in_words
from oneplan.core.improvement.service_figures import Counted, MeasureCount, figures_of
from oneplan.core.instruments import Instrument, Scored, agreement, change, score
from oneplan.core.measures.profiles import Profile
from oneplan.records import rights
from oneplan.records.audit.writing import Act, records_read
from oneplan.records.practice import referral_queries as queries
from oneplan.records.practice.rows import ReferralFacts, ScoreRow, ServiceRow
from oneplan.rulebook import load_rulebook
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.instruments import load as load_instruments

HUNDRED = Decimal(100)
_Titled = tuple[str, str, int | None, str]
NOT_SHOWN = "not shown"
WHY_HIDDEN = (
    "Small counts are not shown: the number is so small, or so close to one that is, that it could tell who is meant."
)


def services(*, viewer: Viewer, on: date) -> tuple[ServiceLook, ...]:
    """Every service that runs here, in the order of their titles."""
    return tuple(_look(each, viewer, on) for each in queries.services(viewer=viewer))


def service(slug: str, *, viewer: Viewer, on: date) -> ServiceLook:
    """One service as this reader may see it; raises NotFound."""
    return _look(queries.service(slug, viewer=viewer), viewer, on)


def referrals(slug: str, *, viewer: Viewer, on: date, route: str = "") -> tuple[ListedReferral, ...]:
    """The referrals within reach, the longest wait first and the closed last, with the reading on record."""
    found = [ListedReferral(each, _standing(each.facts, on)) for each in queries.referrals(slug, viewer=viewer)]
    names = [each.row.facts.id for each in found if each.row.person_id]
    if names:
        role = rights.check(viewer, "referral-read")
        records_read(Act("list-referrals", "referral", names, role, route), by=viewer)
    return tuple(sorted(found, key=lambda each: (not each.standing.is_open, each.row.referred_on, each.row.facts.id)))


def referrals_of_case(case_id: str, *, viewer: Viewer, on: date, route: str = "") -> tuple[ListedReferral, ...]:
    """The referrals within reach of the child or young person of a case, the newest first, with the reading on record.

    None for who may read no referral.
    """
    if not rights.may(viewer, "referral-read"):
        return ()
    found = queries.referrals_of_case(case_id, viewer=viewer)
    if found:
        role = rights.check(viewer, "referral-read")
        records_read(Act("list-referrals", "referral", [each.facts.id for each in found], role, route), by=viewer)
    return tuple(ListedReferral(each, _standing(each.facts, on)) for each in found)


def referral(referral_id: str, *, viewer: Viewer, on: date, route: str = "") -> ReferralLook:
    """One referral within reach, with the reading on record; raises NotFound for anything else."""
    file = queries.referral(referral_id, viewer=viewer)
    permission = "referral-read" if file.row.person_id else "service-read"
    act = Act("read-referral", "referral", [referral_id], rights.check(viewer, permission), route)
    records_read(act, by=viewer)
    book, facts = load_instruments(), file.row.facts
    return ReferralLook(
        file=file,
        standing=_standing(facts, on),
        scores=_scores(facts.scores) if file.sees_sensitive else (),
        instruments=tuple(book.instrument(name) for name in facts.service.instruments),
        on=on,
    )


# ---- One referral ----------------------------------------------------------------------------------------------


def _standing(facts: ReferralFacts, on: date) -> Standing:
    titles = Titles({name: load_instruments().instrument(name).title for name in facts.service.instruments})
    return standing(facts.service, facts.events, on=on, working=load_rulebook().working_days, titles=titles)


def _scores(rows: Sequence[ScoreRow]) -> tuple[ScoreShown, ...]:
    found: list[ScoreShown] = []
    for row in rows:
        instrument = load_instruments().instrument(row.instrument)
        scored = _scored(instrument, row)
        before = next((each for each in reversed(found) if each.row.instrument == row.instrument), None)
        twin = before if before and before.row.on == row.on and before.row.by_name != row.by_name else None
        found.append(
            ScoreShown(
                row=row,
                instrument=instrument,
                scored=scored,
                band=scored.band,
                change=change(instrument, before.scored, scored) if before and not twin else None,
                agreement=agreement(instrument, twin.row.answers, row.answers) if twin else None,
            )
        )
    return tuple(found)


def _scored(instrument: Instrument, row: ScoreRow) -> Scored:
    return score(instrument, row.answers, group=row.age_group)


# ---- A service -------------------------------------------------------------------------------------------------


def _look(row: ServiceRow, viewer: Viewer, on: date) -> ServiceLook:
    facts = queries.facts_of(row.slug, viewer=viewer)
    found = figures_of(row.service, [_counted(each, on) for each in facts])
    is_about_people = any(each.is_person for each in row.service.subjects)
    careful = _Careful(profile_of(viewer), is_about_people)
    waiting, waited = found.waiting, found.waited
    here = row.service
    return ServiceLook(
        row=row,
        referred=careful.count(found.referred),
        open=careful.count(found.open, of=found.referred),
        late=careful.count(found.late, of=found.open),
        paused=careful.count(found.paused, of=found.open),
        waiting=careful.count(waiting.count, of=found.open),
        median_wait=careful.length(waiting.median_days, waiting.count),
        longest_wait=careful.length(waiting.longest_days, waiting.count),
        waited=careful.count(waited.count, of=found.referred),
        median_waited=careful.length(waited.median_days, waited.count),
        stages=_tally(((each.id, each.title, None, each.says) for each in here.stages), found.by_stage, careful),
        places=_tally(
            ((each.id, each.title, each.capacity, each.kind) for each in here.places), found.by_place, careful
        ),
        outcomes=_tally(((each.id, each.title, None, "") for each in here.outcomes), found.by_outcome, careful),
        targets=tuple(careful.target(each) for each in found.measures),
        hides=WHY_HIDDEN if careful.hides else "",
        instruments=tuple(load_instruments().instrument(name) for name in row.service.instruments),
    )


def _counted(facts: ReferralFacts, on: date) -> Counted:
    """A referral as it is counted: its newest band, how often it was scored, and the step from first to last."""
    scores = [each for each in facts.scores if each.on <= on]
    bands = {each.instrument: each.band for each in scores}
    times = {name: sum(1 for each in scores if each.instrument == name) for name in bands}
    changes = {name: _step([each for each in scores if each.instrument == name]) for name in bands if times[name] > 1}
    return Counted(_standing(facts, on), bands, times, changes)


def _step(rows: Sequence[ScoreRow]) -> str:
    instrument = load_instruments().instrument(rows[0].instrument)
    first, last = _scored(instrument, rows[0]), _scored(instrument, rows[-1])
    return change(instrument, first, last).direction.value


def _tally(titles: Iterable[_Titled], counts: Iterable[tuple[str, int]], careful: _Careful) -> tuple[CountOf, ...]:
    """The parts of a whole; where one part is small every part is hidden, or it could be told by subtraction."""
    numbers = dict(counts)
    hide = any(careful.is_small(number) for number in numbers.values())
    return tuple(
        CountOf(name, title, careful.part(numbers[name], hide=hide), capacity, says)
        for name, title, capacity, says in titles
    )


class _Careful:
    """Shows counts by a profile of suppression; counts that are not of people are shown as they are."""

    def __init__(self, profile: Profile, is_about_people: bool) -> None:
        self.profile = profile
        self.hides = is_about_people and not profile.hides_nothing

    def is_small(self, number: int) -> bool:
        return self.hides and self.profile.is_small(number)

    def count(self, number: int, *, of: int | None = None) -> Count:
        """A count; hidden where it, or what is left of its whole, is small."""
        rest = 0 if of is None else of - number
        if self.is_small(number) or self.is_small(rest):
            return Count(NOT_SHOWN, None, is_hidden=True)
        shown = self.profile.rounded(number) if self.hides else number
        return Count(f"{shown:,}", shown)

    def part(self, number: int, *, hide: bool) -> Count:
        return Count(NOT_SHOWN, None, is_hidden=True) if hide else self.count(number)

    def length(self, days: int | None, among: int) -> Count:
        """A median or longest wait, hidden where too few stand behind it."""
        if self.hides and 0 < among < self.profile.fewest_for_a_share:
            return Count(NOT_SHOWN, None, is_hidden=True)
        return Count(weeks_in_words(days), days) if days is not None else Count("nobody", None)

    def target(self, found: MeasureCount) -> TargetShown:
        """A measure as a share with its base, or why there is none."""
        target = found.target
        known = load_catalogue().by_id
        feeds = tuple(known[name].title for name in target.catalogue if name in known)
        if not found.bottom:
            return TargetShown(target, None, "nothing to count yet", "", None, feeds)
        few = self.hides and found.bottom < self.profile.fewest_for_a_share
        if few or self.is_small(found.top) or self.is_small(found.bottom - found.top):
            return TargetShown(target, None, NOT_SHOWN, "", None, feeds)
        share = (HUNDRED * found.top / found.bottom).quantize(Decimal(1), ROUND_HALF_UP)
        base = self.count(found.bottom).words
        is_met = None if target.aim is None else share >= target.aim
        return TargetShown(target, share, f"{share}%", f"of {base}", is_met, feeds)
