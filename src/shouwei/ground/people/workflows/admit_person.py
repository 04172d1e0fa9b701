"""Open an account from the administration page: a person, no password; a one-time code brings the person in."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import YES, Verdict, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation

from ..models import Identity, User
from .grant_identity import grant_identity
from .issue_entry_code import issue_entry_code

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,49}")


@transaction.atomic
def admit_person(
    *,
    username: str,
    name: str,
    email: str,
    role: str,
    organisation: Organisation,
    since: date,
    until: date | None,
    by: Identity,
    today: date,
    now: datetime,
) -> tuple[User, str]:
    """The person and the one-time code, which is shown once."""
    require(_may_admit(username=username, name=name))
    user = User.objects.create_user(username, None, name=name, email=email)
    record(by=by, what="开通账号", on=user, about=organisation)
    grant_identity(user, role=role, organisation=organisation, since=since, until=until, by=by, today=today)
    return user, issue_entry_code(user, by=by, now=now)


def _may_admit(*, username: str, name: str) -> Verdict:
    if not USERNAME.fullmatch(username):
        return no("账号用小写字母开头，由小写字母、数字和 . _ - 组成，2至50位，例如 zhangsan。")
    if not name.strip():
        return no("请填写姓名。")
    if User.objects.filter(username=username).exists():
        return no(f"账号“{username}”已存在，请换一个，例如{username}2。")
    return YES
