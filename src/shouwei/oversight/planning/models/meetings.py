"""会商 and 调度: meetings with an agenda proposed by rule, minutes, decisions that become items; 通报; numbering."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.ground.documents.models import Snapshot
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .duties import Duty
from .plans import Plan, Task
from .reports import Difficulty


class Meeting(models.Model):
    """One occurrence: the secretariat's weekly 会商 or the council's 调度 of a 旬."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", "会商"
        DISPATCH = "dispatch", "调度"

    class State(models.TextChoices):
        PLANNED = "planned", "筹备中"
        HELD = "held", "已召开"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    period_first = models.DateField()
    """First day of its week or 旬; one meeting of a kind per period."""
    period_label = models.CharField(max_length=30)
    held_on = models.DateField("会议日期")
    place = models.CharField("地点", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=50, blank=True)
    attendance = models.TextField("出席", blank=True)
    minutes = models.TextField("会议纪要", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    pack = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    """The material as it lay on the table."""
    record = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    """Agenda and minutes as they were settled; None until the meeting has been held."""

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "kind", "period_first"], name="one_meeting_per_period")
        ]

    def __str__(self) -> str:
        return f"{self.period_label}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("planning:meeting", args=[self.pk])


class AgendaItem(models.Model):
    """A point of an agenda; unresolved ones are carried to the next meeting of the kind."""

    class Source(models.TextChoices):
        OVERDUE = "overdue", "逾期事项"
        BEHIND = "behind", "滞后事项"
        DUE_SOON = "due_soon", "临期事项"
        NO_GOAL = "no_goal", "年度目标未确立"
        PROGRAMME = "programme", "工作方案未报送"
        DIFFICULTY = "difficulty", "困难问题"
        IN_REVIEW = "in_review", "待复核事项"
        DECISION = "decision", "上次议定事项"
        OTHER = "other", "其他事项"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    subject = models.CharField("议题", max_length=300)
    why = models.CharField("列入理由", max_length=300)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    difficulty = models.ForeignKey(Difficulty, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="+")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    outcome = models.TextField("会议意见", blank=True)
    resolved = models.BooleanField("已解决", default=False)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.subject


class Decision(models.Model):
    """议定事项: owner and date; stands on every following agenda until it is done."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="decisions")
    text = models.TextField("议定事项")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="责任单位")
    owner = models.CharField("责任人", max_length=50, blank=True)
    due_on = models.DateField("完成期限")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="decisions")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField("完成于", null=True)
    result = models.TextField("落实情况", blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="decision_open")]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("planning:decision", args=[self.pk])


class Bulletin(models.Model):
    """通报: numbered when issued; always rendered from its snapshot."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="bulletins")
    number = models.PositiveSmallIntegerField("期号", null=True)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    opening = models.TextField("总体情况", blank=True)
    demands = models.TextField("工作要求", blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField("印发日期", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "year", "number"], condition=Q(number__isnull=False), name="bulletin_numbers_are_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}期" if self.number else f"{self.title}（草稿）"

    def get_absolute_url(self) -> str:
        return reverse("planning:bulletin", args=[self.pk])


class Numbering(models.Model):
    """The last number given in a series of a year; taken under a row lock, so none is given twice."""

    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "year"], name="one_numbering_per_series")]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.last}"
