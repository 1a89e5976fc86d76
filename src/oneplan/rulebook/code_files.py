"""Read rulebook/codes: closed lists of codes, each with its first day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.rulebook.book import ROOT
from oneplan.rulebook.tables import Table, read_file


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it means, which group it counts in and what the product uses it for."""

    code: str
    title: str
    group: str
    use: str
    status: Status


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes that is in use from a day on."""

    id: str
    title: str
    source: str
    first_day: date
    codes: Mapping[str, Code]

    def code(self, said: str) -> Code:
        """One code, or a refusal that names it."""
        if said not in self.codes:
            raise Problem(
                f"“{said}” is not one of the {self.title.lower()}.",
                why="It would be counted in no group.",
                do=f"Use one of: {' '.join(self.codes)}.",
            )
        return self.codes[said]

    def in_group(self, group: str) -> tuple[str, ...]:
        """The codes of a group, in their order."""
        return tuple(code for code, each in self.codes.items() if each.group == group)


@cache
def load_codes(name: str) -> CodeList:
    """A list of codes that is shipped, by its id."""
    path = ROOT / "codes" / f"{name}.toml"
    if not path.is_file():
        raise Problem(f"There is no list of codes called “{name}”.", do="Use the id of a file in rulebook/codes.")
    return read_codes(read_file(path, ROOT))


def read_codes(table: Table) -> CodeList:
    """A list of codes from its file; no code stands twice."""
    name, title, source = table.text("id"), table.text("title"), table.text("source")
    table.day("checked_on")
    first_day, status = table.day("first_day"), table.word("status", Status)
    listed = [_code(each, status) for each in table.tables("code")]
    table.close()
    codes = {each.code: each for each in listed}
    if len(codes) != len(listed):
        raise table.problem("a code stands twice", do="Keep one of the two.")
    return CodeList(name, title, source, first_day, codes)


def _code(table: Table, inherited: Status) -> Code:
    code = Code(
        code=table.text("code"),
        title=table.text("title"),
        group=table.text("group"),
        use=table.text("use", ""),
        status=table.word("status", Status, inherited),
    )
    table.close()
    return code
