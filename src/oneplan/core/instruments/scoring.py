"""Answers to a result: what is missing is said and never counted as nought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oneplan.core.instruments.questions import (
    NOT_APPLICABLE,
    Answers,
    Band,
    Cap,
    Instrument,
    Kind,
    Question,
    Scoring,
)
from oneplan.core.kernel import Problem

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class DomainScore:
    """What one domain comes to; no total where nothing in it was answered or an answer is still wanted."""

    id: str
    title: str
    total: Decimal | None
    colour: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A result with everything needed to explain it.

    ``total`` and ``band`` are none while a required answer is missing, and always none where an instrument
    gives colours on purpose without a total. ``so_far`` is what the answers given come to.
    """

    instrument: str
    total: Decimal | None
    band: Band | None
    caps: tuple[Cap, ...] = ()
    missing: tuple[str, ...] = ()
    by_domain: tuple[DomainScore, ...] = ()
    so_far: Decimal | None = None
    out_of: Decimal | None = None
    band_before_caps: Band | None = None
    was_raised: bool = False
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether every required question that applies has its answer."""
        return not self.missing


def score(instrument: Instrument, answers: Answers, *, group: str = "") -> Scored:
    """The result of an instrument; bands of ``group`` (an age band, say) where it has its own cut-offs."""
    _refuse_what_is_not_scored(instrument)
    for name, value in answers.items():
        check_answer(instrument, name, value)
    asked = tuple(each for each in instrument.questions if is_asked(each, answers))
    missing = tuple(each.id for each in asked if each.is_required and answers.get(each.id) in (None, ""))
    by_domain = tuple(_domain_score(instrument, domain.id, asked, answers) for domain in instrument.domains)
    colours = {each.id: _colour(instrument, each, answers) for each in asked if _counts(each, answers)}
    if instrument.scoring is Scoring.COLOURS:
        return Scored(instrument.key, None, None, missing=missing, by_domain=by_domain, colours=colours)
    so_far, out_of = _total(instrument, asked, answers)
    total = None if missing else so_far
    reached = _caps_reached(instrument, asked, answers)
    before = None if total is None else band_of(instrument, total, group)
    band, was_raised = _judged(instrument, _capped(instrument, before, reached, group), answers, group)
    return Scored(instrument.key, total, band, reached, missing, by_domain, so_far, out_of, before, was_raised, colours)


def score_entered(instrument: Instrument, total: int, *, group: str = "") -> Scored:
    """The result of a licensed form filled in elsewhere: only its total stands here."""
    if instrument.scoring is not Scoring.ENTERED:
        raise Problem(f"“{instrument.title}” is answered here, question by question.", do="Answer its questions.")
    if not instrument.entered_from <= total <= instrument.entered_to:
        raise Problem(
            f"{total} cannot be a total of “{instrument.title}”.",
            do=f"Enter a total from {instrument.entered_from} to {instrument.entered_to}.",
        )
    band = band_of(instrument, Decimal(total), group)
    return Scored(instrument.key, Decimal(total), band, out_of=Decimal(instrument.entered_to), band_before_caps=band)


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether a question applies, given the answer it hangs on."""
    return not question.asked_when or str(answers.get(question.asked_when)) in question.asked_when_values


def check_answer(instrument: Instrument, name: str, value: int | str | None) -> None:
    """Refuse an answer that its question does not allow."""
    question = instrument.question(name)
    if value in (None, "", NOT_APPLICABLE):
        return
    if question.is_scored:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Problem(f"“{question.text}” is answered by a number, not “{value}”.", do="Choose an answer.")
        scale = instrument.scales[question.scale]
        if question.kind is Kind.SCALE:
            scale.step(value)
        elif not scale.lowest <= value <= scale.highest:
            raise Problem(
                f"{value} is outside what “{question.text}” allows.",
                do=f"Give a number from {scale.lowest} to {scale.highest}.",
            )
    elif question.kind is Kind.CHOICE and value not in question.choices:
        raise Problem(f"“{value}” is not a choice here.", do=f"Use one of: {', '.join(question.choices)}.")
    elif question.kind is Kind.JUDGEMENT and value not in {band.id for band in instrument.bands}:
        raise Problem(f"“{value}” is not a band of “{instrument.title}”.", do="Choose one of its bands.")


def band_of(instrument: Instrument, total: Decimal, group: str = "") -> Band | None:
    """The highest band that a total reaches."""
    reached = [each for each in instrument.bands_for(group) if each.from_score <= total]
    return max(reached, key=lambda each: each.from_score) if reached else None


def _refuse_what_is_not_scored(instrument: Instrument) -> None:
    if instrument.scoring is Scoring.ENTERED:
        raise Problem(
            f"The questions of “{instrument.title}” do not stand here.",
            why=instrument.licence.says,
            do="Fill in the licensed form and enter its total.",
        )
    if instrument.scoring is Scoring.STATEMENTS:
        raise Problem(
            f"“{instrument.title}” has no score.",
            why="It is answered by statements with their evidence, not by numbers.",
            do="Read its statements and their judgements.",
        )


def _counts(question: Question, answers: Answers) -> bool:
    return question.is_scored and answers.get(question.id) not in (None, "", NOT_APPLICABLE)


def _points(instrument: Instrument, question: Question, answers: Answers) -> int:
    value = answers[question.id]
    low, high = instrument.range_of(question)
    return low + high - int(value or 0) if question.is_reversed else int(value or 0)


def _total(
    instrument: Instrument, asked: tuple[Question, ...], answers: Answers
) -> tuple[Decimal | None, Decimal | None]:
    """What the answers come to and could have come to; both none where none was given."""
    counted = [each for each in asked if _counts(each, answers)]
    if not counted:
        return None, None
    if instrument.scoring is Scoring.SUM:
        points = sum(each.weight * _points(instrument, each, answers) for each in counted)
        most = sum(each.weight * instrument.range_of(each)[1] for each in counted)
        return Decimal(points), Decimal(most)
    return _weighted_share(instrument, counted, answers), HUNDRED


def _weighted_share(instrument: Instrument, counted: list[Question], answers: Answers) -> Decimal:
    """The mean of the domains' shares by weight, over the domains that have an answer."""
    weights = {each.id: each.weight for each in instrument.domains}
    parts = {name: [each for each in counted if each.domain == name] for name in {each.domain for each in counted}}
    whole = sum(weights.get(name, 1) for name in parts)
    weighed = sum(weights.get(name, 1) * _share(instrument, held, answers) for name, held in parts.items())
    return Decimal(weighed) / whole


def _share(instrument: Instrument, counted: list[Question], answers: Answers) -> Decimal:
    given = most = 0
    for each in counted:
        low, high = instrument.range_of(each)
        given += each.weight * (_points(instrument, each, answers) - low)
        most += each.weight * (high - low)
    return HUNDRED * given / most


def _domain_score(instrument: Instrument, name: str, asked: tuple[Question, ...], answers: Answers) -> DomainScore:
    own = tuple(each for each in asked if each.domain == name)
    counted = [each for each in own if _counts(each, answers)]
    wanted = [each for each in own if each.is_required and answers.get(each.id) in (None, "")]
    total: Decimal | None = None
    if counted and not wanted and instrument.scoring is not Scoring.COLOURS:
        total, _ = _total(instrument, tuple(counted), answers)
    answered = sum(1 for each in own if answers.get(each.id) not in (None, ""))
    colour = _worst_colour(instrument, counted, answers)
    return DomainScore(name, instrument.domain(name).title, total, colour, answered, len(own))


def _colour(instrument: Instrument, question: Question, answers: Answers) -> str:
    steps = instrument.scales[question.scale].steps
    value = answers[question.id]
    return next((step.colour for step in steps if step.value == value), "")


def _worst_colour(instrument: Instrument, counted: list[Question], answers: Answers) -> str:
    """The colour of the lowest answer: a domain is never coloured better than its worst part."""
    if not counted:
        return ""
    worst = min(counted, key=lambda each: _points(instrument, each, answers))
    return _colour(instrument, worst, answers)


def _caps_reached(instrument: Instrument, asked: tuple[Question, ...], answers: Answers) -> tuple[Cap, ...]:
    counted = [each for each in asked if _counts(each, answers)]
    return tuple(
        cap
        for cap in instrument.caps
        if any(
            _points(instrument, each, answers) <= cap.at_most
            for each in counted
            if each.id == cap.question or (cap.domain and each.domain == cap.domain)
        )
    )


def _capped(instrument: Instrument, band: Band | None, caps: tuple[Cap, ...], group: str) -> Band | None:
    """Down to the band of the strictest cap. Where less is better, the worse band is the higher one."""
    if band is None:
        return None
    known = {each.id: each for each in instrument.bands_for(group)}
    candidates = [band, *(known[cap.band] for cap in caps)]
    worst = max if instrument.lower_is_better else min
    return worst(candidates, key=lambda each: each.from_score)


def _judged(instrument: Instrument, band: Band | None, answers: Answers, group: str) -> tuple[Band | None, bool]:
    """A professional's judgement may raise the band and never lowers it."""
    known = {each.id: each for each in instrument.bands_for(group)}
    said = [known.get(str(answers.get(each.id))) for each in instrument.questions if each.kind is Kind.JUDGEMENT]
    raised = max((each for each in (band, *said) if each), key=lambda each: each.from_score, default=None)
    if band is None or raised is None:
        return band, False
    return raised, raised is not band
