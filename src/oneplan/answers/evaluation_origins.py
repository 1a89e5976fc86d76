"""Why the plan says what it says: the gaps and advice an action came from, and the facts behind a section."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.answers.strategy import FactView, fact_view
from oneplan.core.access import Viewer
from oneplan.records import rights
from oneplan.records.evaluation import queries as evaluation
from oneplan.records.practice import queries as practice
from oneplan.records.practice.rows import AdoptionRow
from oneplan.records.strategy import queries as strategy
from oneplan.rulebook.practice import load


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing an action answers; ``route`` and ``arg`` open it."""

    said: str
    where: str
    route: str
    arg: str


def origins_of_action(action_id: str, *, viewer: Viewer) -> tuple[Origin, ...]:
    """The gaps, the advice and the adopted practices that became this action, as far as one may read them."""
    gaps = evaluation.statements_of_action(action_id, viewer=viewer)
    advice = strategy.recommendations_of_action(action_id, viewer=viewer)
    adopted = practice.adoptions_of_action(action_id, viewer=viewer)
    return (
        *(Origin(gap, f"Self-evaluation: {claim}", "statement", statement) for statement, claim, gap in gaps[:1]),
        *(Origin(text, title, "advice", "") for _, title, text in advice),
        *(
            Origin(_adopted(each), f"Adopted practice: {load().card(each.card).title}", "adoption", each.id)
            for each in adopted
        ),
    )


def reasons_for_section(plan_id: str, slug: str, *, viewer: Viewer) -> tuple[FactView, ...]:
    """The facts about need that a section rests on, the newest first; none for who may not read them."""
    if not rights.may(viewer, "strategy-read"):
        return ()
    rows = [each for each in strategy.facts(plan_id, viewer=viewer) if not each.superseded_by]
    own = [each for each in rows if any(place.slug == slug for place in each.places)]
    return tuple(fact_view(each, viewer=viewer) for each in reversed(own))


def _adopted(row: AdoptionRow) -> str:
    done = f"{row.done} of {row.of} things on its checklist are done" if row.of else "It has no checklist"
    return f"A step of a practice that was adopted on {row.adopted_on.day} {row.adopted_on:%B %Y}. {done}."
