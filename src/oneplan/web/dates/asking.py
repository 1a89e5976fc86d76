"""Reads the address: which facts, on which days, seen from when, with which school's days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms

from oneplan.core.pathways.facts import DetailType, Fact
from oneplan.web.dates.forms import CalculatorDayField, FormsTogether, LookForm, detail_field
from oneplan.web.dates.picking import first_fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from oneplan.core.pathways.definitions import Pathway, Rules
    from oneplan.core.pathways.facts import FactKind

MOST_FACTS = 30
RECORDED_ELSEWHERE = "not asked here"
_YES_NO = {True: "yes", False: "no"}


class FactForm(forms.Form):
    """One fact: its day, and its details."""

    def __init__(self, kind: FactKind, rules: Rules, *, key: str, data: QueryDict | None) -> None:
        super().__init__(data, prefix=key, auto_id="%s")
        self.kind, self.key = kind, key
        noun = f"the day of “{kind.title}”"
        self.fields["on"] = CalculatorDayField(label="When", noun=noun)
        outputs = {name: clocks[0].title for name, clocks in rules.outputs.items() if clocks[0].exceptions}
        for name, detail in kind.details.items():
            control = detail_field(name, detail, outputs)
            if control is not None:
                control.initial = _YES_NO.get(detail.default, detail.default)
                self.fields[name] = control

    @property
    def is_blank(self) -> bool:
        """Whether no part of the day was written."""
        return not any(self.data.get(f"{self.key}-on_{part}", "").strip() for part in ("day", "month", "year"))

    def fact(self) -> Fact:
        """The fact as the engine takes it; what a person left empty is left out."""
        details: dict[str, Any] = {
            name: RECORDED_ELSEWHERE
            for name, detail in self.kind.details.items()
            if name not in self.fields and detail.required
        }
        for name, value in self.cleaned_data.items():
            if name == "on" or value in {None, ""}:
                continue
            is_yes_no = self.kind.details[name].type is DetailType.YES_NO
            details[name] = value == "yes" if is_yes_no else value
        return Fact(self.kind.name, self.cleaned_data["on"], details)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything the address holds, as forms that lose nothing."""

    facts: list[FactForm]
    look: LookForm
    is_asked: bool

    @property
    def together(self) -> FormsTogether:
        """All the forms as one, for the error summary."""
        return FormsTogether([*self.facts, self.look])

    @property
    def is_ready(self) -> bool:
        """Whether dates can be worked out: something was asked and nothing has to be put right."""
        bound = [form for form in self.facts if form.is_bound]
        return self.is_asked and bool(bound) and all(form.is_valid() for form in (*bound, self.look))


def ask(data: QueryDict, pathway: Pathway, rules: Rules) -> Asked:
    """The forms for an address. Adding or taking away a fact never complains about boxes still empty."""
    is_changing = ("add" in data and bool(data["add"])) or "remove" in data
    named = {key: data[key] for key in _keys(data) if data[key] in rules.facts and data.get("remove") != key}
    found = [_form(rules, data[key], key, data, is_changing=is_changing) for key in named]
    if data.get("add") in rules.facts and len(found) < MOST_FACTS:
        found.append(FactForm(rules.fact(data["add"]), rules, key=_next_key(data), data=None))
    if not found:
        found.append(FactForm(rules.fact(first_fact(pathway)), rules, key="f1", data=None))
    look = LookForm(data if named else None, auto_id="%s")
    return Asked(found, look, is_asked=bool(named))


def facts_of(asked: Asked) -> tuple[Fact, ...]:
    """The facts that were given in full."""
    return tuple(form.fact() for form in asked.facts if form.is_bound)


def address_of_facts(facts: Mapping[str, Fact], *, seen_from: date | None = None, calendar: str = "") -> str:
    """The query of a page on which these facts are filled in, by their keys."""
    query: dict[str, str] = {}
    for key, fact in facts.items():
        query[key] = fact.name
        query |= _boxes(f"{key}-on", fact.on)
        for name, value in fact.details.items():
            query |= _detail(f"{key}-{name}", value)
    if seen_from:
        query |= _boxes("as_at", seen_from)
    return urlencode(query | ({"calendar": calendar} if calendar else {}))


def _detail(name: str, value: object) -> dict[str, str]:
    if isinstance(value, date):
        return _boxes(name, value)
    return {name: {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)}


def _boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _form(rules: Rules, name: str, key: str, data: QueryDict, *, is_changing: bool) -> FactForm:
    form = FactForm(rules.fact(name), rules, key=key, data=data)
    return FactForm(rules.fact(name), rules, key=key, data=None) if is_changing and form.is_blank else form


def _keys(data: QueryDict) -> list[str]:
    keys = [key for key in data if key[:1] == "f" and key[1:].isascii() and key[1:].isdigit()]
    return sorted(keys, key=lambda key: int(key[1:]))[:MOST_FACTS]


def _next_key(data: QueryDict) -> str:
    return f"f{max((int(key[1:]) for key in _keys(data)), default=0) + 1}"
