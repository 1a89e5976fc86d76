"""The plan linter: faults that the plan's author can see for themselves once they are pointed to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from oneplan.core.improvement.comparisons import promises_that_differ, summaries_that_differ
from oneplan.core.improvement.likeness import Rarity
from oneplan.core.improvement.narrative import contradictions, impossible_dates
from oneplan.core.improvement.rating import Rating
from oneplan.core.improvement.reading import DuePrecision, Finding, PlanReading, ReadAction, ReadStatement
from oneplan.core.improvement.refs import dangling, numbering
from oneplan.core.improvement.rules import STRUCTURE_ONLY, LintRules

_TARGET = re.compile(
    r"\d+(?:\.\d+)?\s?(?:%|per ?cent)"
    r"|(?:target|baseline|trajectory|at least|no (?:less|more|fewer) than|(?:minimum|maximum) of"
    r"|(?:fewer|more|less) than|(?:reduce|increase|rise|fall) to|[<>≤≥])\s*:?\s*(?:of\s+|is\s+|to\s+)?(?:£\s?)?\d",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(numbers?|percentages?|rates?|average|total|timeliness|costs?|spend|proportion|uptake|how many|count"
    r"|length|volume|waiting times?)\b|%",
    re.IGNORECASE,
)
_SHOWN = 110
_HALF = 0.5
_FEWEST_ROLES = 3


def lint(reading: PlanReading, *, as_at: date, rules: LintRules = STRUCTURE_ONLY) -> tuple[Finding, ...]:
    """Every fault found in a plan as things stand on a day; a check whose threshold the rules leave out is not made."""
    checks = (
        _no_owner(reading.actions),
        _no_date(reading.actions),
        _overdue(reading, as_at),
        _unknown_ratings(reading),
        numbering(reading),
        dangling(reading),
        _vocabularies(reading),
        _funding(reading.actions, rules),
        _overloaded(reading.actions, rules),
        _alone(reading.actions, rules),
        _no_target(reading, rules),
        promises_that_differ(reading, rules),
        summaries_that_differ(reading, rules),
        contradictions(reading, rules),
        impossible_dates(reading, as_at),
    )
    return tuple(dict.fromkeys(finding for check in checks for finding in check))


def _name(action: ReadAction) -> str:
    return action.key or action.ref


def _no_owner(actions: Sequence[ReadAction]) -> Iterator[Finding]:
    for action in actions:
        if not action.owners and not action.rating.is_finished and action.rating is not Rating.SUPERSEDED:
            yield Finding("no_owner", _name(action), f"Nobody owns {_name(action)}, so nobody can be asked about it.")


def _no_date(actions: Sequence[ReadAction]) -> Iterator[Finding]:
    for action in actions:
        if action.due.due_on or not (action.rating.is_live or action.rating is Rating.PAUSED):
            continue
        written = f" (the plan writes “{action.due.raw}”)" if action.due.raw else ""
        if action.due.precision is DuePrecision.UNCLEAR:
            yield Finding(
                "unclear_date",
                _name(action),
                f"{_name(action)}: {action.due.note or 'its date cannot be read'}{written}",
            )
        elif action.due.precision is DuePrecision.ONGOING:
            yield Finding(
                "no_end",
                _name(action),
                f"{_name(action)} is called ongoing and has no day by which it is done{written}.",
            )
        else:
            yield Finding("no_date", _name(action), f"{_name(action)} has no date{written}, so it can never be late.")


def _overdue(reading: PlanReading, as_at: date) -> Iterator[Finding]:
    for action in reading.actions:
        due = action.due.due_on
        if (
            due is None
            or due >= as_at
            or not action.rating.is_live
            or action.rating in {Rating.DELAYED, Rating.AT_RISK}
        ):
            continue
        rated = f"rated “{action.rating_raw}”" if action.rating_raw else "without a rating"
        told = f" (ratings as at {reading.ratings_as_at:%-d %B %Y})" if reading.ratings_as_at else ""
        kind = "overdue_on_track" if action.rating is Rating.ON_TRACK else "overdue"
        yield Finding(kind, _name(action), f"{_name(action)} was due on {due:%-d %B %Y} and is still {rated}{told}.")


def _unknown_ratings(reading: PlanReading) -> Iterator[Finding]:
    unknown: dict[str, list[str]] = defaultdict(list)
    for action in reading.actions:
        if action.rating is Rating.UNKNOWN and action.rating_raw:
            unknown[action.rating_raw].append(_name(action))
    for raw, names in unknown.items():
        key = "the plan's key does not explain it" if reading.key else "the plan prints no key"
        yield Finding("unknown_rating", names[0], f"“{raw}” rates {_some(names)}, and {key}.")
    rated = [action for action in reading.actions if action.rating_raw]
    if rated:
        for action in reading.actions:
            if not action.rating_raw:
                yield Finding("no_rating", _name(action), f"{_name(action)} has no rating, though the others have.")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"  # noqa: PLR2004 - three name them well enough


def _vocabularies(reading: PlanReading) -> Iterator[Finding]:
    """A key in one set of words and ratings in another; or two words in use for one rating."""
    used = Counter(_first_words(action.rating_raw) for action in reading.actions if action.rating_raw)
    keyed = {_first_words(entry.word): entry.word for entry in reading.key}
    strange = [word for word in used if word not in keyed and not _is_letter_of(word, keyed)]
    if keyed and used and len(strange) > len(used) / 2:
        shown = "; ".join(f"“{word}”" for word in sorted(strange, key=lambda word: -used[word])[:5])
        key = ", ".join(dict.fromkeys(keyed.values()))
        yield Finding(
            "two_vocabularies",
            "",
            f"The key explains {key}, but the actions are rated {shown}. Readers must guess which is which.",
        )
        return
    by_rating: dict[Rating, Counter[str]] = defaultdict(Counter)
    for action in reading.actions:
        if action.rating_raw and action.rating is not Rating.UNKNOWN:
            by_rating[action.rating][_first_words(action.rating_raw)] += 1
    for rating, words in by_rating.items():
        distinct = _distinct(list(words))
        if len(distinct) > 1:
            shown = " and ".join(f"“{word}” ({words[word]})" for word in distinct)
            yield Finding(
                "two_vocabularies", "", f"{shown} are used for the same thing ({rating.value.replace('_', ' ')})."
            )


def _first_words(raw: str) -> str:
    return re.sub(r"\s+", " ", re.split(r"\s+[\u2013—-]\s+|[(:\n]", raw.strip())[0]).strip().lower()


def _is_letter_of(word: str, keyed: dict[str, str]) -> bool:
    return len(word) == 1 and any(entry.startswith(word) for entry in keyed)


def _distinct(words: list[str]) -> list[str]:
    """The words without those that only write another one differently: complete and completed are one."""
    kept: list[str] = []
    for word in words:
        parts = {re.sub(r"(ed|d)$", "", part.rstrip("e")) for part in re.findall(r"[a-z]+", word)}
        others = [{re.sub(r"(ed|d)$", "", part.rstrip("e")) for part in re.findall(r"[a-z]+", one)} for one in kept]
        if not any(parts <= other or other <= parts for other in others):
            kept.append(word)
    return kept


def _funding(actions: Sequence[ReadAction], rules: LintRules) -> Iterator[Finding]:
    for action in actions:
        told = " ".join((action.text, action.due.raw, *action.notes))
        phrase = next((one for one in rules.words("funding") if one in told.lower()), "")
        if phrase and not action.rating.is_finished:
            yield Finding(
                "depends_on_funding",
                _name(action),
                f"{_name(action)} hangs on money that is not yet agreed (“{phrase}”).",
            )


def _overloaded(actions: Sequence[ReadAction], rules: LintRules) -> Iterator[Finding]:
    """Roles that hold too many live actions altogether, or too many due in one month."""
    live = [action for action in actions if action.rating.is_live]
    held: dict[str, list[ReadAction]] = defaultdict(list)
    for action in live:
        for role in dict.fromkeys(owner.role for owner in action.owners):
            held[role].append(action)
    several = len(held) >= _FEWEST_ROLES
    for role, mine in sorted(held.items(), key=lambda pair: -len(pair[1])):
        months = Counter((action.due.due_on.year, action.due.due_on.month) for action in mine if action.due.due_on)
        month, most = months.most_common(1)[0] if months else ((0, 0), 0)
        many = rules.role_actions is not None and len(mine) >= rules.role_actions
        share = (
            several
            and rules.role_share is not None
            and rules.role_share_from is not None
            and len(mine) >= rules.role_share_from
            and len(mine) >= len(live) * rules.role_share
        )
        rush = rules.role_same_month is not None and most >= rules.role_same_month
        if many or share or rush:
            bunched = f", {most} of them due in {date(month[0], month[1], 1):%B %Y}" if most > 1 else ""
            yield Finding(
                "overloaded_role",
                role,
                f"{role} holds {len(mine)} of the {len(live)} actions still to be done{bunched}.",
            )


def _alone(actions: Sequence[ReadAction], rules: LintRules) -> Iterator[Finding]:
    """Roles on which so much hangs, with nobody else named beside them, that one person's leaving would stop it."""
    if rules.alone_actions is None:
        return
    live = [action for action in actions if action.rating.is_live]
    held: dict[str, list[str]] = defaultdict(list)
    for action in live:
        roles = {owner.role for owner in action.owners}
        if len(roles) == 1:
            held[roles.pop()].append(_name(action))
    if len({owner.role for action in live for owner in action.owners}) < _FEWEST_ROLES:
        return  # a plan that names one or two roles names somebody for whom they stand
    for role, names in sorted(held.items(), key=lambda pair: -len(pair[1])):
        share = (
            rules.alone_share is not None
            and rules.alone_share_from is not None
            and len(names) >= max(rules.alone_share_from, len(live) * rules.alone_share)
        )
        if len(names) >= rules.alone_actions or share:
            yield Finding(
                "lone_owner",
                role,
                f"{role} alone holds {len(names)} actions still to be done, with nobody beside it: {_some(names)}.",
            )


def _no_target(reading: PlanReading, rules: LintRules) -> Iterator[Finding]:
    """Measures that count something without saying how much would be enough, here or in what will be seen."""
    if rules.measures is None:
        return
    rarity = Rarity([one.text for one in (*reading.measures, *reading.impacts)])
    sections: dict[str, list[ReadStatement]] = defaultdict(list)
    for measure in reading.measures:
        if _COUNTS.search(measure.text) and not _TARGET.search(measure.text):
            sections[measure.section].append(measure)
    for section, measures in sections.items():
        aims = [impact.text for impact in reading.impacts if impact.section == section and _TARGET.search(impact.text)]
        bare = [
            one
            for one in measures
            if not any(rarity.covered(one.text, aim) >= _HALF or rarity.covered(aim, one.text) >= _HALF for aim in aims)
        ]
        if len(bare) >= rules.measures:
            shown = bare[0].text if len(bare[0].text) <= _SHOWN else f"{bare[0].text[:_SHOWN].rsplit(' ', 1)[0]} …"
            count = "A measure says" if len(bare) == 1 else f"{len(bare)} measures say"
            yield Finding(
                "measure_without_target",
                section,
                f"{count} what is counted but not how much would be enough: “{shown}”",
            )
