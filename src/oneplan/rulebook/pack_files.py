"""Read rulebook/packs: what a pack holds at each tier, and the sentences of the easy-read version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oneplan.core.kernel import Problem
from oneplan.rulebook.tables import HEADINGS, Table, read_file

ROOT = Path(__file__).parent
FOLDER = ROOT / "packs"
_WORDS = ("internal", "public")


@dataclass(frozen=True, slots=True)
class Tier:
    """One kind of reader: its parts in order, the profile of its figures, and whether its words are public ones."""

    id: str
    title: str
    says: str
    profile: str
    parts: tuple[str, ...]
    is_public: bool


@dataclass(frozen=True, slots=True)
class EasyPart:
    """One part of the easy-read version; ``each`` names the list that follows its lines, ``none`` says it is empty."""

    title: str
    picture: str
    lines: tuple[str, ...]
    each: str
    none: str


@dataclass(frozen=True, slots=True)
class PackRules:
    """Every tier, the titles of parts, the words for ratings and the limits of a pack."""

    tiers: Mapping[str, Tier]
    parts: Mapping[str, str]
    ratings: Mapping[str, str]
    charts_per_section: int
    updates_per_section: int
    changes_look_back_days: int
    most_quotes: int

    def tier(self, tier: str) -> Tier:
        """The tier with this id; raises Problem that names those there are."""
        if tier not in self.tiers:
            raise Problem(
                f"There is no pack for “{tier}”.",
                why="What a pack holds is written down for each kind of meeting.",
                do=f"Choose one of: {', '.join(self.tiers)}.",
            )
        return self.tiers[tier]


@dataclass(frozen=True, slots=True)
class EasyRead:
    """The easy-read version's parts, its words for change, and how hard it may be to read."""

    parts: tuple[EasyPart, ...]
    words: Mapping[str, str]
    longest_sentence: int
    highest_grade: int
    leave_out: tuple[str, ...]


@cache
def load_pack_rules() -> PackRules:
    """The tiers as the rulebook gives them."""
    table = _headed("tiers.toml")
    parts, ratings = table.texts_by_name("parts"), table.texts_by_name("ratings")
    tiers = {name: _tier(name, each, parts) for name, each in table.named_tables("tier")}
    limits = Table(table.optional("limits") or {}, "packs/tiers.toml, limits")  # type: ignore[arg-type]
    rules = PackRules(
        tiers=tiers,
        parts=parts,
        ratings=ratings,
        charts_per_section=limits.number("charts_per_section"),
        updates_per_section=limits.number("updates_per_section"),
        changes_look_back_days=limits.number("changes_look_back_days"),
        most_quotes=limits.number("most_quotes"),
    )
    limits.close()
    table.close()
    return rules


@cache
def load_easy_read() -> EasyRead:
    """The sentences of the easy-read version."""
    table = _headed("easy-read.toml")
    easy = EasyRead(
        parts=tuple(_easy_part(each) for each in table.tables("part")),
        words=table.texts_by_name("words"),
        longest_sentence=table.number("longest_sentence"),
        highest_grade=table.number("highest_grade"),
        leave_out=table.texts("leave_out"),
    )
    table.close()
    return easy


def _headed(name: str) -> Table:
    table = read_file(FOLDER / name, ROOT)
    for heading in HEADINGS:
        table.optional(heading)
    return table


def _tier(name: str, table: Table, parts: Mapping[str, str]) -> Tier:
    words, held = table.text("words"), table.texts("parts")
    tier = Tier(name, table.text("title"), table.text("says"), table.text("profile"), held, words == "public")
    table.close()
    unknown = [each for each in held if each not in parts]
    if words not in _WORDS or unknown:
        raise table.problem(f"unknown: {', '.join(unknown) or words}", do="Use a part and words that are listed.")
    return tier


def _easy_part(table: Table) -> EasyPart:
    part = EasyPart(
        title=table.text("title"),
        picture=table.text("picture"),
        lines=table.texts("lines"),
        each=table.text("each", ""),
        none=table.text("none", ""),
    )
    table.close()
    return part
