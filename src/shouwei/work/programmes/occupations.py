"""Occupations of a crosswalk, held against the catalogue of the day; where none has been entered they are taken as written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from shouwei.ground.catalogues.models import Code
from shouwei.ground.catalogues.queries import edition_on, search
from shouwei.ground.catalogues.rules.shapes import LABELS, Catalogue

FINEST = "细类"
LIST = Catalogue.OCCUPATIONS
Pair = tuple[str, str]
"""Code and name as written; either may be empty."""


def named(code: str, *, on: date) -> str:
    """What the catalogue calls it, "" where it does not know."""
    edition = edition_on(LIST, on)
    row = Code.objects.filter(edition=edition, code=code).first() if edition and code else None
    return row.name if row else ""


def wrong_occupations(pairs: Collection[Pair], *, on: date) -> dict[Pair, Pair]:
    """Those that cannot be → field and sentence; two queries, and one more for each unknown code that a name may explain."""
    edition = edition_on(LIST, on)
    if edition is None:
        return {}
    codes = {code for code, _ in pairs if code}
    known = {row.code: row for row in Code.objects.filter(edition=edition, code__in=codes)}
    wrong = {}
    for code, name in pairs:
        if not code:
            continue
        row = known.get(code)
        if row is None:
            wrong[code, name] = ("occupation_code", f"{LABELS[LIST]}中没有代码{code}。{_near(name, on)}")
        elif row.level != FINEST:
            wrong[code, name] = ("occupation_code", f"{code}是{row.level}“{row.name}”，请填写其下的职业。")
        elif name and "".join(name.split()) != "".join(row.name.split()):
            wrong[code, name] = ("occupation_name", f"{code}在{LABELS[LIST]}中是“{row.name}”，不是“{name}”。")
    return wrong


def _near(name: str, on: date) -> str:
    found = (
        [one.label for one in search(name, on=on, catalogues=(LIST,), limit=3) if one.level == FINEST] if name else []
    )
    return f"名称相近的有：{'、'.join(found)}。" if found else "可在“目录”页按名称查找。"
