"""People and the identities they hold, as they can be taken along: a line per identity, also for those without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from shouwei.core.listings import Asked, Listing, Out, register

from .models import Identity, User
from .pages.people import PeopleFilter, filtered
from .permissions import KEYS


@dataclass(frozen=True, slots=True)
class Line:
    user: User
    identity: Identity | None


def lines(asked: Asked) -> list[Line]:
    return list(_lines(asked))


def _lines(asked: Asked) -> Iterator[Line]:
    rows = KEYS.within(asked.identity, "view_people", User.objects.all())
    form = PeopleFilter(asked.query)
    if form.is_valid():
        rows = filtered(rows, **form.cleaned_data)
    held = Identity.objects.select_related("organisation").order_by("-since", "-pk")
    for user in rows.order_by("name_pinyin", "pk").prefetch_related(Prefetch("identities", held, to_attr="held")):
        identities: list[Identity] = user.held
        yield from (Line(user, identity) for identity in identities or (None,))


def in_words(asked: Asked) -> list[str]:
    form = PeopleFilter(asked.query)
    if not form.is_valid():
        return []
    said = {"q": form.cleaned_data["q"].strip(), "organisation": str(form.cleaned_data["organisation"] or "")}
    for name in ("role", "state"):
        value = form.cleaned_data[name]
        said[name] = dict(form.fields[name].choices).get(value, "") if value else ""  # type: ignore[attr-defined]
    return [f"{form.fields[name].label}：{word}" for name, word in said.items() if word]


PEOPLE = register(
    Listing(
        name="people.people",
        title="人员身份",
        columns=(
            Out("姓名", lambda row: row.user.name, personal="name"),
            Out("账号", lambda row: row.user.username, width=18),
            Out("邮箱", lambda row: row.user.email, personal="email", width=24),
            Out("账号状态", lambda row: "在用" if row.user.is_active else "已停用"),
            Out("单位", lambda row: row.identity.organisation.name if row.identity else "", width=28),
            Out("角色", lambda row: row.identity.get_role_display() if row.identity else "没有身份", width=14),
            Out("起", lambda row: row.identity.since if row.identity else None, width=14),
            Out("止", lambda row: row.identity.until if row.identity else None, width=14),
            Out("待第二人确认", lambda row: "是" if row.identity and row.identity.waits else ""),
        ),
        rows=lines,
        opens=lambda identity: KEYS.holds(identity, "view_people"),
        filters=in_words,
        url=lambda asked: reverse("people:people"),
    )
)
