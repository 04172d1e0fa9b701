"""A person whose link has closed asks for another."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from shouwei.core.clock import day_of
from shouwei.core.verdict import require
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Link
from ..rules.links import may_ask_again

Role = Identity.Role


@transaction.atomic
def ask_again(link: Link, *, now: datetime) -> None:
    """Tells the issuer (of a link the system sent: the secretariat), at most once a day.

    Nothing is sent by itself: whoever holds an old link may not be the person.
    """
    link = Link.objects.select_for_update(of=("self",)).select_related("issued_by").get(pk=link.pk)
    require(may_ask_again(link.state(now), link.asked_again_at, now))
    link.asked_again_at = now
    link.save(update_fields=["asked_again_at"])
    to = [link.issued_by] if link.issued_by is not None else holders(Role.SECRETARIAT, day_of(now))
    text = f"{link.recipient}请求重新发送链接：{link.subject}"
    tell(to, text, url=f"{reverse('links:links')}?find={link.pk}", key=f"link-again:{link.pk}")
