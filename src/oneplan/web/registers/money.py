"""Money not spent: every line with its counterfactual, what it planned and achieved, and what finance signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.actions import cost_avoidance as verbs
from oneplan.answers import access
from oneplan.core.access import NotFound
from oneplan.core.improvement.avoidance import financial_year, years_from
from oneplan.records.improvement import queries
from oneplan.rulebook.plans.registers import registers as book
from oneplan.web.plan.addresses import plan_at, section_address
from oneplan.web.plan.one_section import Entry
from oneplan.web.plan.questions import Question, answered
from oneplan.web.registers import forms as asked
from oneplan.web.registers.entries import plan_of
from oneplan.web.ui import words

if TYPE_CHECKING:
    from decimal import Decimal

    from oneplan.records.improvement.money import AchievedRow, AvoidanceRow
    from oneplan.records.improvement.registers import KeptRow

AHEAD = 5
HAPPENED = {
    "written": "Written down",
    "changed": "Changed; it waits for finance again",
    "signed-off": "Signed by finance",
    "sent-back": "Sent back by finance",
    "achieved": "A year's figure recorded",
    "achieved-agreed": "A year's figure agreed by finance",
    "achieved-sent-back": "A year's figure sent back by finance",
    "closed": "Closed",
}


def money(request: HttpRequest) -> HttpResponse:
    """Every line, and what they plan and have achieved by year."""
    plan = plan_of(request)
    found = queries.cost_avoidance(plan.id, request.viewer)
    values = {
        "title": "Money not spent",
        "crumbs": [_crumb()],
        "lead": _lead(found.share),
        "lines": found.lines,
        "years": [
            (each.year, pounds(each.planned), pounds(each.achieved), pounds(each.waiting)) for each in found.years
        ],
        "may_write": access.may(request.viewer, "money-write"),
    }
    return render(request, "registers/money.html", values)


def line(request: HttpRequest, money_id: str) -> HttpResponse:
    """One line with its years and everything it ever said."""
    row, kept = queries.avoidance_line(money_id, viewer=request.viewer)
    plan = plan_at(queries.plan_of_avoidance(money_id), request)
    values = {
        "title": row.name,
        "crumbs": [_crumb(), ("Money not spent", reverse("money"))],
        "row": row,
        "facts": _facts(row),
        "section": section_address(plan, row.section_slug),
        "years": [
            (each.year, row.ramp[each.year], pounds(each.planned), pounds(each.achieved), pounds(each.waiting))
            for each in row.years
        ],
        "achieved": [(each, pounds(each.pounds), _settled(each)) for each in row.achieved],
        "may_settle": access.may(request.viewer, "money-approve"),
        "links": _links(row, request),
        "history": tuple(_entry(each) for each in kept),
    }
    return render(request, "registers/money_line.html", values)


def add(request: HttpRequest) -> HttpResponse:
    """What is not spent?"""
    plan = plan_of(request)
    tree = queries.plan_tree(plan.id, viewer=request.viewer)
    crumbs = (_crumb(), ("Money not spent", reverse("money")))
    question = Question(
        "Add a line of money not spent", "Write it down", reverse("money"), crumbs, done="It is written down."
    )
    made: dict[str, asked.MoneyForm] = {}

    def make(*args: Any) -> asked.MoneyForm:
        made["form"] = asked.MoneyForm(*args, tree=tree, years=_years())
        return made["form"]

    def save(_given: dict[str, Any], common: dict[str, Any]) -> str:
        return reverse("money-line", args=[verbs.write_line(plan_id=plan.id, line=made["form"].line, **common)])

    return answered(request, question, make, save)


def change(request: HttpRequest, money_id: str) -> HttpResponse:
    """What should the line say?"""
    row, _ = queries.avoidance_line(money_id, viewer=request.viewer)
    tree = queries.plan_tree(queries.plan_of_avoidance(money_id), viewer=request.viewer)
    made: dict[str, asked.MoneyForm] = {}
    years = tuple(sorted({*row.ramp, *_years()}))

    def make(*args: Any) -> asked.MoneyForm:
        made["form"] = asked.MoneyForm(*args, tree=tree, years=years, row=row)
        return made["form"]

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        version = given["version"] or 0
        verbs.change_line(line_id=money_id, version=version, line=made["form"].line, reason=given["reason"], **common)

    return answered(
        request, _about(row, "Change the line", "Save it", "It is saved, and waits for finance."), make, save
    )


def sign(request: HttpRequest, money_id: str) -> HttpResponse:
    """Does finance agree the line?"""
    row, _ = queries.avoidance_line(money_id, viewer=request.viewer)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        agreed = given["agreed"] == "yes"
        verbs.sign_off_line(line_id=money_id, version=row.version, agreed=agreed, words=given["words"], **common)

    question = _about(row, "Does finance agree this line?", "Save it", "It is saved.", now=tuple(_facts(row)))
    return answered(request, question, asked.DecideForm, save)


def achieved(request: HttpRequest, money_id: str) -> HttpResponse:
    """What did the line come to in a year?"""
    row, _ = queries.avoidance_line(money_id, viewer=request.viewer)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        said = {name: given[name] for name in ("year", "quantity", "unit_cost", "evidence")}
        verbs.record_achieved(line_id=money_id, **said, **common)

    question = _about(row, "What did it come to?", "Record it", "It is recorded, and waits for finance.")
    return answered(request, question, lambda *args: asked.AchievedForm(*args, row=row), save)


def settle(request: HttpRequest, money_id: str, achieved_id: str) -> HttpResponse:
    """Does finance agree the year's figure?"""
    row, _ = queries.avoidance_line(money_id, viewer=request.viewer)
    found = next((each for each in row.achieved if each.id == achieved_id), None)
    if found is None:
        raise NotFound("There is no such figure.", do="Open the line to see what stands.")

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        agreed = given["agreed"] == "yes"
        verbs.sign_off_achieved(achieved_id=achieved_id, agreed=agreed, words=given["words"], **common)

    facts = (
        ("Year", found.year),
        ("Comes to", f"{found.quantity:g} at {pounds(found.unit_cost)}: {pounds(found.pounds)}"),
        ("What shows it", found.evidence),
        ("Recorded by", f"{found.by_name}, on {words.long_day(found.on)}"),
    )
    question = _about(row, "Does finance agree this figure?", "Save it", "It is saved.", now=facts)
    return answered(request, question, asked.DecideForm, save)


def close(request: HttpRequest, money_id: str) -> HttpResponse:
    """Why does it count no more?"""
    row, _ = queries.avoidance_line(money_id, viewer=request.viewer)

    def save(given: dict[str, Any], common: dict[str, Any]) -> None:
        verbs.close_line(line_id=money_id, reason=given["reason"], **common)

    return answered(request, _about(row, "Close the line", "Close it", "It is closed."), asked.AgainForm, save)


def pounds(amount: Decimal | None) -> str:
    """An amount as people read it; none is not nothing."""
    return "Not known" if amount is None else f"£{amount:,.0f}"


def _lead(share: Decimal | None) -> str:
    if share is None:
        return "Finance has not agreed any year's figure yet, so nothing is known to be avoided."
    return f"{share:.0f}% of what was planned has been achieved, in the years where finance agreed a figure."


def _years() -> tuple[str, ...]:
    return years_from(financial_year(timezone.localdate(), first_month=book().first_month), AHEAD)


def _facts(row: AvoidanceRow) -> list[tuple[str, str]]:
    signed = "Signed by finance as it stands" if row.is_signed else "Waits for finance, so it does not count yet"
    return [
        ("Without it", row.counterfactual),
        ("From", words.long_day(row.starts_on)),
        ("One unit", f"{row.unit}, at {pounds(row.unit_cost)}"),
        ("What shows it", row.evidence),
        ("Written by", row.written_by),
        ("Finance", "Closed" if row.is_closed else signed),
    ]


def _settled(row: AchievedRow) -> str:
    if not row.is_settled:
        return "Waits for finance"
    return f"{'Agreed' if row.is_agreed else 'Sent back'} by {row.finance_name}. {row.words}".strip()


def _links(row: AvoidanceRow, request: HttpRequest) -> list[tuple[str, str]]:
    links: list[tuple[str, str]] = []
    if row.is_closed:
        return links
    if access.may(request.viewer, "money-approve"):
        links += [("Say whether finance agrees it", reverse("money-sign", args=[row.id]))]
    if access.may(request.viewer, "money-write"):
        links += [("Record what a year came to", reverse("money-achieved", args=[row.id]))] if row.is_signed else []
        links += [("Change the line", reverse("money-change", args=[row.id]))]
        links += [("Close the line", reverse("money-close", args=[row.id]))]
    return links


def _entry(row: KeptRow) -> Entry:
    by = f"{row.by_name} ({row.acting_role.replace('-', ' ')})" if row.acting_role else row.by_name
    year = (str(row.after["year"]),) if row.kind.startswith("achieved") and "year" in row.after else ()
    return Entry(row.on, HAPPENED.get(row.kind, row.kind), by, tuple(each for each in (*year, row.reason) if each))


def _about(
    row: AvoidanceRow, question: str, verb: str, done: str, *, now: tuple[tuple[str, str], ...] = ()
) -> Question:
    back = reverse("money-line", args=[row.id])
    crumbs = (_crumb(), ("Money not spent", reverse("money")), (row.ref, back))
    return Question(question, verb, back, crumbs, lead=row.name, caption=row.ref, now=now, done=done)


def _crumb() -> tuple[str, str]:
    return "Risks, money and milestones", reverse("registers")
