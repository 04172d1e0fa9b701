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
