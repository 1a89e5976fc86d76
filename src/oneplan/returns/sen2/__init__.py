"""The person-level SEN2 return: read, checked and written."""

from oneplan.returns.sen2.findings import Counts, Finding, ReturnRefused
from oneplan.returns.sen2.reading import ReadBatch, Sen2Reading, read, read_tables
from oneplan.returns.sen2.whole import PreviousReturn
from oneplan.returns.sen2.writing import Written, write

__all__ = [
    "Counts",
    "Finding",
    "PreviousReturn",
    "ReadBatch",
    "ReturnRefused",
    "Sen2Reading",
    "Written",
    "read",
    "read_tables",
    "write",
]
