"""The intake of a year, as it can be taken along."""

from django.urls import reverse

from shouwei.core.listings import Listing, Out, register
from shouwei.ground.learners.models import ADULTS

from .pages.intake import lines_wanted, year_wanted
from .permissions import KEYS
from .queries import baselines

INTAKE = register(
    Listing(
        name="admissions.intake",
        title="招生总表",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("年度", lambda row: row.year),
            Out("层次", lambda row: row.get_level_display()),
            Out("专业代码", lambda row: row.specialty_code),
            Out("专业名称", lambda row: row.specialty_name, width=24),
            Out("生源类别", lambda row: row.get_category_display(), width=14),
            Out("扩招", lambda row: "是" if row.category in ADULTS else "否"),
            Out("招生计划", lambda row: row.quota),
            Out("报名", lambda row: row.applied),
            Out("录取", lambda row: row.admitted),
            Out("报到", lambda row: row.registered),
            Out("截止日期", lambda row: row.as_of, width=14),
        ),
        rows=lambda asked: lines_wanted(asked.identity, asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_intake"),
        filters=lambda asked: [
            f"{year_wanted(asked.query)}年",
            "不含扩招" if asked.query.get("reading") == "regular" else "含扩招",
        ],
        url=lambda asked: reverse("admissions:intake"),
    )
)
BASELINES = register(
    Listing(
        name="admissions.baselines",
        title="招生基期",
        columns=(
            Out("学校", lambda row: row.school.name if row.school else "全集团", width=24),
            Out("基期年度", lambda row: row.year),
            Out("含扩招", lambda row: "是" if row.includes_adults else "否"),
            Out("报到人数", lambda row: row.registered),
            Out("依据", lambda row: row.source, width=40),
            Out("是否核实", lambda row: "已核实" if row.confirmed else "待核实"),
            Out("登记日期", lambda row: row.written_on, width=14),
        ),
        rows=lambda asked: KEYS.within(asked.identity, "view_baseline", baselines()),
        opens=lambda identity: KEYS.holds(identity, "view_baseline"),
        url=lambda asked: reverse("admissions:baselines"),
    )
)
