"""Goals as the secretariat keeps them in Excel (目标分解表): a line for the group and for each member, by target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, Words, register
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import gone_on, what_became, words_for

from .models import Goal, Target
from .permissions import KEYS
from .rules.paths import steps_in, steps_said, wrong_with_goal

KEY = ("target", "school")
ENDS = ("from_year", "from_value", "to_year", "to_value")
GROUP = 0
"""Stands in the column of schools for the group, which has no number of its own."""


def _units(context: Context) -> Words:
    words = words_for(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), on=context.today)
    words["全集团"] = GROUP
    return words


def _way(row: Goal) -> str:
    steps = f"（{steps_said(row.steps)}）" if row.steps else ""
    return f"{row.from_year}年{row.from_value}→{row.to_year}年{row.to_value}{steps}；{row.source}"


class Goals:
    """One goal a target and member, or group. A few queries whatever the number of lines."""

    def rows(self, keys: Iterable[Key]) -> dict[Key, Goal]:
        wanted = set(keys)
        goals = Goal.objects.filter(target__in={target for target, _ in wanted}).order_by("pk")
        found = {(row.target, row.school_id or GROUP): row for row in goals}
        return {key: row for key, row in found.items() if key in wanted}

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, row in self.rows(keys).items():
            values = dict(zip(KEY, key, strict=True)) | {name: getattr(row, name) for name in (*ENDS, "source")}
            values["steps"] = steps_said(row.steps)
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return ()

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
        there = self.rows(keys)
        schools = Organisation.objects.in_bulk([school for _, school in keys])
        new: list[Goal] = []
        old: list[Goal] = []
        was = {}
        for key, values in zip(keys, rows.dicts(), strict=True):
            target, school = key
            row = there.get(key) or Goal(target=target)
            row.school = schools.get(school)
            before = _way(row) if row.pk else ""
            for name in (*ENDS, "source"):
                setattr(row, name, values[name])
            if "steps" in values:
                row.steps = {str(year): value for year, value in sorted(steps_in(values["steps"]).items())}
            row.written_by = context.by
            (old if row.pk else new).append(row)
            unit = row.school.name if row.school else "全集团"
            was[f"{row.get_target_display()} {unit}"] = [before, _way(row)]
        Goal.objects.bulk_create(new, batch_size=2_000)
        Goal.objects.bulk_update(old, [*ENDS, "steps", "source", "written_by"], batch_size=2_000)
        if was:
            why = f"批量导入{len(was)}条"
            record(by=context.by, what="登记目标路径", on=context.by.organisation, why=why, changes=was)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        Goal.objects.filter(pk__in=[row.pk for row in self.rows(keys).values()]).delete()
        return {}


STORE = Goals()


def _may_be_set(rows: Rows, context: Context) -> Iterable[Fault]:
    """The rule of the page, which offers no school that is gone except where a goal has it."""
    keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
    there = STORE.rows(keys)
    gone = Organisation.objects.filter(gone_on(context.today), pk__in={school for _, school in keys})
    became = {one.pk: f"“{one.name}”{what_became(one, context.today)}" for one in gone.select_related("merged_into")}
    for index, (key, row) in enumerate(zip(keys, rows.dicts(), strict=True)):
        goal = there.get(key)
        wrong = wrong_with_goal(
            target=row["target"],
            from_year=row["from_year"],
            to_year=row["to_year"],
            from_value=float(row["from_value"]),
            to_value=float(row["to_value"]),
            steps=steps_in(row["steps"] if "steps" in row else steps_said(goal.steps) if goal else ""),
            source=row["source"],
        )
        if goal is None and key[1] in became:
            yield Fault(index, "school", f"{became[key[1]]}，不能再选。请改写现在的单位。")
        elif wrong is not None:
            yield Fault(index, *wrong)


def _unreadable(text: str) -> str:
    try:
        steps_in(text)
    except ValueError as wrong:
        return f"{wrong}各年用分号隔开，例如“2027 45；2028 55”。"
    return ""


GOALS = register(
    Sheet(
        noun="indicators.goals",
        title="目标分解",
        columns=(
            Column(
                "target",
                "目标",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Target.choices},
                example="本地就业",
            ),
            Column(
                "school",
                "单位",
                Kind.CHOICE,
                required=True,
                among=_units,
                aliases=("学校", "学校名称", "成员单位"),
                example="全集团",
                width=30,
                note="整个集团的目标填“全集团”。",
            ),
            Column("from_year", "基期年度", Kind.INTEGER, required=True, least=2000, most=2100, example=2025),
            Column(
                "from_value",
                "基期数值",
                Kind.DECIMAL,
                required=True,
                example=35.5,
                note="首位产业覆盖和本地就业填百分数，招生规模填倍数。",
            ),
            Column("to_year", "目标年度", Kind.INTEGER, required=True, least=2000, most=2100, example=2029),
            Column("to_value", "目标数值", Kind.DECIMAL, required=True, example=60),
            Column(
                "steps",
                "其间各年",
                longest=1000,
                check=_unreadable,
                tidy=lambda text: steps_said(steps_in(text)),
                example="2027 45；2028 55",
                width=30,
                note="每年写“年份 数值”，各年用分号或换行隔开；不写的年份按直线计算。",
            ),
            Column(
                "source",
                "依据",
                required=True,
                longest=200,
                example="示例集团理事会第一次会议",
                width=30,
                note="方案文号或会议。",
            ),
        ),
        key=KEY,
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "write_goal"),
        check_rows=_may_be_set,
        notes=(
            "一行一个目标、一个单位；已有的目标再次导入即为修改，原来的数值留在操作记录里。",
            "目标年度须晚于基期年度；其间各年须在两者之间。",
        ),
        list_url="indicators:goals",
    )
)
