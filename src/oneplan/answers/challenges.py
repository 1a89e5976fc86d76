"""What the plan is challenged about today, who has answered, and which answers no longer hold."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oneplan.answers import figures, plans
from oneplan.core.access import Viewer
from oneplan.core.improvement.challenges import (
    Challenge,
    ChallengeKind,
    Judged,
    challenges_of,
    is_flat,
    still_answered,
)
from oneplan.records import rights
from oneplan.records.improvement import judgements, queries
from oneplan.records.improvement.judgements import AnswerRow
from oneplan.rulebook.plans.judging import challenge_rules, challenge_words

if TYPE_CHECKING:
    from oneplan.answers.figures_rows import LinkRow
    from oneplan.core.improvement.reading import Finding
    from oneplan.records.improvement.rows import ActionRow, PlanTree

ANSWER = "challenge-answer"
CONTRADICTED = "rating_contradicted"


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge that stands. ``answer`` is the newest answer to this very state; ``has_returned`` that it ran out."""

    kind: ChallengeKind
    title: str
    asks: str
    ref: str
    action_id: str
    section_slug: str
    text: str
    owner_roles: tuple[str, ...]
    says: str
    evidence: tuple[str, ...]
    about: str
    answer: AnswerRow | None
    has_returned: bool
    may_answer: bool

    @property
    def mark(self) -> str:
        """By which it is addressed: the same while it is about the same state."""
        return hashlib.sha256(f"{self.kind}|{self.about}".encode()).hexdigest()[:12]

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes an answer."""
        return self.answer is None or self.has_returned


def standing_challenges(plan_id: str, *, viewer: Viewer, on: date) -> tuple[ChallengeRow, ...]:
    """Every challenge that stands on a day, answered or not, by kind; the public is not shown them."""
    rights.check(viewer, "plan-read")
    if not rights.may(viewer, "plan-detail-read"):
        return ()
    tree = queries.plan_tree(plan_id, viewer=viewer)
    findings = plans.findings(plan_id, viewer=viewer, on=on)
    judged = _judged(tree, findings, flat_measures(tree, figures.links_of(plan_id, viewer=viewer)), plan_id, viewer)
    answers = judgements.answers_of(plan_id, viewer=viewer)
    actions = {action.id: action for action in tree.actions}
    return tuple(
        _row(challenge, actions[challenge.action_id], answers.get(challenge.action_id, ()), viewer, on)
        for challenge in challenges_of(judged, rules=challenge_rules(), on=on)
    )


def open_challenges(plan_id: str, *, viewer: Viewer, on: date) -> tuple[ChallengeRow, ...]:
    """The challenges to which somebody still owes an answer."""
    return tuple(row for row in standing_challenges(plan_id, viewer=viewer, on=on) if row.is_open)


def flat_measures(tree: PlanTree, links: Iterable[LinkRow]) -> Mapping[str, tuple[str, ...]]:
    """For each finished action, the measures it should have moved, where not one of them has moved for the better.

    They are its own; where it has none those of its section, and where that has none those of the section around it.
    """
    of_action: dict[str, list[LinkRow]] = defaultdict(list)
    of_section: dict[str, list[LinkRow]] = defaultdict(list)
    sections = {action.id: action.section_slug for action in tree.actions}
    for link in links:
        of_action[link.action_id].append(link)
        of_section[link.section or sections.get(link.action_id, "")].append(link)
    parents = {section.slug: section.parent for section in tree.sections}
    found: dict[str, tuple[str, ...]] = {}
    for action in tree.actions:
        if not action.rating.is_finished or action.is_superseded:
            continue
        slug = action.section_slug
        held = of_action.get(action.id) or of_section.get(slug) or of_section.get(parents.get(slug, ""), [])
        if is_flat({link.line.change for link in held}):
            found[action.id] = tuple(dict.fromkeys(link.line.measure.title for link in held if link.line.change))
    return found


def _judged(
    tree: PlanTree,
    findings: Iterable[Finding],
    flat: Mapping[str, tuple[str, ...]],
    plan_id: str,
    viewer: Viewer,
) -> Iterable[Judged]:
    since = judgements.rated_since(plan_id, viewer=viewer)
    contradicted: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.kind == CONTRADICTED:
            contradicted[finding.ref].append(finding.says)
    for action in tree.actions:
        if not action.is_superseded:
            yield Judged(
                id=action.id,
                ref=action.ref,
                rating=action.rating,
                rating_raw=action.rating_raw,
                due=action.due,
                is_owned=bool(action.owners),
                rated_on=since.get(action.id),
                is_evidence_unseen=action.is_evidence_unseen,
                flat=flat.get(action.id, ()),
                contradicted=tuple(contradicted.get(action.id, ())),
            )


def _row(
    challenge: Challenge, action: ActionRow, answers: Iterable[AnswerRow], viewer: Viewer, on: date
) -> ChallengeRow:
    words = challenge_words()[challenge.kind]
    given = next((row for row in answers if (row.kind, row.about) == (challenge.kind, challenge.about)), None)
    roles = tuple(owner.role for owner in action.owners)
    return ChallengeRow(
        kind=challenge.kind,
        title=words.title,
        asks=words.asks,
        ref=challenge.ref,
        action_id=challenge.action_id,
        section_slug=action.section_slug,
        text=action.text,
        owner_roles=roles,
        says=challenge.says,
        evidence=challenge.evidence,
        about=challenge.about,
        answer=given,
        has_returned=given is not None and not still_answered(given.on, rules=challenge_rules(), on=on),
        may_answer=rights.may(viewer, ANSWER, owner_roles=roles),
    )
