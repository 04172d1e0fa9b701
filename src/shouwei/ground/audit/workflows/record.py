"""Write one line of the trail: the last line of every workflow, in its transaction."""

from typing import Any, Protocol

from django.db.models import Model

from ..models import Event

THE_CLOCK = "系统定时"


class Actor(Protocol):
    """Who acts: an identity of the people room, which records too and therefore is not imported here. ``str()`` is the label."""

    @property
    def pk(self) -> Any: ...


def record(
    *,
    by: Actor | None,
    what: str,
    on: Model,
    about: Model | None = None,
    why: str = "",
    changes: dict[str, list[Any]] | None = None,
    outsider: str = "",
) -> None:
    """``by`` None means the clock did it, or an ``outsider`` through a personal link, told by office.

    ``changes`` holds field → [before, after] as plain JSON values.
    """
    Event.objects.create(
        by_id=by.pk if by else None,
        by_label=str(by)[:200] if by else f"{outsider}（个人链接）" if outsider else THE_CLOCK,
        what=what,
        on_type=on._meta.label_lower,
        on_id=on.pk,
        on_label=str(on)[:200],
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        why=why,
        changes=changes or {},
    )
