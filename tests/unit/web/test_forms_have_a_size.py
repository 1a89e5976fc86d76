"""A form larger than its page takes is refused by its declared length, before any of it is on the disk."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import RequestDataTooBig

from oneplan.web.uploading import BoundedUpload

MEGABYTE = 1024 * 1024


def _handler(route: str, *, signed_in: bool = True) -> BoundedUpload:
    user, match = SimpleNamespace(is_authenticated=signed_in), SimpleNamespace(view_name=route)
    return BoundedUpload(SimpleNamespace(user=user, resolver_match=match))


@pytest.mark.parametrize(
    ("route", "signed_in", "megabytes"),
    [("return-new", False, 2), ("account_login", False, 2), ("import-new", True, 30), ("return-new", True, 2050)],
)
def test_what_no_page_takes_is_refused(route, signed_in, megabytes):
    with pytest.raises(RequestDataTooBig):
        _handler(route, signed_in=signed_in).handle_raw_input(None, {}, megabytes * MEGABYTE, b"")


@pytest.mark.parametrize(("route", "megabytes"), [("import-new", 25), ("lists-upload", 25), ("return-new", 2048)])
def test_what_a_page_takes_comes_in(route, megabytes):
    assert _handler(route).handle_raw_input(None, {}, megabytes * MEGABYTE, b"") is None
