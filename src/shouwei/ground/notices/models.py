"""Messages to people."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shouwei.ground.people.models import Identity, User


class Notice(models.Model):
    """One message to one identity. ``key`` names the occasion: the same occasion is never told twice while unread."""

    to = models.ForeignKey(Identity, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["to", "-id"], name="notice_list"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mailed_at=None), name="notice_unmailed"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["to", "key"], condition=Q(read_at=None), name="an_occasion_is_told_once")
        ]

    def __str__(self) -> str:
        return self.text


class Preference(models.Model):
    """How a person wants to be told. Absent row: the defaults below."""

    user = models.OneToOneField(User, models.CASCADE, related_name="preference")
    by_mail = models.BooleanField("每日邮件摘要", default=True)
    digest_hour = models.PositiveSmallIntegerField("发送时间（点）", default=8)
    quiet_from = models.PositiveSmallIntegerField("免打扰开始（点）", default=21)
    quiet_until = models.PositiveSmallIntegerField("免打扰结束（点）", default=7)
    last_digest_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.user} 的消息设置"
