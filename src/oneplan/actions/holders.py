"""Cases get the officer and the team that a list gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from oneplan.actions.list_rows import Collecting, ListOutcome, Row, numbered, refuse_faults
from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.core.access import Scope, Viewer
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.accounts.queries import viewer_of
from oneplan.records.bulk_changing import change_all
from oneplan.records.casework.models import Case, Standing, Team, TeamMember
from oneplan.records.casework.reach import cases_within, reach_of

_ALLOCATE = "case-allocate"
_TEAM_ROOM = 120


def preview_holders(rows: Sequence[Row], *, by: User, on: date) -> ListOutcome:
    """What the list would change; nothing is written."""
    return _Giving(rows, viewer_of(by, on=on)).found.outcome()


def give_cases(rows: Sequence[Row], *, by: User, on: date, request_key: str = "", route: str = "") -> ListOutcome:
    """The cases of the list are held by its officers and teams, all of them or none; a second time changes nothing."""
    request = Request("give-cases", by, on, request_key, route)

    def work(viewer: Viewer) -> dict[str, Any]:
        role = rights.check(viewer, _ALLOCATE)
        giving = _Giving(rows, viewer)
        refuse_faults(giving.found)
        giving.save(on)
        counts = dict(giving.found.counts)
        cases = sorted(case.public_id for case in giving.moved)
        leaves_trace(request, viewer, acting_role=role, subject_kind="case", subject_ids=cases, details=counts)
        return {"counts": counts}

    done = carry_out(request, work, asked={"rows": [dict(row) for row in rows]})
    return ListOutcome(done["counts"])


class _Giving:
    """Works out what a list of officers changes. A case that nobody holds is open to whoever may give cases out."""

    def __init__(self, rows: Sequence[Row], viewer: Viewer) -> None:
        self.found, self.moved = Collecting(), list[Case]()
        reach = reach_of(viewer, _ALLOCATE)
        self._may_form_teams = Scope.ALL in rights.scopes(viewer, _ALLOCATE)
        seen = Case.objects.filter(Q(person__is_restricted=False) | Q(person__in=reach.named_on))
        within = cases_within(reach, Case.objects.all()) | seen.filter(officer=None, team=None)
        self._by_number: dict[str, list[Case]] = defaultdict(list)
        for case in within.select_related("person").order_by("pk").distinct():
            for number in (case.public_id, case.person.upn, case.person.uln):
                if number:
                    self._by_number[number].append(case)
        self._officers = {user.email.lower(): user for user in User.objects.filter(is_active=True)}
        self._teams = {team.name: team for team in Team.objects.all()}
        self._joining: set[tuple[str, str]] = set()
        self._given: dict[int, int] = {}
        for place, row in numbered(rows):
            self._row(place, row)

    def save(self, on: date) -> None:
        """Writes who holds what, in the cases and in the index of their limits."""
        for team in self._teams.values():
            if team.pk is None:
                team.save()
        for case in self.moved:
            case.team = case.team  # a team made a moment ago has its number only now
            case.officer_since = on if case.officer_id else None
            case.revision += 1
        change_all(Case, self.moved, ["officer", "team", "officer_since", "revision", "updated_at"])
        held: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
        for case in self.moved:
            held[case.officer_id, case.team_id].append(case.pk)
        for (holder, holding), cases in held.items():
            Standing.objects.filter(case__in=cases).update(officer=holder, team=holding)
        self._join_teams(on)

    def _row(self, place: int, row: Row) -> None:
        number = next((row[name].strip() for name in ("case", "upn", "uln") if row.get(name, "").strip()), "")
        cases = self._cases(self._by_number.get(number.upper(), []) or self._by_number.get(number, []))
        if not number or not cases:
            shown = f"There is no case here with the number {number}." if number else "It names no case, UPN or ULN."
            self.found.fault(place, shown)
            return
        email, team = row.get("officer_email", "").strip().lower(), row.get("team", "").strip()
        if email and email not in self._officers:
            self.found.fault(place, f"There is no account for {email}.")
            return
        if team and team not in self._teams and not self._may_form_teams:
            self.found.fault(place, f"There is no team called “{team}”.")
            return
        for case in cases:
            if self._given.setdefault(case.pk, place) != place:
                self.found.fault(place, f"Row {self._given[case.pk]} gives the same case.")
                return
            self._give(case, email, team)

    def _cases(self, cases: Sequence[Case]) -> Sequence[Case]:
        """The open cases of somebody, or the last one where none is open."""
        still_open = [case for case in cases if case.closed_on is None]
        return still_open or cases[-1:]

    def _give(self, case: Case, email: str, name: str) -> None:
        officer = self._officers.get(email)
        team = self._teams.setdefault(name, Team(name=name[:_TEAM_ROOM])) if name else None
        if email and name:
            self._joining.add((email, name))
        same_team = (team.pk if team else None) == case.team_id and (team is None or team.pk is not None)
        if same_team and (officer.pk if officer else None) == case.officer_id:
            self.found.counts["cases as they were"] += 1
            return
        case.officer, case.team = officer, team
        self.moved.append(case)
        self.found.change(
            "cases given", f"case {case.public_id}: {officer.name if officer else 'nobody'}, {name or 'no team'}"
        )

    def _join_teams(self, on: date) -> None:
        # Being in a team opens its cases, so only somebody who may give out every case puts anybody into one.
        if not self._may_form_teams:
            return
        held = set(TeamMember.objects.filter(last_day__isnull=True).values_list("user_id", "team_id"))
        pairs = {(self._officers[email].pk, self._teams[name].pk) for email, name in self._joining}
        TeamMember.objects.bulk_create(
            TeamMember(user_id=user, team_id=team, first_day=on) for user, team in sorted(pairs - held)
        )
