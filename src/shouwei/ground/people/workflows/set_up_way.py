"""Set up, change, open and shut a way to sign in outside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record

from ..models import Identity, SignInWay
from ..rules.outside import may_set_up


@dataclass(frozen=True)
class WayWords:
    kind: str
    slug: str
    label: str
    server_url: str
    client_id: str
    secret: str
    """Empty: the one that is kept stays."""
    is_open: bool


@transaction.atomic
def set_up_way(words: WayWords, *, by: Identity) -> SignInWay:
    """Kind and slug stay once set: bindings hang on them. The secret is encrypted and never shown again."""
    way = SignInWay.objects.select_for_update().filter(slug=words.slug).first()
    if way is not None and way.kind != words.kind:
        raise Refused(f"代号“{words.slug}”已用于{way.get_kind_display()}，请换一个代号。")
    require(
        may_set_up(
            kind=words.kind,
            slug=words.slug,
            server_url=words.server_url,
            client_id=words.client_id,
            has_secret=bool(words.secret or (way and way.secret)),
        )
    )
    way = way or SignInWay(kind=words.kind, slug=words.slug)
    way.label, way.server_url, way.client_id, way.is_open = (
        words.label,
        words.server_url,
        words.client_id,
        words.is_open,
    )
    if words.secret:
        way.secret = words.secret
    way.save()
    record(by=by, what="设置登录方式", on=way, changes={"启用": [None, words.is_open]})
    return way
