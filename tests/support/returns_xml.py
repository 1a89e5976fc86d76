"""Returns in XML for tests: good people of every kind, for any collection, and small edits that make them wrong."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from lxml import etree

from oneplan.returns.sen2 import Finding, Sen2Reading, read
from oneplan.rulebook.returns import ReturnBook, load

BOOK = load()
YEARS = BOOK.years
Edit = Callable[[etree._Element], None]

HEAD = """<Header>
<CollectionDetails><Collection>SEN2</Collection><Year>{year}</Year><ReferenceDate>{survey}</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>201</LEA><SoftwareCode>Invented</SoftwareCode><Release>1</Release>
<SerialNo>1</SerialNo><DateTime>{year}-02-02T09:30:00</DateTime></Source>
<DMO>Y</DMO><DCO>N</DCO>{dsco}</Header>"""
PERSON = """<Person><Surname>{surname}</Surname><Forename>{forename}</Forename><PersonBirthDate>{born}</PersonBirthDate>
{sex}<Ethnicity>WBRI</Ethnicity><PostCode>ZZ99 3WZ</PostCode><UPN>{upn}</UPN>{requests}</Person>"""
DETAIL = """<PlanDetail><URN>100001</URN><PlacementRank>1</PlacementRank><SENunitIndicator>0</SENunitIndicator>
<ResourcedProvisionIndicator>0</ResourcedProvisionIndicator></PlanDetail>"""
REQUEST_FLAGS = "<RequestMediation>0</RequestMediation><RequestTribunal>0</RequestTribunal>"
ASSESSMENT_FLAGS = """<AssessmentMediation>0</AssessmentMediation><AssessmentTribunal>0</AssessmentTribunal>
<OtherMediation>0</OtherMediation><OtherTribunal>0</OtherTribunal>"""
NEEDS = """<SENneed><SENtype>ASD</SENtype><SENtypeRank>1</SENtypeRank></SENneed>
<SENneed><SENtype>SLCN</SENtype><SENtypeRank>2</SENtypeRank></SENneed>"""


def good(kind: str, year: int = 2026) -> str:
    """A person in whom nothing is wrong: issued, historical, refused, awaited, not issued, in assessment or ceased."""
    surname, forename, upn, age = PEOPLE[kind]
    return PERSON.format(
        surname=surname,
        forename=forename,
        upn=upn,
        born=f"{year - age}-10-09",
        sex="<Sex>F</Sex>" if year > 2023 else "<GenderCurrent>2</GenderCurrent>",
        requests=REQUESTS[kind](year),
    )


def _received(year: int, day: str, outcome: str) -> str:
    source = "<RequestSource>2</RequestSource>" if year > 2024 else ""
    return f"<ReceivedDate>{day}</ReceivedDate>{source}<RYA>0</RYA>{outcome}"


def _decided(year: int, outcome: str) -> str:
    told = f"<RequestOutcomeDate>{year - 1}-04-10</RequestOutcomeDate><RequestOutcome>{outcome}</RequestOutcome>"
    return _received(year, f"{year - 1}-03-03", told + REQUEST_FLAGS)


def _plan(start: str, end: str = "") -> str:
    return f"<NamedPlan><StartDate>{start}</StartDate><PB>0</PB><OA>0</OA>{end}{DETAIL}</NamedPlan>"


def _active(year: int, entered: str, review: str = "") -> str:
    place = f"""<PlacementDetail><URN>100001</URN><PlacementRank>1</PlacementRank><EntryDate>{entered}</EntryDate>
    {"<AttendancePattern>F</AttendancePattern>" if year == 2023 else ""}
    <SENunitIndicator>0</SENunitIndicator><ResourcedProvisionIndicator>0</ResourcedProvisionIndicator></PlacementDetail>"""
    return f"<ActivePlans>{review}{place}{NEEDS}</ActivePlans>"


def _issued(year: int) -> str:
    day = f"{year - 1}-07-14"
    assessment = f"""<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>{day}</AssessmentOutcomeDate>
    {ASSESSMENT_FLAGS}<Week20>0</Week20>{_plan(day)}</Assessment>"""
    return f"<Requests>{_decided(year, 'Y')}{assessment}{_active(year, f'{year - 3}-09-04')}</Requests>"


def _historical(year: int) -> str:
    meeting = f"<ReviewMeeting>{year - 1}-06-10</ReviewMeeting><ReviewOutcome>M</ReviewOutcome>" if year > 2023 else ""
    review = f"{meeting}<LastReview>{year - 1}-07-01</LastReview>"
    assessment = f"<Assessment><AssessmentOutcome>H</AssessmentOutcome>{_plan(f'{year - 5}-05-06')}</Assessment>"
    active = _active(year, f"{year - 2}-09-02", review)
    return f"<Requests><RequestOutcome>H</RequestOutcome>{assessment}{active}</Requests>"


def _refused(year: int) -> str:
    return f"<Requests>{_decided(year, 'N')}</Requests>"


def _awaited(year: int) -> str:
    return f"<Requests>{_received(year, f'{year}-01-05', '<RequestOutcome>A</RequestOutcome>')}</Requests>"


def _not_issued(year: int) -> str:
    ended = f"""<Assessment><AssessmentOutcome>N</AssessmentOutcome>
    <AssessmentOutcomeDate>{year - 1}-06-20</AssessmentOutcomeDate>{ASSESSMENT_FLAGS}</Assessment>"""
    return f"<Requests>{_decided(year, 'Y')}{ended}</Requests>"


def _in_assessment(year: int) -> str:
    received = _received(
        year,
        f"{year - 1}-10-01",
        f"<RequestOutcomeDate>{year - 1}-11-03</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome>{REQUEST_FLAGS}",
    )
    return f"<Requests>{received}<Assessment><AssessmentOutcome>A</AssessmentOutcome></Assessment></Requests>"


def _ceased(year: int) -> str:
    end = f"<CeaseDate>{year - 1}-09-30</CeaseDate><CeaseReason>2</CeaseReason>"
    return f"""<Requests><RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome>
    {_plan(f"{year - 6}-05-06", end)}</Assessment></Requests>"""


REQUESTS = {
    "issued": _issued,
    "historical": _historical,
    "refused": _refused,
    "awaited": _awaited,
    "not issued": _not_issued,
    "in assessment": _in_assessment,
    "ceased": _ceased,
}
PEOPLE = {
    "issued": ("Example", "Robin", "F201999922101", 8),
    "historical": ("Sample", "Ash", "A201999918102", 13),
    "refused": ("Trial", "Jo", "", 6),
    "awaited": ("Pattern", "Kit", "", 7),
    "not issued": ("Model", "Sky", "", 9),
    "in assessment": ("Proof", "Sam", "", 14),
    "ceased": ("Study", "Alex", "", 18),
}
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(serial: int) -> str:
    """A pupil number with its check letter, worked out digit by digit."""
    body = f"201{serial:09d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(body, start=2))
    return LETTERS[total % 23] + body


for _n, (_kind, (_surname, _forename, _upn, _age)) in enumerate(list(PEOPLE.items()), start=1):
    PEOPLE[_kind] = (_surname, _forename, _upn or upn(1000 + _n), _age)


def put(path: str, value: str) -> Edit:
    """Give an item a value, adding it at the end where it is not there."""

    def edit(person: etree._Element) -> None:
        found = person.find(path)
        if found is None:
            above, _, name = path.rpartition("/")
            found = etree.SubElement(person.find(above) if above else person, name)
        found.text = value

    return edit


def drop(path: str) -> Edit:
    """Take away every element of that path."""

    def edit(person: etree._Element) -> None:
        for found in person.findall(path):
            found.getparent().remove(found)

    return edit


def add(path: str, fragment: str) -> Edit:
    """Add elements at the end of one."""

    def edit(person: etree._Element) -> None:
        under = person.find(path) if path else person
        for each in etree.fromstring(f"<x>{fragment}</x>"):
            under.append(each)

    return edit


def again(path: str) -> Edit:
    """Give an element twice."""

    def edit(person: etree._Element) -> None:
        found = person.find(path)
        found.addnext(etree.fromstring(etree.tostring(found)))

    return edit


def edited(person: str, *edits: Edit) -> str:
    """A person with edits."""
    tree = etree.fromstring(person)
    for edit in edits:
        edit(tree)
    return etree.tostring(tree, encoding="unicode")


def file(*people: str, year: int = 2026, head: Iterable[Edit] = ()) -> bytes:
    """A whole return, in memory."""
    dsco = "<DSCO>R</DSCO>" if year > 2024 else ""
    survey = BOOK.collection(year).survey_day
    header = edited(HEAD.format(year=year, survey=survey, dsco=dsco), *head)
    return f"<Message>{header}<Persons>\n{chr(10).join(people)}\n</Persons></Message>".encode()


def read_all(content: bytes, *, book: ReturnBook = BOOK, **options: object) -> tuple[Sen2Reading, list[Finding]]:
    """A reading to its end, with every finding of it."""
    reading = read(io.BytesIO(content), book=book, **options)
    found = [each for _, findings in reading.persons() for each in findings]
    return reading, [*found, *reading.findings]


def fired(content: bytes, **options: object) -> set[str]:
    """The checks that fire on a file."""
    return {each.rule for each in read_all(content, **options)[1]}
