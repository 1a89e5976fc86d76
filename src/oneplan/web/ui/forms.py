"""Forms in GOV.UK markup: the renderer, a day in three boxes, and the key that stops doing a thing twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

PARTS = ("day", "month", "year")


class GovukRenderer(TemplatesSetting):
    """Renders each field as a GOV.UK form group."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayInput(forms.MultiWidget):
    """Three short boxes: day, month, year."""

    template_name = "ui/day_input.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = {part: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}) for part in PARTS}
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class HiddenDay(forms.MultiWidget):
    """A day carried along unseen, under the names that the three boxes have."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.HiddenInput), attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day that a person writes in three parts; says in words what is wrong with one that cannot be."""

    widget = DayInput
    hidden_widget = HiddenDay

    def __init__(self, **kwargs: Any) -> None:
        self.noun = kwargs.pop("noun", "the day")
        kwargs.setdefault("error_messages", {"required": f"Enter {self.noun}"})
        parts = [forms.CharField(required=False) for _ in PARTS]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in (value or ("", "", ""))]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.compress(parts)

    def compress(self, data_list: list[str]) -> date | None:
        missing = [name for name, part in zip(PARTS, data_list, strict=True) if not part]
        if missing:
            raise ValidationError(
                f"{self.noun.capitalize()} must include a {' and a '.join(missing)}", code="incomplete"
            )
        try:
            day, month, year = (int(part) for part in data_list)
            return date(year, month, day)
        except (ValueError, OverflowError) as not_a_day:
            written = "/".join(data_list)
            raise ValidationError(
                f"{self.noun.capitalize()} must be a real date: {written} is not in the calendar", code="unreal"
            ) from not_a_day


class RadioSelect(forms.RadioSelect):
    """Radios whose options may each say more, in a hint beneath."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}


class OnceForm(forms.Form):
    """A form whose change is made once however often it is sent: the key is made when the form is shown."""

    request_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = str(uuid4())
