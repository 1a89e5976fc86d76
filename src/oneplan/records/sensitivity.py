"""How carefully each field of each model is held; a test refuses a field that nobody classified."""

from __future__ import annotations

from collections.abc import Mapping

from oneplan.core.access import FieldClass


def classified(
    *, public: str = "", ordinary: str = "", sensitive: str = "", restricted: str = ""
) -> Mapping[str, FieldClass]:
    """The class of each named field; names are parted by spaces."""
    words = {
        FieldClass.PUBLIC: public,
        FieldClass.ORDINARY: ordinary,
        FieldClass.SENSITIVE: sensitive,
        FieldClass.RESTRICTED: restricted,
    }
    return {name: field_class for field_class, names in words.items() for name in names.split()}
