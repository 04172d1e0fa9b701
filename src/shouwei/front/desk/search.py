"""What the search box finds: every room's nouns through ``core.finding``, the codes in force, and pages by the menu's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.urls import reverse

from shouwei.core.finding import Found, Group, Hit, found_for
from shouwei.core.finding.words import asked
from shouwei.core.text import sound_of
from shouwei.ground.catalogues import queries as catalogues
from shouwei.ground.catalogues.permissions import KEYS as CATALOGUES
from shouwei.ground.catalogues.rules.shapes import LABELS
from shouwei.ground.people.models import Identity

from .frame import beside_the_menu, menu
from .spelled import SPELLED

CODES = 8
"""Codes shown; there are more behind the link."""


def everything_for(identity: Identity | None, typed: str, today: date, *, plan: int | None = None) -> Found:
    """The pages first, then the rooms' things, then codes. The same number of questions whatever is found.

    Where nothing is found as written, the same sound is looked for: 召生 is a slip of the input method for 招生.
    """
    if identity is None:
        return Found()
    found = _as_written(identity, typed, today, plan)
    text = asked(typed).text
    if found.groups or not any("一" <= character <= "龥" for character in text):
        return found
    sound = sound_of(text)
    heard = _as_written(identity, sound, today, plan)
    return replace(heard, read_as=sound) if heard.groups else found


def _as_written(identity: Identity, typed: str, today: date, plan: int | None) -> Found:
    found = found_for(identity, typed, today)
    groups = [*_pages(identity, typed, plan), *found.groups, *_codes(identity, typed, today)]
    return replace(found, groups=tuple(groups), instead=() if groups else found.instead)


def _pages(identity: Identity, typed: str, plan: int | None) -> list[Group]:
    text = asked(typed).text
    if len(text) < 2:
        return []
    entries = [(item.label, item.url, group.label) for group in menu(identity.role, plan, "") for item in group.items]
    entries += [(label, url, said) for label, url, said in beside_the_menu(identity.role)]
    hits = tuple(Hit("页面", label, url, said) for label, url, said in entries if _tells_of(text, label, said))
    return [Group("页面", hits)] if hits else []


def _tells_of(text: str, label: str, said: str) -> bool:
    spelled, _, initials = SPELLED[label].partition(" ")
    return text in label or text in said or text in initials or (len(text) > 2 and text in spelled)


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
