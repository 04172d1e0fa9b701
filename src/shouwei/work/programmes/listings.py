"""Programmes, lead industries and crosswalks, as they can be taken along."""

from django.urls import reverse

from shouwei.core.listings import Listing, Out, register

from .pages.crosswalks import crosswalks_wanted
from .pages.partners import WORDS, partners_wanted
from .pages.programmes import programmes_wanted, year_wanted
from .permissions import KEYS
from .queries import industries_listed

PROGRAMMES = register(
    Listing(
        name="programmes.programmes",
        title="专业点",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("层次", lambda row: row.get_level_display()),
            Out("专业代码", lambda row: row.specialty_code),
            Out("专业名称", lambda row: row.specialty_name, width=24),
            Out("专业目录版本", lambda row: row.catalogue_edition),
            Out("专业方向", lambda row: row.direction, width=18),
            Out("专业群", lambda row: row.cluster.name if row.cluster else "", width=18),
            Out("年度状态", lambda row: row.now[0].get_status_display() if row.now else "没有登记"),
        ),
        rows=lambda asked: programmes_wanted(asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_programmes"),
        filters=lambda asked: [f"{year_wanted(asked.query)}年"],
        url=lambda asked: reverse("programmes:programmes"),
    )
)
INDUSTRIES = register(
    Listing(
        name="programmes.industries",
        title="首位产业",
        columns=(
            Out("园区或县（市、区）", lambda row: row.area.name, width=24),
            Out("首位产业", lambda row: row.name, width=24),
            Out("产业链环节", lambda row: "、".join(segment.name for segment in row.segments.all()), width=40),
            Out("自", lambda row: row.since, width=14),
            Out("至", lambda row: row.until, width=14),
            Out("依据", lambda row: row.source, width=30),
            Out("是否核实", lambda row: "已核实" if row.confirmed else "待核实"),
        ),
        rows=lambda asked: industries_listed(asked.today),
        opens=lambda identity: KEYS.holds(identity, "view_industries"),
        url=lambda asked: reverse("programmes:industries"),
    )
)
PARTNERS = register(
    Listing(
        name="programmes.partners",
        title="校企合作",
        columns=(
            Out("学校", lambda row: row.programme.school.name, width=24),
            Out("专业", lambda row: row.programme.specialty_name, width=24),
            Out("企业", lambda row: row.enterprise.name, width=30),
            Out("首位产业", lambda row: row.industry.name, width=20),
            Out("形式", lambda row: row.get_kind_display(), width=14),
            Out("自", lambda row: row.since, width=14),
            Out("至", lambda row: row.until, width=14),
            Out("依据", lambda row: row.source, width=30),
            Out("企业答复", lambda row: row.get_word_display() or "未答复", width=14),
            Out("答复日期", lambda row: row.word_on, width=14),
            Out("企业所说的结束日期", lambda row: row.ended_on, width=18),
        ),
        rows=lambda asked: partners_wanted(asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_partners"),
        filters=lambda asked: [f"企业答复：{WORDS[word]}"] if (word := asked.query.get("word", "")) in WORDS else [],
        url=lambda asked: reverse("programmes:partners"),
    )
)
CROSSWALKS = register(
    Listing(
        name="programmes.crosswalks",
        title="专业对接产业链",
        columns=(
            Out("首位产业", lambda row: row.segment.industry.name, width=20),
            Out("产业链环节", lambda row: row.segment.name, width=20),
            Out("层次", lambda row: row.get_level_display()),
            Out("专业代码", lambda row: row.specialty_code),
            Out("专业名称", lambda row: row.specialty_name, width=24),
            Out("职业代码", lambda row: row.occupation_code, width=14),
            Out("职业名称", lambda row: row.occupation_name, width=20),
            Out("关联强度", lambda row: row.get_strength_display()),
            Out("依据", lambda row: row.evidence, width=40),
            Out("状态", lambda row: row.get_state_display()),
            Out("审定日期", lambda row: row.reviewed_on, width=14),
        ),
        rows=lambda asked: crosswalks_wanted(asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_crosswalks"),
        url=lambda asked: reverse("programmes:crosswalks"),
    )
)
