"""工作方案 and 细化举措: how a lead means to carry a task out, within 20 days of issue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .plans import Task


class WorkProgramme(models.Model):
    """One per task. The lead drafts with the members, submits; the secretariat registers or returns."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        SUBMITTED = "submitted", "待秘书处登记"
        RETURNED = "returned", "已退回"
        REGISTERED = "registered", "已登记"

    task = models.OneToOneField(Task, models.PROTECT, related_name="programme")
    due_on = models.DateField("报送期限")
    text = models.TextField("工作方案", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    submitted_on = models.DateField("报送日期", null=True)
    """The day that counts, also when it is registered later."""
    submitted_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField("退回原因", blank=True)
    registered_on = models.DateField("登记日期", null=True)
    edition = models.PositiveIntegerField(default=0)
    """Raised by every save; two people who edit at once are told (optimistic lock)."""
    rows = models.JSONField("举措草表", default=list)
    """Measures as typed, complete or not; they become ``Measure`` rows when the programme is submitted."""
    saved_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["task__number"]

    def __str__(self) -> str:
        return f"任务{self.task.number}工作方案"

    def get_absolute_url(self) -> str:
        return reverse("planning:programme", args=[self.task_id])


class ProgrammeDraft(models.Model):
    """What one person has typed into a programme and not yet saved, or could not save because somebody else had."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(Identity, models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    """The edition of the programme it was typed upon."""
    text = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "by"], name="one_draft_per_programme_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.programme} · {self.by.user.name}未保存的文本"


class ProgrammePart(models.Model):
    """What one member adds to the programme of a lead."""

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        SUBMITTED = "submitted", "待牵头部门审核"
        ACCEPTED = "accepted", "已采纳"
        RETURNED = "returned", "已退回"

    programme = models.ForeignKey(WorkProgramme, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField("本单位方案")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    submitted_on = models.DateField(null=True)
    by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)
    """Raised when the part changes hands; a colleague who has an older one open is told before overwriting."""
    rows = models.JSONField("举措草表", default=list)
    """The member's own measures as typed; copied into the programme when the lead accepts the part."""

    class Meta:
        ordering: ClassVar = ["organisation__name_pinyin"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_part_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.programme} · {self.organisation}"


class Measure(models.Model):
    """细化举措: a step with owner, due date, deliverable and the evidence that will prove it."""

    programme = models.ForeignKey(WorkProgramme, models.CASCADE, related_name="measures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="measures", verbose_name="责任单位")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("举措", max_length=300)
    owner = models.CharField("责任人", max_length=50)
    due_on = models.DateField("完成日期")
    deliverable = models.CharField("成果形式", max_length=200)
    evidence_rule = models.CharField("佐证要求", max_length=200)
    done_on = models.DateField("完成于", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
