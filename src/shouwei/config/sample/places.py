"""Ten counties and two development zones of Anqing with what is publicly known, and where the invented members lie among them.

The counties, the codes and the public facts are real, each with its source; what could not be confirmed is marked so. Schools,
enterprises and parks of the sample are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwei.ground.catalogues.workflows.load_shipped import load_small
from shouwei.ground.organisations.models import Fact, Organisation

CITY = ("安庆市", "340800")
COUNTIES = {
    "340802": ("迎江区", "现代服务业", ""),
    "340803": ("大观区", "化工配套产业", ""),
    "340811": ("宜秀区", "装备制造、电子信息", ""),
    "340822": ("怀宁县", "汽车零部件；绿色纸塑", "公开报道（2023年6月，中国网）"),
    "340825": ("太湖县", "功能膜新材料", "公开报道（人民网安徽频道）"),
    "340826": ("宿松县", "纺织服装、电子信息", "公开资料"),
    "340827": ("望江县", "纺织服装（童装）", "公开报道（安徽经济报）"),
    "340828": ("岳西县", "汽车零部件、绿色食品", ""),
    "340881": ("桐城市", "绿色包装印刷", ""),
    "340882": ("潜山市", "刷业", "公开报道（2025年8月2日，新华网安徽）"),
}
"""Code → name, lead industry, where that was read; no source: known by hearsay only, to be checked."""
ZONES = {
    "安庆经开区": ("安庆经济技术开发区", "340871", "新能源汽车及零部件"),
    "安庆高新区": ("安庆高新技术产业开发区", "", "化工新材料"),
}
ZONE_SOURCE = "安庆日报2018年8月8日"
HEARSAY = "未见公开出处，待核实"


@dataclass(frozen=True, slots=True)
class Known:
    topic: str
    text: str
    source: str
    as_of: date | None = None
    number: int | None = None
    confirmed: bool = True


EOL = "中国教育在线安徽2020年8月29日"
OF_THE_CITY = (
    Known("event", "安庆职业教育集团揭牌成立", EOL, date(2018, 11, 20)),
    Known("enrolment", "集团当年招生，比上年增长54%", EOL, date(2019, 12, 31), 6833),
    Known(
        "enrolment",
        "由2019年招生数和增幅推算的2018年基数",
        "推算：6833÷1.54",
        date(2018, 12, 31),
        4437,
        confirmed=False,
    ),
    Known("event", "订单班19个、学员620人，企业内生产性实训基地11个，共享实训基地24个", EOL, date(2019, 12, 31)),
    Known("other", "集团牵头院校为安庆职业技术学院（学校代码13345）", EOL),
    Known("other", "安庆技师学院、安庆工业学校、海军安庆科技学校在集团活动中见诸报道", EOL),
    Known(
        "other",
        "安庆医药高等专科学校（14096）、桐城师范高等专科学校、安徽黄梅戏艺术职业学院是否为集团成员",
        "公开资料，未见成员名单",
        confirmed=False,
    ),
    Known(
        "event",
        "安庆市域产教联合体成立，经开区、高新区参与",
        "公开报道（2024年2月26日）",
        date(2024, 1, 31),
        confirmed=False,
    ),
)
LIES_IN = {
    "江城示范职业技术学院": "340811", "江城第一中等职业学校": "340803", "江城第二中等职业学校": "340881",
    "滨湖技师学院": "340802", "云岭农业学校": "340828", "虚舟汽车零部件有限公司": "安庆经开区",
    "拟云新材料有限公司": "安庆高新区", "设想纺织服装有限公司": "340827", "样本电子科技有限公司": "340826",
    "假日文旅发展有限公司": "340882", "范例化工有限公司": "安庆高新区",
}  # fmt: skip
SCHOOL_LEVELS = {
    "江城示范职业技术学院": ("college", "college"), "江城第一中等职业学校": ("secondary", "secondary"),
    "江城第二中等职业学校": ("secondary", "secondary"), "滨湖技师学院": ("technical", "secondary"),
    "云岭农业学校": ("secondary", "secondary"),
}  # fmt: skip
TRADES = {
    "虚舟汽车零部件有限公司": ("3670", 420), "拟云新材料有限公司": ("265", 180), "设想纺织服装有限公司": ("181", 350),
    "样本电子科技有限公司": ("398", 260), "假日文旅发展有限公司": ("90", 95), "范例化工有限公司": ("261", 310),
}  # fmt: skip
"""Industry and an invented staff count."""
PARKS = {
    "示例汽车零部件产业园": "340822",
    "示例童装产业园": "340827",
    "示例新材料产业园": "安庆高新区",
    "示例刷业产业园": "340882",
}


def places(today: date) -> None:
    """Counties, zones, parks, facts, and where everybody lies; the few codes they use come along."""
    load_small(by=None, today=today)
    make, kind = Organisation.objects.create, Organisation.Kind
    city = make(name=CITY[0], region_code=CITY[1], kind=kind.COUNTY)
    facts = [_fact(city, known) for known in OF_THE_CITY]
    there: dict[str, Organisation] = {}
    for code, (name, industry, source) in COUNTIES.items():
        there[code] = make(name=name, region_code=code, kind=kind.COUNTY, parent=city)
        known = Known("lead_industry", industry, source or HEARSAY, confirmed=bool(source))
        facts.append(_fact(there[code], known))
    for short, (name, code, industry) in ZONES.items():
        there[short] = make(name=name, short_name=short, region_code=code, kind=kind.ZONE, parent=city)
        facts.append(_fact(there[short], Known("lead_industry", industry, ZONE_SOURCE, date(2018, 8, 8))))
    for name, key in PARKS.items():
        make(name=name, kind=kind.PARK, place=there[key])
    Fact.objects.bulk_create([*facts, *_settled(there, today)])


def _settled(there: dict[str, Organisation], today: date) -> list[Fact]:
    facts = []
    for member in Organisation.objects.filter(name__in=LIES_IN):
        member.place = there[LIES_IN[member.name]]
        member.school_type, member.school_level = SCHOOL_LEVELS.get(member.name, ("", ""))
        member.industry_code, staff = TRADES.get(member.name, ("", 0))
        member.save()
        if staff:
            known = Known("staff", "", "示例数据", date(today.year - 1, 12, 31), staff, confirmed=staff % 20 == 0)
            facts.append(_fact(member, known))
    return facts


def _fact(organisation: Organisation, known: Known) -> Fact:
    return Fact(
        organisation=organisation,
        topic=known.topic,
        number=known.number,
        text=known.text,
        as_of=known.as_of,
        source=known.source,
        confirmed=known.confirmed,
    )
