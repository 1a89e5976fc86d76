"""Checks of module 1: who the person is."""

from __future__ import annotations

import re

import numpy as np

from oneplan.returns.sen2.checking import Batch, aged, under
from oneplan.returns.sen2.identifiers import PupilNumbers, wrong_learner_numbers
from oneplan.returns.sen2.values import Column, Days, Flags

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA", re.IGNORECASE)
EVENTS = (
    ("Requests", ("ReceivedDate", "RequestOutcomeDate")),
    ("Assessment", ("AssessmentOutcomeDate",)),
    ("NamedPlan", ("StartDate", "CeaseDate")),
    ("ActivePlans", ("ReviewMeeting", "ReviewDraft", "PhaseTransferFinalDate", "LastReview")),
    ("PlacementDetail", ("EntryDate", "LeavingDate")),
)


def check_people(batch: Batch) -> None:
    """Fire the checks of a person's own items."""
    person, terms = batch.tables["Person"], batch.terms
    born = person["PersonBirthDate"]
    batch.fire("P01", "Person", person["Surname"].missing)
    batch.fire("P02", "Person", person["Forename"].missing)
    batch.fire("P03", "Person", ~born.is_date)
    batch.fire("P04", "Person", born.days > terms.census)
    has_plan = batch.open_plans_of_person > 0
    batch.fire("P05", "Person", has_plan & aged(born.calendar, batch.check("P05").limit, terms.august))
    batch.fire("P06", "Person", has_plan & aged(born.calendar, batch.check("P06").limit, terms.census_date))
    sex, codes = ("Sex", "sex") if "Sex" in person.columns else ("GenderCurrent", "gender")
    batch.fire("P07", "Person", ~person[sex].is_in(terms.codes(codes)))
    batch.fire("P08", "Person", ~person["Ethnicity"].is_in(terms.codes("ethnicity")))
    batch.fire("P09", "Person", person["PostCode"].missing)
    batch.fire("P10", "Person", _malformed_postcodes(person["PostCode"]))
    batch.fire("P24", "Person", batch.tables["Requests"].count_under(person.size) == 0)
    batch.fire("N24", "Person", batch.open_plans_of_person > 1)


def check_identifiers(batch: Batch) -> None:
    """Fire the checks of pupil and learner numbers, and of the reasons for having none."""
    person, terms = batch.tables["Person"], batch.terms
    upn, uln, reason = person["UPN"], person["UniqueLearnerNumber"], person["UPNunknown"]
    born = person["PersonBirthDate"].calendar
    batch.fire("P11", "Person", upn.missing & uln.missing & reason.missing)
    batch.fire("P12", "Person", reason.given & (upn.given | uln.given))
    batch.fire("P13", "Person", reason.given & ~reason.is_in(terms.codes("upn-unknown")))
    numbers = PupilNumbers(upn, terms.upn_authorities)
    batch.fire("P14", "Person", numbers.wrong_check)
    batch.fire("P15", "Person", numbers.wrong_authority)
    batch.fire("P16", "Person", numbers.wrong_serial)
    batch.fire("P17", "Person", numbers.wrong_last)
    batch.fire("P19", "Person", wrong_learner_numbers(uln))
    six = batch.check("P21")
    batch.fire("P21", "Person", reason.says(*six.codes) & aged(born, six.limit, terms.census_date))
    batch.fire("P22", "Person", reason.says(*batch.check("P22").codes) & _went_ahead(batch))
    young = batch.check("P23")
    batch.fire("P23", "Person", reason.says(*young.codes) & under(born, young.limit, terms.august))
    batch.fire("P26", "Person", uln.given & upn.missing & under(born, batch.check("P26").limit, terms.august))
    new = batch.check("P27")
    is_new = reason.says(*new.codes)
    if is_new.any():
        early = first_event(batch) < terms.census - new.limit
        came = batch.any_under("Requests", batch.transferred_in, person.size)
        batch.fire("P27", "Person", is_new & early & ~came)


def _went_ahead(batch: Batch) -> Flags:
    requests = batch.tables["Requests"]
    agreed = requests["RequestOutcome"].says("Y", "H") | (batch.assessment_of >= 0)
    return batch.any_under("Requests", agreed, batch.tables["Person"].size)


def _malformed_postcodes(column: Column) -> Flags:
    wrong = np.zeros(column.length.size, dtype=np.bool_)
    rows = np.flatnonzero(column.given)
    match = _POSTCODE.fullmatch
    texts = column.texts()
    wrong[[row for row in rows.tolist() if not match(texts[row])]] = True
    return wrong


def first_event(batch: Batch) -> Days:
    """The earliest dated event of each person, in days."""
    return _extreme(batch, np.fmin)


def last_event(batch: Batch) -> Days:
    """The latest dated event of each person, in days."""
    return _extreme(batch, np.fmax)


def _extreme(batch: Batch, which: np.ufunc) -> Days:
    found = np.full(batch.tables["Person"].size, np.nan)
    for table, items in EVENTS:
        persons = batch.tables.person_of(table)
        for item in items:
            which.at(found, persons, batch.tables[table][item].days)
    return found
