"""Whatever an address says of a page, a page is shown."""

import pytest

from oneplan.web.returns.listing import page_number


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "²", "1e3", "9" * 5000])
def test_what_is_no_number_of_a_page_is_the_first(asked):
    assert page_number(asked) == 1


def test_a_number_of_a_page_is_that_page():
    assert page_number("12") == 12
