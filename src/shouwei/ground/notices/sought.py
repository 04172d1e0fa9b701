"""One's own messages, as the search box finds them."""

from django.db.models import Case, CharField, Value, When

from shouwei.core.finding import Findable, register

from .models import Notice

MESSAGES = register(
    Findable(
        "消息",
        Notice,
        within=lambda identity, rows: rows.filter(to=identity.pk),
        label="text",
        state=Case(When(read_at=None, then=Value("未读")), default=Value("已读"), output_field=CharField()),
        url="notices:inbox",
        target=None,
        unit=lambda identity: identity.pk,
        order=8,
    )
)
