"""Who owns an action: each role is words of its own cell, told apart by what the rest of the document shows."""

import pytest

from oneplan.core.improvement.reading import Owner, OwnerPart
from oneplan.plandocs.owners import OwnerCell, read_owners


def roles(*cells: str) -> list[list[str]]:
    return [[owner.role for owner in owners] for owners in read_owners([OwnerCell((cell,)) for cell in cells])]


def test_two_roles_with_only_a_space_between_are_two_when_each_stands_alone_elsewhere():
    found = roles("Engagement Lead Early Years Adviser", "Engagement Lead", "Early Years Adviser")

    assert found[0] == ["Engagement Lead", "Early Years Adviser"]


def test_a_role_beside_a_known_one_is_learned_and_then_known_elsewhere():
    found = roles(
        "Head of Inclusion", "Head of Inclusion Systems Project Manager", "Joint Commissioner / Systems Project Manager"
    )

    assert found[1] == ["Head of Inclusion", "Systems Project Manager"]
    assert found[2] == ["Joint Commissioner", "Systems Project Manager"]


def test_nothing_is_split_without_evidence():
    assert roles("Engagement Lead Early Years Adviser") == [["Engagement Lead Early Years Adviser"]]


@pytest.mark.parametrize(
    "title",
    [
        "Forum Chair / Vice-Chair",
        "Trauma and Wellbeing Practitioner",
        "Director of Learning, Early Help and Integration",
        "Area Manager \u2013 Participation and Preparing for Adulthood",
        "Programme Lead \u2013 Mental Health and Neurodiversity",
        "Customer Services and Complaints Officer",
        "Places and Capital Team Manager",
        "Head of SEND and Inclusion",
        "Head of Operations - Merrowdale Trust",
        "Commissioning Manager, Children and Families",
        "Education and SEND Team",
    ],
)
def test_a_title_with_a_mark_inside_it_stays_one(title):
    assert roles(title) == [[title]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Head of SEND / DCO", ["Head of SEND", "DCO"]),
        ("Head of SEND; Director of Education", ["Head of SEND", "Director of Education"]),
        ("Head of SEND & Commissioning Manager", ["Head of SEND", "Commissioning Manager"]),
        ("Head of SEND and the Designated Clinical Officer", ["Head of SEND", "Designated Clinical Officer"]),
        ("Head of SEND, DCO, PCF", ["Head of SEND", "DCO", "PCF"]),
        ("• Head of SEND • DSCO", ["Head of SEND", "DSCO"]),
        ("SEND Manager\nVirtual School Head", ["SEND Manager", "Virtual School Head"]),
        ("Head of\nSEND", ["Head of SEND"]),
        (
            "Trauma and Wellbeing Practitioner and Settings Co-ordinator",
            ["Trauma and Wellbeing Practitioner", "Settings Co-ordinator"],
        ),
        (
            "Director of Places Director of Commissioning, Quality and Standards",
            ["Director of Places", "Director of Commissioning, Quality and Standards"],
        ),
        ("SEND Team and Parent Carer Forum", ["SEND Team", "Parent Carer Forum"]),
        ("Youth Worker/SENCos", ["Youth Worker", "SENCos"]),
        ("Asha Rowe and Tom Brown", ["Asha Rowe", "Tom Brown"]),
        ("LA/ICB", ["LA", "ICB"]),
    ],
)
def test_separators_of_every_kind_part_roles(cell, expected):
    assert roles(cell) == [expected]


def test_initials_tell_two_people_with_one_title_apart():
    assert roles("Quality Officer (K)", "Quality Officer (L)", "Quality Officer (K) Quality Officer (L)") == [
        ["Quality Officer (K)"],
        ["Quality Officer (L)"],
        ["Quality Officer (K)", "Quality Officer (L)"],
    ]


def test_an_abbreviation_of_the_same_words_is_not_another_identity():
    assert roles("Designated Clinical Officer (DCO)") == [["Designated Clinical Officer"]]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("Central ICB coordination, supported by Head of Operations", "Central ICB coordination", "Head of Operations"),
        (
            "Director of Learning (Drafting support: Change Project Manager)",
            "Director of Learning",
            "Change Project Manager",
        ),
        ("Lead: Head of SEND; Support: DCO", "Head of SEND", "DCO"),
        ("Head of SEND with support from the DCO", "Head of SEND", "the DCO"),
    ],
)
def test_who_only_supports_is_told_from_who_leads(cell, lead, support):
    (owners,) = read_owners([OwnerCell((cell,))])

    assert owners == (Owner(lead), Owner(support, part=OwnerPart.SUPPORT))


def test_owners_named_for_each_partner_keep_their_partner():
    (owners,) = read_owners([OwnerCell(("LA: Head of SEND PCF: Forum Chair ICB: Head of Commissioning",))])

    assert owners == (Owner("Head of SEND", "LA"), Owner("Forum Chair", "PCF"), Owner("Head of Commissioning", "ICB"))


@pytest.mark.parametrize("cell", ["To be allocated", "TBC", "", "N/A", "Vacant", "-"])
def test_words_for_nobody_own_nothing(cell):
    assert roles(cell) == [[]]


def test_somebody_beside_nobody_still_owns():
    assert roles("Head of SEND / TBC") == [["Head of SEND"]]
