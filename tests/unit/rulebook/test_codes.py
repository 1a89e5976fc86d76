import pytest

from oneplan.core.kernel import Problem
from oneplan.core.law import Status
from oneplan.rulebook.code_files import load_codes, read_codes
from oneplan.rulebook.tables import parse

REGISTER = load_codes("attendance-register-2024")


def test_the_unauthorised_codes_are_the_four_the_regulations_name():
    assert REGISTER.in_group("unauthorised absence") == ("G", "N", "O", "U")


def test_provision_the_authority_arranged_has_a_code_of_its_own():
    code = REGISTER.code("K")

    assert code.group == "attending elsewhere"
    assert code.status is Status.VERIFIED
    assert "Section 19" in code.use


def test_each_group_is_used_and_every_code_is_in_one():
    groups = [
        "present",
        "attending elsewhere",
        "authorised absence",
        "unable to attend",
        "unauthorised absence",
        "not counted",
    ]

    assert sorted(code for group in groups for code in REGISTER.in_group(group)) == sorted(REGISTER.codes)
    assert all(REGISTER.in_group(group) for group in groups)


def test_a_code_that_is_not_in_the_list_is_refused():
    with pytest.raises(Problem, match="“F” is not one of the attendance register codes"):
        REGISTER.code("F")


def test_a_list_that_is_not_there_is_refused():
    with pytest.raises(Problem, match="no list of codes called “register-1999”"):
        load_codes("register-1999")


def test_a_code_that_stands_twice_is_refused():
    one = '\n[[code]]\ncode = "A"\ntitle = "A"\ngroup = "g"\n'
    heading = (
        'id = "x"\ntitle = "X"\nsource = "X"\nchecked_on = 2026-11-21\nfirst_day = 2026-01-01\nstatus = "verified"\n'
    )

    with pytest.raises(Problem, match="stands twice"):
        read_codes(parse(heading + one + one, "x.toml"))
