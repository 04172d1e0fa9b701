"""Days that differ from the plain week, by decree."""

from django.db import models


class Holiday(models.Model):
    """One day of a yearly holiday notice: a holiday on a weekday, or a weekend day that is worked (调休)."""

    day = models.DateField("日期", unique=True)
    is_worked = models.BooleanField("上班", default=False)
    name = models.CharField("名称", max_length=50)
    source = models.CharField("依据", max_length=100, blank=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class Schedule(models.Model):
    """When a job of the clock runs; the secretariat may change the hour or switch it off. Absent row: the job's own default."""

    class Days(models.TextChoices):
        EVERY = "every", "每天"
        WORKING = "working", "每个工作日"
        WEEK = "week", "每周首个工作日"
        TENDAY = "tenday", "每旬末个工作日"

    job = models.CharField("任务", max_length=60, unique=True)
    days = models.CharField("日子", max_length=10, choices=Days.choices, default=Days.EVERY)
    hour = models.PositiveSmallIntegerField("时")
    minute = models.PositiveSmallIntegerField("分", default=0)
    is_on = models.BooleanField("启用", default=True)
    last_run_on = models.DateField("上次运行", null=True, editable=False)
    """The day it last succeeded on."""
    started_at = models.DateTimeField("上次开始", null=True, editable=False)
    took_ms = models.PositiveIntegerField("用时（毫秒）", default=0, editable=False)
    failures = models.PositiveSmallIntegerField("连续失败", default=0, editable=False)
    said = models.CharField("失败原因", max_length=200, blank=True, editable=False)
    try_at = models.DateTimeField("下次重试", null=True, editable=False)
    """Set after a failure, later each time."""

    class Meta:
        ordering = ["job"]

    def __str__(self) -> str:
        return f"{self.job} {self.get_days_display()} {self.hour:02}:{self.minute:02}"
