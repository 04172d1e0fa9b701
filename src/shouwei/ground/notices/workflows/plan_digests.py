"""Prepare each person's digest of the day: what has come up since the last and is still unread and undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from shouwei.ground.people.models import User

from ..channels.mail import is_set_up
from ..models import Choice, Dispatch, KindRule, Notice, Preference
from ..queries.modes import mode_of, wish_of
from ..queries.needed import settled_among
from ..rules.digest import Wish, digest_is_due, goes_along
from .settle import mark_settled

LOOKED_BACK = timedelta(days=14)
"""A weekly digest that was missed once is made up; older messages are in the inbox."""


def plan_digests(local_now: datetime) -> int:
    """Safe to run every minute and twice at once: a person's row is locked, and one digest a day is a constraint."""
    if not is_set_up():
        return 0
    waiting = _waiting(local_now).filter(to__user__is_active=True).exclude(to__user__email="")
    usual = Wish()
    due = Q(to__user__preference=None) if local_now.hour >= usual.digest_hour else Q(pk=None)
    due |= Q(to__user__preference__digest_hour__lte=local_now.hour) & ~Q(
        to__user__preference__last_digest_on=local_now.date()
    )
    people = waiting.filter(due).order_by().values_list("to__user", flat=True).distinct()
    return sum(_plan_one(pk, local_now) for pk in people)


def _waiting(local_now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(
        mailed_at=None, read_at=None, settled_at=None, created_at__gte=timezone.now() - LOOKED_BACK
    ).exclude(planned_at=None)


@transaction.atomic
def _plan_one(user_id: int, local_now: datetime) -> bool:
    user = User.objects.get(pk=user_id)
    Preference.objects.get_or_create(user=user)
    preference = Preference.objects.select_for_update().get(user=user)
    if not digest_is_due(local_now, wish_of(preference)):
        return False
    choices = dict(Choice.objects.filter(user=user, way="mail").values_list("kind", "mode"))
    rules = dict(KindRule.objects.values_list("kind", "mode"))
    unread = _waiting(local_now).filter(to__user=user).select_related("to").order_by("pk")
    notices = [
        one for one in unread if goes_along(mode_of(one.kind, "mail", choices.get(one.kind), rules), local_now.date())
    ]
    settled = settled_among(notices)
    mark_settled(settled, local_now)
    numbers = [one.pk for one in notices if one.pk not in settled]
    if not numbers:
        return False
    preference.last_digest_on = local_now.date()
    preference.save(update_fields=["last_digest_on"])
    digest = Dispatch.objects.create(
        way=Dispatch.Way.DIGEST, user=user, key="digest", day=local_now.date(), next_at=local_now
    )
    Notice.objects.filter(pk__in=numbers).update(mailed_at=local_now, digest=digest)
    return True
