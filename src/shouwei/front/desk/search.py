"""What the search box finds: every room's nouns through ``core.finding``, the codes in force, and pages by the menu's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.urls import reverse

from shouwei.core.finding import Found, Group, Hit, found_for
from shouwei.core.finding.words import asked
from shouwei.ground.catalogues import queries as catalogues
from shouwei.ground.catalogues.permissions import KEYS as CATALOGUES
from shouwei.ground.catalogues.rules.shapes import LABELS
from shouwei.ground.people.models import Identity

from .frame import menu

CODES = 8
"""Codes shown; there are more behind the link."""


def everything_for(identity: Identity | None, typed: str, today: date, *, plan: int | None = None) -> Found:
    """The pages first, then the rooms' things, then codes. The same number of questions whatever is found."""
    if identity is None:
        return Found()
    found = found_for(identity, typed, today)
    groups = [*_pages(identity, typed, plan), *found.groups, *_codes(identity, typed, today)]
    return replace(found, groups=tuple(groups), instead=() if groups else found.instead)


def _pages(identity: Identity, typed: str, plan: int | None) -> list[Group]:
    text = asked(typed).text
    if len(text) < 2:
        return []
    entries = [(group.label, item) for group in menu(identity.role, plan, "") for item in group.items]
    hits = tuple(Hit("页面", item.label, item.url, group) for group, item in entries if text in item.label)
    return [Group("页面", hits)] if hits else []


def _codes(identity: Identity, typed: str, today: date) -> list[Group]:
    text = asked(typed).text
    if not text or not CATALOGUES.holds(identity, "view_catalogues"):
        return []
    codes = catalogues.search(text, on=today, limit=CODES + 1)
    hits = [
        Hit(
            "代码",
            code.label,
            reverse("catalogues:code", args=[code.catalogue, code.code]),
            LABELS.get(code.catalogue, code.catalogue),
        )
        for code in codes
    ]
    return [Group("代码", tuple(hits[:CODES]), more=len(hits) > CODES)] if hits else []
