"""Delete what is held about a person, as far as no duty to keep stands against it. Source: 个人信息保护法, Article 47."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from shouwei.core.acting import acting_as_system
from shouwei.core.text import pinyin_key
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity, User

from ..queries.person import ERASED, Line, holdings_of, is_erased, open_offices, plan_erasure, rows_deleted_with
from ..rules.erasing import may_erase
from .note_erasure import note_erasure

NAME = "已删除人员"


@transaction.atomic
def erase_person(user: User, *, because: str, by: Identity, today: date) -> list[Line]:
    """Returns what was done, as the dry run said. The trail keeps its facts; words about this person go, the chain stands."""
    with acting_as_system("erasing a person reaches every table that holds something about them"):
        user = User.objects.select_for_update().get(pk=user.pk)
        require(
            may_erase(
                active=user.is_active,
                offices=open_offices(user, today),
                own=user.pk == by.user_id,
                erased=is_erased(user),
                because=because,
            )
        )
        done = plan_erasure(user)
        identities = list(user.identities.values_list("pk", flat=True))
        for holding in list(holdings_of(user)):
            if holding.deleted and not holding.acted:
                holding.rows.delete()
        _blank(user)
        _forget("people.user", "people_user", [user.pk])
        _forget("people.identity", "people_identity", identities)
        record(by=by, what="删除个人信息", on=user, why=because)
        transaction.on_commit(lambda: note_erasure("people.user", [user.pk]))
    return done


def erase_accounts(numbers: list[int]) -> int:
    """Many at once, after their time: what :func:`erase_person` does, a statement a table."""
    identities = list(Identity.objects.filter(user__in=numbers).values_list("pk", flat=True))
    for rows in rows_deleted_with(numbers):
        rows.delete()
    changed = User.objects.filter(pk__in=numbers).update(
        username=Concat(Value(ERASED), Cast("pk", CharField())),
        name=NAME,
        name_pinyin=pinyin_key(NAME),
        email="",
        password=make_password(None),
    )
    _forget("people.user", "people_user", numbers)
    _forget("people.identity", "people_identity", identities)
    transaction.on_commit(lambda: note_erasure("people.user", numbers))
    return changed


def _blank(user: User) -> None:
    user.username, user.name, user.email = f"{ERASED}{user.pk}", NAME, ""
    user.password = make_password(None)
    user.save()


def _forget(label: str, table: str, numbers: list[int]) -> None:
    """Words of the trail about these rows, and what they were before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_erase_words_of(%s, %s)", [label, numbers])
        cursor.execute("SELECT audit_forget_versions_of(%s, %s)", [table, numbers])
