"""What is known of organisations as people keep it in Excel: a line per figure or sentence, each with source and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, register
from shouwei.ground.audit.workflows.record import record

from .models import Fact, Organisation
from .permissions import KEYS
from .queries import words_for
from .rules.organisations import may_note

KEY = ("organisation", "topic", "as_of", "text")
VALUES = ("number", "source")
CONFIRMED = "这一条已由秘书处核实，不能用表格改动。有新的数据请另写一行，注明新的截至日期。"
STAYS = "已由秘书处核实，不能撤销。"


def _mine(context: Context) -> QuerySet[Organisation]:
    return KEYS.within(context.by, "note_fact", Organisation.objects.all())


class Facts:
    """One fact of a topic, a day and a wording; of several alike the latest. A few queries whatever the number of lines."""

    def facts(self, keys: Iterable[Key]) -> dict[Key, Fact]:
        wanted = set(keys)
        rows = Fact.objects.filter(organisation__in={key[0] for key in wanted}, topic__in={key[1] for key in wanted})
        found = {(row.organisation_id, row.topic, row.as_of, row.text): row for row in rows.order_by("pk")}
        return {key: row for key, row in found.items() if key in wanted}

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, row in self.facts(keys).items():
            values = dict(zip(KEY, key, strict=True)) | {name: getattr(row, name) for name in VALUES}
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        mine = set(_mine(context).filter(pk__in={key[0] for key in keys}).values_list("pk", flat=True))
        return [key for key in keys if key[0] not in mine]

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
        there, new, old = self.facts(keys), [], []
        for key, row in zip(keys, rows.dicts(), strict=True):
            fact = there.get(key)
            if fact is None:
                new.append(Fact(**{"organisation_id" if name == "organisation" else name: row[name] for name in row}))
            else:
                fact.number, fact.source = row.get("number", fact.number), row["source"]
                old.append(fact)
        Fact.objects.bulk_create(new, batch_size=2_000)
        Fact.objects.bulk_update(old, VALUES, batch_size=2_000)
        times = Counter(fact.organisation_id for fact in (*new, *old))
        for unit in Organisation.objects.filter(pk__in=times):
            record(by=context.by, what="登记单位情况", on=unit, why=f"批量导入{times[unit.pk]}条")

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        there = self.facts(keys)
        goes = {key: row.pk for key, row in there.items() if not row.confirmed}
        Fact.objects.filter(pk__in=goes.values()).delete()
        return dict.fromkeys(there.keys() - goes.keys(), STAYS)


STORE = Facts()


def _has_its_foot(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
    there = STORE.facts(keys)
    for index, (key, row) in enumerate(zip(keys, rows.dicts(), strict=True)):
        number = row.get("number")
        verdict = may_note(
            number=number,
            text=row["text"],
            topic=row["topic"],
            as_of=row["as_of"],
            source=row["source"],
            today=context.today,
        )
        fact = there.get(key)
        if not verdict:
            late = row["as_of"] is not None and row["as_of"] > context.today
            yield Fault(index, "as_of" if late else "number", verdict.reason)
        elif (
            fact is not None
            and fact.confirmed
            and (row.get("number", fact.number), row["source"])
            != (
                fact.number,
                fact.source,
            )
        ):
            yield Fault(index, "", CONFIRMED)


FACTS = register(
    Sheet(
        noun="organisations.facts",
        title="单位情况",
        columns=(
            Column(
                "organisation",
                "单位全称",
                Kind.CHOICE,
                required=True,
                among=lambda context: words_for(_mine(context), on=context.today),
                aliases=("单位", "单位名称"),
                width=30,
            ),
            Column(
                "topic",
                "事项",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Fact.Topic.choices},
                example="在岗职工人数",
            ),
            Column("number", "数值", Kind.INTEGER, least=0, most=10_000_000, aliases=("人数",), example=320),
            Column("text", "内容", longest=300, width=30, note="不是数值的情况写在这里，如首位产业名称。"),
            Column("as_of", "截至日期", Kind.DATE, example="2026年6月30日", note="在岗职工人数必须填写。"),
            Column("source", "来源", required=True, longest=200, example="企业年报", width=30),
        ),
        key=KEY,
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "note_fact"),
        check_rows=_has_its_foot,
        notes=(
            "一行一条情况；数值和内容至少填写一项，都要写明来源，没有来源的不入库。",
            "导入后显示“待核实”，由秘书处在单位页面核实；已核实的不能用表格改动，新的数据另写一行。",
            "在岗职工人数用于计算可接收的实习人数，取截至日期最近的一条。",
        ),
        list_url="organisations:organisations",
    )
)
