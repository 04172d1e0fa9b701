"""What foreign programmes hold: tokens, idempotency keys, webhook subscriptions with their deliveries, calendar feeds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shouwei.core.secrets import EncryptedTextField
from shouwei.ground.people.models import Identity


class Token(models.Model):
    """访问令牌: lets a programme act as one identity, within scopes, until a day. Only the digest is kept."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="+", verbose_name="身份")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, which has 256 random bits, so that a slow hash would add nothing."""
    beginning = models.CharField(max_length=12)
    """The first letters, by which people tell tokens apart."""
    scopes = models.JSONField("权限范围", default=list)
    per_minute = models.PositiveSmallIntegerField("每分钟请求数", default=120)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField("有效期至")
    revoked_at = models.DateTimeField("撤销时间", null=True)
    last_used_at = models.DateTimeField("最近使用", null=True)
    minute = models.DateTimeField(null=True)
    """The minute that is being counted, and how many requests it has seen."""
    in_minute = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["identity", "-id"], name="token_of_identity")]

    def __str__(self) -> str:
        return f"{self.name}（{self.beginning}…）"


class Answer(models.Model):
    """What was answered to a write with an idempotency key: the same key gets the same answer, the write happens once."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    """SHA-256 of method, address and body: the same key with another request is refused."""
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key


class Subscription(models.Model):
    """推送订阅: kinds of trail events an identity wants told to an address."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="+", verbose_name="身份")
    name = models.CharField("名称", max_length=60)
    url = models.CharField("接收地址", max_length=500)
    kinds = models.JSONField("事件种类", default=list)
    secret = EncryptedTextField(kind="text", verbose_name="签名密钥")
    after = models.BigIntegerField(default=0)
    """Number of the last event of the trail that has been looked at."""
    failures = models.PositiveSmallIntegerField(default=0)
    """Deliveries given up one after the other."""
    made_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField("停用时间", null=True)
    stop_reason = models.CharField("停用原因", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(stopped_at=None), name="subscription_running")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """推送记录: one event for one subscription, and how far it has come."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        DELIVERED = "delivered", "已送达"
        GIVEN_UP = "given_up", "已放弃"

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    event = models.BigIntegerField("事件编号")
    message = models.CharField(max_length=40, unique=True)
    """The id in the header ``webhook-id``: receivers drop what they have seen."""
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField("下次发送", null=True)
    sent_at = models.DateTimeField("最近发送", null=True)
    status = models.PositiveSmallIntegerField("应答状态", null=True)
    said = models.CharField("应答", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "event"], name="one_delivery_per_event")
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["subscription", "-id"], name="delivery_log"),
        ]

    def __str__(self) -> str:
        return self.message


class Feed(models.Model):
    """日历订阅: a secret address whose answer is the calendar of one identity; the address is the only key, and revocable."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="+", verbose_name="身份")
    name = models.CharField("名称", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    secret = EncryptedTextField(kind="text", verbose_name="地址密钥")
    """Kept readable for its owner, who subscribes on a second device without breaking the first."""
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    last_used_at = models.DateTimeField("最近读取", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["identity", "-id"], name="feed_of_identity")]

    def __str__(self) -> str:
        return self.name
