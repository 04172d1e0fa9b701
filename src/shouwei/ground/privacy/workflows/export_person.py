"""A copy of everything held about an account, for the person. Source: 个人信息保护法, Article 45."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey
from django.template.loader import render_to_string

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import now
from shouwei.core.secrets import Sealed
from shouwei.core.verdict import require
from shouwei.ground.audit.rules.words import word_of
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.audit.workflows.record_look import record_look
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity, User

from ..queries.person import Holding, holdings_of
from ..queries.student import holdings_about, looks_at
from ..rules.revealing import may_reveal

SECRET = "只存摘要或密文，不提供"  # noqa: S105  # the sentence shown instead


def gather_person(user: User) -> dict[str, Any]:
    """Plain JSON: nouns with their rows, and how often the person acted on what."""
    own: dict[str, list[dict[str, Any]]] = {}
    acted: dict[str, int] = {}
    with acting_as_system("a person's copy holds what every table has about that person"):
        for holding in holdings_of(user):
            if holding.acted:
                acted[holding.noun] = acted.get(holding.noun, 0) + holding.rows.count()
            else:
                own.setdefault(holding.noun, []).extend(_row(holding, row) for row in holding.rows.order_by("pk"))
    return {"账号": user.username, "生成于": now().isoformat(timespec="seconds"), "信息": own, "经手的记录数": acted}


def _row(holding: Holding, row: Any) -> dict[str, Any]:
    shown = {}
    for entry in holding.entries:
        field = holding.model._meta.get_field(entry.column)
        label = word_of(entry.column, str(getattr(field, "verbose_name", entry.column)))
        shown[label] = SECRET if entry.kind == "PROOF" else _plain(field, row, entry.column)
    return shown


def _plain(field: Any, row: Any, column: str) -> Any:
    value = getattr(row, column)
    if isinstance(value, Sealed):
        return value.open()
    if isinstance(field, ForeignKey):
        return str(value) if value is not None else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def gather_student(student: Student) -> dict[str, Any]:
    """The same for somebody without an account: the roll, and what hangs from it in any room."""
    own: dict[str, list[dict[str, Any]]] = {}
    with acting_as_system("a person's copy holds what every table has about that person"):
        for holding in holdings_about(student):
            own.setdefault(holding.noun, []).extend(_row(holding, row) for row in holding.rows.order_by("pk"))
        looks = [
            {
                "时间": look.at.isoformat(timespec="minutes"),
                "查看人": look.by_label,
                "内容": look.what,
                "原因": look.why,
            }
            for look in looks_at(student)
        ]
    return {
        "学生": f"{student.name}（学号{student.student_no}）",
        "生成于": now().isoformat(timespec="seconds"),
        "信息": own,
        "谁看过": looks,
    }


@transaction.atomic
def export_student(student: Student, *, because: str, by: Identity) -> bytes:
    """For handing to the student; written down in the trail and among the looks, which the copy itself then does not show yet."""
    require(may_reveal(because))
    packed = _packed(gather_student(student))
    record(by=by, what="提供个人信息副本", on=student, why=because)
    record_look(by=by, on=student, what="个人信息副本", why=because)
    return packed


@transaction.atomic
def export_person(user: User, *, by: Identity | None, because: str = "本人下载") -> bytes:
    """A zip with ``data.json`` and ``个人信息.html``; written down in the trail and among the looks."""
    packed = _packed(gather_person(user))
    record(by=by, what="下载个人信息副本", on=user, why=because)
    if by is not None:
        record_look(by=by, on=user, what="个人信息副本", why=because, person=user.pk)
    return packed


def _packed(data: dict[str, Any]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
        parts.writestr("个人信息.html", render_to_string("privacy/copy.html", {"data": data}))
    return packed.getvalue()
