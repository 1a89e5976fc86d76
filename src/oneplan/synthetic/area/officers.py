"""The officers of the area in their teams, and who holds whom."""

from __future__ import annotations

from functools import cache
from random import Random

from oneplan.synthetic.area.habits import Habits, content
from oneplan.synthetic.area.shapes import InventedOfficer, RequestMade
from oneplan.synthetic.area.streams import Chances

ADULTHOOD_FROM, ADULTHOOD = 17, "Preparing for adulthood"


@cache
def officers() -> tuple[InventedOfficer, ...]:
    """Everybody who holds cases."""
    return tuple(
        InventedOfficer(each["name"], each["email"], each["team"], each.get("whole_area_of_work", ""))
        for each in content("officers")["officer"]
    )


def allocated(
    habits: Habits, random: Random, requests: tuple[RequestMade, ...], *, age: int, household: int
) -> tuple[str, str]:
    """The officer's e-mail and the team of a case; some wait for an officer, and nobody alone holds a whole team's."""
    plan = requests[-1].plan
    if plan and plan.stays and plan.stays[-1].group == "elsewhere" and not plan.ceased_on:
        alone = next(each for each in officers() if each.whole_area_of_work)
        return alone.email, alone.team
    team = ADULTHOOD if age >= ADULTHOOD_FROM else ("North" if household * 7 % 10 < 5 else "South")  # noqa: PLR2004
    if random.random() < habits.number("unallocated_share"):
        return "", team
    return _teams()[team].draw(random), team


@cache
def _teams() -> dict[str, Chances[str]]:
    weights: dict[str, dict[str, float]] = {}
    for each in content("officers")["officer"]:
        if "whole_area_of_work" not in each:
            weights.setdefault(each["team"], {})[each["email"]] = float(each.get("weight", 1))
    return {team: Chances(each) for team, each in weights.items()}
