"""What a statement of a self-evaluation needs before it may stand: evidence, fresh enough and of the right kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneplan.core.calendar.arithmetic import months_after
from oneplan.core.kernel import Problem


class Overtaken(Problem):
    """Somebody else saved this statement first: nothing was changed, and both texts are here to compare."""

    def __init__(self, *, mine: str, theirs: str, version: int) -> None:
        super().__init__(
            "Somebody else changed this statement after you opened it, so nothing was saved.",
            why=f"It now says: {theirs} You wrote: {mine}",
            do="Compare the two and save again if yours should stand.",
        )
        self.mine, self.theirs, self.version = mine, theirs, version


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence; child-level ones come from children's own records or from what families say."""

    id: str
    title: str
    says: str
    is_child_level: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """How fresh evidence must be, and which parts of an instrument speak of impact."""

    fresh_months: int
    impact_domains: frozenset[str]
    kinds: tuple[EvidenceKind, ...]

    def is_child_level(self, kind: str) -> bool:
        """Whether this kind of evidence speaks for children themselves."""
        return any(each.is_child_level for each in self.kinds if each.id == kind)


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """The day and kind of one piece of evidence; ``is_child_level`` where the piece itself says so."""

    kind: str
    dated_on: date
    is_child_level: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as it is checked."""

    claim: str
    judgement: str
    impact: str
    what_next: str
    owner: str
    claims_impact: bool
    evidence: tuple[CitedEvidence, ...]


def fresh_from(rules: EvidenceRules, on: date) -> date:
    """The first day that still counts as fresh."""
    return months_after(on, -rules.fresh_months)


def is_fresh(rules: EvidenceRules, dated_on: date, on: date) -> bool:
    """Whether evidence of a day is younger than the limit on another day."""
    return dated_on > fresh_from(rules, on)


def faults(stated: Stated, rules: EvidenceRules, *, on: date) -> tuple[str, ...]:
    """Everything that is missing before a statement may be agreed, in words; nothing where it may."""
    fresh = [each for each in stated.evidence if is_fresh(rules, each.dated_on, on)]
    missing = [words for text, words in _parts(stated) if not text.strip()]
    if not stated.evidence:
        missing.append("evidence: no figure, audit, survey, voice or document is cited")
    elif not fresh:
        newest = max(each.dated_on for each in stated.evidence)
        missing.append(
            f"fresh evidence: the newest is of {newest.day} {newest:%B %Y}, more than {rules.fresh_months} months ago"
        )
    if stated.claims_impact and not _speaks_for_children(fresh, rules):
        missing.append(
            f"a source that speaks for children: it claims a difference, so it needs {_child_level_kinds(rules)}"
        )
    return tuple(missing)


def _parts(stated: Stated) -> tuple[tuple[str, str], ...]:
    return (
        (stated.claim, "the claim"),
        (stated.judgement, "a judgement"),
        (stated.impact, "what it means for children and young people"),
        (stated.what_next, "what happens next"),
        (stated.owner, "an owner"),
    )


def _speaks_for_children(evidence: Iterable[CitedEvidence], rules: EvidenceRules) -> bool:
    return any(each.is_child_level or rules.is_child_level(each.kind) for each in evidence)


def _child_level_kinds(rules: EvidenceRules) -> str:
    named = [each.title[0].lower() + each.title[1:] for each in rules.kinds if each.is_child_level]
    return f"{', '.join(named[:-1])} or {named[-1]}" if len(named) > 1 else "".join(named)
