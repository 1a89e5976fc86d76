"""The demonstration's cases: four returns come in like anybody's, and officers have kept the cases since the last."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import Any

from oneplan.actions.cases import NewEvent, keep_here, record_events
from oneplan.actions.demonstration import make_invented_officers
from oneplan.actions.figures import compute_figures
from oneplan.actions.open_cases import NewCase, open_cases
from oneplan.actions.person_returns import apply_person_return
from oneplan.actions.signing_in import console_account
from oneplan.feeds.lists import apply_list, preview_list, read_list
from oneplan.feeds.person_returns import read_now, receive
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.casework.identified import IdentifiedCase, identified_cases
from oneplan.records.returns.queries import latest_applied
from oneplan.returns.sen2.writing import write
from oneplan.rulebook.returns import load
from oneplan.synthetic.area import InventedArea, invent, lists
from oneplan.synthetic.area.events import Happened, Identifiers

Say = Callable[[str], None]
SEED, PLANS = 7, 4850
_BEGINS = {"request_received", "plan_transferred"}
_LISTS = {"settings": lists.write_settings, "terms": lists.write_terms, "officers": lists.write_officers}


def bring_in_the_cases(*, on: date, say: Say, plans: int = PLANS) -> None:
    """The invented area's cases are on record up to the day, with figures; a second time changes nothing."""
    console = console_account(on=on)
    if latest_applied(viewer=viewer_of(console, on=on)) is not None:
        return
    say("Inventing the children and young people of Merrowdale")
    area = invent(SEED, on=on, plans=plans)
    make_invented_officers([(each.email, each.name) for each in area.officers], on=on)
    for year in area.returns:
        say(f"Reading the person-level return of {year}")
        _bring_in_return(area, year, by=console, on=on)
    for kind, write_list in _LISTS.items():
        say(f"Completing {kind}")
        _bring_in_list(area, kind, write_list, by=console, on=on)
    say("Recording what happened since the last return")
    _record_since(area, by=console, on=on)
    say("Working out the figures")
    compute_figures(on=on)


def _bring_in_return(area: InventedArea, year: int, *, by: Any, on: date) -> None:
    header, persons = area.returned(year)
    with TemporaryFile() as file:
        write(file, header, persons, book=load())
        file.seek(0)
        name = f"Merrowdale SEN2 {year}.xml"
        received = receive(file, name=name, declared_type="application/xml", by=by, on=on, queued=False)
    read_now(received.id, on=on)
    apply_person_return(import_id=received.id, by=by, on=on)


def _bring_in_list(area: InventedArea, kind: str, write_list: Callable[..., int], *, by: Any, on: date) -> None:
    text = io.StringIO(newline="")
    write_list(text, area)
    file = io.BytesIO(text.getvalue().encode())
    rows = read_list(file, name=f"{kind}.csv", declared_type="text/csv", kind=kind, by=by)
    # People whose match still waits for a decision are on the list and not yet on record.
    faulty = {fault.row for fault in preview_list(kind, rows, by=by, on=on).faults}
    apply_list(kind, [row for place, row in enumerate(rows, start=2) if place not in faulty], by=by, on=on)


def _record_since(area: InventedArea, *, by: Any, on: date) -> None:
    last_told = area.returned(max(area.returns))[0].reference_date
    stories: dict[Identifiers, list[Happened]] = defaultdict(list)
    for each in area.events_after(last_told):
        stories[each.identifiers].append(each)
    on_record = _Finder(identified_cases(viewer=viewer_of(by, on=on)))
    found = {whose: on_record.case_of(whose) for whose in stories}
    new = [whose for whose, told in stories.items() if not found[whose] and told[0].fact in _BEGINS]
    for batch in _one_of_each_child(new):
        opened = open_cases([_new_case(whose) for whose in batch], by=by, on=on, leaves_out_doubtful=True)
        found |= dict(zip(batch, opened, strict=True))
    events = [_event(found[whose], each) for whose, told in stories.items() if found[whose] for each in told]
    record_events(events, by=by, on=on)
    keep_here(by=by, on=on, since=last_told + timedelta(days=1))
    held = {each.number: each.officer for each in area.children}
    _give_out({found[whose]: held[whose.number] for whose in new if found[whose]}, area, by=by, on=on)


def _give_out(held: Mapping[str, str], area: InventedArea, *, by: Any, on: date) -> None:
    """New cases go to whoever holds them in the invented area; those that nobody holds stay with nobody."""
    teams = {each.email: each.team for each in area.officers}
    rows = [{"case": case, "officer_email": officer, "team": teams.get(officer, "")} for case, officer in held.items()]
    apply_list("officers", [row for row in rows if row["officer_email"]], by=by, on=on)


def _one_of_each_child(new: Iterable[Identifiers]) -> list[list[Identifiers]]:
    """Batches in which each child stands once, so that a second request finds the person whom the first made."""
    batches: list[list[Identifiers]] = []
    seen: dict[int, int] = defaultdict(int)
    for whose in new:
        place = seen[whose.number]
        seen[whose.number] += 1
        if place == len(batches):
            batches.append([])
        batches[place].append(whose)
    return batches


def _new_case(whose: Identifiers) -> NewCase:
    return NewCase(
        surname=whose.surname,
        forename=whose.forename,
        born_on=whose.born_on,
        sex=whose.sex,
        ethnicity=whose.ethnicity,
        postcode=whose.postcode,
        upn=whose.upn,
        uln=whose.uln,
        need=whose.primary_need,
    )


def _event(case_id: str, each: Happened) -> NewEvent:
    details = {name: said.isoformat() if isinstance(said, date) else said for name, said in each.details.items()}
    return NewEvent(case_id=case_id, fact=each.fact, on=each.on, details=details)


class _Finder:
    """Finds the case of a story: the person by number, else by name and birth date; then the request or the plan."""

    def __init__(self, cases: Sequence[IdentifiedCase]) -> None:
        self._cases: dict[object, list[IdentifiedCase]] = defaultdict(list)
        for each in cases:
            for key in {each.upn, each.uln, (each.surname, each.forename, each.born_on)} - {""}:
                self._cases[key].append(each)

    def case_of(self, whose: Identifiers) -> str:
        """The case's address, or nothing where there is none."""
        keys = (whose.upn, whose.uln, (whose.surname, whose.forename, whose.born_on))
        near = next((self._cases[key] for key in keys if key and key in self._cases), [])
        same = [
            each
            for each in near
            if (whose.received_on and each.received_on == whose.received_on)
            or (whose.started_on and each.started_on == whose.started_on)
        ]
        return same[0].id if same else ""
