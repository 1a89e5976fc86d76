"""How large a form may be: decided before the first byte of it is kept, since Django itself sets files no limit."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from oneplan.adapters.files.kinds import AREA_LIST, EVIDENCE, MEGABYTE, PERSON_RETURN, PLAN

_BESIDE_THE_FILE = MEGABYTE
_STREAMED_ROUTES = frozenset({"return-new"})


class BoundedUpload(TemporaryFileUploadHandler):
    """Files go to disk as they come, and no form larger than its page takes is begun."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuses a form by the length that it declares; no server hands out more than that."""
        if content_length > self._most():
            raise RequestDataTooBig("A form was larger than its page takes.")
        super().handle_raw_input(input_data, meta, content_length, boundary, encoding)

    def _most(self) -> int:
        request = self.request
        user, match = getattr(request, "user", None), getattr(request, "resolver_match", None)
        if user is None or not user.is_authenticated:
            return _BESIDE_THE_FILE
        if match is not None and match.view_name in _STREAMED_ROUTES:
            return PERSON_RETURN.most_bytes + _BESIDE_THE_FILE
        return max(each.most_bytes for each in (PLAN, EVIDENCE, AREA_LIST)) + _BESIDE_THE_FILE
