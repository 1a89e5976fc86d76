"""The log keeps no address that is a key in itself: whoever reads it could open what only its holder may."""

from __future__ import annotations

import logging
import re

_KEYS = re.compile(r"(/(?:reply|governance/calendar)/)[^/\s?\"']+")


class WithoutKeys(logging.Filter):
    """Every entry passes, with the key of a reply link or of a calendar left out of what it says."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets the entry pass."""
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(each) for each in record.args)
        return True


def _without(said: object) -> object:
    return _KEYS.sub(r"\1...", said) if isinstance(said, str) else said
