"""The rulebook in memory: read once, checked, and known by its hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from oneplan.core.calendar import WorkingDays
from oneplan.core.kernel import Problem
from oneplan.core.law import Parameter, Status
from oneplan.core.pathways.definitions import Clock, ExceptionRule, ExceptionSet, Pathway, Rules
from oneplan.rulebook.calendar_files import load_working_days
from oneplan.rulebook.checking import check
from oneplan.rulebook.law_files import load_parameters
from oneplan.rulebook.pathway_files import PathwayFile, load_pathways
from oneplan.rulebook.tables import files_in

ROOT = Path(__file__).parent
PARTS = ("law", "pathways", "calendar")
ORDER = (
    "needs-assessment",
    "exceptions",
    "annual-review",
    "phase-transfer",
    "move-between-areas",
    "re-assessment",
    "ceasing",
    "ages",
    "mediation",
    "appeal",
    "tribunal-orders",
    "conceded-appeals",
    "personal-budgets",
    "health-and-care",
    "section-19",
    "exclusions",
    "attendance",
    "children-in-care",
    "social-care",
    "complaints-and-information",
    "detained-persons",
    "timeliness",
    "expected-law",
)


_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Law, pathways and calendar as data, with the hash of every file they came from."""

    rules: Rules
    working_days: WorkingDays
    hash: str

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every number from law."""
        return self.rules.parameters


@lru_cache(maxsize=1)
def load_rulebook() -> Rulebook:
    """The rulebook that is shipped, read once in a process."""
    return read_rulebook(ROOT)


def read_rulebook(root: Path) -> Rulebook:
    """A rulebook from its folder, checked as a whole."""
    parameters = load_parameters(root)
    rules = assemble(load_pathways(root), parameters)
    check(rules)
    return Rulebook(rules, load_working_days(root), rulebook_hash(root))


def assemble(files: Iterable[PathwayFile], parameters: Mapping[str, Parameter]) -> Rules:
    """The rules from their files: pathways in reading order, and each name defined once."""
    ordered = sorted(files, key=lambda each: _place(each.pathway.id))
    pathways = tuple(_with_expected_marked(each.pathway, parameters) for each in ordered)
    outputs: dict[str, list[Clock]] = defaultdict(list)
    for pathway in pathways:
        for clock in pathway.clocks:
            outputs[clock.output].append(clock)
    return Rules(
        pathways=pathways,
        facts=_once([(fact.name, fact) for pathway in pathways for fact in pathway.facts]),
        parameters=parameters,
        exceptions=_exceptions(ordered),
        exception_sets=_exception_sets(ordered),
        outputs={name: tuple(clocks) for name, clocks in outputs.items()},
    )


def rulebook_hash(root: Path) -> str:
    """One hash of every file, so that a date can say by which rules it was worked out."""
    digest = sha256()
    for part in PARTS:
        for path in files_in(root / part):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _with_expected_marked(pathway: Pathway, parameters: Mapping[str, Parameter]) -> Pathway:
    """A clock whose number is only expected is itself only expected."""
    expected = {name for name, each in parameters.items() if each.status is Status.EXPECTED}
    clocks = tuple(
        replace(clock, status=Status.EXPECTED) if any(limb.parameter in expected for limb in clock.limbs) else clock
        for clock in pathway.clocks
    )
    return replace(pathway, clocks=clocks)


def _exceptions(files: Iterable[PathwayFile]) -> Mapping[str, ExceptionRule]:
    return _once([(each.code, each) for file in files for each in file.exceptions])


def _exception_sets(files: Iterable[PathwayFile]) -> Mapping[str, ExceptionSet]:
    return _once([(each.id, each) for file in files for each in file.exception_sets])


def _once(pairs: list[tuple[str, _Entry]]) -> Mapping[str, _Entry]:
    found: dict[str, _Entry] = {}
    for name, each in pairs:
        if name in found:
            raise Problem(f"{name} is defined twice.", do="Keep one of the two.")
        found[name] = each
    return found
