"""进展、困难、佐证、督办单: what members say and what is asked of them."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.ground.documents.models import StoredFile
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..rules.periods import label_of
from .duties import Completion, Duty


class ProgressReport(models.Model):
    """进展报告 of one duty for one period: draft → the unit's head approves → the lead accepts or returns."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待单位负责人审核"
        APPROVED = "approved", "待牵头部门审核"
        ACCEPTED = "accepted", "已采纳"
        RETURNED = "returned", "已退回"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    period_first = models.DateField("报告期起")
    period_last = models.DateField("报告期止")
    text = models.TextField("进展情况", blank=True)
    percent = models.PositiveSmallIntegerField("完成率", default=0, validators=[MaxValueValidator(100)])
    difficulties = models.TextField("困难或问题", blank=True)
    support_wanted = models.TextField("需要的支持", blank=True)
    no_change = models.BooleanField("本期无变化", default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    submitted_on = models.DateField("报送日期", null=True)
    """The day the unit sent it up; judging later costs the unit nothing."""
    approved_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField(null=True)
    judged_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField("退回原因", blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-period_first", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "period_first"], name="one_report_per_duty_and_period"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="report_percent_is_at_most_100"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-period_first"], name="report_by_state")]

    def __str__(self) -> str:
        return f"{self.duty} {self.period_label}进展"

    def get_absolute_url(self) -> str:
        return reverse("planning:report", args=[self.pk])

    @property
    def period_label(self) -> str:
        """2026年3月, or 2026年3月上旬, after the rhythm in which it was written."""
        return label_of(self.period_first, self.period_last)


class Difficulty(models.Model):
    """困难或问题: raised by a member, answered by the secretariat or, passed up, by the council."""

    class Level(models.TextChoices):
        SECRETARIAT = "secretariat", "秘书处办理"
        COUNCIL = "council", "提请理事会"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="difficulties")
    report = models.ForeignKey(ProgressReport, models.PROTECT, null=True, related_name="raised")
    text = models.TextField("困难或问题")
    support_wanted = models.TextField("需要的支持", blank=True)
    raised_on = models.DateField("提出日期")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.SECRETARIAT)
    escalated_on = models.DateField("提请日期", null=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "difficulties"
        indexes: ClassVar = [
            models.Index(fields=["level", "raised_on"], condition=Q(answered_on=None), name="difficulty_open")
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("planning:answer_difficulty", args=[self.pk])


class SupervisionNotice(models.Model):
    """督办单: drafted by rule, numbered when a person sends it, signed for, answered."""

    class Level(models.TextChoices):
        BLUE = "blue", "蓝色提醒"
        AMBER = "amber", "黄色督办"
        RED = "red", "红色督办"

    class State(models.TextChoices):
        DRAFT = "draft", "待发出"
        SENT = "sent", "待签收"
        SIGNED = "signed", "待回复"
        REPLIED = "replied", "待审核回复"
        CLOSED = "closed", "已办结"
        DROPPED = "dropped", "未发出"

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="supervision_notices")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    level = models.CharField(max_length=6, choices=Level.choices)
    occasion = models.CharField(max_length=60)
    """Which rule drafted it for which date; one draft per occasion."""
    reason = models.TextField("督办事由")
    demand = models.TextField("办理要求", blank=True)
    number = models.CharField("编号", max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_on = models.DateField("起草日期")
    sent_on = models.DateField("发出日期", null=True)
    sent_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    reply_due_on = models.DateField("回复期限", null=True)
    signed_on = models.DateField("签收日期", null=True)
    signed_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    reply = models.TextField("回复", blank=True)
    replied_on = models.DateField("回复日期", null=True)
    closed_on = models.DateField("办结日期", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "occasion"], name="one_notice_per_duty_and_occasion"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="notice_numbers_are_unique"),
        ]

    def __str__(self) -> str:
        return self.number or f"督办单（草稿）{self.duty}"

    def get_absolute_url(self) -> str:
        return reverse("planning:supervision_notice", args=[self.pk])


class StandingEvidence(models.Manager["Evidence"]):
    """What has not been withdrawn: the only evidence that counts or shows."""

    def get_queryset(self) -> models.QuerySet[Evidence]:
        return super().get_queryset().filter(withdrawn_on=None)


class Evidence(models.Model):
    """佐证: a file that proves something about a duty; attached once, cited where needed."""

    objects: ClassVar[StandingEvidence] = StandingEvidence()
    everything: ClassVar[models.Manager[Evidence]] = models.Manager()

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    report = models.ForeignKey(ProgressReport, models.PROTECT, null=True, related_name="evidence")
    completion = models.ForeignKey(Completion, models.PROTECT, null=True, related_name="evidence")
    notice = models.ForeignKey(SupervisionNotice, models.PROTECT, null=True, related_name="evidence")
    attached_on = models.DateField()
    attached_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(Identity, models.PROTECT, null=True, blank=True, related_name="+")
    withdraw_reason = models.CharField("撤回原因", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("planning:evidence_file", args=[self.pk])
