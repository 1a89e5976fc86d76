"""How large a document may be before it is refused; the values are rulebook data that a caller may override."""

from __future__ import annotations

from dataclasses import dataclass, fields

from oneplan.rulebook.plans import plan_rules

_MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit a plan document is held to."""

    bytes: int
    zip_entries: int
    zip_unpacked_bytes: int
    zip_entry_bytes: int
    zip_ratio: int
    zip_ratio_from_bytes: int
    zip_xml_bytes: int
    pdf_stream_bytes: int
    pages: int
    rows: int
    columns: int
    sheets: int
    lines: int
    line_characters: int
    nesting: int
    scanned_page_characters: int
    scanned_page_share: float
    unreadable_share: float

    @classmethod
    def of_rulebook(cls) -> Limits:
        """The limits as shipped."""
        rules = plan_rules("limits")
        return cls(**{one.name: rules[one.name] for one in fields(cls)})


def megabytes(count: int) -> str:
    """A number of bytes in words for a person."""
    return f"{count / _MEGABYTE:.0f} MB" if count >= _MEGABYTE else f"{max(1, count // 1024)} kB"
