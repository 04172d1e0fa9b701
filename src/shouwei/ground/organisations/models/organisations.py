"""Organisations of the group and around it."""

from __future__ import annotations

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from shouwei.core.text import pinyin_key


class Organisation(models.Model):
    """Anything that can lead, implement, host or be reported to."""

    class Kind(models.TextChoices):
        GROUP = "group", "职教集团"
        COUNCIL = "council", "理事会"
        SECRETARIAT = "secretariat", "秘书处"
        DEPARTMENT = "department", "集团部门"
        SCHOOL = "school", "学校"
        ENTERPRISE = "enterprise", "企业"
        PARK = "park", "园区"
        COUNTY = "county", "县（市、区）"
        ZONE = "zone", "开发区"
        AUTHORITY = "authority", "主管部门"

    class SchoolType(models.TextChoices):
        SECONDARY = "secondary", "中等职业学校"
        TECHNICAL = "technical", "技工院校"
        COLLEGE = "college", "高等职业学校"
        UNIVERSITY = "university", "职业本科学校"
        MIDDLE = "middle", "普通中学"
        OTHER = "other", "其他学校"

    class SchoolLevel(models.TextChoices):
        SECONDARY = "secondary", "中职"
        COLLEGE = "college", "高职专科"
        BACHELOR = "bachelor", "职业本科"
        GENERAL = "general", "普通教育"

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=30, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name="上级")
    place = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="located", verbose_name="所在县区"
    )
    """The county or development zone it lies in."""
    region_code = models.CharField("行政区划代码", max_length=6, blank=True)
    """Of a county or zone itself; development zones carry a statistical code or none."""
    school_type = models.CharField("学校类型", max_length=20, choices=SchoolType.choices, blank=True)
    school_level = models.CharField("办学层次", max_length=20, choices=SchoolLevel.choices, blank=True)
    national_code = models.CharField("学校标识码", max_length=10, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    industry_code = models.CharField("行业代码", max_length=5, blank=True)
    """GB/T 4754."""
    founded_on = models.DateField("成立日期", null=True, blank=True)
    """As its business licence or certificate says."""
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )
    merged_on = models.DateField("并入日期", null=True, blank=True)
    """From this day on the successor stands for it."""
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    name_pinyin = models.CharField(max_length=300, editable=False)
    """Sort and search key: no database collation is relied on."""

    class Meta:
        ordering = ["name_pinyin", "pk"]
        indexes = [
            models.Index(fields=["kind", "name_pinyin"]),
            models.Index(fields=["place", "kind"], name="organisation_place"),
            models.Index(OpClass(Upper("industry_code"), "text_pattern_ops"), name="organisation_industry"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], condition=~Q(credit_code=""), name="one_credit_code"),
            models.UniqueConstraint(fields=["national_code"], condition=~Q(national_code=""), name="one_national_code"),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None)
                | (Q(merged_into__isnull=False, merged_on__isnull=False) & ~Q(merged_into=models.F("id"))),
                name="merged_into_another_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came

    def get_absolute_url(self) -> str:
        return reverse("organisations:organisation", args=[self.pk])
