"""Reading the rulebook's tables strictly: nothing missing, nothing unknown, nothing of the wrong shape."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from oneplan.core.kernel import Problem

DRAFT = "draft"
HEADINGS = ("id", "title", "source", "checked_on", "status")

_Word = TypeVar("_Word", bound=StrEnum)
_Kind = TypeVar("_Kind", str, int, bool, list[Any], dict[str, Any], date)


class Table:
    """One table of a rulebook file, read key by key; what is left at the end is refused."""

    def __init__(self, content: Mapping[str, object], where: str) -> None:
        self._left = dict(content)
        self.where = where

    def text(self, key: str, default: str | None = None) -> str:
        """A text."""
        return self._take(key, str, default)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Yes or no."""
        return self._take(key, bool, default)

    def number(self, key: str) -> int:
        """A whole number."""
        return self._take(key, int, None)

    def day(self, key: str) -> date:
        """A date."""
        return self._take(key, date, None)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or none of them."""
        return tuple(str(each) for each in self._take(key, list, []))

    def items(self, key: str) -> list[object]:
        """A list of anything."""
        return self._take(key, list, [])

    def tables(self, key: str) -> Iterator[Table]:
        """A list of tables."""
        for number, each in enumerate(self._take(key, list, []), start=1):
            yield self._inner(each, f"{self.where}, {key} {number}")

    def named_tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """Tables by name."""
        for name, each in self._take(key, dict, {}).items():
            yield name, self._inner(each, f"{self.where}, {key} {name}")

    def texts_by_name(self, key: str) -> Mapping[str, str]:
        """Texts by name."""
        return {name: str(each) for name, each in self._take(key, dict, {}).items()}

    def word(self, key: str, words: type[_Word], default: _Word | None = None) -> _Word:
        """One word of a closed set."""
        said = self.text(key, default.value if default else None)
        try:
            return words(said)
        except ValueError:
            known = ", ".join(each.value for each in words)
            raise self.problem(f"{key} is “{said}”", do=f"Use one of: {known}.") from None

    def optional(self, key: str) -> object:
        """Whatever stands there, or none."""
        return self._left.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether a key is still to be read."""
        return key in self._left

    def close(self) -> None:
        """Refuse what nobody asked for: a misspelt key must not pass for a rule that is not there."""
        if self._left:
            raise self.problem(f"unknown: {', '.join(sorted(self._left))}", do="Correct or remove it.")

    def problem(self, what: str, *, do: str) -> Problem:
        """A refusal that says which table it is about."""
        return Problem(f"{self.where}: {what}.", why="The rulebook is read strictly.", do=do)

    def _inner(self, content: object, where: str) -> Table:
        if not isinstance(content, dict):
            raise Problem(f"{where}: a table was expected.", do="Write it as a table.")
        return Table(content, where)

    def _take(self, key: str, kind: type[_Kind], default: _Kind | None) -> _Kind:
        found = self._left.pop(key, default)
        if found is None:
            raise self.problem(f"{key} is missing", do="Add it.")
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is int):
            raise self.problem(f"{key} is {found!r}", do=f"Give a {kind.__name__}.")
        return found


def read_file(path: Path, root: Path) -> Table:
    """One file as a table."""
    return parse(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def parse(text: str, where: str) -> Table:
    """TOML as a table, or a refusal that names the file."""
    try:
        return Table(tomllib.loads(text), where)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{where} cannot be read: {error}.", do="Correct the file.") from None


def files_in(folder: Path) -> Iterable[Path]:
    """The files of a part of the rulebook, in order of name."""
    return sorted(folder.rglob("*.toml"))
