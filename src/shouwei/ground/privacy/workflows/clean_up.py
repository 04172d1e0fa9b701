"""The night: what has been kept long enough goes, by kind of the register. What cannot be taken back is announced a week ahead.

A statement a table, however many rows; each sweep its own transaction and its own line in the trail; running twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.acting import acting_as_system
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity, User
from shouwei.ground.people.queries import holders

from ..models import Cleaning
from ..queries.sweeps import LINK_BLANK, SWEEPS, Sweep
from ..rules.retention import acts_on, is_due
from .erase_person import erase_accounts

Act = Callable[[QuerySet[Any]], int]


def clean_up(today: date) -> dict[str, int]:
    """Sweep → rows changed tonight."""
    changed = {}
    with acting_as_system("data whose time has run out go in every unit"):
        for sweep in SWEEPS:
            with transaction.atomic():
                done = _announced(sweep, today) if sweep.announced else _at_once(sweep, today)
            if done:
                changed[sweep.name] = done
    return changed


def _at_once(sweep: Sweep, today: date) -> int:
    changed = ACTS[sweep.name](sweep.rows(today))
    if changed:
        done = Cleaning(sweep=sweep.name, announced_on=today, acts_on=today, cut_off=today, rows=changed)
        _finish(done, sweep, changed, today)
    return changed


def _announced(sweep: Sweep, today: date) -> int:
    open_ = Cleaning.objects.select_for_update().filter(sweep=sweep.name, state__in=["announced", "held"]).first()
    if open_ is None:
        _announce(sweep, today)
        return 0
    if open_.state == Cleaning.State.HELD and open_.held_until is not None and today > open_.held_until:
        open_.state, open_.held_until, open_.acts_on = Cleaning.State.ANNOUNCED, None, acts_on(today)
        open_.save()
        _tell(sweep, open_, "暂缓期满，重新公示")
    if not is_due(acts=open_.acts_on, held_until=open_.held_until, today=today):
        return 0
    changed = ACTS[sweep.name](sweep.rows(open_.cut_off))
    _finish(open_, sweep, changed, today)
    return changed


def _announce(sweep: Sweep, today: date) -> None:
    rows = sweep.rows(today).count()
    if rows:
        made = Cleaning.objects.create(
            sweep=sweep.name, announced_on=today, acts_on=acts_on(today), cut_off=today, rows=rows
        )
        _tell(sweep, made, "已公示")
        record(by=None, what="公示到期清理", on=made, why=f"{sweep.title}，{rows}行")


def _tell(sweep: Sweep, made: Cleaning, what: str) -> None:
    said = f"到期清理{what}：{sweep.title}，{made.rows}行，{made.acts_on:%Y年%m月%d日}夜间清理。不同意的请在此之前暂缓并写明原因。"
    to = holders(Identity.Role.SECRETARIAT, made.announced_on)
    tell(to, said, url=reverse("privacy:cleaning", args=[made.pk]), key=f"cleaning:{made.pk}:{made.acts_on}")


def _finish(row: Cleaning, sweep: Sweep, changed: int, today: date) -> None:
    row.state, row.done_on, row.changed = Cleaning.State.DONE, today, changed
    row.save()
    record(by=None, what="到期清理", on=row, why=f"{sweep.title}，{changed}行")


def _accounts(rows: QuerySet[Any]) -> int:
    return erase_accounts(list(rows.values_list("pk", flat=True)))


def _deleted(rows: QuerySet[Any]) -> int:
    return rows.order_by().delete()[0]


def _set(**values: Any) -> Act:
    def act(rows: QuerySet[Any]) -> int:
        numbers = rows.order_by().values("pk")
        return int(rows.model._default_manager.filter(pk__in=numbers).update(**values))

    return act


def _pupils(rows: QuerySet[Any]) -> int:
    return _set(phone=None, phone_index=None)(rows)


def _by_function(name: str) -> Act:
    """The database's own functions know the ten years; ``rows`` only says whether there is anything to do."""

    def act(rows: QuerySet[Any]) -> int:
        newest = rows.order_by("-at").values_list("at", flat=True).first()
        if newest is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s + interval '1 microsecond')", [newest])  # a name of ours
            return int((cursor.fetchone() or (0,))[0])

    return act


ACTS: dict[str, Act] = {
    "accounts": _accounts,
    "email": lambda rows: User.objects.filter(pk__in=rows.order_by().values("pk")).update(email=""),
    "sms": _set(phone=None),
    "factors": _deleted,
    "recovery": _deleted,
    "codes": _deleted,
    "outside": _deleted,
    "devices": _deleted,
    "delegations": _set(reason=""),
    "handovers": _set(reason="", lines=[]),
    "messages": _deleted,
    "trail": _by_function("audit_erase_words_before"),
    "versions": _by_function("audit_forget_versions_before"),
    "links": _set(recipient=LINK_BLANK, subject=LINK_BLANK, device=""),
    "pupils": _pupils,
    "contacts": _deleted,
    "requests": _set(words="", answer=""),
}
