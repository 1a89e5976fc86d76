"""How many made-up cases the implementations are compared on."""

from __future__ import annotations

import os

import pytest

CASES_PER_BUILD = 20_000
CASES_PER_TEST = 2_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases",
        type=int,
        default=None,
        help="how many random cases to compare (also ONEPLAN_CASES); 20000 if not said",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seeds" in metafunc.fixturenames:
        asked = metafunc.config.getoption("cases", default=None)
        number = asked or int(os.environ.get("ONEPLAN_CASES", CASES_PER_BUILD))
        firsts = range(0, number, CASES_PER_TEST)
        metafunc.parametrize(
            "seeds",
            [range(first, min(first + CASES_PER_TEST, number)) for first in firsts],
            ids=[f"from {first}" for first in firsts],
        )
