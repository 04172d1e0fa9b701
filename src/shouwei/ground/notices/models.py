"""Messages to people, the ways they go out beyond the inbox, and what became of each sending."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shouwei.core.occasions import OCCASIONS, OTHER
from shouwei.core.secrets import EncryptedTextField
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User

MODES = (("at_once", "立即发送"), ("daily", "并入每日汇总"), ("weekly", "并入每周汇总"), ("never", "只留站内"))


class Channel(models.Model):
    """渠道: a group robot of an organisation, or the group's SMS gateway. Address and secret are encrypted."""

    class Kind(models.TextChoices):
        WECOM = "wecom", "企业微信群机器人"
        DINGTALK = "dingtalk", "钉钉群机器人"
        FEISHU = "feishu", "飞书群机器人"
        SMS = "sms", "短信网关"

    kind = models.CharField("渠道", max_length=10, choices=Kind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="所属单位")
    name = models.CharField("名称", max_length=60)
    address = EncryptedTextField(kind="text", verbose_name="地址")
    secret = EncryptedTextField(kind="text", verbose_name="密钥", blank=True)
    kinds = models.JSONField("发送的消息", default=list)
    """Kinds of occasions a robot posts; not asked for SMS, where each person chooses."""
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField("停用时间", null=True)
    tested_at = models.DateTimeField("最近测试", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation"], condition=Q(stopped_at=None), name="channel_running"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}“{self.name}”"

    def get_absolute_url(self) -> str:
        return reverse("notices:channel", args=[self.pk])


class Dispatch(models.Model):
    """发送: one sending by one way. ``number`` is the same at every attempt, so that the far side can tell a repetition."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        GIVEN_UP = "given_up", "发送失败"
        WITHDRAWN = "withdrawn", "已撤下"
        UNCERTAIN = "uncertain", "结果不明"

    class Way(models.TextChoices):
        MAIL = "mail", "邮件"
        DIGEST = "digest", "汇总邮件"
        SMS = "sms", "短信"
        ROBOT = "robot", "群机器人"
        TEST = "test", "测试"

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    way = models.CharField(max_length=8, choices=Way.choices)
    notice = models.ForeignKey("Notice", models.CASCADE, null=True, related_name="dispatches")
    channel = models.ForeignKey(Channel, models.PROTECT, null=True, related_name="dispatches")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    """Whom it goes to; None for a robot, which speaks to a group."""
    kind = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="dispatch_due"),
            models.Index(fields=["kind", "-id"], name="dispatch_of_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "way"], condition=Q(way__in=["mail", "sms"]), name="a_message_goes_once_a_way"
            ),
            models.UniqueConstraint(
                fields=["channel", "key", "day"], condition=Q(way="robot"), name="a_group_hears_once_a_day"
            ),
            models.UniqueConstraint(fields=["user", "day"], condition=Q(way="digest"), name="one_digest_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.number}"

    @property
    def kind_label(self) -> str:
        return label_of(self.kind) if self.kind else self.get_way_display()


class Notice(models.Model):
    """One message to one identity. ``key`` names the occasion: the same occasion is never told twice while unread."""

    to = models.ForeignKey(Identity, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, default="other")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When the clock saw that nothing is left to be done about it."""
    planned_at = models.DateTimeField(null=True)
    """When the clock decided which ways it goes; until then the row is the outbox."""
    mailed_at = models.DateTimeField(null=True)
    """When a mail or a digest took it along."""
    digest = models.ForeignKey(Dispatch, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["to", "-id"], name="notice_list"),
            models.Index(fields=["to"], condition=Q(read_at=None, settled_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mailed_at=None), name="notice_unmailed"),
            models.Index(fields=["id"], condition=Q(planned_at=None), name="notice_unplanned"),
            models.Index(fields=["kind", "created_at"], name="notice_of_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to", "key"], condition=Q(read_at=None, settled_at=None), name="an_occasion_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)


class Preference(models.Model):
    """How a person wants to be told. Absent row: the defaults below."""

    user = models.OneToOneField(User, models.CASCADE, related_name="preference")
    by_mail = models.BooleanField("接收邮件", default=True)
    digest_hour = models.PositiveSmallIntegerField("汇总发送时间（点）", default=8)
    quiet_from = models.PositiveSmallIntegerField("免打扰开始（点）", default=21)
    quiet_until = models.PositiveSmallIntegerField("免打扰结束（点）", default=7)
    phone = EncryptedTextField(kind="phone", verbose_name="接收短信的手机号", blank=True)
    last_digest_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.user} 的消息设置"


class Choice(models.Model):
    """What one person chose for one kind of message and one way; absent: the group's rule."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=(("mail", "邮件"), ("sms", "短信")))
    mode = models.CharField(max_length=8, choices=MODES)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind", "way"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{label_of(self.kind)}：{self.get_mode_display()}"


class KindRule(models.Model):
    """What the group decided for a kind of message after seeing what it achieves; absent: what the room proposes."""

    kind = models.CharField(max_length=40, unique=True)
    mode = models.CharField(max_length=8, choices=MODES)
    why = models.CharField("原因", max_length=200)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(Identity, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{label_of(self.kind)}：{self.get_mode_display()}"


def label_of(kind: str) -> str:
    return OCCASIONS.get(kind, OTHER).label
