"""Quota, applied, admitted, registered; and what they are measured against."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shouwei.ground.learners.models import Level, Source
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity


class Intake(models.Model):
    """One school's intake into one specialty by one kind of candidate in one year."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="intakes", verbose_name="学校")
    year = models.PositiveSmallIntegerField("年度")
    level = models.CharField("层次", max_length=12, choices=Level.choices)
    specialty_code = models.CharField("专业代码", max_length=8)
    specialty_name = models.CharField("专业名称", max_length=60)
    category = models.CharField("生源类别", max_length=12, choices=Source.choices)
    quota = models.PositiveIntegerField("招生计划", null=True, blank=True)
    applied = models.PositiveIntegerField("报名", null=True, blank=True)
    admitted = models.PositiveIntegerField("录取", null=True, blank=True)
    registered = models.PositiveIntegerField("报到", null=True, blank=True)
    as_of = models.DateField("截止日期")
    written_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="填报人")

    class Meta:
        ordering: ClassVar = ["school__name_pinyin", "level", "specialty_code", "category"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "year", "level", "specialty_code", "category"], name="an_intake_once"
            ),
            models.CheckConstraint(
                condition=Q(registered=None) | Q(admitted=None) | Q(registered__lte=F("admitted")),
                name="nobody_registers_without_admission",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["year", "school"], name="intake_year")]

    def __str__(self) -> str:
        return f"{self.school} {self.year}年 {self.specialty_name} {self.get_category_display()}"


class Baseline(models.Model):
    """What intake is compared with, e.g. the registered of 2018: with its source, never worked out silently."""

    school = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="学校",
        help_text="空为全集团。",
    )
    year = models.PositiveSmallIntegerField("基期")
    includes_adults = models.BooleanField("含扩招", default=True)
    registered = models.PositiveIntegerField("报到人数")
    source = models.CharField("依据", max_length=200)
    confirmed = models.BooleanField("已核实", default=False)
    written_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    written_on = models.DateField("登记日期")

    class Meta:
        ordering: ClassVar = ["-year", "school__name_pinyin", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "year", "includes_adults"], nulls_distinct=False, name="a_baseline_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school or '全集团'} {self.year}年基期"
