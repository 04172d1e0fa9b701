"""Errands of outsiders."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.ground.people.models import Identity

from .codes import Errand, code_of, token_of
from .purposes import PURPOSES, Purpose
from .rules.links import LABELS, Life, State, state_of


class Link(models.Model):
    """One errand of one person about one thing. The address is signed and worked out, never stored."""

    purpose = models.CharField("事由", max_length=40)
    about_id = models.BigIntegerField("事项编号")
    recipient = models.CharField("收件人", max_length=60, help_text="姓氏加星号或岗位，不写全名。")
    subject = models.CharField("事项", max_length=200)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="links", verbose_name="发出单位")
    issued_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="发出人")
    issued_at = models.DateTimeField("发出时间")
    expires_at = models.DateTimeField("有效期至")
    round = models.PositiveSmallIntegerField("发出次数", default=1)
    opened_at = models.DateTimeField("打开时间", null=True)
    device = models.CharField("设备摘要", max_length=64, blank=True)
    wrong_answers = models.PositiveSmallIntegerField("答错次数", default=0)
    used_at = models.DateTimeField("办结时间", null=True)
    revoked_at = models.DateTimeField("作废时间", null=True)
    asked_again_at = models.DateTimeField("请求重发时间", null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["issuer", "-id"], name="link_list"),
            models.Index(fields=["purpose", "about_id"], name="link_about"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}（{self.recipient}）"

    @property
    def errand(self) -> Errand:
        return Errand(self.pk, self.purpose, self.round, int(self.expires_at.timestamp()))

    @property
    def token(self) -> str:
        return token_of(self.errand)

    @property
    def address(self) -> str:
        """As a letter or a text message bears it."""
        return settings.SITE_URL + reverse("links:landing", args=[self.token])

    @property
    def code(self) -> str:
        return code_of(self.errand)

    @property
    def purpose_row(self) -> Purpose:
        return PURPOSES[self.purpose]

    def state(self, now: datetime) -> State:
        return state_of(Life(self.expires_at, self.opened_at, self.used_at, self.revoked_at, self.wrong_answers), now)

    def state_label(self, now: datetime) -> str:
        return LABELS[self.state(now)]


class OutsideAsk(models.Model):
    """What every errand of an outside organisation's registered contact bears: whom it went to, how, and how it ended."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="学校")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+", verbose_name="联系人")
    contact_post = models.CharField("联系人职务", max_length=40)
    """Whom it went to, by post: the name and number stay in the register of organisations."""
    asked_at = models.DateTimeField("请求时间")
    asked_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+", verbose_name="请求人")
    sent_at = models.DateTimeField("最近发送")
    sent_by_way = models.CharField("发送方式", max_length=8, blank=True)
    """sms, mail, or "" where only a letter will reach the contact."""
    reminders = models.PositiveSmallIntegerField("催办次数", default=0)
    answered_at = models.DateTimeField("答复时间", null=True)
    closed_at = models.DateTimeField("过期关闭", null=True)
    """Nobody answered in time; what it was about may be asked once more."""

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None


class WrongCode(models.Model):
    """A paper code typed wrongly, by digest of the address it came from; kept for an hour."""

    address = models.CharField("地址摘要", max_length=64)
    at = models.DateTimeField("时间")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="wrong_code_recent")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
