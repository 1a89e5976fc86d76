"""The settings of the area and those near it, in numbers that follow how many plans there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from oneplan.synthetic.area.habits import content
from oneplan.synthetic.area.shapes import InventedSetting
from oneplan.synthetic.area.streams import stream

# Ranges that no setting of England has: URNs and UKPRNs of invented settings begin here.
FIRST_URN, FIRST_UKPRN = 900_001, 19_900_001
PER_AREA, USUAL_PLANS = 600, 4_850
SETTINGS_KEY = 101
SECONDARY_FROM, SCHOOL_FROM = 11, 4


@dataclass(frozen=True, slots=True)
class SettingBook:
    """The settings by the placement group and phase that they serve."""

    settings: tuple[InventedSetting, ...]
    serving: dict[tuple[str, str], tuple[InventedSetting, ...]]

    def draw(self, random: Random, group: str, age: int) -> InventedSetting:
        """A setting for somebody of an age at the start of the year; some are larger than others."""
        phase = "secondary" if age >= SECONDARY_FROM else "primary" if age >= SCHOOL_FROM else "nursery"
        wanted = ((group, phase), (group, ""), (group, "primary"), ("mainstream", phase), ("mainstream", "primary"))
        found = next((each for key in wanted if (each := self.serving.get(key))), ())
        return found[int(random.random() ** 1.4 * len(found))]


@cache
def _kinds() -> tuple[dict[str, object], ...]:
    return tuple(content("settings")["kind"])


@cache
def _places() -> tuple[str, ...]:
    return tuple(content("settings")["places"])


def invent_settings(seed: int, plans: int, block: int = 0) -> SettingBook:
    """Settings for an area of so many plans; ``block`` keeps the numbers of one area apart from another's."""
    random = stream(seed, SETTINGS_KEY)
    made: list[InventedSetting] = []
    places = list(_places())
    random.shuffle(places)
    urn, ukprn = FIRST_URN + block * PER_AREA, FIRST_UKPRN + block * PER_AREA
    for kind in _kinds():
        for _ in range(max(1, round(int(str(kind["usual"])) * (plans / USUAL_PLANS) ** 0.85))):
            has_urn = kind["number"] == "urn"
            name = _named(random, kind, places[len(made) % len(places)], {each.name for each in made})
            made.append(_setting(random, kind, name, urn, ukprn))
            urn, ukprn = urn + has_urn, ukprn + (not has_urn)
    return SettingBook(tuple(made), _serving(tuple(made)))


def _named(random: Random, kind: dict[str, object], place: str, taken: set[str]) -> str:
    """The name of a place and of a kind, told apart from one that has the same."""
    name = f"{place} {random.choice(list(kind['endings']))}"  # type: ignore[call-overload]
    while name in taken:
        name = f"{random.choice(('New', 'Upper', 'Lower', 'North', 'South', 'East', 'West', 'Old'))} {name}"
    return name


def _setting(random: Random, kind: dict[str, object], name: str, urn: int, ukprn: int) -> InventedSetting:
    return InventedSetting(
        name=name,
        kind=str(kind["kind"]),
        phase=str(kind["phase"]),
        calendar=str(kind["calendar"]),
        urn=str(urn) if kind["number"] == "urn" else "",
        ukprn=str(ukprn) if kind["number"] == "ukprn" else "",
        is_in_area=random.random() >= float(str(kind["outside"])),
        unit=str(random.choice(["unit", "rp"])) if random.random() < float(str(kind["with_unit"])) else "",
    )


def _serving(settings: tuple[InventedSetting, ...]) -> dict[tuple[str, str], tuple[InventedSetting, ...]]:
    serves = {str(kind["kind"]): str(kind["group"]) for kind in _kinds()}
    found: dict[tuple[str, str], list[InventedSetting]] = {}
    for setting in settings:
        group = serves[setting.kind]
        phases = (setting.phase,) if setting.phase in {"primary", "secondary", "nursery"} else ("",)
        for phase in phases:
            found.setdefault((group, phase), []).append(setting)
            if setting.unit:
                found.setdefault(("unit_rp", phase), []).append(setting)
    return {key: tuple(each) for key, each in found.items()}
