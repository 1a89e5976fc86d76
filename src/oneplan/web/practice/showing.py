"""Cards and adoptions as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from oneplan.answers import access, practice
from oneplan.core.improvement.practice import Card, Impact
from oneplan.rulebook.practice import load

if TYPE_CHECKING:
    from oneplan.answers.practice import CardLook
    from oneplan.core.access import Viewer
    from oneplan.records.practice.rows import AdoptionFile, AdoptionRow, StepRow

DIRECTIONS = {"up": "should rise", "down": "should fall", "context": "to be watched"}
EVIDENCE = {
    "data": "Data",
    "audit": "Audit",
    "family_voice": "Family voice",
    "practitioner_voice": "Practitioner voice",
    "workforce": "Workforce",
}
MARKS = {"verified": "checked with the source", "from knowledge": "from knowledge", "reading": "our reading"}
SOURCES = {
    "summary-only": "Only the published summary was read. Read the full guide before you rely on any detail.",
    "full-guide": "The full guide was read.",
}


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card with its words made ready."""

    card: Card
    source_says: str
    impacts: tuple[tuple[Impact, str], ...]
    needs: tuple[str, ...]
    stages: tuple[str, ...]
    measures: tuple[tuple[str, str, str], ...]
    service: str
    adoptions: tuple[AdoptionRow, ...]
    may_adopt: bool


@dataclass(frozen=True, slots=True)
class AdoptionPage:
    """An adoption with its words made ready."""

    file: AdoptionFile
    card: Card
    steps: tuple[tuple[StepRow, str], ...]
    measures: tuple[tuple[str, str, str, str], ...]
    evidence: tuple[tuple[str, str, date | None], ...]
    services: tuple[tuple[str, str], ...]
    may_adopt: bool
    may_serve: bool
    service_title: str


def card_page(look: CardLook) -> CardPage:
    """One card to read."""
    card, book = look.ranked.card, load()
    return CardPage(
        card=card,
        source_says=SOURCES[card.source_status.value],
        impacts=tuple((each, MARKS.get(each.mark, each.mark)) for each in card.impacts),
        needs=tuple(book.vocabulary.needs[name] for name in card.needs),
        stages=tuple(book.vocabulary.stages[name] for name in card.stages),
        measures=tuple((title, DIRECTIONS[direction], why) for _, title, direction, why in look.measures),
        service=book.service(card.runs).title if card.runs else "",
        adoptions=look.adoptions,
        may_adopt=look.may_adopt,
    )


def adoption_page(file: AdoptionFile, card: Card, viewer: Viewer) -> AdoptionPage:
    """One adoption to read and keep up."""
    runs = load().service(card.runs).title if card.runs else ""
    known = {each.id: each.says for each in card.steps}
    return AdoptionPage(
        file=file,
        card=card,
        steps=tuple((each, known.get(each.step, "")) for each in file.steps),
        measures=tuple(
            (
                practice.measure_title(each.measure),
                DIRECTIONS[each.direction],
                each.why,
                "linked to the section" if each.is_linked else "to be supplied by hand",
            )
            for each in file.measures
        ),
        evidence=tuple((EVIDENCE.get(each.kind, each.kind), each.text, each.due_on) for each in file.evidence),
        services=tuple((title, reverse("service", args=[slug])) for slug, title in file.row.services)
        if access.may(viewer, "service-read")
        else (),
        may_adopt=access.may(viewer, "practice-adopt"),
        may_serve=bool(runs) and not file.row.services and access.may(viewer, "service-write"),
        service_title=runs,
    )
