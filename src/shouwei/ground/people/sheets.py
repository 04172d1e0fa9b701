"""Accounts with their identities, as people keep them in Excel: a line per person, role and organisation.

Roles that need a second person are not given by Excel; a one-time code is handed over on the person's page, one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, register
from shouwei.core.sheets.table import IN_USE, Table
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for
from shouwei.ground.organisations.sheets import email_fault

from .models import Identity, User
from .permissions import KEYS
from .rules.accounts import may_grant
from .rules.roles import ELEVATED, has_a_seat
from .workflows.admit_person import USERNAME
from .workflows.grant_identity import grant_identity

ROLES = {label: value for value, label in Identity.Role.choices if value not in ELEVATED}
KEY = ("username", "role", "organisation")


def _username_fault(value: str) -> str:
    if USERNAME.fullmatch(value):
        return ""
    return "账号用小写字母开头，由小写字母、数字和 . _ - 组成，2至50位，例如 zhangsan。"


class Accounts:
    """Rows of two tables: the person, and the identity in force or the latest one. Written one by one, by the verbs."""

    identities = Table(Identity, ("user", "role", "organisation"), fields={"organisation": "organisation_id"})

    def _held(self, keys: Sequence[Key]) -> dict[Key, Identity]:
        wanted = set(keys)
        rows = Identity.objects.filter(user__username__in={key[0] for key in keys}).select_related("user")
        found = {}
        for row in rows.order_by("since", "pk"):
            key = (row.user.username, row.role, row.organisation_id)
            if key in wanted:
                found[key] = row
        return found

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, row in self._held(keys).items():
            held = {"username": key[0], "role": key[1], "organisation": key[2], "since": row.since, "until": row.until}
            held |= {"name": row.user.name, "email": row.user.email}
            found[key] = tuple(held[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return ()

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
        held, units = self._held(keys), Organisation.objects.in_bulk(rows.column("organisation"))
        for key, row in zip(keys, rows.dicts(), strict=True):
            user = User.objects.filter(username=row["username"]).first()
            if user is None:
                user = User.objects.create_user(row["username"], None, name=row["name"], email=row.get("email", ""))
                record(by=context.by, what="开通账号", on=user, about=units[row["organisation"]])
            elif (user.name, user.email) != (row["name"], row.get("email", user.email)):
                user.name, user.email = row["name"], row.get("email", user.email)
                user.save(update_fields=["name", "name_pinyin", "email"])
                record(by=context.by, what="更改账号", on=user)
            if key in held:
                Identity.objects.filter(pk=held[key].pk).update(since=row["since"], until=row.get("until"))
                record(by=context.by, what="更改身份起止", on=user, about=units[row["organisation"]])
            else:
                grant_identity(
                    user,
                    role=row["role"],
                    organisation=units[row["organisation"]],
                    since=row["since"],
                    until=row.get("until"),
                    by=context.by,
                    today=context.today,
                )

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        """An identity nobody has acted in goes, and with its last one the account, if nobody has ever signed in with it."""
        held = self._held(keys)
        used = self.identities._used([row.pk for row in held.values()])
        stays = {key: IN_USE for key, row in held.items() if row.pk in used or row.user.last_login is not None}
        for key, row in held.items():
            if key not in stays:
                row.delete()
                if not Identity.objects.filter(user=row.user_id).exists():
                    row.user.delete()
        return stays


def _may_hold(rows: Rows, context: Context) -> Iterable[Fault]:
    kinds = dict(Organisation.objects.filter(pk__in=set(rows.column("organisation"))).values_list("pk", "kind"))
    names: dict[str, str] = {}
    known = dict(User.objects.filter(username__in=set(rows.column("username"))).values_list("username", "name"))
    closed = set(User.objects.filter(Q(is_active=False), username__in=known).values_list("username", flat=True))
    for number, row in enumerate(rows.dicts()):
        verdict = may_grant(
            since=row["since"],
            until=row.get("until"),
            today=context.today,
            same_open=False,
            organisation_fits=has_a_seat(row["role"], kinds[row["organisation"]]),
            role_label=Identity.Role(row["role"]).label,
        )
        if not verdict:
            yield Fault(number, "role", verdict.reason)
        if row["username"] in closed:
            yield Fault(number, "username", "这个账号已停用。请先在人员页面恢复，或换一个账号。")
        if names.setdefault(row["username"], row["name"]) != row["name"]:
            yield Fault(number, "name", "同一账号在表中有两个姓名，请核对是否为同一人。")


ACCOUNTS = register(
    Sheet(
        noun="people.accounts",
        title="人员账号和身份",
        columns=(
            Column(
                "username", "账号", Kind.CODE, required=True, longest=50, check=_username_fault, example="wangshili"
            ),
            Column("name", "姓名", required=True, longest=50, personal=True, example="王示例"),
            Column("email", "邮箱", longest=100, personal=True, check=email_fault, width=24),
            Column(
                "organisation",
                "单位",
                Kind.CHOICE,
                required=True,
                among=lambda context: words_for(Organisation.objects.all(), on=context.today),
                aliases=("单位全称",),
                width=30,
            ),
            Column("role", "角色", Kind.CHOICE, required=True, choices=ROLES, example="单位经办人"),
            Column("since", "起", Kind.DATE, required=True, aliases=("起始日期",), example="2026年9月1日"),
            Column("until", "止", Kind.DATE, aliases=("结束日期",)),
        ),
        key=KEY,
        store=Accounts(),
        opens=lambda identity: KEYS.holds(identity, "manage_accounts"),
        check_rows=_may_hold,
        notes=(
            "一行一个身份；一人有几个身份的，用同一账号各写一行。",
            "秘书处、系统管理员、督查审计的身份须由第二人确认，请在人员页面逐个授予。",
            "表中不写密码；导入后在人员页面给本人发一次性代码。",
        ),
        list_url="people:people",
    )
)
