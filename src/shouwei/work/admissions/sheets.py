"""What schools keep in Excel: intake by specialty and category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.table import Table
from shouwei.ground.catalogues.specialties import specialty_faults_by_year
from shouwei.ground.learners.models import Level, Source
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import Baseline, Intake
from .permissions import KEYS
from .rules.intake import Figures, may_keep, may_stand

STEPS = ("quota", "applied", "admitted", "registered")
KEY = ("school", "year", "level", "specialty_code", "category")


def _schools(context: Context) -> Words:
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    if "all" not in KEYS.rows["import_intake"].cells.get(context.by.role, ()):
        schools = schools.filter(pk=context.by.organisation_id)
    return words_for(schools, on=context.today)


def _steps_in_order(rows: Rows, context: Context) -> Iterable[Fault]:
    given = [step for step in STEPS if step in rows.names]
    columns = [rows.column(step) for step in given]
    for index, values in enumerate(zip(*columns, strict=True)):
        verdict = may_keep(Figures(**dict(zip(given, values, strict=True))))
        if not verdict:
            yield Fault(index, "", verdict.reason)
    if {"year", "as_of"} <= set(rows.names):
        for index, (year, as_of) in enumerate(zip(rows.column("year"), rows.column("as_of"), strict=True)):
            if not (verdict := may_stand(year, as_of, context.today)):
                yield Fault(index, "as_of" if as_of > context.today else "year", verdict.reason)


def _check_intake(rows: Rows, context: Context) -> Iterable[Fault]:
    yield from _steps_in_order(rows, context)
    yield from specialty_faults_by_year(rows, context)


def _written_by(rows: Rows, context: Context) -> Sequence[int]:
    return [context.by.pk] * len(rows.values)


INTAKE = register(
    Sheet(
        noun="admissions.intake",
        title="招生录取报到",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_schools, aliases=("学校名称",)),
            Column("year", "年度", Kind.INTEGER, required=True, least=2000, most=2100, example=2026),
            Column(
                "level",
                "层次",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Level.choices},
                example="中职",
            ),
            Column("specialty_code", "专业代码", Kind.CODE, required=True, longest=8, example="700206"),
            Column("specialty_name", "专业名称", required=True, longest=60, example="汽车运用与维修"),
            Column(
                "category",
                "生源类别",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Source.choices},
                example="应届初中",
            ),
            Column("quota", "招生计划", Kind.INTEGER, least=0, most=100000, example=80),
            Column("applied", "报名", Kind.INTEGER, least=0, most=1000000, example=120),
            Column("admitted", "录取", Kind.INTEGER, least=0, most=100000, example=78),
            Column("registered", "报到", Kind.INTEGER, least=0, most=100000, example=75),
            Column("as_of", "截止日期", Kind.DATE, required=True, example="2026年9月30日"),
        ),
        key=KEY,
        store=Table(
            Intake,
            KEY,
            fields={"school": "school_id"},
            derived={"written_by_id": _written_by},
            within=lambda context: KEYS.within(context.by, "import_intake", Intake.objects.all()),
        ),
        opens=lambda identity: KEYS.holds(identity, "import_intake"),
        check_rows=_check_intake,
        notes=(
            "一行为一个学校、年度、专业和生源类别；退役军人等扩招类别单独成行。",
            "专业代码、名称、层次须与该年度新生适用的专业目录一致；不一致的行退回，并写明相近的代码或原代码的去向。",
        ),
        list_url="admissions:intake",
    )
)


def _all_schools(context: Context) -> Words:
    return words_for(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), on=context.today)


def _in_the_past(rows: Rows, context: Context) -> Iterable[Fault]:
    for number, year in enumerate(rows.column("year")):
        if year >= context.today.year:
            yield Fault(number, "year", f"基期应早于今年，{year}年不能作基期。")


BASELINES = register(
    Sheet(
        noun="admissions.baselines",
        title="招生基期",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_all_schools, aliases=("学校名称",)),
            Column("year", "基期年度", Kind.INTEGER, required=True, least=2000, most=2100, example=2018),
            Column(
                "includes_adults",
                "含扩招",
                Kind.CHOICE,
                required=True,
                choices={"是": True, "否": False},
                example="是",
            ),
            Column("registered", "报到人数", Kind.INTEGER, required=True, least=1, most=1_000_000, example=640),
            Column("source", "依据", required=True, longest=200, example="2018年统计报表第3页", width=30),
            Column("confirmed", "已核实", Kind.CHOICE, choices={"是": True, "否": False}, required=True, example="否"),
        ),
        key=("school", "year", "includes_adults"),
        store=Table(
            Baseline,
            ("school", "year", "includes_adults"),
            fields={"school": "school_id"},
            derived={
                "written_by_id": lambda rows, context: [context.by.pk] * len(rows.values),
                "written_on": lambda rows, context: [context.today] * len(rows.values),
            },
        ),
        opens=lambda identity: KEYS.holds(identity, "write_baseline"),
        check_rows=_in_the_past,
        notes=("一行一所学校的一个基期；全集团的基期在“基期”页面登记。", "数字必须写明依据；未与学校核对的填“否”。"),
        list_url="admissions:baselines",
    )
)
