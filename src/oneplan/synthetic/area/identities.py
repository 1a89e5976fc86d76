"""Names, numbers and addresses of people who do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from oneplan.synthetic.area.habits import content
from oneplan.synthetic.area.streams import Chances, mixed

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
# A multiplier and a prime that scatter serial numbers, so that neighbours in the list are not neighbours in number.
SCATTER, PRIME = 7_919, 99_991


@dataclass(frozen=True, slots=True)
class NameSet:
    """Names that go together, and the ethnic groups of the families that bear them."""

    surnames: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    ethnicities: Chances[str]


@cache
def name_sets() -> Chances[NameSet]:
    """The sets of names by how common they are."""
    return Chances(
        {
            NameSet(
                tuple(each["surnames"]), tuple(each["female"]), tuple(each["male"]), Chances(each["ethnicities"])
            ): each["weight"]
            for each in content("names")["set"]
        }
    )


def upn(authority: str, serial: int, entered: int) -> str:
    """A unique pupil number of an authority, its check letter worked out."""
    scattered = (serial * SCATTER + 13) % PRIME
    digits = f"{authority}{scattered // 1000 + 2000:04d}{entered % 100:02d}{scattered % 1000:03d}"
    return check_letter(digits) + digits


def check_letter(digits: str) -> str:
    """The letter that a unique pupil number of these twelve digits begins with."""
    return CHECK_LETTERS[sum(weight * int(digit) for weight, digit in enumerate(digits, start=2)) % len(CHECK_LETTERS)]


def uln(authority: str, serial: int) -> str:
    """A unique learner number, its last digit worked out; numbers that could have none are passed over."""
    first, rest = 8, 0
    while not rest:  # one first digit in eleven leaves nothing, and the next one then leaves something
        first -= 1
        digits = f"{first}{authority}{(serial * SCATTER + 29) % PRIME:05d}"
        rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    return digits + str(10 - rest)


def postcode(seed: int, household: int) -> str:
    """A postcode of an area that does not exist."""
    drawn = mixed(seed, household, 3)
    first, second = INWARD[drawn % 20], INWARD[drawn // 20 % 20]
    return f"MW{drawn // 400 % 18 + 1} {drawn // 8000 % 9 + 1}{first}{second}"
