"""One invented area for every test of this folder: inventing is pure, so nobody can spoil it."""

from datetime import date

import pytest

from oneplan.synthetic.area import InventedArea, invent

ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def area() -> InventedArea:
    return invent(7, on=ON, plans=900)


@pytest.fixture(scope="session")
def whole_area() -> InventedArea:
    return invent(7, on=ON)
