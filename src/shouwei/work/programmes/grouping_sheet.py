"""How the groupings correspond (分类对应), as the secretariat keeps it in Excel: one line a pair of categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, register
from shouwei.ground.audit.workflows.record import record

from .models import Category, CategoryMapping
from .permissions import KEYS
from .workflows.map_categories import may_map

KEY = ("one", "other")


def _categories(context: Context) -> dict[str, int]:
    """``专业群：电子信息`` → number: the same name may stand in several groupings."""
    return {f"{row.get_scheme_display()}：{row.name}": row.pk for row in Category.objects.all()}


class Mappings:
    """A pair is the same in whichever order it is written."""

    def rows(self, keys: Iterable[Key]) -> dict[Key, CategoryMapping]:
        wanted = set(keys)
        named = {pk for key in wanted for pk in key}
        there = CategoryMapping.objects.filter(one__in=named, other__in=named).select_related("one", "other")
        found = {}
        for row in there:
            found[row.one_id, row.other_id] = found[row.other_id, row.one_id] = row
        return {key: row for key, row in found.items() if key in wanted}

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, row in self.rows(keys).items():
            values = dict(zip(KEY, key, strict=True)) | {"nearness": row.nearness, "note": row.note}
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return ()

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(rows.column("one"), rows.column("other"), strict=True))
        there, categories = self.rows(keys), Category.objects.in_bulk({pk for key in keys for pk in key})
        new: list[CategoryMapping] = []
        old: list[CategoryMapping] = []
        was = {}
        for key, values in zip(keys, rows.dicts(), strict=True):
            row = there.get(key) or CategoryMapping(one=categories[key[0]], other=categories[key[1]])
            before = row.get_nearness_display() if row.pk else ""
            row.nearness, row.note = values["nearness"], values["note"]
            (old if row.pk else new).append(row)
            was[f"{row.one} {row.other}"] = [before, row.get_nearness_display()]
        CategoryMapping.objects.bulk_create(new)
        CategoryMapping.objects.bulk_update(old, ["nearness", "note"])
        if was:
            why = f"批量导入{len(was)}条"
            record(by=context.by, what="登记分类对应", on=context.by.organisation, why=why, changes=was)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        CategoryMapping.objects.filter(pk__in=[row.pk for row in self.rows(keys).values()]).delete()
        return {}


STORE = Mappings()


def _may_be_mapped(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = list(zip(rows.column("one"), rows.column("other"), strict=True))
    categories = Category.objects.in_bulk({pk for key in keys for pk in key})
    times = Counter(frozenset(key) for key in keys)
    for index, key in enumerate(keys):
        verdict = may_map(categories[key[0]], categories[key[1]])
        if not verdict:
            yield Fault(index, "other", verdict.reason)
        elif times[frozenset(key)] > 1:
            yield Fault(index, "other", "这一对类别在表中出现了两次（先后次序不论）。请核对后只保留一行。")


MAPPINGS = register(
    Sheet(
        noun="programmes.mappings",
        title="分类对应",
        columns=(
            Column("one", "类别", Kind.CHOICE, required=True, among=_categories, width=26),
            Column("other", "另一分类中的类别", Kind.CHOICE, required=True, among=_categories, width=26),
            Column(
                "nearness",
                "关系",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in CategoryMapping.Nearness.choices},
                example="部分重合",
            ),
            Column(
                "note",
                "说明",
                required=True,
                longest=200,
                example="都含数控技术；扩招类别还包括模具。",
                width=40,
                note="相同在哪里、不同在哪里。",
            ),
        ),
        key=KEY,
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "map_categories"),
        check_rows=_may_be_mapped,
        notes=(
            "一行一对类别，分属不同的分类（专业群、扩招增量类别、培训领域）；写“分类：类别”，如“专业群：电子信息”。",
            "同一对类别先后次序不论；再次导入即为更正。",
            "名称相近不等于范围相同，逐条说明。类别在“分类对照”页面登记。",
        ),
        list_url="programmes:taxonomies",
    )
)
