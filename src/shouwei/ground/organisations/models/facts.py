"""What is known of an organisation: each with its source and the time it speaks of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisations import Organisation


class Fact(models.Model):
    """A figure or a sentence. What nobody has confirmed is shown as 待核实 wherever it stands."""

    class Topic(models.TextChoices):
        STAFF = "staff", "在岗职工人数"
        STUDENTS = "students", "在校生数"
        ENROLMENT = "enrolment", "招生数"
        LEAD_INDUSTRY = "lead_industry", "首位产业"
        EVENT = "event", "大事"
        OTHER = "other", "其他"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="facts", verbose_name="单位")
    topic = models.CharField("事项", max_length=20, choices=Topic.choices)
    number = models.PositiveIntegerField("数值", null=True, blank=True)
    text = models.CharField("内容", max_length=300, blank=True)
    as_of = models.DateField("截至日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200)
    confirmed = models.BooleanField("已核实", default=False)

    class Meta:
        ordering = ["topic", "-as_of", "-pk"]
        indexes = [models.Index(fields=["organisation", "topic", "-as_of"], name="fact_of_an_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(number__isnull=False) | ~Q(text=""), name="a_fact_says_something"),
            models.CheckConstraint(
                condition=~Q(topic="staff") | Q(number__isnull=False, as_of__isnull=False),
                name="staff_counts_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.text if self.number is None else self.number}"
