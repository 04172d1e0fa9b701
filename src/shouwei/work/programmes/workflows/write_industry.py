"""Name a lead industry with its chain, or change what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import LeadIndustry, Segment


@dataclass(frozen=True)
class SegmentLine:
    name: str
    stage: str
    codes: tuple[str, ...]


@transaction.atomic
def write_industry(
    industry: LeadIndustry | None,
    *,
    area: Organisation,
    name: str,
    since: date,
    until: date | None,
    source: str,
    confirmed: bool,
    segments: Sequence[SegmentLine],
    by: Identity,
) -> LeadIndustry:
    """Segments are matched by name; one that crosswalks lean on is never dropped."""
    if until is not None and until < since:
        raise Refused("结束日期不能早于开始日期。")
    if len({line.name for line in segments}) < len(segments):
        raise Refused("产业链环节的名称有重复，请合并成一行。")
    if (
        LeadIndustry.objects.filter(area=area, name=name, since=since)
        .exclude(pk=industry.pk if industry else 0)
        .exists()
    ):
        raise Refused(f"{area}自{since.year}年{since.month}月{since.day}日起已登记“{name}”，请修改原来的一条。")
    row = industry or LeadIndustry()
    before = {field: str(getattr(row, field)) for field in ("name", "since", "until", "source", "confirmed") if row.pk}
    row.area, row.name, row.since, row.until, row.source, row.confirmed = area, name, since, until, source, confirmed
    row.save()
    _write_segments(row, segments)
    after = {field: str(getattr(row, field)) for field in before}
    changes = {field: [before[field], after[field]] for field in before if before[field] != after[field]}
    record(by=by, what="登记首位产业", on=row, changes=changes)
    return row


def _write_segments(industry: LeadIndustry, lines: Sequence[SegmentLine]) -> None:
    present = {segment.name: segment for segment in industry.segments.all()}
    for name in present.keys() - {line.name for line in lines}:
        if used := present[name].crosswalks.count():
            raise Refused(f"环节“{name}”已有{used}条专业对接，不能删除；请先处理这些对接。")
        present[name].delete()
    for line in lines:
        segment = present.get(line.name) or Segment(industry=industry, name=line.name)
        segment.stage, segment.codes = line.stage, list(line.codes)
        segment.save()
