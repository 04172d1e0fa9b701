"""Freeze a year's figures; a second time amends the first and says why. What was printed prints the same ever after."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.official.codec import as_json
from shouwei.ground.documents.official.document import (
    Align,
    Cell,
    Column,
    Foot,
    OfficialDocument,
    Paragraph,
    Row,
    Table,
)
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot
from shouwei.ground.people.models import Identity

from ..models import Report
from ..queries.compute import Figure, Scope
from ..queries.definitions import in_force
from ..queries.disclosure import published
from .publish_editions import publish_editions_of
from .tell_confirmed import tell_confirmed_of

SHOWN = ("value", "numerator", "denominator")


@transaction.atomic
def freeze_report(year: int, *, why: str, by: Identity, today: date) -> Report:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indicators.freeze_report'))")
    before = Report.objects.filter(year=year).select_related("snapshot").first()
    if before is not None and not why.strip():
        raise Refused(f"{year}年已经生成第{before.number}次报告，再次生成即为更正，请写明更正原因。")
    publish_editions_of([year], today)
    definitions = list(in_force(today))
    figures = published(definitions, [Scope(year)], on=today)
    told = tell_confirmed_of(year, today)
    past = {row["code"]: row for row in before.snapshot.content["figures"]} if before else {}
    rows = [_frozen(f, told.get(d.pk), past.get(f.code)) for d, f in zip(definitions, figures, strict=True)]
    if before is not None and {row["code"] for row in rows} == past.keys() and not any(row["changed"] for row in rows):
        raise Refused(
            f"与第{before.number}次报告相比，没有变化的数，不需要更正。毕业生有变动而不足5人时，不另行公布，"
            "以免从两次的差推算出个人；满5人以后再更正。"
        )
    number = before.number + 1 if before else 1
    title = f"{year}年指标报告" + (f"（第{number}次，更正）" if before else "")
    paper = _paper(title, rows, why=why.strip(), today=today)
    content = {"figures": rows, "paper": as_json(paper)}
    snapshot = take_snapshot("indicators", title, today, content, by)
    report = Report.objects.create(
        year=year, number=number, snapshot=snapshot, why=why.strip(), made_on=today, made_by=by
    )
    record(by=by, what="冻结年度报告", on=report, why=why.strip())
    return report


def _frozen(figure: Figure, told: int | None, past: dict[str, Any] | None) -> dict[str, Any]:
    """One figure as it stays. ``was``: what the report before printed, where that is different."""
    number = None if figure.number is None else f"{figure.number:.2f}"
    row: dict[str, Any] = {
        "code": figure.code,
        "version": figure.version,
        "name": figure.name,
        "unit": figure.unit,
        "words": figure.words,
        "source": figure.source,
        "value": number,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "claimed": figure.claimed,
        "confirmed": None if figure.withheld else told,
        "audited": figure.audited,
        "provisional": figure.provisional,
    }
    changed = past is not None and any(past[name] != row[name] for name in SHOWN)
    return row | {"was": past["value"] if changed and past else None, "changed": changed}


def _paper(title: str, rows: list[dict[str, Any]], *, why: str, today: date) -> OfficialDocument:
    columns = (
        Column("指标", 4),
        Column("数值", 1.4, Align.RIGHT),
        Column("分子", 1.2, Align.RIGHT),
        Column("分母", 1.2, Align.RIGHT),
        Column("本人确认", 1.2, Align.RIGHT),
        Column("说明", 2.4),
    )
    body = [Paragraph(f"更正原因：{why}")] if why else []
    table = Table(
        columns,
        tuple(_line(row) for row in rows),
        note="分子只计证据等级E2以上、本人没有异议的；—表示没有数据或不公布。",
    )
    return OfficialDocument(
        title=title, kind="报告", body=(*body, table), foot=Foot(cut_off=today, source="指标口径目录所列各来源")
    )


def _line(row: dict[str, Any]) -> Row:
    notes = [f"第{row['version']}版"]
    if row["provisional"]:
        notes.append("暂定数")
    if row["changed"]:
        notes.append(f"更正，原为{row['was'] or '—'}")
    counted = row["unit"] == "人"  # a number of people has no parts
    value = "—" if row["value"] is None else f"{row['numerator'] if counted else row['value']}{row['unit']}"
    shown = {**row, "denominator": None} if counted else row
    numbers = ("—" if shown[name] is None else str(shown[name]) for name in ("numerator", "denominator", "confirmed"))
    return Row(tuple(map(Cell, (row["name"], value, *numbers, "，".join(notes)))))
