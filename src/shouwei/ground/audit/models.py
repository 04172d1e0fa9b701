"""The trail: who did what to what, when, why. Rows are only ever added; the database refuses changes."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("people.Identity", models.PROTECT, null=True, related_name="+")
    """None: done by the clock."""
    by_label = models.CharField(max_length=200)
    """Name, organisation and role as they were then."""
    what = models.CharField(max_length=60)
    """The verb, in Chinese, as the history shows it."""
    on_type = models.CharField(max_length=60)
    on_id = models.BigIntegerField()
    on_label = models.CharField(max_length=200)
    about_type = models.CharField(max_length=60, blank=True)
    """The larger thing whose history shows this too, e.g. the task of a report."""
    about_id = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    """Field → [before, after], where that is worth keeping."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["on_type", "on_id", "-id"], name="event_on"),
            models.Index(fields=["about_type", "about_id", "-id"], name="event_about"),
        ]

    def __str__(self) -> str:
        return f"{self.by_label} {self.what} {self.on_label}"
