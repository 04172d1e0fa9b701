"""The plan as adopted: versions, areas, tasks, targets."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.core.text import in_words
from shouwei.core.verdict import Verdict
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..rules.running import may_go_on


class Plan(models.Model):
    """方案: a document that has become a programme."""

    class Rhythm(models.TextChoices):
        MONTH = "month", "每月"
        TENDAY = "tenday", "每旬"

    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("发文字号", max_length=50, blank=True)
    issuer = models.CharField("发文机关", max_length=100, blank=True)
    adopted_by = models.CharField("审议会议", max_length=200, blank=True)
    issued_on = models.DateField("印发日期")
    first_year = models.PositiveSmallIntegerField("起始年度")
    last_year = models.PositiveSmallIntegerField("结束年度")
    supervised_from = models.DateField("督办起始日")
    """Deadlines before this day are history: recorded, but no alarm."""
    refine_days = models.PositiveSmallIntegerField("细化举措报送期限（天）", default=20)
    refine_in_working_days = models.BooleanField("按工作日计算", default=False)
    report_rhythm = models.CharField("进展报告周期", max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    obligations = models.JSONField(default=list)
    """What the text itself demands (20 days, annual goals, rhythm), as the reader found it."""
    closed_on = models.DateField("停止督办", null=True, blank=True)
    close_reason = models.CharField("停止原因", max_length=300, blank=True)
    is_withdrawn = models.BooleanField("已撤回", default=False)
    """Published by mistake and taken back before anybody had recorded anything; closed for good."""

    class Meta:
        ordering: ClassVar = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}（{self.document_number}）" if self.document_number else self.title

    def get_absolute_url(self) -> str:
        return reverse("planning:overview", args=[self.pk])

    def goes_on(self, today: date) -> Verdict:
        """Whether it is still supervised; if not, the sentence its pages show."""
        return may_go_on(
            first_year=self.first_year,
            last_year=self.last_year,
            closed_on=self.closed_on,
            withdrawn=self.is_withdrawn,
            today=today,
        )


class PlanImport(models.Model):
    """A document somebody uploaded, read but not yet published; ``draft`` is edited in the preview."""

    class State(models.TextChoices):
        OPEN = "open", "待发布"
        PUBLISHED = "published", "已发布"
        DISCARDED = "discarded", "已放弃"

    file = models.ForeignKey(StoredFile, models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    as_read = models.JSONField()
    """What the reader found; never changed afterwards."""
    draft = models.JSONField()
    """The same shape, with the edits made in the preview."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    revises = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    uploaded_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:preview_plan", args=[self.pk])


class PlanVersion(models.Model):
    """The document of a plan as it was published at one time; never changed afterwards."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    issued_on = models.DateField("印发日期")
    document_number = models.CharField("发文字号", max_length=50, blank=True)
    adopted_by = models.CharField("审议会议", max_length=200, blank=True)
    draft = models.JSONField()
    as_read = models.JSONField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True)
    note = models.CharField("修订说明", max_length=300, blank=True)
    published_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="version_numbers_are_unique")]

    def __str__(self) -> str:
        return f"第{self.number}版（{in_words(self.issued_on)}）"


class Target(models.Model):
    """A figure the plan promises. Its value is computed by the indicators room; here is only what was promised."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    unit = models.CharField(max_length=20, blank=True)
    comparator = models.CharField(max_length=6, default="=")
    by = models.CharField(max_length=20, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    printed = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """主要任务(类): a heading of the task table."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="areas")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body_title = models.CharField(max_length=200, blank=True)
    """As the body prints it, where that differs."""

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="area_numbers_are_unique")]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """任务: one row of the table, with its lead, implementers and deadline."""

    class DeadlineKind(models.TextChoices):
        DAY = "day", "限期"
        LONG_TERM = "long_term", "长期"
        TRIGGERED = "triggered", "条件触发"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    area = models.ForeignKey(Area, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField("编号")
    """Canonical: 1, 2, 3 … in the order of the document."""
    printed_number = models.CharField("印制序号", max_length=20, blank=True)
    text = models.TextField("任务内容")
    """The governing text: the body's where body and table differ."""
    table_text = models.TextField(blank=True)
    """The table's wording, where it differs."""
    note = models.TextField("编辑说明", blank=True)
    remark = models.CharField("备注", max_length=300, blank=True)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="led_tasks", verbose_name="牵头部门")
    co_leads = models.ManyToManyField(Organisation, related_name="co_led_tasks", blank=True, verbose_name="共同牵头")
    for_schools = models.BooleanField("各成员学校", default=False)
    for_enterprises = models.BooleanField("各成员企业", default=False)
    named = models.ManyToManyField(Organisation, related_name="named_tasks", blank=True, verbose_name="指名单位")
    implementers_printed = models.CharField("落实主体", max_length=300, blank=True)
    deadline_kind = models.CharField("时限类型", max_length=10, choices=DeadlineKind.choices)
    deadline_printed = models.CharField("完成时限", max_length=100, blank=True)
    due_on = models.DateField("截止日期", null=True, blank=True)
    trigger = models.CharField("触发条件", max_length=200, blank=True)
    stopped_on = models.DateField("中止日期", null=True, blank=True)
    stop_reason = models.CharField("中止原因", max_length=300, blank=True)
    indicator = models.CharField("关联指标", max_length=10, blank=True)
    """One of the targets of the indicators room whose figure this task is to move; "" none."""

    class Meta:
        ordering: ClassVar = ["plan", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="task_numbers_are_unique"),
            models.CheckConstraint(
                condition=~Q(deadline_kind="day") | Q(due_on__isnull=False), name="a_dated_task_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("planning:task", args=[self.pk])

    @property
    def is_long_term(self) -> bool:
        return self.deadline_kind == self.DeadlineKind.LONG_TERM
