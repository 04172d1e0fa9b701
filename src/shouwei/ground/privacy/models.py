"""Announcements of what the night will clean up, and what persons ask for about their own data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User


class Cleaning(models.Model):
    """到期清理: personal data whose time has run out, announced a week ahead so that the secretariat can look and hold it."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", "公示中"
        HELD = "held", "已暂缓"
        DONE = "done", "已清理"

    sweep = models.CharField(max_length=40)
    announced_on = models.DateField("公示日期")
    acts_on = models.DateField("清理日期")
    cut_off = models.DateField()
    """Only rows whose time had run out by this day: those of the list that was announced."""
    rows = models.PositiveIntegerField("公示行数")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    held_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="暂缓人")
    held_because = models.CharField("暂缓原因", max_length=300, blank=True)
    held_until = models.DateField("暂缓至", null=True)
    done_on = models.DateField("完成日期", null=True)
    changed = models.PositiveIntegerField("清理行数", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sweep"], condition=Q(state__in=["announced", "held"]), name="one_open_cleaning_a_sweep"
            )
        ]

    def __str__(self) -> str:
        return f"到期清理 {self.sweep} {self.announced_on}"


class DataRequest(models.Model):
    """个人信息申请: one thing a person (or a guardian) asks about the data held, with the day by which it is answered."""

    class Kind(models.TextChoices):
        COPY = "copy", "查阅、复制"
        CORRECT = "correct", "更正、补充"
        ERASE = "erase", "删除"
        EXPLAIN = "explain", "解释说明"

    class Asker(models.TextChoices):
        SELF = "self", "本人"
        GUARDIAN = "guardian", "监护人"
        AGENT = "agent", "受托人"

    class Way(models.TextChoices):
        ONLINE = "online", "网上"
        IN_PERSON = "person", "当面"
        LETTER = "letter", "来信"
        PHONE = "phone", "电话"

    class State(models.TextChoices):
        OPEN = "open", "待受理"
        TAKEN = "taken", "办理中"
        ANSWERED = "answered", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"

    class Outcome(models.TextChoices):
        DONE = "done", "已办理"
        PARTLY = "partly", "部分办理"
        REFUSED = "refused", "未予办理"

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField("申请事项", max_length=10, choices=Kind.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="申请人")
    student = models.ForeignKey(Student, models.PROTECT, null=True, related_name="+", verbose_name="学生")
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="答复单位")
    """Who answers for a student: the school at receipt. For an account the administrators do."""
    asker = models.CharField("由谁提出", max_length=10, choices=Asker.choices, default=Asker.SELF)
    way = models.CharField("提出方式", max_length=10, choices=Way.choices, default=Way.ONLINE)
    words = models.TextField("申请内容", max_length=1000)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    noted_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    taken_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    outcome = models.CharField("办理结果", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("答复", max_length=1000, blank=True)
    answered_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    ended_on = models.DateField("办结日期", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_request_of_a_number"),
            models.CheckConstraint(
                condition=Q(user=None, student__isnull=False, school__isnull=False)
                | Q(user__isnull=False, student=None, school=None),
                name="request_is_about_one_person",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(state__in=["open", "taken"]), name="one_open_request_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["student", "kind"],
                condition=Q(state__in=["open", "taken"]),
                name="one_open_request_of_a_student",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "taken"], ended_on=None, outcome="")
                | Q(state="withdrawn", ended_on__isnull=False, outcome="")
                | (Q(state="answered", ended_on__isnull=False) & ~Q(outcome="")),
                name="request_ends_with_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="request_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    @property
    def number(self) -> str:
        return f"个申〔{self.year}〕{self.serial}号"

    def get_absolute_url(self) -> str:
        return reverse("privacy:request", args=[self.pk])

    @property
    def own_url(self) -> str:
        """The same for the person who asked."""
        return reverse("privacy:my_request", args=[self.pk])

    @property
    def person(self) -> str:
        return (
            self.user.name
            if self.user
            else f"{self.student.name}（学号{self.student.student_no}）"
            if self.student
            else ""
        )

    @property
    def waits(self) -> bool:
        return self.state in (self.State.OPEN, self.State.TAKEN)
