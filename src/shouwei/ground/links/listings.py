"""The links an organisation has sent, as they can be taken along: never their addresses or codes."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from shouwei.core.clock import now
from shouwei.core.listings import Asked, Listing, Out, register

from .models import Link
from .pages.links import links_wanted
from .permissions import KEYS
from .purposes import PURPOSES


def rows(asked: Asked) -> QuerySet[Link]:
    return links_wanted(KEYS.within(asked.identity, "view_links", Link.objects.all()), asked.query)


def in_words(asked: Asked) -> list[str]:
    find, purpose = asked.query.get("find", "").strip(), PURPOSES.get(asked.query.get("purpose", ""))
    return [*([f"事由：{purpose.title}"] if purpose else []), *([f"查找：{find}"] if find else [])]


LINKS = register(
    Listing(
        name="links.links",
        title="个人链接",
        columns=(
            Out("编号", lambda row: row.pk),
            Out("事由", lambda row: PURPOSES[row.purpose].title if row.purpose in PURPOSES else row.purpose, width=20),
            Out("事项", lambda row: row.subject, width=36),
            Out("收件人", lambda row: row.recipient, personal="name"),
            Out("发出单位", lambda row: row.issuer.name, width=24),
            Out("发出时间", lambda row: timezone.localtime(row.issued_at).replace(tzinfo=None), width=18),
            Out("有效期至", lambda row: timezone.localtime(row.expires_at).replace(tzinfo=None), width=18),
            Out("状态", lambda row: row.state_label(now())),
        ),
        rows=rows,
        opens=lambda identity: KEYS.holds(identity, "view_links"),
        filters=in_words,
        url=lambda asked: reverse("links:links"),
    )
)
