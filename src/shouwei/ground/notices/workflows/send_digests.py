"""Mail each person one digest a day with what has come up since the last and is still unread."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from shouwei.ground.people.models import User

from ..models import Notice, Preference
from ..rules.digest import Wish, digest_is_due

SHOWN = 20  # messages written out in one mail; the rest is counted


def send_digests(local_now: datetime) -> int:
    """Safe to run every few minutes and twice at once: a person's row is locked and marked before the mail goes."""
    waiting = Notice.objects.filter(mailed_at=None, read_at=None, to__user__is_active=True).exclude(to__user__email="")
    return sum(_send_one(pk, local_now) for pk in waiting.values_list("to__user", flat=True).distinct())


@transaction.atomic
def _send_one(user_id: int, local_now: datetime) -> bool:
    user = User.objects.get(pk=user_id)
    Preference.objects.get_or_create(user=user)
    wish = Preference.objects.select_for_update().get(user=user)
    notices = list(Notice.objects.filter(to__user=user, mailed_at=None, read_at=None).order_by("pk"))
    if not notices or not digest_is_due(local_now, _as_wish(wish)):
        return False
    wish.last_digest_on = local_now.date()
    wish.save(update_fields=["last_digest_on"])
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(mailed_at=local_now)
    send_mail(f"【首位】{len(notices)}件事项待您查看", _body(user, notices), None, [user.email])
    return True


def _as_wish(row: Preference) -> Wish:
    return Wish(row.by_mail, row.digest_hour, row.quiet_from, row.quiet_until, row.last_digest_on)


def _body(user: User, notices: list[Notice]) -> str:
    lines = [f"{user.name}，您好：", "", *(f"· {n.text}\n  {settings.SITE_URL}{n.url}" for n in notices[:SHOWN])]
    if len(notices) > SHOWN:
        lines.append(f"……另有{len(notices) - SHOWN}件，请登录查看。")
    return "\n".join([*lines, "", "每天最多发送一封；可在“消息设置”中调整时间或关闭。"])
