"""The student roll (学籍): who learns what, where, since when, and how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from shouwei.core.secrets import BlindIndexField, EncryptedTextField
from shouwei.core.text import pinyin_key
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity


class Level(models.TextChoices):
    """层次. A specialty code is only unique together with its level and catalogue edition."""

    SECONDARY = "secondary", "中职"
    TECHNICIAN = "technician", "技工"
    HIGHER = "higher", "高职专科"
    BACHELOR = "bachelor", "职业本科"


class Source(models.TextChoices):
    """生源类别. Source: 高职扩招专项工作实施方案 (2019) for the five kinds of adults."""

    MIDDLE_SCHOOL = "middle", "应届初中"
    HIGH_SCHOOL = "high", "应届高中"
    VOCATIONAL = "vocational", "应届中职"
    VETERAN = "veteran", "退役军人"
    LAID_OFF = "laid_off", "下岗失业人员"
    MIGRANT = "migrant", "农民工"
    FARMER = "farmer", "新型职业农民"
    EMPLOYED = "employed", "在职职工"
    OTHER = "other", "其他"


ADULTS = frozenset({Source.VETERAN, Source.LAID_OFF, Source.MIGRANT, Source.FARMER, Source.EMPLOYED})
"""Counted as adult intake (扩招), always shown apart from the regular plan."""


class Student(models.Model):
    """One person on the roll of one school. Business key: school and the school's own student number."""

    class State(models.TextChoices):
        ENROLLED = "enrolled", "在籍"
        SUSPENDED = "suspended", "休学"
        GRADUATED = "graduated", "毕业"
        COMPLETED = "completed", "结业"
        WITHDRAWN = "withdrawn", "退学"
        TRANSFERRED = "transferred", "转出"

    class Sex(models.TextChoices):
        MALE = "m", "男"
        FEMALE = "f", "女"

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="students", verbose_name="学校")
    student_no = models.CharField("学号", max_length=30)
    name = models.CharField("姓名", max_length=40)
    name_pinyin = models.CharField(max_length=200, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    born_on = models.DateField("出生日期")
    id_number = EncryptedTextField("身份证号", kind="id_number", blank=True)
    id_number_index = BlindIndexField(of="id_number")
    roll_no = EncryptedTextField("学籍号", kind="text", blank=True)
    roll_no_index = BlindIndexField(of="roll_no")
    phone = EncryptedTextField("手机号", kind="phone", blank=True)
    phone_index = BlindIndexField(of="phone")
    home_county = models.CharField("生源地（县级代码）", max_length=6, blank=True)
    level = models.CharField("层次", max_length=12, choices=Level.choices)
    specialty_code = models.CharField("专业代码", max_length=8)
    specialty_name = models.CharField("专业名称", max_length=60)
    catalogue_edition = models.CharField("专业目录版本", max_length=20)
    direction = models.CharField("专业方向", max_length=60, blank=True)
    class_name = models.CharField("班级", max_length=60, blank=True)
    entry_year = models.PositiveSmallIntegerField("年级（入学年份）")
    entered_on = models.DateField("入学日期")
    source = models.CharField("生源类别", max_length=12, choices=Source.choices)
    state = models.CharField("学籍状态", max_length=12, choices=State.choices, default=State.ENROLLED)
    state_since = models.DateField("状态起始日期")
    cohort = models.PositiveSmallIntegerField("毕业届", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["school", "-entry_year", "specialty_code", "class_name", "student_no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "student_no"], name="student_number_once_a_school"),
            models.CheckConstraint(
                condition=Q(cohort=None) | Q(state__in=["graduated", "completed"]), name="a_cohort_has_finished"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["school", "-entry_year", "specialty_code", "class_name", "student_no"],
                include=["id", "level", "state", "source"],
                name="student_list",
            ),
            models.Index(
                fields=["cohort", "school", "specialty_code", "class_name", "student_no"],
                condition=~Q(cohort=None),
                include=["id"],
                name="student_graduates",
            ),
            models.Index(fields=["school", "name_pinyin"], name="student_name"),
            models.Index(fields=["student_no"], opclasses=["varchar_pattern_ops"], name="student_number_begins"),
            models.Index(fields=["name_pinyin"], opclasses=["varchar_pattern_ops"], name="student_pinyin_begins"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="student_name_parts"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.school}）"

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came

    @property
    def is_adult(self) -> bool:
        return self.source in ADULTS


class RollChange(models.Model):
    """学籍异动: something happened to a student's place on the roll. Rows are added, never changed."""

    class Kind(models.TextChoices):
        SUSPEND = "suspend", "休学"
        RESUME = "resume", "复学"
        TRANSFER_OUT = "transfer_out", "转出"
        TRANSFER_IN = "transfer_in", "转入"
        CHANGE_SPECIALTY = "change_specialty", "转专业"
        WITHDRAW = "withdraw", "退学"
        GRADUATE = "graduate", "毕业"
        COMPLETE = "complete", "结业"
        CORRECT = "correct", "更正"

    student = models.ForeignKey(Student, models.CASCADE, related_name="changes", verbose_name="学生")
    kind = models.CharField("异动类别", max_length=20, choices=Kind.choices)
    happened_on = models.DateField("发生日期")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    recorded_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    before = models.JSONField("原情况", default=dict)
    after = models.JSONField("现情况", default=dict)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.student} {self.get_kind_display()}"


class RollCount(models.Model):
    """How many stand on the roll, by what is counted. Triggers add a line for every statement that changes students, so a total is
    a sum over few rows, and counting never waits for a writer; a job folds the lines together.
    """

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name="学校")
    level = models.CharField("层次", max_length=12)
    specialty_code = models.CharField("专业代码", max_length=8)
    specialty_name = models.CharField("专业名称", max_length=60)
    entry_year = models.PositiveSmallIntegerField("年级")
    source = models.CharField("生源类别", max_length=12)
    state = models.CharField("学籍状态", max_length=12)
    cohort = models.PositiveSmallIntegerField("毕业届", null=True)
    people = models.IntegerField("人数")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "entry_year"], name="roll_count_school"),
            models.Index(fields=["entry_year"], name="roll_count_year"),
            models.Index(fields=["cohort"], condition=~Q(cohort=None), name="roll_count_cohort"),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.entry_year} {self.people}"
