"""Read rulebook/law: one parameter in each file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from oneplan.core.law import Amount, Citation, Parameter, Status, Unit, Value
from oneplan.rulebook.tables import DRAFT, Table, files_in, read_file


def load_parameters(root: Path) -> Mapping[str, Parameter]:
    """Every parameter that is not a draft, by id."""
    found: dict[str, Parameter] = {}
    for path in files_in(root / "law"):
        table = read_file(path, root)
        expected = f"{path.parent.name}-{path.stem}"
        parameter = read_parameter(table)
        if parameter is None:
            continue
        if parameter.id != expected:
            raise table.problem(f"the id is {parameter.id}", do=f"Call it {expected}, as its path does.")
        found[parameter.id] = parameter
    return found


def read_parameter(table: Table) -> Parameter | None:
    """One parameter; none if it is a draft."""
    said = table.text("status")
    if said == DRAFT:
        return None
    status = _status(table, said)
    name, title, unit = table.text("id"), table.text("title"), table.word("unit", Unit)
    citation = Citation(table.text("citation"), table.text("instrument"), table.text("source"), table.day("checked_on"))
    note = table.text("note", "")
    values = tuple(_value(each, status) for each in table.tables("value"))
    table.close()
    return Parameter(name, title, citation, unit, status, values, note)


def _value(table: Table, inherited: Status) -> Value:
    first_day = table.day("first_day")
    status = table.word("status", Status, inherited)
    amount = None if table.flag("ends") else _amount(table)
    table.close()
    return Value(first_day, amount, status)


def _amount(table: Table) -> Amount:
    found = table.optional("amount")
    if isinstance(found, list):
        return tuple(str(each) for each in found)
    if isinstance(found, bool | int | str):
        return found
    raise table.problem("an amount is missing", do="Give an amount, or say ends = true.")


def _status(table: Table, said: str) -> Status:
    try:
        return Status(said)
    except ValueError:
        known = ", ".join(each.value for each in Status)
        raise table.problem(f"status is “{said}”", do=f"Use one of: {known}, draft.") from None
