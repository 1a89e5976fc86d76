"""One service from its file or from the row of an area that adopted it: the same schema reads both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oneplan.core.improvement.service_figures import check_targets
from oneplan.core.improvement.services import (
    ClockUnit,
    LocalClock,
    Outcome,
    Place,
    Service,
    Stage,
    Subject,
    Target,
    check,
)
from oneplan.core.law import Status
from oneplan.rulebook.tables import Table


def read_service(table: Table) -> Service:
    """A service as shipped, checked as a whole."""
    table.day("checked_on")
    table.word("status", Status)
    return _service(table)


def from_plain(content: Mapping[str, Any], where: str) -> Service:
    """A service as an area adopted it; a key that the schema does not know, such as one of law's, is refused."""
    return _service(Table(content, where))


def to_plain(service: Service) -> dict[str, Any]:
    """A service as plain values, which ``from_plain`` reads back the same."""
    return {
        "id": service.id,
        "card": service.card,
        "title": service.title,
        "says": service.says,
        "subjects": [each.value for each in service.subjects],
        "who": service.who,
        "begins_at": list(service.begins_at),
        "place_word": service.place_word,
        "voice": service.voice,
        "source": service.source,
        "instruments": list(service.instruments),
        "pause_reasons": dict(service.pause_reasons),
        "stage": [
            {"id": each.id, "title": each.title, "says": each.says, "next": list(each.next), "needs": list(each.needs)}
            for each in service.stages
        ],
        "clock": [
            {
                "id": each.id,
                "title": each.title,
                "starts": each.starts,
                "stops": list(each.stops),
                "number": each.number,
                "unit": each.unit.value,
                "pauses": list(each.pauses),
            }
            for each in service.clocks
        ],
        "place": [place_to_plain(each) for each in service.places],
        "outcome": [{"id": each.id, "title": each.title, "good": each.is_good} for each in service.outcomes],
        "target": [_target_to_plain(each) for each in service.targets],
    }


def place_to_plain(place: Place) -> dict[str, Any]:
    """A place as plain values."""
    found: dict[str, Any] = {"id": place.id, "title": place.title, "kind": place.kind}
    return found | ({"capacity": place.capacity} if place.capacity is not None else {})


def _target_to_plain(target: Target) -> dict[str, Any]:
    found = {"id": target.id, "title": target.title, "counts": target.counts, "of": target.of}
    aim = {"aim": target.aim} if target.aim is not None else {}
    return {**found, **aim, "catalogue": list(target.catalogue)}


def _service(table: Table) -> Service:
    service = Service(
        id=table.text("id"),
        card=table.text("card"),
        title=table.text("title"),
        says=table.text("says"),
        subjects=tuple(Subject(each) for each in table.texts("subjects")),
        who=table.text("who"),
        stages=tuple(_stage(each) for each in table.tables("stage")),
        clocks=tuple(_clock(each) for each in table.tables("clock")),
        pause_reasons=table.texts_by_name("pause_reasons"),
        instruments=table.texts("instruments"),
        begins_at=table.texts("begins_at"),
        places=tuple(_place(each) for each in table.tables("place")),
        place_word=table.text("place_word"),
        outcomes=tuple(_outcome(each) for each in table.tables("outcome")),
        voice=table.text("voice"),
        targets=tuple(_target(each) for each in table.tables("target")),
        source=table.text("source"),
    )
    table.close()
    check(service)
    check_targets(service)
    return service


def _stage(table: Table) -> Stage:
    stage = Stage(table.text("id"), table.text("title"), table.text("says"), table.texts("next"), table.texts("needs"))
    table.close()
    return stage


def _clock(table: Table) -> LocalClock:
    clock = LocalClock(
        id=table.text("id"),
        title=table.text("title"),
        starts=table.text("starts"),
        stops=table.texts("stops"),
        number=table.number("number"),
        unit=table.word("unit", ClockUnit),
        pauses=table.texts("pauses"),
    )
    table.close()
    return clock


def _place(table: Table) -> Place:
    capacity = table.number("capacity") if table.has("capacity") else None
    place = Place(table.text("id"), table.text("title"), table.text("kind"), capacity)
    table.close()
    return place


def _outcome(table: Table) -> Outcome:
    outcome = Outcome(table.text("id"), table.text("title"), table.flag("good"))
    table.close()
    return outcome


def _target(table: Table) -> Target:
    aim = table.number("aim") if table.has("aim") else None
    target = Target(
        table.text("id"), table.text("title"), table.text("counts"), table.text("of"), aim, table.texts("catalogue")
    )
    table.close()
    return target
