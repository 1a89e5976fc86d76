"""Where a rule is written down, and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision, the instrument it stands in, where to read it and the day it was last checked."""

    text: str
    instrument: str
    source: str
    checked_on: date
