"""A mistake in the rights table is found when it is loaded, not when somebody is let in by it."""

import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook import rights

PERMISSIONS = {"permission": [{"id": "look", "title": "look"}]}
ROLE = {"id": "guest", "title": "Guest", "says": "Looks.", "reads": "public", "grants": {"look": "all"}}


def _build(role=None, route=None):
    routes = {"menu": {"route": route or []}}
    return rights.build(PERMISSIONS, {"role": [role or ROLE]}, routes)


def test_a_table_that_fits_is_loaded():
    table = _build(route=[{"name": "home", "methods": {"GET": "look"}, "audited": True}])

    assert table.role("guest").grants == {"look": "all"}
    assert table.route_by_name["home"].is_audited
    assert table.route_by_name["home"].menu == "menu"


@pytest.mark.parametrize(
    ("role", "route", "says"),
    [
        (ROLE | {"grants": {"lok": "all"}}, None, "lok"),
        (None, [{"name": "home", "methods": {"GET": "lok"}}], "lok"),
        (None, [{"name": "home", "methods": {"FETCH": "look"}}], "FETCH"),
        (None, [{"name": "home", "methods": {}}, {"name": "home", "methods": {}}], "twice: home"),
    ],
)
def test_what_nothing_defines_is_refused_by_name(role, route, says):
    with pytest.raises(Problem, match=says):
        _build(role, route)


def test_a_role_that_nobody_defined_is_named():
    with pytest.raises(Problem, match="boss"):
        rights.load().role("boss")
