"""What a plan keeps beside its actions: what each kind asks, how grave a risk is, and what an entry leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneplan.core.kernel import Problem


@dataclass(frozen=True, slots=True)
class Kind:
    """One register: what it is called, what a form asks, what may not be left out and how an entry may end."""

    id: str
    title: str
    plural: str
    prefix: str
    says: str
    asks: tuple[str, ...]
    needs: tuple[str, ...]
    words: str
    detail: str
    due: str
    open: str
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """Every register with the words of likelihood, impact and how grave the two are together."""

    kinds: tuple[Kind, ...]
    likelihoods: Mapping[str, str]
    impacts: Mapping[str, str]
    levels: Mapping[str, str]
    matrix: Mapping[tuple[str, str], str]
    soon_days: int
    first_month: int

    def kind(self, kind_id: str) -> Kind:
        """The register of this id; raises Problem."""
        found = next((each for each in self.kinds if each.id == kind_id), None)
        if found is None:
            raise Problem(f"There is no register called {kind_id}.", do="Start from the list of registers.")
        return found

    def level(self, likelihood: str, impact: str) -> str:
        """How grave a risk is; nothing where either is not known."""
        return self.matrix.get((likelihood, impact), "")


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What somebody writes in a register."""

    words: str = ""
    detail: str = ""
    section: str = ""
    action: str = ""
    owner_role: str = ""
    likelihood: str = ""
    impact: str = ""
    due_on: date | None = None
    review_on: date | None = None
    pounds: Decimal | None = None


ASKED_AS = {
    "words": "what it is",
    "detail": "what is done about it",
    "owner_role": "who owns it",
    "likelihood": "how likely it is",
    "impact": "how bad it would be",
    "due_on": "the day it is due",
    "review_on": "the day it is looked at again",
}


def check_entry(book: RegisterBook, kind: Kind, entry: EntryWords) -> None:
    """The entry says all that its kind needs; raises Problem that names what is missing."""
    missing = [ASKED_AS[name] for name in kind.needs if not getattr(entry, name)]
    if missing:
        listed = ", ".join(missing[:-1]) + (" and " if len(missing) > 1 else "") + missing[-1]
        raise Problem(
            f"{kind.title}: say {listed}.", why="Without it nobody can act on it.", do="Fill in what is missing."
        )
    if entry.likelihood and entry.likelihood not in book.likelihoods:
        raise Problem("How likely it is must be one of the words given.", do="Choose one of them.")
    if entry.impact and entry.impact not in book.impacts:
        raise Problem("How bad it would be must be one of the words given.", do="Choose one of them.")
    if entry.pounds is not None and entry.pounds < 0:
        raise Problem("An amount of money cannot be below nothing.", do="Write the amount without a minus.")
