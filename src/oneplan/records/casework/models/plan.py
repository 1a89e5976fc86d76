"""The EHC plan's header, its needs, placements and reviews, as the last word on each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oneplan.records.casework.models.case import Case
from oneplan.records.sensitivity import classified
from oneplan.records.settings.models import Setting


class EhcPlan(models.Model):
    """The header of a child's statutory plan: one for each case, or none yet."""

    SENSITIVITY: ClassVar = classified(
        ordinary=(
            "id case started_on ceased_on cease_reason transferred_from history_from personal_budget "
            "organised_arrangements direct_payments"
        ),
        sensitive="residential work_based",
    )

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="ehc_plan")
    started_on = models.DateField(null=True)
    ceased_on = models.DateField(null=True)
    cease_reason = models.CharField(max_length=4, blank=True)
    transferred_from = models.CharField(max_length=3, blank=True)
    history_from = models.DateField(null=True)
    personal_budget = models.BooleanField(null=True)
    organised_arrangements = models.BooleanField(null=True)
    direct_payments = models.CharField(max_length=10, blank=True)
    residential = models.CharField(max_length=4, blank=True)
    work_based = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return f"plan of {self.case_id}"


class NamedSetting(models.Model):
    """A setting named in section I of the plan."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id plan setting rank in_sen_unit in_resourced_provision", sensitive="sen_setting sen_setting_other"
    )

    plan = models.ForeignKey(EhcPlan, on_delete=models.CASCADE, related_name="named_settings")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, null=True, related_name="+")
    sen_setting = models.CharField(max_length=4, blank=True)
    sen_setting_other = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)
    in_sen_unit = models.BooleanField(null=True)
    in_resourced_provision = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"named in {self.plan_id}"


class Placement(models.Model):
    """Where the child or young person is, from one day to another."""

    SENSITIVITY: ClassVar = classified(
        ordinary="id case setting rank entered_on left_on in_sen_unit in_resourced_provision",
        sensitive="sen_setting sen_setting_other residential work_based",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="placements")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, null=True, related_name="placements")
    sen_setting = models.CharField(max_length=4, blank=True)
    sen_setting_other = models.CharField(max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)
    entered_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    in_sen_unit = models.BooleanField(null=True)
    in_resourced_provision = models.BooleanField(null=True)
    residential = models.CharField(max_length=4, blank=True)
    work_based = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return f"placement of {self.case_id}"


class Need(models.Model):
    """A type of need, primary (rank 1) or secondary."""

    SENSITIVITY: ClassVar = classified(ordinary="id case rank", sensitive="code")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="needs")
    code = models.CharField(max_length=5)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["case_id", "rank"]

    def __str__(self) -> str:
        return f"need {self.rank} of {self.case_id}"


class Review(models.Model):
    """One review as returned or held: the meeting, the decision and what came of it."""

    SENSITIVITY: ClassVar = classified(
        ordinary=("id case meeting_on decided_on outcome draft_on phase_transfer_due_on phase_transfer_final_on")
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    meeting_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    draft_on = models.DateField(null=True)
    phase_transfer_due_on = models.DateField(null=True)
    phase_transfer_final_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["case_id", "meeting_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(meeting_on__isnull=False)
                | Q(decided_on__isnull=False)
                | Q(phase_transfer_due_on__isnull=False)
                | Q(phase_transfer_final_on__isnull=False)
                | Q(draft_on__isnull=False),
                name="review_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.case_id}"
