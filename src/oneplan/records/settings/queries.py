"""Settings as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass

from oneplan.records.settings.models import Setting


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A school, nursery or college, by its name or by the number that is all that is known."""

    id: str
    name: str
    urn: str = ""
    ukprn: str = ""
    kind: str = ""
    phase: str = ""
    is_in_area: bool | None = None
    calendar: str = ""

    @property
    def is_known_by_number_only(self) -> bool:
        """Whether nobody has said yet which setting this is."""
        return self.name.startswith("setting ")


def setting_row(setting: Setting | None) -> SettingRow | None:
    """A setting as a row; none where there is none."""
    if setting is None:
        return None
    return SettingRow(
        id=setting.public_id,
        name=setting.shown_name,
        urn=setting.urn,
        ukprn=setting.ukprn,
        kind=setting.kind,
        phase=setting.phase,
        is_in_area=setting.is_in_area,
        calendar=setting.calendar.name if setting.calendar else "",
    )
