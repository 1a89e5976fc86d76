"""What happens while a plan is kept: where the child or young person is, reviews, moves between phases, a budget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from oneplan.synthetic.area.counted import allowed
from oneplan.synthetic.area.days import academic_year, on_a_working_day
from oneplan.synthetic.area.habits import OLDEST, YOUNGEST, Habits
from oneplan.synthetic.area.settings import SECONDARY_FROM, SettingBook
from oneplan.synthetic.area.shapes import PhaseMove, ReviewHeld, Stay

YEAR, NEW_YEAR_DAYS = 365, 20
COLLEGE_GROUPS = frozenset({"fe_general", "fe_specialist"})
SPECIAL_GROUPS = frozenset({"special_state", "special_independent", "special_non_maintained"})
PRIMARY_FROM, COLLEGE_FROM = 4, 16
# Age at the start of the year in which a transfer is planned; what it leads to; the month and day it is due by.
TRANSFERS = {
    3: ("early_years_to_school", 2, 15),
    10: ("primary_to_secondary", 2, 15),
    15: ("secondary_to_post_16", 3, 31),
}
AUGUST = 8


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The span of a plan within what is told: born, started, and the last day on which it is still kept."""

    born: int
    born_academic: int
    started: int
    until: int
    told_from: int
    is_over: bool
    group_at_end: str


def stays_of(random: Random, habits: Habits, book: SettingBook, life: Lifetime) -> tuple[Stay, ...]:
    """Where they were, the earliest first, back to the first day that is told."""
    stays: list[Stay] = []
    group, until, left = life.group_at_end, life.until, life.until if life.is_over else None
    earliest = max(life.told_from, life.born + YEAR)
    while until > earliest and len(stays) < 4:  # noqa: PLR2004 - nobody moves more often in what is told
        # A move at the start of September ends the year before, not the one that begins.
        academic = academic_year(date.fromordinal(until - (1 if not stays else NEW_YEAR_DAYS)))
        age = min(max(academic - life.born_academic, YOUNGEST), OLDEST)
        entered = _entered(random, habits, life, group, age=age, until=until)
        stay = _stay(random, habits, book, group, age, entered, left)
        if stay.code == "NEET":  # nobody is counted so before 16
            entered = max(entered, min(life.born + int(COLLEGE_FROM * 365.25) + 60, until - 1))
            stay = replace(stay, entered_on=date.fromordinal(entered))
        stays.append(stay)
        group, until = _group_before(random, group, age), entered
        left = entered
    return tuple(reversed(stays))


def reviews_of(random: Random, habits: Habits, life: Lifetime, on: int) -> tuple[ReviewHeld, ...]:
    """Annual reviews from the plan's start, or from some years before what is told, up to a day."""
    anchor = life.started
    while anchor < life.told_from - 2 * YEAR:
        anchor += YEAR
    reviews: list[ReviewHeld] = []
    until = min(life.until, on)
    while True:
        met, decided, drafted, amended, outcome = _review(random, habits, anchor)
        if met > until:
            return tuple(reviews)
        if outcome == "cease" and not (life.is_over and until - decided < YEAR // 2):
            outcome = "maintain"
        reviews.append(
            ReviewHeld(
                date.fromordinal(met),
                _if_past(decided, until),
                outcome if decided <= until else "",
                _if_past(drafted, until) if outcome == "amend" else None,
                _if_past(amended, until) if outcome == "amend" else None,
            )
        )
        anchor = decided


def phase_moves_of(random: Random, habits: Habits, life: Lifetime, on: int) -> tuple[PhaseMove, ...]:
    """The transfers between phases that the plan has to be amended for."""
    moves = []
    for age, (moves_to, month, day) in TRANSFERS.items():
        year = life.born_academic + age + 1
        due, planned = date(year, month, day).toordinal(), date(year - 1, 9, 15).toordinal()
        if planned > on or planned < life.told_from or life.started > due - 90 or life.until < planned:
            continue
        if random.random() < habits.number("phase_final_in_time_share"):
            final = due - int(random.random() ** 2.2 * 75)
        else:
            final = due + 1 + int(random.expovariate(1 / habits.number("phase_late_mean_days")))
        final = on_a_working_day(final)
        sent = date.fromordinal(final) if final <= min(on, life.until) else None
        planned_on = date.fromordinal(max(planned, life.started))
        moves.append(PhaseMove(moves_to, planned_on, date.fromordinal(due), sent))
    return tuple(moves)


def drawn_from(random: Random, chances: dict[str, float]) -> str:
    """One of some small chances, or nothing."""
    left = random.random()
    for name, chance in chances.items():
        left -= chance
        if left < 0:
            return name
    return ""


def _review(random: Random, habits: Habits, anchor: int) -> tuple[int, int, int, int, str]:
    luck = random.random()
    if luck < habits.number("review_missed_share"):
        span = 2 * YEAR - 60 + int(random.random() * 100)
    elif luck < habits.number("review_late_share"):
        span = YEAR + 3 + int(random.expovariate(1 / habits.number("review_late_mean_days")))
    else:
        first = habits.number("review_first_days")
        span = int(first + random.random() * (YEAR - 1 - first))
    in_four_weeks = random.random() < habits.number("decided_in_4_weeks_share")
    if in_four_weeks:
        gap = allowed().after_review - 2 - int(random.random() ** 2 * 20)
    else:
        gap = allowed().after_review + 2 + int(random.expovariate(1 / 24))
    met = anchor + span - min(gap, 120)
    if date.fromordinal(met).month == AUGUST:
        met -= 40
    met = on_a_working_day(met)
    decided = max(on_a_working_day(met + min(gap, 120)), met + 1)
    outcome = habits.review_outcomes.draw(random)
    drafted = on_a_working_day(decided + 14) if gap > allowed().after_review else decided
    amended = on_a_working_day(drafted + 30 + int(random.random() ** 1.5 * 34))
    return met, decided, drafted, amended, outcome


def _entered(random: Random, habits: Habits, life: Lifetime, group: str, *, age: int, until: int) -> int:
    if group == "early_years" or age < PRIMARY_FROM:
        began = max(2, min(age, 3))
    elif group in COLLEGE_GROUPS or age > COLLEGE_FROM + 2:
        began = COLLEGE_FROM + int(random.random() * (age - COLLEGE_FROM + 1)) if age >= COLLEGE_FROM else age
    else:
        began = SECONDARY_FROM if age >= SECONDARY_FROM else PRIMARY_FROM
    first = date(life.born_academic + began, 9, 3).toordinal()
    if first >= until:
        first = until - 120
    if random.random() < habits.chance("moved_within_phase", "special" if group in SPECIAL_GROUPS else "other"):
        first += int(random.random() * (until - first) * 0.9)
    return max(on_a_working_day(first), life.born + 200)


def _group_before(random: Random, group: str, age: int) -> str:
    if age <= PRIMARY_FROM:
        return "early_years"
    if group in SPECIAL_GROUPS:
        return "special_state" if random.random() < 0.5 else "mainstream"  # noqa: PLR2004
    if group in COLLEGE_GROUPS:
        return "mainstream" if random.random() < 0.6 else "special_state"  # noqa: PLR2004
    return "mainstream" if random.random() < 0.92 else "ap_pru"  # noqa: PLR2004


def _stay(
    random: Random, habits: Habits, book: SettingBook, group: str, age: int, entered: int, left: int | None
) -> Stay:
    entered_on, left_on = date.fromordinal(entered), date.fromordinal(left) if left is not None else None
    if group == "early_years":
        return Stay(entered_on, left_on, group, code="EYP")
    if group == "unknown_other":
        return Stay(entered_on, left_on, group, code="NIEO")
    if group == "elsewhere":
        return Stay(entered_on, left_on, group, code=_code_elsewhere(random, habits, age))
    setting = book.draw(random, group, age)
    chance = habits.chance("residential", group)
    residential = ("B" if random.random() < 0.2 else "A") if chance and random.random() < chance else ""  # noqa: PLR2004
    work = ""
    if group in COLLEGE_GROUPS and age >= COLLEGE_FROM:
        work = drawn_from(random, habits.chosen["work_based"])
    unit = setting.unit if group == "unit_rp" else ""
    return Stay(entered_on, left_on, group, setting, unit=unit, residential=residential, work_based=work)


def _code_elsewhere(random: Random, habits: Habits, age: int) -> str:
    codes: dict[str, str] = habits.chosen["elsewhere_codes"]
    while True:
        code = codes[habits.elsewhere.draw(random)]
        if COLLEGE_FROM < age < OLDEST - 1 or code not in {"NEET", "NIEC"}:
            return code


def _if_past(ordinal: int, until: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal <= until else None
