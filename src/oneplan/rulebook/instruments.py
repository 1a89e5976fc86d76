"""Read rulebook/instruments: one set of questions in each file, held together before anyone answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from oneplan.core.instruments import (
    Band,
    BearsOn,
    Cap,
    Domain,
    Instrument,
    Kind,
    Licence,
    Outcome,
    Question,
    Scale,
    Scoring,
    Step,
)
from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import DRAFT, Table, files_in, read_file

QUESTIONS = "questions"


@dataclass(frozen=True)
class InstrumentBook:
    """Every instrument that is shipped, by id."""

    by_id: Mapping[str, Instrument]

    def instrument(self, name: str) -> Instrument:
        """One instrument, or a refusal that names it."""
        if name not in self.by_id:
            raise Problem(
                f"There is no instrument called “{name}”.", do=f"Use one of: {', '.join(sorted(self.by_id))}."
            )
        return self.by_id[name]


@cache
def load() -> InstrumentBook:
    """The instruments that are shipped."""
    return read_instruments(ROOT)


def read_instruments(root: Path) -> InstrumentBook:
    """Instruments from their folder; a file that says it holds something else is left to its own reader."""
    found: dict[str, Instrument] = {}
    for path in files_in(root / "instruments"):
        table = read_file(path, root)
        if table.text("holds", QUESTIONS) != QUESTIONS:
            continue
        instrument = read_instrument(table)
        if instrument and instrument.id in found:
            raise Problem(f"{instrument.id} is defined twice.", do="Keep one of the two files.")
        if instrument:
            found[instrument.id] = instrument
    return InstrumentBook(found)


def read_instrument(table: Table) -> Instrument | None:
    """One instrument from its table; none for a draft."""
    status = table.text("status")
    if status == DRAFT:
        return None
    instrument = Instrument(
        id=table.text("id"),
        version=table.text("version"),
        title=table.text("title"),
        licence=_licence(table),
        scoring=table.word("scoring", Scoring),
        questions=tuple(_question(each) for each in table.tables("question")),
        bands=tuple(_band(each) for each in table.tables("band")),
        caps=tuple(_cap(each) for each in table.tables("cap")),
        domains=tuple(_domain(each) for each in table.tables("domain")),
        scales={each.id: each for each in map(_scale, table.tables("scale"))},
        outcomes=tuple(_outcome(each) for each in table.tables("outcome")),
        reliable_change=Decimal(table.number("reliable_change")) if table.has("reliable_change") else None,
        lower_is_better=table.flag("lower_is_better"),
        entered_from=table.number("entered_from") if table.has("entered_from") else 0,
        entered_to=table.number("entered_to") if table.has("entered_to") else 0,
        says=table.text("says", ""),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        status=Status(status).value,
    )
    table.close()
    _check(instrument)
    return instrument


def _licence(table: Table) -> Licence:
    return Licence(
        holder=table.text("licence_holder", ""),
        says=table.text("licence_says", ""),
        may_copy=table.flag("may_copy", default=True),
    )


def _question(table: Table) -> Question:
    question = Question(
        id=table.text("id"),
        text=table.text("text"),
        kind=table.word("kind", Kind, Kind.SCALE),
        easy_read=table.text("easy_read", ""),
        domain=table.text("domain", ""),
        scale=table.text("scale", ""),
        choices=table.texts("choices"),
        weight=table.number("weight") if table.has("weight") else 1,
        is_required=table.flag("required", default=True),
        is_reversed=table.flag("reversed"),
        asked_when=table.text("asked_when", ""),
        asked_when_values=table.texts("asked_when_values"),
        place=table.text("place", ""),
        asks=table.text("asks", ""),
        bears_on=tuple(_bears_on(each, table) for each in table.texts("bears_on")),
    )
    table.close()
    return question


def _bears_on(said: str, table: Table) -> BearsOn:
    kind, colon, ref = said.partition(":")
    if not colon or not ref:
        raise table.problem(f"bears_on says “{said}”", do="Write kind:which, as in measure:M217.")
    return BearsOn(kind, ref)


def _band(table: Table) -> Band:
    band = Band(
        id=table.text("id"),
        title=table.text("title"),
        from_score=Decimal(table.number("from_score")),
        says=table.text("says", ""),
        group=table.text("group", ""),
    )
    table.close()
    return band


def _cap(table: Table) -> Cap:
    cap = Cap(
        band=table.text("band"),
        at_most=table.number("at_most"),
        says=table.text("says"),
        question=table.text("question", ""),
        domain=table.text("domain", ""),
    )
    table.close()
    return cap


def _domain(table: Table) -> Domain:
    domain = Domain(
        id=table.text("id"),
        title=table.text("title"),
        weight=table.number("weight") if table.has("weight") else 1,
        says=table.text("says", ""),
        status=table.text("status", ""),
    )
    table.close()
    return domain


def _scale(table: Table) -> Scale:
    steps = []
    for each in table.tables("step"):
        steps.append(Step(each.number("value"), each.text("text"), each.text("easy_read", ""), each.text("colour", "")))
        each.close()
    scale = Scale(table.text("id"), tuple(sorted(steps, key=lambda step: step.value)))
    table.close()
    return scale


def _outcome(table: Table) -> Outcome:
    outcome = Outcome(table.text("id"), table.text("title"), table.text("says"), table.text("status", ""))
    table.close()
    return outcome


def _check(instrument: Instrument) -> None:
    """Refuse an instrument in which a name leads nowhere, or one that copies what it may not."""
    if not instrument.licence.may_copy and instrument.questions:
        raise Problem(
            f"“{instrument.title}” belongs to {instrument.licence.holder or 'somebody else'}.",
            why="Its questions may not be copied into the rulebook.",
            do="Take the questions out, set scoring to entered and keep only the range of its total.",
        )
    names = [each.id for each in instrument.questions]
    domains = {each.id for each in instrument.domains}
    bands = {each.id for each in instrument.bands}
    _must(len(names) == len(set(names)), instrument, "a question stands twice")
    for each in instrument.questions:
        _must(not each.domain or each.domain in domains, instrument, f"{each.id} is in {each.domain}")
        _must(not each.is_scored or each.scale in instrument.scales, instrument, f"{each.id} has no scale")
        _must(not each.asked_when or each.asked_when in names, instrument, f"{each.id} hangs on {each.asked_when}")
        _must(bool(each.choices) is (each.kind is Kind.CHOICE), instrument, f"{each.id} and its choices")
        _must(bool(each.asks and each.place) or each.kind is not Kind.STATEMENT, instrument, f"{each.id} has no place")
    for cap in instrument.caps:
        _must(cap.band in bands, instrument, f"a cap at {cap.band}")
        _must(cap.question in names or cap.domain in domains, instrument, f"a cap on {cap.question or cap.domain}")
    wants_total = instrument.scoring in (Scoring.SUM, Scoring.WEIGHTED)
    _must(not wants_total or any(each.is_scored for each in instrument.questions), instrument, "nothing is scored")
    entered = instrument.scoring is Scoring.ENTERED
    _must(entered is (instrument.entered_to > instrument.entered_from), instrument, "the range of an entered total")


def _must(holds: bool, instrument: Instrument, name: str) -> None:
    if not holds:
        raise Problem(
            f"The instrument {instrument.id} does not hold together: {name}.",
            do="Correct the name, or define what it names.",
        )
