"""Says who supplies a measure, how often and by when; and that somebody was reminded."""

from __future__ import annotations

from datetime import date

from oneplan.actions.once import Request, carry_out, leaves_trace
from oneplan.actions.series.holding import WRITE, by_hand, duty_of, series_of
from oneplan.core.access import NotFound, Viewer
from oneplan.core.kernel import Problem
from oneplan.records import rights
from oneplan.records.accounts.models import User
from oneplan.records.series.models import ManualSeries, SupplyDuty
from oneplan.rulebook.catalogue_files import load_series

_LONGEST_ROLE, _A_YEAR_OF_DAYS = 160, 366


def set_duty(  # noqa: PLR0913 - keyword-only: the fields of one form
    *,
    measure: str,
    role: str = "",
    person_email: str = "",
    cycle: str = "",
    due_days: int | None = None,
    by: User,
    on: date,
    request_key: str = "",
    route: str = "",
) -> str:
    """From today on this role or person supplies the measure; the duty before it is ended and kept."""
    request = Request("set-supply-duty", by, on, request_key, route)

    def work(viewer: Viewer) -> str:
        acting = rights.check(viewer, WRITE)
        held = by_hand(measure)
        person = _person(person_email)
        if not role.strip() and person is None:
            raise Problem("Say who supplies the measure.", why="A number nobody owes never comes.", do="Name a role.")
        series, book = series_of(held), load_series()
        asked_cycle = book.cycles.get(cycle or held.cycle)
        if asked_cycle is None:
            raise Problem(f"Nothing is supplied “{cycle}”.", do=f"Use one of: {', '.join(book.cycles)}.")
        days = asked_cycle.due_days if due_days is None else due_days
        if not 0 <= days <= _A_YEAR_OF_DAYS:
            raise Problem("A value falls due between 0 and 366 days after its period.", do="Give a number of days.")
        SupplyDuty.objects.filter(series=series, ended_on__isnull=True).update(ended_on=on)
        SupplyDuty.objects.create(
            series=series,
            role=role.strip()[:_LONGEST_ROLE],
            person=person,
            cycle=asked_cycle.id,
            due_days=days,
            first_day=on,
            by=by,
        )
        leaves_trace(request, viewer, acting_role=acting, subject_kind="series", subject_ids=[measure])
        return measure

    asked = {"measure": measure, "role": role, "person": person_email, "cycle": cycle, "days": due_days}
    return str(carry_out(request, work, asked=asked))


def chase(*, measures: list[str], by: User, on: date, request_key: str = "", route: str = "") -> int:
    """Those who owe the measures were reminded today; says how many duties that were not marked today are now."""
    request = Request("chase-supply", by, on, request_key, route)

    def work(viewer: Viewer) -> int:
        acting = rights.check(viewer, WRITE)
        series = list(ManualSeries.objects.filter(measure__in=measures, area="").order_by("measure"))
        marked = [duty for each in series if (duty := duty_of(each)) is not None and duty.chased_on != on]
        for duty in marked:
            duty.chased_on, duty.chase_count = on, duty.chase_count + 1
            duty.save(update_fields=["chased_on", "chase_count"])
        leaves_trace(request, viewer, acting_role=acting, subject_kind="series", subject_ids=sorted(measures))
        return len(marked)

    return int(carry_out(request, work, asked={"measures": measures}) or 0)


def _person(email: str) -> User | None:
    if not email.strip():
        return None
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise NotFound(f"Nobody here signs in as {email}.", do="Invite them first, or name a role instead.")
    return found
