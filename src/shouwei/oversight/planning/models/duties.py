"""分担: one member's part of a task, its goals, extensions and completion. Facts are kept; the state is derived by a rule."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.core.text import in_words
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User

from .plans import Task


class Duty(models.Model):
    """What one member owes for one task, from a day on, perhaps to a day."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="duties")
    since = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, blank=True)
    accepted_on = models.DateField("确认日期", null=True, blank=True)
    """None: offered to a member who joined later and has not yet taken it on."""
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    due_on = models.DateField("截止日期", null=True, blank=True)
    original_due_on = models.DateField("原定截止日期", null=True, blank=True)
    # Facts written by the workflows, so that a list needs no look into the reports.
    percent = models.PositiveSmallIntegerField("完成率", default=0, validators=[MaxValueValidator(100)])
    last_reported_on = models.DateField("最近报告", null=True, blank=True)
    completion_asked_on = models.DateField("申请办结", null=True, blank=True)
    completed_on = models.DateField("办结日期", null=True, blank=True)
    """The day the member submitted what was accepted, not the day it was judged."""
    stopped_on = models.DateField("中止日期", null=True, blank=True)
    stop_reason = models.CharField("中止原因", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["task__number", "organisation__name_pinyin"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "organisation"], name="one_duty_per_task_and_member"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_is_at_most_100"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "task"], name="duty_of_member")]

    def __str__(self) -> str:
        return f"任务{self.task.number} · {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("planning:duty", args=[self.pk])


class AnnualGoal(models.Model):
    """年度工作目标: what a 长期 task is to reach in one year (note 1 under the founding plan's table)."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="goals")
    year = models.PositiveSmallIntegerField("年度")
    text = models.TextField("年度工作目标")
    set_on = models.DateField("确立日期")
    set_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    reached = models.BooleanField("年末评定", null=True)
    review = models.TextField("年末小结", blank=True)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["task", "year"], name="one_goal_per_task_and_year")]

    def __str__(self) -> str:
        return f"{self.year}年度目标：{self.text[:40]}"


class Extension(models.Model):
    """延期申请: asked before the due date; the lead endorses, the secretariat decides; the original date stays."""

    class State(models.TextChoices):
        ASKED = "asked", "待牵头部门审核"
        ENDORSED = "endorsed", "待秘书处审批"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "未批准"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="extensions")
    old_due_on = models.DateField("现截止日期")
    new_due_on = models.DateField("申请延至")
    reason = models.TextField("延期理由")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    answer = models.TextField("审批意见", blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(state__in=["asked", "endorsed"]), name="one_open_extension_per_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} 延期至{in_words(self.new_due_on)}"

    def get_absolute_url(self) -> str:
        """Where it is dealt with next; the member's own page once it is settled."""
        step = {self.State.ASKED: "endorse_extension", self.State.ENDORSED: "decide_extension"}.get(
            self.State(self.state)
        )
        return reverse(f"planning:{step}", args=[self.pk]) if step else self.duty.get_absolute_url()


class Completion(models.Model):
    """办结申请: the member asks, the lead accepts, the secretariat confirms and archives; either may return it."""

    class State(models.TextChoices):
        ASKED = "asked", "待牵头部门复核"
        ACCEPTED = "accepted", "待秘书处确认"
        CONFIRMED = "confirmed", "已办结"
        RETURNED = "returned", "已退回"
        REOPENED = "reopened", "已重启"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="completions")
    summary = models.TextField("完成情况")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    answer = models.TextField("复核意见", blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(state__in=["asked", "accepted"]), name="one_open_completion_per_duty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} 办结申请"

    def get_absolute_url(self) -> str:
        """Where it is dealt with next; the member's own page once it is settled."""
        step = {self.State.ASKED: "review_completion", self.State.ACCEPTED: "confirm_completion"}.get(
            self.State(self.state)
        )
        return reverse(f"planning:{step}", args=[self.pk]) if step else self.duty.get_absolute_url()
