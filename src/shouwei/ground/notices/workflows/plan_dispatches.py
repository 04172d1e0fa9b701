"""Decide which ways new messages go, by each person's choices, the group's rules and the robots of the unit.

Run by the clock after the act that told them is committed; safe to run twice and by two workers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shouwei.core.clock import day_of

from ..channels.mail import is_set_up
from ..models import Channel, Choice, Dispatch, KindRule, Notice, Preference
from ..queries.modes import mode_of, wish_of
from ..rules.digest import Wish, after_quiet

AT_A_TIME = 500
GROUPS = Wish()
"""Groups have the usual quiet hours."""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What is known of everybody concerned, read once."""

    preferences: dict[int, Preference]
    choices: dict[tuple[int, str, str], str]
    rules: dict[str, str]
    robots: dict[int, list[Channel]]
    gateway: Channel | None


@transaction.atomic
def plan_dispatches(local_now: datetime) -> int:
    """How many messages were planned."""
    fresh = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(planned_at=None)
    notices = list(fresh.select_related("to__user").order_by("pk")[:AT_A_TIME])
    if not notices:
        return 0
    wishes = _wishes_of(notices)
    planned, mailed = [], []
    for notice in notices:
        mine = _ways_of(notice, wishes, local_now) if notice.read_at is None and notice.settled_at is None else []
        planned += mine
        mailed += [notice.pk for one in mine if one.way == Dispatch.Way.MAIL]
    Dispatch.objects.bulk_create(planned, ignore_conflicts=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(planned_at=local_now)
    Notice.objects.filter(pk__in=mailed).update(mailed_at=local_now)
    return len(notices)


def _wishes_of(notices: list[Notice]) -> _Wishes:
    users = {notice.to.user_id for notice in notices}
    running = Channel.objects.filter(stopped_at=None)
    robots: dict[int, list[Channel]] = {}
    for channel in running.filter(organisation__in={notice.to.organisation_id for notice in notices}):
        if channel.kind != Channel.Kind.SMS:
            robots.setdefault(channel.organisation_id, []).append(channel)
    return _Wishes(
        preferences={row.user_id: row for row in Preference.objects.filter(user__in=users)},
        choices={(row.user_id, row.kind, row.way): row.mode for row in Choice.objects.filter(user__in=users)},
        rules=dict(KindRule.objects.values_list("kind", "mode")),
        robots=robots,
        gateway=running.filter(kind=Channel.Kind.SMS).order_by("pk").first(),
    )


def _ways_of(notice: Notice, wishes: _Wishes, local_now: datetime) -> list[Dispatch]:
    user = notice.to.user
    preference = wishes.preferences.get(user.pk)
    wish = wish_of(preference)
    start = after_quiet(local_now, wish)
    ways = []
    wants = mode_of(notice.kind, "mail", wishes.choices.get((user.pk, notice.kind, "mail")), wishes.rules)
    if wants == "at_once" and wish.by_mail and user.email and user.is_active and is_set_up():
        ways.append(_dispatch(notice, Dispatch.Way.MAIL, start, user_id=user.pk))
    by_phone = wishes.choices.get((user.pk, notice.kind, "sms")) == "at_once"
    if by_phone and wishes.gateway is not None and preference is not None and preference.phone is not None:
        ways.append(_dispatch(notice, Dispatch.Way.SMS, start, user_id=user.pk, channel=wishes.gateway))
    for robot in wishes.robots.get(notice.to.organisation_id, ()):
        if notice.kind in robot.kinds:
            ways.append(_dispatch(notice, Dispatch.Way.ROBOT, after_quiet(local_now, GROUPS), channel=robot))
    return ways


def _dispatch(
    notice: Notice, way: Dispatch.Way, start: datetime, *, user_id: int | None = None, channel: Channel | None = None
) -> Dispatch:
    return Dispatch(
        way=way,
        notice=notice,
        user_id=user_id,
        channel=channel,
        kind=notice.kind,
        key=notice.key,
        day=day_of(start),
        next_at=start,
    )
