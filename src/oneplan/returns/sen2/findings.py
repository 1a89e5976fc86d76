"""What reading a return finds, how it counts, and how it refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from oneplan.core.kernel import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that fired: on which person (by place in the file), where, and with which values."""

    rule: str
    level: str
    position: int | None
    path: str
    values: Mapping[str, str]
    message: str


@dataclass(slots=True)
class Counts:
    """What became of everything in the file: elements = read + reported + refused.

    ``findings`` counts every one, also those beyond the number that is listed for one batch (``unlisted``).
    """

    persons: int = 0
    requests: int = 0
    open_plans: int = 0
    elements: int = 0
    read: int = 0
    reported: int = 0
    refused: int = 0
    bytes: int = 0
    unlisted: int = 0
    findings: Counter[str] = field(default_factory=Counter)


class ReturnRefused(Problem):
    """The whole file cannot be read; ``rule`` says which check refused it."""

    def __init__(self, what: str, *, rule: str = "F01", why: str = "", do: str = "") -> None:
        super().__init__(what, why=why or "Nothing of it was kept.", do=do or "Make the file again and send that one.")
        self.rule = rule
