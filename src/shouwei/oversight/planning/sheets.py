"""Members of the group as the secretariat keeps them in Excel. Here and not in organisations: who joins is offered duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.table import Table
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.organisations.permissions import KEYS
from shouwei.ground.organisations.queries import words_for

from .workflows.add_member import add_member

KINDS = (Organisation.Kind.SCHOOL, Organisation.Kind.ENTERPRISE)
STAYS = "加入集团已产生任务分担，不能撤销；需要退出的，请在“成员单位”中办理。"


def _candidates(context: Context) -> Words:
    return words_for(Organisation.objects.filter(kind__in=KINDS), on=context.today, past=False)


class Members(Table):
    def write(self, rows: Rows, context: Context) -> None:
        units = Organisation.objects.in_bulk(rows.column("organisation"))
        known = {row.organisation_id: row for row in Membership.objects.filter(organisation__in=units, until=None)}
        for row in rows.dicts():
            unit, there = units[row["organisation"]], known.get(row["organisation"])
            if there is not None and there.since == row["since"]:
                Membership.objects.filter(pk=there.pk).update(source=row["source"])
            else:
                add_member(
                    name=unit.name,
                    short_name=unit.short_name,
                    kind=unit.kind,
                    since=row["since"],
                    source=row["source"],
                    by=context.by,
                    today=context.today,
                )

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        return dict.fromkeys(keys, STAYS)


def _not_twice(rows: Rows, context: Context) -> Iterable[Fault]:
    units = rows.column("organisation")
    since = dict(
        Membership.objects.filter(organisation__in=set(units), until=None).values_list("organisation", "since")
    )
    for number, (unit, day) in enumerate(zip(units, rows.column("since"), strict=True)):
        if unit in since and since[unit] != day:
            there = since[unit]
            yield Fault(
                number,
                "since",
                f"已是成员单位，自{there.year}年{there.month}月{there.day}日起。请核对加入日期，或先办理退出。",
            )
        elif units.count(unit) > 1:
            yield Fault(number, "organisation", "同一单位在表中出现多次，请只保留一行。")


MEMBERS = register(
    Sheet(
        noun="planning.members",
        title="成员单位",
        columns=(
            Column("organisation", "单位全称", Kind.CHOICE, required=True, among=_candidates, width=30),
            Column("since", "加入日期", Kind.DATE, required=True, example="2018年11月20日"),
            Column("source", "依据", required=True, longest=200, example="示例集团理事会第一次会议", width=30),
        ),
        key=("organisation", "since"),
        store=Members(Membership, ("organisation", "since"), fields={"organisation": "organisation_id"}),
        opens=lambda identity: KEYS.holds(identity, "change_members"),
        check_rows=_not_twice,
        notes=(
            "学校和企业先在“单位名录”中登记（可用单位名录表批量导入）。",
            "加入的单位会收到各运行方案中落实到它的任务，由单位负责人确认承担；因此本表的导入不能撤销，退出另行办理。",
        ),
        list_url="organisations:members",
    )
)
