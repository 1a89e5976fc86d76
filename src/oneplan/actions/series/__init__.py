"""Supplies measures kept by hand: values, who owes them, what they mean, what a plan prints of them."""

from oneplan.actions.series.duties import chase, set_duty
from oneplan.actions.series.lines import choose_measures, rematch
from oneplan.actions.series.meaning import change_definition
from oneplan.actions.series.printed import enter_printed
from oneplan.actions.series.supplying import Given, faults_of_one, supply, supply_many, take_back

__all__ = [
    "Given",
    "change_definition",
    "chase",
    "choose_measures",
    "enter_printed",
    "faults_of_one",
    "rematch",
    "set_duty",
    "supply",
    "supply_many",
    "take_back",
]
