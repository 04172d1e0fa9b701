"""What the nightly job looks for: by kind of the register, rows whose time has run out by a day. One query each, however many rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from shouwei.core.clock import day_of
from shouwei.ground.audit.models import Event, Version
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.notices.models import Notice, Preference
from shouwei.ground.organisations.models import Contact, Membership
from shouwei.ground.people.models import (
    Delegation,
    EntryCode,
    Handover,
    KnownDevice,
    OutsideAccount,
    RecoveryCode,
    SecondFactor,
    User,
)

from ..models import DataRequest
from .person import ERASED
from .student import ON_ROLL

YEAR = 366  # days; the longer kind, so that nothing goes a day early
WORDS_GONE = "（已依法删除）"
CLOSED = "停用账号"
LINK_BLANK = "已清理"


@dataclass(frozen=True, slots=True)
class Sweep:
    """``days`` after the beginning that ``kind`` names; ``announced``: a week ahead, because it cannot be taken back."""

    name: str
    kind: str
    title: str
    days: int
    announced: bool
    due: Callable[[date], QuerySet[Any]]
    """Rows whose time has run out by that day and which still hold something."""
    label: Callable[[Any], str] = str
    """A row on the list: enough to find it, no more."""

    def rows(self, day: date) -> QuerySet[Any]:
        return self.due(day - timedelta(days=self.days)).order_by("pk")


def _moment(day: date) -> datetime:
    """The end of a day here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def closed_accounts(by: date) -> QuerySet[User]:
    """Closed by that day as the trail knows it, without an office in force since, and not erased yet."""
    closed = Event.objects.filter(on_type="people.user", what=CLOSED, on_id=OuterRef("pk")).order_by()
    latest = closed.values("on_id").annotate(at=Max("at")).values("at")
    rows = User.objects.filter(is_active=False).exclude(username__startswith=ERASED)
    return rows.annotate(closed_at=latest).filter(closed_at__lt=_moment(by))


def _of_closed(model: type[Model]) -> Callable[[date], QuerySet[Any]]:
    return lambda by: model._default_manager.filter(user__is_active=False)


def links_over(by: date) -> QuerySet[Link]:
    ended = Coalesce("used_at", "revoked_at", "expires_at")
    return Link.objects.annotate(ended=ended).filter(ended__lt=_moment(by)).exclude(recipient=LINK_BLANK)


def phones_of_those_who_left(by: date) -> QuerySet[Student]:
    return Student.objects.exclude(state__in=ON_ROLL).filter(state_since__lte=by, phone__isnull=False)


def contacts_of_those_who_left(by: date) -> QuerySet[Contact]:
    """Only of organisations that were members: departments and authorities never leave."""
    of_it = Membership.objects.filter(organisation=OuterRef("organisation"))
    stays = of_it.filter(Q(until=None) | Q(until__gt=by))
    return Contact.objects.filter(Exists(of_it)).exclude(Exists(stays))


def _person(user: User) -> str:
    return f"{user.name}（{user.username}）"


SWEEPS: tuple[Sweep, ...] = (
    Sweep("accounts", "ACCOUNT", "停用满一年的账号：姓名和账号", YEAR, True, closed_accounts, _person),
    Sweep(
        "email",
        "CONTACT",
        "停用账号的邮箱",
        0,
        False,
        lambda by: User.objects.filter(is_active=False).exclude(email=""),
        _person,
    ),
    Sweep(
        "sms",
        "CONTACT",
        "停用账号接收短信的号码",
        0,
        False,
        lambda by: Preference.objects.filter(user__is_active=False, phone__isnull=False),
    ),
    Sweep("factors", "PROOF", "停用账号的二次验证", 0, False, _of_closed(SecondFactor)),
    Sweep("recovery", "PROOF", "停用账号的恢复码", 0, False, _of_closed(RecoveryCode)),
    Sweep("codes", "PROOF", "停用账号的一次性代码", 0, False, _of_closed(EntryCode)),
    Sweep("outside", "PROOF", "停用账号绑定的外部账号", 0, False, _of_closed(OutsideAccount)),
    Sweep("devices", "DEVICE", "停用账号的设备记录", 0, False, _of_closed(KnownDevice)),
    Sweep(
        "delegations",
        "POST",
        "十年前的代办事由",
        10 * YEAR,
        True,
        lambda by: Delegation.objects.filter(until__lte=by).exclude(reason=""),
        lambda row: f"代办 {row.since} 至 {row.until}",
    ),
    Sweep(
        "handovers",
        "POST",
        "十年前的交接事由和明细",
        10 * YEAR,
        True,
        lambda by: Handover.objects.filter(last_day__lte=by).exclude(reason="", lines=[]),
        lambda row: f"交接 {row.last_day}",
    ),
    Sweep(
        "messages",
        "OWN",
        "满两年的消息",
        2 * YEAR,
        False,
        lambda by: Notice.objects.filter(created_at__lt=_moment(by)),
    ),
    Sweep(
        "trail",
        "TRAIL",
        "满十年的操作记录里的文字",
        10 * YEAR,
        True,
        lambda by: Event.objects.filter(at__lt=_moment(by)).exclude(on_label=WORDS_GONE),
        lambda row: f"{day_of(row.at)} {row.what} 第{row.pk}号",
    ),
    Sweep(
        "versions",
        "HISTORY",
        "满十年的旧值",
        10 * YEAR,
        True,
        lambda by: Version.objects.filter(at__lt=_moment(by)),
        lambda row: f"{day_of(row.at)} {row.table} 第{row.row}行",
    ),
    Sweep(
        "links",
        "RECIPIENT",
        "失效满一年的个人链接：收件人、事项和设备摘要",
        YEAR,
        True,
        links_over,
        lambda row: f"第{row.pk}号链接，{row.issued_at:%Y-%m-%d}发出",
    ),
    Sweep(
        "pupils",
        "PUPIL_CONTACT",
        "离校满三年的学生手机号",
        3 * YEAR,
        True,
        lambda by: phones_of_those_who_left(by).select_related("school"),
        lambda row: f"{row.school}，学号{row.student_no}，{row.state_since}{row.get_state_display()}",
    ),
    Sweep(
        "contacts",
        "LIAISON",
        "退出集团满一年的单位的联系人",
        YEAR,
        True,
        lambda by: contacts_of_those_who_left(by).select_related("organisation"),
        lambda row: f"{row.organisation}，{row.post}",
    ),
    Sweep(
        "requests",
        "REQUEST",
        "答复满三年的个人信息申请：申请和答复的文字",
        3 * YEAR,
        True,
        lambda by: DataRequest.objects.filter(ended_on__lte=by).exclude(words="", answer=""),
        lambda row: f"{row.number}，{row.ended_on}{row.get_state_display()}",
    ),
)
BY_NAME = {sweep.name: sweep for sweep in SWEEPS}
ELSEWHERE = frozenset({"LOOK", "UPLOAD", "DEVICE"})
"""Kinds (also) cleaned by the jobs of the rooms that keep them: audit, exports, imports, people."""
