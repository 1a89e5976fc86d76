"""Pages kept in this process: what was drawn for one revision, day, question and right is drawn once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class KeptPages(Generic[Kept]):
    """The latest few results by key. A key holds everything a result depends on, so nothing is ever out of date."""

    def __init__(self, room: int = 128) -> None:
        self._room = room
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What is kept under the key, made now if it is not there."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        made = make()
        with self._lock:
            self._pages[key] = made
            while len(self._pages) > self._room:
                self._pages.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forgets everything; a test that reuses keys asks for it."""
        with self._lock:
            self._pages.clear()
