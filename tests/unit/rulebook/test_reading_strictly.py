"""Rulebook files are read strictly: a slip of the pen must not pass for law."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from oneplan.core.kernel import Problem
from oneplan.rulebook.book import ROOT, assemble, read_rulebook
from oneplan.rulebook.calendar_files import read_working_days
from oneplan.rulebook.checking import check
from oneplan.rulebook.example_files import read_examples
from oneplan.rulebook.law_files import load_parameters, read_parameter
from oneplan.rulebook.pathway_files import read_pathway
from oneplan.rulebook.tables import parse

PARAMETER = """
id = "made-up-reg-5"
title = "Saying yes or no"
citation = "Made-up Regulations reg 5"
instrument = "Made-up Regulations"
source = "https://example.org"
checked_on = 2026-11-21
status = "verified"
unit = "weeks"

[[value]]
first_day = 2014-09-01
amount = 6
"""

PATHWAY = """
id = "made-up"
title = "A made-up pathway"
about = "For tests."
source = "Made-up Regulations"
checked_on = 2026-11-21
status = "verified"
owner = "local authority"
withdrawn_by = []
superseded_by = []

[[fact]]
name = "asked"
title = "Asked"
details.how = { title = "How", type = "choice", choices = ["aloud", "in_writing"] }

[[fact]]
name = "answered"
title = "Answered"

[[clock]]
output = "answer_due"
rule = "MADE-01"
title = "Answer"
starts = ["asked"]
stops = ["answered"]
limbs = [{ parameter = "made-up-reg-5", edge = "of" }]
"""


def read(pathway: str = PATHWAY, parameter: str = PARAMETER):
    file, law = read_pathway(parse(pathway, "made-up.toml")), read_parameter(parse(parameter, "reg-5.toml"))
    assert file is not None
    assert law is not None
    rules = assemble([file], {law.id: law})
    check(rules)
    return rules


def refused(pathway: str = PATHWAY, parameter: str = PARAMETER) -> str:
    with pytest.raises(Problem) as refusal:
        read(pathway, parameter)
    return str(refusal.value)


def test_a_small_rulebook_reads():
    rules = read()

    assert [clock.id for clock in rules.outputs["answer_due"]] == ["MADE-01/answer_due"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('unit = "weeks"', 'unit = "weeks"\nunits = "weeks"', "unknown: units"),
        ('unit = "weeks"', 'unit = "fortnights"', "unit is “fortnights”"),
        ('status = "verified"', 'status = "certain"', "status is “certain”"),
        ("amount = 6", "amount = 6\nlast_day = 2020-01-01", "unknown: last_day"),
        ("amount = 6", "", "an amount is missing"),
        ("amount = 6", "amount = 6.5", "an amount is missing"),
        ("checked_on = 2026-11-21", "", "checked_on is missing"),
        ("checked_on = 2026-11-21", 'checked_on = "today"', "checked_on is 'today'"),
        ("first_day = 2014-09-01", "first_day = 2014", "first_day is 2014"),
        ('id = "made-up-reg-5"', "id = ", "cannot be read"),
        ("[[value]]", "[value]", "value is"),
    ],
)
def test_a_slip_in_a_parameter_is_refused(old: str, new: str, says: str):
    assert says in refused(parameter=PARAMETER.replace(old, new, 1))


def test_a_value_may_end():
    ended = read_parameter(parse(PARAMETER + "\n[[value]]\nfirst_day = 2020-01-01\nends = true\n", "reg-5.toml"))

    assert ended is not None
    assert ended.values[-1].amount is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rule = "MADE-01"', 'rule = "MADE-01"\nrulle = "x"', "unknown: rulle"),
        ('starts = ["asked"]', 'starts = ["askd"]', "askd"),
        ('starts = ["asked"]', "starts = [3]", "3 is not a fact"),
        ('starts = ["asked"]', "", "starts or follows"),
        ('starts = ["asked"]', 'starts = ["asked"]\nfollows = "answer_due"', "starts or follows"),
        ('starts = ["asked"]', 'follows = "reply_due"', "reply_due"),
        ('starts = ["asked"]', 'follows = "answer_due"', "rest on themselves"),
        ('stops = ["answered"]', 'stops = [{ fact = "answered", whenn = [] }]', "unknown: whenn"),
        ('stops = ["answered"]', 'stops = ["answered"]\nexceptions = "reg-9"', "reg-9"),
        ('stops = ["answered"]', 'stops = ["answered"]\nrole = "value"', "a measure for a value"),
        ('stops = ["answered"]', 'stops = ["answered"]\nrole = "rule"', "a value and a law"),
        ('stops = ["answered"]', 'stops = ["answered"]\nneeds = ["birth"]', "birth"),
        ('stops = ["answered"]', 'stops = ["answered"]\ndate_set_by = "order"', "order"),
        ('stops = ["answered"]', 'stops = ["answered"]\nroll = "forwards"', "roll is “forwards”"),
        ('stops = ["answered"]', 'stops = ["answered"]\nrepeat = "sometimes"', "repeat is “sometimes”"),
        ('stops = ["answered"]', 'stops = ["answered"]\nlook_back = "reg-7"', "reg-7"),
        ('parameter = "made-up-reg-5", edge = "of"', 'parameter = "reg-6", edge = "of"', "reg-6"),
        ('edge = "of"', 'edge = "about"', "edge is “about”"),
        ('edge = "of"', 'edge = "of", form = "x"', "unknown: form"),
        ('edge = "of"', 'edge = "of", from = "nowhere"', "nowhere"),
        ('edge = "of"', 'edge = "of", from = "answer_due"', "rest on themselves"),
        ('edge = "of"', 'edge = "of", from_detail = "when"', "when"),
        ('edge = "of"', 'edge = "of", from = "answered", from_detail = "how"', "not both"),
        ('edge = "of"', 'edge = "of", less_detail = "days"', "days"),
        ('edge = "of"', 'edge = "of", when = [{ detail = "how" }]', "it asks nothing"),
        ('edge = "of"', 'edge = "of", when = [{ detail = "who", is = true }]', "asked.who"),
        ('edge = "of"', 'edge = "of", when = [{ detail = "how", in = ["sung"] }]', "asked.how"),
        ('edge = "of"', 'edge = "of", when = [{ detail = "how", above = "reg-8" }]', "reg-8"),
        ('edge = "of"', 'edge = "of", when = [{ person = "tall", parameter = "made-up-reg-5" }]', "person is “tall”"),
        ('edge = "of"', 'edge = "of", when = ["soon"]', "a table was expected"),
        ('limbs = [{ parameter = "made-up-reg-5", edge = "of" }]', "", "limbs for a limit"),
        ('type = "choice", choices = ["aloud", "in_writing"]', 'type = "choice"', "do not agree"),
        ('type = "choice"', 'type = "text"', "do not agree"),
        ('type = "choice", choices = ["aloud", "in_writing"]', 'type = "number", default = 1.5', "not a plain value"),
        ('name = "answered"', 'name = "asked"', "asked is defined twice"),
        ("withdrawn_by = []", "withdrawn_by = true", "withdrawn_by is True"),
    ],
)
def test_a_slip_in_a_pathway_is_refused(old: str, new: str, says: str):
    assert says in refused(PATHWAY.replace(old, new, 1))


def test_exceptions_and_their_sets_must_hold_together():
    exception = '\n[[exception]]\ncode = "EXC-Z"\ntitle = "Z"\ntest = "during"\nevidence = "asked"\nreading = "Z"\n'
    allowed = '\n[[exception_set]]\nid = "reg-5-4"\ntitle = "Set"\nallows = [{ code = "EXC-Z", law = "reg 5", status = "verified" }]\n'

    assert "EXC-Z" in read(PATHWAY + exception + allowed).exceptions
    assert "reg-5-4 does not hold together: EXC-Z" in refused(PATHWAY + allowed)
    assert "EXC-Z does not hold together: askd" in refused(PATHWAY + exception.replace('"asked"', '"askd"') + allowed)
    assert "reg-6" in refused(PATHWAY + exception + allowed.replace("status =", 'absence = "reg-6", status ='))


def test_an_output_that_rests_on_one_output_may_rest_on_its_facts_too():
    second = """
[[clock]]
output = "answer_late_from"
rule = "MADE-02"
title = "Late from"
role = "day"
follows = "answer_due"
limbs = [{ from = "answer_due", edge = "day_after" }]
"""

    assert "answer_late_from" in read(PATHWAY + second).outputs


def test_drafts_are_not_loaded():
    draft = PATHWAY.replace('status = "verified"', 'status = "draft"')

    assert read_pathway(parse(draft, "made-up.toml")) is None
    assert read_parameter(parse(PARAMETER.replace('"verified"', '"draft"'), "reg-5.toml")) is None


def test_a_clock_whose_number_is_only_expected_is_only_expected():
    rules = read(parameter=PARAMETER.replace('"verified"', '"expected"'))

    assert rules.outputs["answer_due"][0].status == "expected"


def test_a_pathway_nobody_has_placed_comes_after_those_that_are():
    assert [pathway.id for pathway in read().pathways] == ["made-up"]


def test_the_id_of_a_parameter_follows_its_path(tmp_path: Path):
    folder = tmp_path / "law" / "made-up"
    folder.mkdir(parents=True)
    (folder / "reg-6.toml").write_text(PARAMETER)

    with pytest.raises(Problem, match="made-up-reg-6"):
        load_parameters(tmp_path)


def test_a_draft_parameter_on_disk_is_passed_over(tmp_path: Path):
    folder = tmp_path / "law" / "made-up"
    folder.mkdir(parents=True)
    (folder / "reg-5.toml").write_text(PARAMETER.replace('"verified"', '"draft"'))

    assert load_parameters(tmp_path) == {}


def test_a_copy_of_the_rulebook_with_one_wrong_name_is_refused(tmp_path: Path):
    for part in ("law", "pathways", "calendar"):
        shutil.copytree(ROOT / part, tmp_path / part)
    path = tmp_path / "pathways" / "ceasing.toml"
    path.write_text(path.read_text().replace('from = "appeal_deadline"', 'from = "appeal_dedline"'))

    with pytest.raises(Problem, match="CEASE-02/plan_may_end_from"):
        read_rulebook(tmp_path)


HOLIDAYS = """
id = "holidays"
title = "Holidays"
source = "https://example.org"
checked_on = 2026-11-21
status = "verified"
first_year = 2026
last_year = 2026
last_published_year = 2026

[[year]]
year = 2026
holidays = [2026-12-25]
"""


def test_bank_holidays_need_every_year_of_their_span():
    assert not read_working_days(parse(HOLIDAYS, "holidays.toml")).is_working_day(date(2026, 12, 25))
    with pytest.raises(Problem, match="not every year from 2026 to 2027"):
        read_working_days(parse(HOLIDAYS.replace("last_year = 2026", "last_year = 2027"), "holidays.toml"))


def test_a_holiday_in_the_wrong_year_is_refused():
    with pytest.raises(Problem, match="2027-12-25"):
        read_working_days(parse(HOLIDAYS.replace("[2026-12-25]", "[2027-12-25]"), "holidays.toml"))


def test_a_true_where_a_number_belongs_is_refused():
    with pytest.raises(Problem, match="last_year is True"):
        read_working_days(parse(HOLIDAYS.replace("last_year = 2026", "last_year = true"), "holidays.toml"))


def test_examples_are_read_as_strictly(tmp_path: Path):
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "made-up.toml").write_text(
        'id = "x"\ntitle = "X"\nsource = "X"\nchecked_on = 2026-11-21\nstatus = "verified"\n'
        '[[example]]\nid = "W99"\ntitle = "X"\nrules = []\nas_of = 2026-01-01\nfacts = []\nexpected = []\nexpekted = []\n'
    )

    with pytest.raises(Problem, match="unknown: expekted"):
        read_examples(tmp_path)
