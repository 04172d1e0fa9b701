"""What people keep in Excel: programmes, lead industries with their chains, and which specialty serves which link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.table import Table
from shouwei.ground.catalogues.specialties import specialty_faults
from shouwei.ground.learners.models import Level
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .grouping_sheet import MAPPINGS
from .models import Category, Crosswalk, LeadIndustry, Partner, Programme, ProgrammeYear, Segment
from .occupations import wrong_occupations
from .permissions import KEYS
from .point_sheets import PARTNERSHIPS, POINT, POINT_COLUMNS, SCHOOL, STATUSES, partner_faults, status_faults
from .succession_sheet import SUCCESSIONS

__all__ = ["CROSSWALKS", "INDUSTRIES", "MAPPINGS", "PARTNERS", "PROGRAMMES", "SEGMENTS", "SUCCESSIONS", "YEARS"]


def _clusters(context: Context) -> dict[str, Any]:
    rows = Category.objects.filter(scheme=Category.Scheme.CLUSTER).values_list("name", "pk")
    return dict(rows)


PROGRAMMES = register(
    Sheet(
        noun="programmes.programmes",
        title="专业点",
        columns=(
            SCHOOL,
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
            Column("catalogue_edition", "专业目录版本", required=True, longest=20, example="2021"),
            Column("direction", "专业方向", longest=60),
            Column("cluster", "专业群", Kind.CHOICE, among=_clusters),
        ),
        key=POINT,
        store=Table(
            Programme,
            POINT,
            fields={"school": "school_id", "cluster": "cluster_id"},
            within=lambda context: KEYS.within(context.by, "import_programmes", Programme.objects.all()),
        ),
        opens=lambda identity: KEYS.holds(identity, "import_programmes"),
        check_rows=specialty_faults,
        notes=(
            "一行一个专业点；同一专业的不同方向各占一行。",
            "年度状态（备案、招生、停招）用“专业点年度状态”导入，或在专业点页面登记；更名、换代码、并入、划转用“专业沿革”。",
        ),
        list_url="programmes:programmes",
    )
)
YEARS = register(
    Sheet(
        noun="programmes.years",
        title="专业点年度状态",
        columns=(
            SCHOOL,
            *POINT_COLUMNS,
            Column("year", "年度", Kind.INTEGER, required=True, least=2000, most=2100, example=2026),
            Column(
                "status",
                "状态",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in ProgrammeYear.Status.choices},
                example="招生",
            ),
            Column("source", "依据", longest=200, example="示例教备〔2026〕3号", width=30),
        ),
        key=STATUSES.key,
        store=STATUSES,
        opens=lambda identity: KEYS.holds(identity, "set_status"),
        check_rows=status_faults,
        notes=(
            "一行一个专业点的一个年度；专业点先要登记，学校、层次、代码、版本、方向与“专业点”一致。",
            "已备案、招生、撤销须写明备案或批复文件。",
        ),
        list_url="programmes:programmes",
    )
)


def _areas(context: Context) -> Words:
    kinds = (Organisation.Kind.PARK, Organisation.Kind.COUNTY, Organisation.Kind.ZONE)
    return words_for(Organisation.objects.filter(kind__in=kinds), on=context.today)


def _industries(context: Context) -> Words:
    """``太湖县 功能膜新材料`` → number; of one name at one place the latest."""
    rows = LeadIndustry.objects.select_related("area").order_by("since")
    return _at_areas([(row.area, row.name, row.pk) for row in rows], context)


def _segments(context: Context) -> Words:
    rows = Segment.objects.select_related("industry__area").order_by("industry__since")
    return _at_areas([(row.industry.area, f"{row.industry.name}：{row.name}", row.pk) for row in rows], context)


def _at_areas(rows: Sequence[tuple[Organisation, str, int]], context: Context) -> Words:
    """``area thing`` → number, the area under any word that means it."""
    areas, words = _areas(context), Words()
    called: dict[str, list[str]] = {}
    for former, now in areas.former.items():
        called.setdefault(now, []).append(former)
    for area, thing, pk in rows:
        here = f"{area.name} {thing}"
        words[here] = pk
        if area.name in areas.ended:
            words.ended[here] = areas.ended[area.name]
        for former in called.get(area.name, ()):
            words.former[f"{former} {thing}"] = here
        for unclear, sentence in areas.refused.items():
            words.refused[f"{unclear} {thing}"] = sentence
    return words


def _ends_after_it_begins(rows: Rows, context: Context) -> Iterable[Fault]:
    if "until" not in rows.names:
        return
    for number, (since, until) in enumerate(zip(rows.column("since"), rows.column("until"), strict=True)):
        if until is not None and until < since:
            yield Fault(number, "until", "结束日期不能早于开始日期，请核对。")


YES_OR_NO = {"是": True, "否": False}
INDUSTRIES = register(
    Sheet(
        noun="programmes.industries",
        title="首位产业",
        columns=(
            Column("area", "园区或县（市、区）", Kind.CHOICE, required=True, among=_areas, aliases=("县区", "园区")),
            Column("name", "首位产业", required=True, longest=60, example="功能膜新材料"),
            Column("since", "自", Kind.DATE, required=True, aliases=("起始日期",), example="2019年1月1日"),
            Column("until", "至", Kind.DATE, aliases=("结束日期",)),
            Column("source", "依据", required=True, longest=200, example="示例政发〔2019〕3号", width=30),
            Column("confirmed", "已核实", Kind.CHOICE, required=True, choices=YES_OR_NO, example="否"),
        ),
        key=("area", "name", "since"),
        store=Table(LeadIndustry, ("area", "name", "since"), fields={"area": "area_id"}),
        opens=lambda identity: KEYS.holds(identity, "write_industry"),
        check_rows=_ends_after_it_begins,
        notes=(
            "一行一个县区或园区在一段时间里的一个首位产业，须写明依据。",
            "未与当地核实的填“否”，页面上标明待核实。",
        ),
        list_url="programmes:industries",
    )
)
SEGMENTS = register(
    Sheet(
        noun="programmes.segments",
        title="产业链环节",
        columns=(
            Column("industry", "首位产业", Kind.CHOICE, required=True, among=_industries, width=30),
            Column("name", "环节", required=True, longest=60, example="光学膜制造"),
            Column(
                "stage",
                "位置",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Segment.Stage.choices},
                example="中游",
            ),
        ),
        key=("industry", "name"),
        store=Table(Segment, ("industry", "name"), fields={"industry": "industry_id"}),
        opens=lambda identity: KEYS.holds(identity, "write_industry"),
        notes=("首位产业先要登记；写“县区 产业”，如“太湖县 功能膜新材料”。", "环节的行业代码在首位产业页面填写。"),
        list_url="programmes:industries",
    )
)


def _again_to_be_reviewed(value: Any) -> Any:
    return lambda rows, context: [value] * len(rows.values)


def _known_occupations(rows: Rows, context: Context) -> Iterable[Fault]:
    if not {"occupation_code", "occupation_name"} <= set(rows.names):
        return
    pairs = list(zip(rows.column("occupation_code"), rows.column("occupation_name"), strict=True))
    wrong = wrong_occupations(set(pairs), on=context.today)
    for row, pair in enumerate(pairs):
        if pair in wrong:
            yield Fault(row, *wrong[pair])


LINK = ("segment", "level", "specialty_code", "occupation_code")
CROSSWALKS = register(
    Sheet(
        noun="programmes.crosswalks",
        title="专业对接产业链",
        columns=(
            Column("segment", "产业链环节", Kind.CHOICE, required=True, among=_segments, width=36),
            Column(
                "level",
                "层次",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Level.choices},
                example="高职专科",
            ),
            Column("specialty_code", "专业代码", Kind.CODE, required=True, longest=8, example="460702"),
            Column("specialty_name", "专业名称", required=True, longest=60, example="新能源汽车技术"),
            Column("occupation_code", "职业代码", Kind.CODE, longest=12, example="6-22-02-01"),
            Column("occupation_name", "职业名称", longest=60, example="汽车装调工"),
            Column(
                "strength",
                "关联强度",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Crosswalk.Strength.choices},
                example="强",
            ),
            Column("evidence", "依据", required=True, longest=300, example="人才培养方案第4页", width=36),
        ),
        key=LINK,
        store=Table(
            Crosswalk,
            LINK,
            fields={"segment": "segment_id"},
            derived={
                "state": _again_to_be_reviewed("proposed"),
                "reviewed_by_id": _again_to_be_reviewed(None),
                "reviewed_on": _again_to_be_reviewed(None),
                "proposed_by_id": lambda rows, context: [context.by.pk] * len(rows.values),
            },
        ),
        opens=lambda identity: KEYS.holds(identity, "review_crosswalk"),
        check_rows=_known_occupations,
        notes=("导入的对接都是“待审定”，审定后才计入覆盖；改动已审定的一行须重新审定。",),
        list_url="programmes:crosswalks",
    )
)


def _enterprises(context: Context) -> Words:
    return words_for(Organisation.objects.filter(kind=Organisation.Kind.ENTERPRISE), on=context.today)


PARTNERS = register(
    Sheet(
        noun="programmes.partners",
        title="校企合作",
        columns=(
            SCHOOL,
            *POINT_COLUMNS,
            Column("industry", "首位产业", Kind.CHOICE, required=True, among=_industries, width=30),
            Column(
                "enterprise", "企业全称", Kind.CHOICE, required=True, among=_enterprises, aliases=("企业",), width=30
            ),
            Column(
                "kind",
                "形式",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Partner.Kind.choices},
                example="订单班",
            ),
            Column("since", "自", Kind.DATE, required=True, aliases=("起始日期",), example="2026年9月1日"),
            Column("until", "至", Kind.DATE, aliases=("结束日期",), note="仍在进行的留空。"),
            Column("source", "依据", required=True, longest=200, example="订单培养协议，2026年6月签订", width=30),
        ),
        key=PARTNERSHIPS.key,
        store=PARTNERSHIPS,
        opens=lambda identity: KEYS.holds(identity, "add_partner"),
        check_rows=partner_faults,
        notes=(
            "一行一个专业点与一家企业的一项合作；专业点、首位产业、企业都要先登记。",
            "已登记的按专业点、产业、企业、形式和起始日期对应，可以补填结束日期和依据。",
            "企业答复没有或已结束的合作，不能登记在答复之前开始的同一合作。",
        ),
        list_url="programmes:partners",
    )
)
