"""The faults of the plan, surfaced without anybody asking: each kind with its lines, and each line with its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oneplan.answers import plans
from oneplan.records.improvement import queries
from oneplan.web.plan.findings import TITLES
from oneplan.web.plan.kept import KeptPages
from oneplan.web.plan.views import current
from oneplan.web.ui import words

if TYPE_CHECKING:
    from oneplan.core.access import Viewer
    from oneplan.core.improvement.reading import Finding

TITLE = "Faults in the plan"
# The faults that leaders are shown on their first page, each with the kinds of finding that make it up.
FIRST: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "unowned": ("Nobody owns it", "unowned", ("no_owner",)),
    "undated": ("No date to hold it to", "undated", ("no_date", "no_end", "unclear_date")),
    "overdue": ("Overdue", "overdue", ("overdue_on_track", "overdue")),
    "dangling": (TITLES["dangling_reference"], "leading nowhere", ("dangling_reference",)),
    "vocabulary": (TITLES["two_vocabularies"], "in two vocabularies", ("two_vocabularies", "unknown_rating")),
    "lone": (TITLES["lone_owner"], "hanging on one role", ("lone_owner",)),
}
FAULTS: KeptPages[tuple[Fault, ...]] = KeptPages()


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault: what it says, and the page of what it is about."""

    says: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault with all its lines; ``is_first`` are those that stand on a leader's first page."""

    id: str
    title: str
    lines: tuple[FaultLine, ...]
    is_first: bool

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    @property
    def address(self) -> str:
        """Where its lines stand."""
        return f"{reverse('plan-faults')}#{self.id}"


def faults(request: HttpRequest) -> HttpResponse:
    """Every fault of the plan, the ones that stop it from being run first."""
    found = current(request.viewer)
    every = faults_of(found.id, request.viewer, timezone.localdate())
    count = sum(fault.count for fault in every)
    values = {
        "title": TITLE,
        "lead": f"{words.count_of(count, 'thing').capitalize()} to settle, found by reading the plan as it stands.",
        "faults": every,
        "crumbs": [("Ratings to check", reverse("ratings"))],
    }
    return render(request, "ratings/faults.html", values)


def faults_of(plan_id: str, viewer: Viewer, today: date) -> tuple[Fault, ...]:
    """The faults of a plan on a day by kind, those of the first page first; none for those who see no detail."""
    findings = plans.findings(plan_id, viewer=viewer, on=today)
    if not findings:
        return ()
    key = (plan_id, queries.revision(plan_id), today)
    return FAULTS.get(key, lambda: _made(findings, _addresses(plan_id, viewer)))


def _made(findings: Iterable[Finding], addresses: Mapping[str, tuple[str, str]]) -> tuple[Fault, ...]:
    held: dict[str, list[FaultLine]] = {}
    for finding in findings:
        name, address = addresses.get(finding.ref, ("", ""))
        if finding.kind in FIRST["vocabulary"][2] and not address:
            name, address = "what the ratings mean", reverse("rating-key")
        held.setdefault(finding.kind, []).append(FaultLine(finding.says, name, address))
    first = tuple(
        Fault(name, title, tuple(line for kind in kinds for line in held.pop(kind, ())), is_first=True)
        for name, (title, _, kinds) in FIRST.items()
    )
    rest = tuple(
        Fault(kind.replace("_", "-"), TITLES.get(kind, kind.replace("_", " ").capitalize()), tuple(lines), False)
        for kind, lines in held.items()
    )
    return (*(fault for fault in first if fault.lines), *rest)


def _addresses(plan_id: str, viewer: Viewer) -> Mapping[str, tuple[str, str]]:
    """The page behind everything that a finding may be about: an action, a section, a role."""
    tree = queries.plan_tree(plan_id, viewer=viewer)
    roles = {
        each.role: (each.role, reverse("owner", args=[each.slug])) for each in queries.owners(plan_id, viewer=viewer)
    }
    sections = {
        name: (f"Section {section.number or section.title}", reverse("section", args=[section.slug]))
        for section in tree.sections
        for name in (section.number, section.title, section.slug)
    }
    actions = {
        name: (action.ref, reverse("action", args=[action.id]))
        for action in tree.actions
        for name in (action.ref, action.id)
    }
    return roles | sections | actions
