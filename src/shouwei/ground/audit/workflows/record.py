"""Write one line of the trail: the last line of every workflow, in its transaction."""

from typing import Any

from django.db.models import Model

from shouwei.ground.people.models import Identity

from ..models import Event

THE_CLOCK = "系统定时"


def record(
    *,
    by: Identity | None,
    what: str,
    on: Model,
    about: Model | None = None,
    why: str = "",
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """``by`` None means the clock did it. ``changes`` holds field → [before, after] as plain JSON values."""
    Event.objects.create(
        by=by,
        by_label=str(by) if by else THE_CLOCK,
        what=what,
        on_type=on._meta.label_lower,
        on_id=on.pk,
        on_label=str(on)[:200],
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        why=why,
        changes=changes or {},
    )
