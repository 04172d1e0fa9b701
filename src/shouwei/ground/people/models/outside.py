"""Signing in through somebody else: which ways are set up, and which outside account belongs to whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shouwei.core.secrets import EncryptedTextField

from .accounts import User


class SignInWay(models.Model):
    """One provider as the administrator entered it. Those from the environment never become rows."""

    class Kind(models.TextChoices):
        OIDC = "openid_connect", "OpenID Connect"
        CAS = "cas", "CAS"
        DINGTALK = "dingtalk", "钉钉"
        FEISHU = "feishu", "飞书"
        WEIXIN = "weixin", "微信"

    kind = models.CharField("类型", max_length=20, choices=Kind.choices)
    slug = models.SlugField("代号", max_length=30, unique=True)
    label = models.CharField("名称", max_length=30)
    server_url = models.URLField("服务地址", blank=True)
    client_id = models.CharField("应用标识", max_length=190, blank=True)
    secret = EncryptedTextField(blank=True)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label


class OutsideAccount(models.Model):
    """An account elsewhere that has been bound to a person here. It never makes a person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="outside_accounts")
    way = models.CharField(max_length=30)
    """Slug of the way, also of one from the environment."""
    digest = models.CharField(max_length=64)
    """Keyed digest of the outside identifier; the identifier itself is not kept."""
    label = models.CharField(max_length=60)
    """Enough to recognise it by: masked name."""
    bound_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["way", "digest"], name="one_person_per_outside_account"),
            models.UniqueConstraint(fields=["user", "way"], name="one_outside_account_of_a_way"),
        ]

    def __str__(self) -> str:
        return self.label
