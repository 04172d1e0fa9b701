"""The second factor of a person: begin, confirm, check, give up. Codes after RFC 6238, made by the cryptography package."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record

from ..digests import digest_of
from ..models import Identity, RecoveryCode, SecondFactor, User
from ..rules.codes import DIGITS, STEP, new_recovery_code, steps_around, tidy
from ..rules.proofs import may_remove_second_factor

ISSUER = "首位"
CODES = 10


def begin_second_factor(user: User) -> SecondFactor:
    """A secret to show as a picture. Asked again before it is confirmed it stays the same, so that a reload loses nothing."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode("ascii")
    factor, _ = SecondFactor.objects.get_or_create(user=user, defaults={"secret": secret})
    return factor


def address_of_secret(factor: SecondFactor) -> str:
    """What the picture holds: ``otpauth://…``"""
    return _totp(factor).get_provisioning_uri(factor.user.username, ISSUER)


@transaction.atomic
def confirm_second_factor(user: User, *, code: str, by: Identity | None, now: datetime) -> list[str]:
    """From here on sign-in asks for it. The recovery codes are returned once and kept as digests."""
    factor = SecondFactor.objects.select_for_update().get(user=user)
    if not _accept(factor, code, now):
        raise Refused("验证码不正确。请确认手机时间准确，输入应用中当前显示的六位数字。")
    factor.confirmed_at = now
    factor.save(update_fields=["confirmed_at"])
    record(by=by, what="启用二次验证", on=user)
    return _new_codes(user)


@transaction.atomic
def renew_recovery_codes(user: User, *, by: Identity | None) -> list[str]:
    User.objects.select_for_update().get(pk=user.pk)
    record(by=by, what="更换恢复码", on=user)
    return _new_codes(user)


@transaction.atomic
def remove_second_factor(user: User, *, demanded: bool, own: bool, by: Identity | None, why: str = "") -> None:
    """By the person where no role demands it; by an administrator, for a lost phone, always: the next sign-in sets up a new one."""
    require(may_remove_second_factor(demanded=demanded, own=own, why=why))
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    record(by=by, what="停用二次验证", on=user, why=why)


@transaction.atomic
def accept_code(user: User, *, code: str, now: datetime) -> bool:
    """Whether the code is the app's or an unused recovery code. Either counts once: the row is locked while it is decided."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).exclude(confirmed_at=None).first()
    if factor is None:
        return False
    if _accept(factor, code, now):
        return True
    unused = RecoveryCode.objects.filter(user=user, digest=digest_of("recovery", user.pk, tidy(code)), used_at=None)
    return bool(unused.update(used_at=now))


def _accept(factor: SecondFactor, code: str, now: datetime) -> bool:
    wanted = tidy(code)
    if len(wanted) != DIGITS or not wanted.isdecimal():
        return False
    totp = _totp(factor)
    for step in steps_around(now):
        if step > factor.last_step and bytes_eq(totp.generate(step * STEP), wanted.encode("ascii", "replace")):
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            return True
    return False


def _totp(factor: SecondFactor) -> TOTP:
    return TOTP(base64.b32decode(_plain(factor)), DIGITS, SHA1(), STEP)  # noqa: S303  # RFC 6238; what every app computes


def _plain(factor: SecondFactor) -> str:
    return factor.secret if isinstance(factor.secret, str) else factor.secret.open()


def secret_in_fours(factor: SecondFactor) -> str:
    """For typing it in where no camera is at hand."""
    plain = _plain(factor)
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _new_codes(user: User) -> list[str]:
    codes = [new_recovery_code(secrets.token_bytes(7)) for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=digest_of("recovery", user.pk, tidy(code))) for code in codes
    )
    return codes
