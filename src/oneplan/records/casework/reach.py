"""Which cases somebody reaches: their own, their teams', all, or all without names; restricted ones only by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from oneplan.core.access import Scope, Viewer
from oneplan.records import rights
from oneplan.records.casework.models import Case, Standing, TeamMember


@dataclass(frozen=True, slots=True)
class Reach:
    """The cases that one permission opens to one viewer on one day.

    What nobody holds is within reach of whoever gives cases out: somebody has to see it to give it to anyone.
    """

    everything: bool
    officer: int | None
    teams: frozenset[int]
    named_on: frozenset[int]
    is_pseudonym: bool
    unheld: bool = False

    def covers(self, case: Case) -> bool:
        """Whether this case is within reach."""
        if case.person.is_restricted and case.person_id not in self.named_on:
            return False
        is_free = self.unheld and case.officer_id is None and case.team_id is None
        return self.everything or is_free or case.officer_id == self.officer or case.team_id in self.teams


def teams_of(user_id: int, *, on: date) -> frozenset[int]:
    """The teams that an account is in on a day."""
    held = TeamMember.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), user_id=user_id)
    return frozenset(held.filter(first_day__lte=on).values_list("team_id", flat=True))


def reach_of(viewer: Viewer, permission: str) -> Reach:
    """What the permission opens to the viewer; raises NotAllowed in words if it opens nothing."""
    rights.check(viewer, permission)
    given = rights.scopes(viewer, permission)
    by_name = given - {Scope.PSEUDONYM}
    return Reach(
        everything=Scope.ALL in given or not by_name,
        officer=viewer.user_id,
        teams=viewer.teams if Scope.TEAM in given else frozenset(),
        named_on=viewer.named_on if by_name else frozenset(),
        is_pseudonym=not by_name,
        unheld=Scope.TEAM in given and rights.may(viewer, "case-allocate"),
    )


def cases_within(reach: Reach, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the cases that are within reach."""
    seen = cases.filter(Q(person__is_restricted=False) | Q(person__in=reach.named_on))
    return seen if reach.everything else seen.filter(_held_within(reach))


def standing_within(reach: Reach, rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """Those of the open limits that belong to cases within reach."""
    seen = rows.filter(Q(is_restricted=False) | Q(person_id__in=reach.named_on))
    return seen if reach.everything else seen.filter(_held_within(reach))


def _held_within(reach: Reach) -> Q:
    held = Q(officer=reach.officer) | Q(team__in=reach.teams)
    return held | Q(officer=None, team=None) if reach.unheld else held
