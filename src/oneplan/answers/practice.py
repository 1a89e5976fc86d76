"""The practice library against what goes wrong here, and each adoption with what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from oneplan.answers import challenges, figures
from oneplan.answers.figures_rows import FigureLine
from oneplan.answers.practice_report import in_markdown
from oneplan.core.access import Viewer
from oneplan.core.improvement.practice import Card
from oneplan.core.improvement.practice_ranking import Ranked, Signal, SignalKind, ranked
from oneplan.core.improvement.source import SourceKind
from oneplan.records import rights
from oneplan.records.improvement import judgements
from oneplan.records.improvement import queries as plan_queries
from oneplan.records.practice import queries
from oneplan.records.practice.rows import AdoptionFile, AdoptionRow
from oneplan.rulebook.catalogue_files import load_catalogue
from oneplan.rulebook.measure_files import load_measures
from oneplan.rulebook.plans.judging import impact, impacts
from oneplan.rulebook.practice import load

WORSE = "worse"
UNMOVED = frozenset({"late", "soon"})  # the tones of impacts that are worse, or none
_LONGEST = 90
FOUND_BY = frozenset({SourceKind.INSPECTION_FINDING, SourceKind.AUDIT, SourceKind.SELF_EVALUATION, SourceKind.SURVEY})


@dataclass(frozen=True, slots=True)
class Library:
    """The cards in order, with their reasons and where each is adopted already."""

    ranked: tuple[Ranked, ...]
    adopted: dict[str, tuple[AdoptionRow, ...]]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class CardLook:
    """One card with its reasons here, its adoptions, and its measures by name."""

    ranked: Ranked
    adoptions: tuple[AdoptionRow, ...]
    measures: tuple[tuple[str, str, str, str], ...]
    may_adopt: bool


def ranked_cards(plan_id: str, *, viewer: Viewer, on: date) -> Library:
    """Every practice, those first that answer what goes wrong here; without a plan in their own order."""
    rights.check(viewer, queries.READ)
    book = load()
    signals = tuple(signals_of(plan_id, viewer=viewer, on=on)) if plan_id else ()
    adopted = queries.adopted_cards(plan_id, viewer=viewer) if plan_id else {}
    return Library(ranked(book.cards, signals, book.vocabulary), adopted, signals)


def card(card_id: str, plan_id: str, *, viewer: Viewer, on: date) -> CardLook:
    """One practice; raises Problem where there is none of that number."""
    found = load().card(card_id)
    shown = ranked_cards(plan_id, viewer=viewer, on=on)
    return CardLook(
        ranked=next(each for each in shown.ranked if each.card.id == found.id),
        adoptions=shown.adopted.get(found.id, ()),
        measures=tuple((each.id, measure_title(each.id), each.direction, each.why) for each in found.measures),
        may_adopt=rights.may(viewer, "practice-adopt"),
    )


def adoption(adoption_id: str, *, viewer: Viewer) -> tuple[AdoptionFile, Card]:
    """One adoption with the card it came from; raises NotFound."""
    file = queries.adoption(adoption_id, viewer=viewer)
    return file, load().card(file.row.card)


def report_of(adoption_id: str, *, viewer: Viewer) -> str:
    """What was taken up, adapted, done and found, as text that another area can read; it holds no child's name."""
    file, found = adoption(adoption_id, viewer=viewer)
    titles = {each.measure: measure_title(each.measure) for each in file.measures}
    return in_markdown(file, found, titles)


def measure_title(measure: str) -> str:
    """What a measure is called, whether figures are worked out for it or somebody supplies them."""
    held = load_measures().by_id.get(measure)
    if held is not None:
        return held.title
    known = load_catalogue().by_id.get(measure)
    return known.title if known else measure


def signals_of(plan_id: str, *, viewer: Viewer, on: date) -> Iterator[Signal]:
    """What goes wrong here: measures that got worse, challenges nobody answered, findings whose action is not done."""
    if rights.may(viewer, "figure-read"):
        for _, lines in figures.figures_overview(viewer=viewer).groups:
            yield from (_worse(each) for each in lines if each.change == WORSE)
    if not rights.may(viewer, "plan-detail-read"):
        return
    # One action is one trouble, however many questions it raises.
    asked = {row.action_id: row for row in reversed(challenges.open_challenges(plan_id, viewer=viewer, on=on))}
    for row in reversed(asked.values()):
        says = f"{row.ref} “{_short(row.text)}” is challenged: {_first_small(row.says)}"
        yield Signal(SignalKind.CHALLENGE, says, (), f"{row.text} {row.section_slug.replace('-', ' ')}", row.action_id)
    yield from _findings(plan_id, viewer)


def _findings(plan_id: str, viewer: Viewer) -> Iterator[Signal]:
    """Areas in which nobody sees a difference yet, and unfinished actions that came from somebody's finding."""
    unmoved = {each.id for each in impacts() if each.tone in UNMOVED}
    for area in judgements.areas(plan_id, viewer=viewer):
        if area.now is not None and area.now.impact in unmoved:
            says = f"the area “{_short(area.text)}” is judged as {impact(area.now.impact).title.lower()}"
            yield Signal(SignalKind.FINDING, says, (), f"{area.text} {area.section_slug.replace('-', ' ')}")
    for each in plan_queries.plan_tree(plan_id, viewer=viewer).actions:
        found = next((source for source in each.sources if source.kind in FOUND_BY), None)
        if found is not None and not each.rating.is_finished and not each.is_superseded:
            said = found.said or each.text
            says = f"the finding “{_short(said)}” is still open in {each.ref}"
            yield Signal(SignalKind.FINDING, says, (), f"{said} {each.text} {each.section}", each.id)


def _short(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …")


def _first_small(says: str) -> str:
    return says[:1].lower() + says[1:].rstrip(".")


def _worse(line: FigureLine) -> Signal:
    measures = (line.measure.id, *line.measure.catalogue)
    return Signal(SignalKind.MEASURE, _moved(line), measures, line.measure.title, line.measure.id)


def _moved(line: FigureLine) -> str:
    """How a measure moved, in a sentence that can follow “because”."""
    title, before = line.measure.title, line.before
    now = line.value.words or "not shown"
    if before is None or before.value.amount is None or line.value.amount is None:
        return f"“{title}” got worse: {now} {line.period}"
    verb = "rose" if line.value.amount > before.value.amount else "fell"
    if line.value.amount == before.value.amount:
        return f"“{title}” got worse over the months: {now} {line.period}"
    return f"“{title}” {verb} from {before.value.words} ({before.label}) to {now} ({line.period})"
