"""What proves who somebody is besides the password, and what slows a guesser down."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shouwei.core.secrets import EncryptedTextField

from .accounts import Identity, User


class SecondFactor(models.Model):
    """The secret shared with an authenticator app (RFC 6238); begun when shown, in force once a code has been entered."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = EncryptedTextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    """The 30-second step of the last code accepted: a code counts once."""

    def __str__(self) -> str:
        return f"{self.user}的二次验证"


class RecoveryCode(models.Model):
    """For the day the phone is lost; only a digest is kept, each counts once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "digest"], name="one_recovery_code")]

    def __str__(self) -> str:
        return f"{self.user}的恢复码"


class EntryCode(models.Model):
    """A one-time code with which a person sets a password: handed over as a link or on paper, never a password by mail."""

    user = models.ForeignKey(User, models.CASCADE, related_name="entry_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Identity, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user}的一次性代码"


class KnownDevice(models.Model):
    """A browser from which this person has signed in before: a guesser elsewhere does not slow it down."""

    user = models.ForeignKey(User, models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "digest"], name="one_known_device")]

    def __str__(self) -> str:
        return f"{self.user}用过的设备"


class Tries(models.Model):
    """Failed attempts that count together: at one account, from one address, on one device."""

    key = models.CharField(max_length=80, unique=True)
    """Kind and a keyed digest: names that were tried and addresses are not readable here."""
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()
    """No attempt counts before."""

    def __str__(self) -> str:
        return f"{self.key}：{self.failures}"
