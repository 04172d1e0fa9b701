"""The trail: who did what to what, when, why; what rows were before; who looked. Rows are only ever added."""

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


class ChainLink(models.Model):
    """One event's place in the chain: its hash covers the event, a digest of its words and the link before."""

    number = models.BigIntegerField(primary_key=True)
    """1, 2, 3 … without gaps, in the order of linking."""
    event = models.OneToOneField(Event, models.PROTECT, related_name="link")
    words = models.BinaryField(max_length=32)
    """Salted digest of what may name persons, so that the words can be erased and the chain still stands."""
    hash = models.BinaryField(max_length=32)
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {bytes(self.hash).hex()[:16]}"


class Head(models.Model):
    """The end of the chain on one day, as it was exported; one row a day, never changed."""

    day = models.DateField(unique=True)
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    fault = models.CharField(max_length=300, blank=True)
    """What verification found that day; empty: the chain stood."""
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.number} {bytes(self.hash).hex()}"


class Version(models.Model):
    """What a row held before it was changed or deleted; written by a trigger, so that no way of writing goes round it."""

    at = models.DateTimeField()
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    deleted = models.BooleanField()
    by_id = models.BigIntegerField(null=True)
    """Number of the identity that acted; None: the clock or a command. Kept when that identity is gone."""
    before = models.JSONField()
    """Column → value, of the columns that changed; of a deleted row all of them."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["table", "row", "-id"], name="version_of_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.at:%Y-%m-%d %H:%M:%S}"


class Look(models.Model):
    """Somebody opened, revealed or exported what is personal."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("people.Identity", models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=200)
    person = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    """Whose data, where that person has an account."""
    on_type = models.CharField(max_length=60)
    on_id = models.BigIntegerField()
    what = models.CharField(max_length=100)
    """What was seen, in Chinese, e.g. 完整证件号."""
    why = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="look_at_person"),
            models.Index(fields=["on_type", "on_id", "-id"], name="look_at_thing"),
            models.Index(fields=["at"], name="look_at"),
        ]

    def __str__(self) -> str:
        return f"{self.by_label} {self.what}"
