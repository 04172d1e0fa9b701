"""Single codes the demonstration needs, written down as facts; and the destination codes of the vocational colleges.

Not whole lists: their editions say 部分 in their names, and the difference from the published totals is shown.
"""

from __future__ import annotations

from .rules.editions import About
from .rules.mapping import Change
from .rules.tables import Row

SPECIALTIES = About(
    catalogue="specialties",
    name="2021目录（部分）",
    source="教育部《职业教育专业目录（2021年）》，仅录入演示所需的代码",
    note="只有演示所需的少数专业。正式使用前请导入教育部公布的全表。",
)
SPECIALTY_CODES = (
    ("46", "装备制造大类", "大类"), ("4601", "机械设计制造类", "专业类"), ("4603", "自动化类", "专业类"), ("4607", "汽车制造类", "专业类"),
    ("460104", "机械制造及自动化", ""), ("460301", "机电一体化技术", ""), ("460305", "工业机器人技术", ""), ("460702", "新能源汽车技术", ""),
    ("47", "生物与化工大类", "大类"), ("4702", "化工技术类", "专业类"), ("470201", "应用化工技术", ""),
    ("51", "电子与信息大类", "大类"), ("5101", "电子信息类", "专业类"), ("510101", "电子信息工程技术", ""),
    ("53", "财经商贸大类", "大类"), ("5308", "物流类", "专业类"), ("530802", "现代物流管理", ""),
    ("66", "装备制造大类", "大类"), ("6601", "机械设计制造类", "专业类"), ("6603", "自动化类", "专业类"),
    ("660103", "数控技术应用", ""), ("660301", "机电技术应用", ""),
    ("70", "交通运输大类", "大类"), ("7002", "道路运输类", "专业类"), ("700206", "汽车运用与维修", ""),
    ("71", "电子与信息大类", "大类"), ("7102", "计算机类", "专业类"), ("710201", "计算机应用", ""),
)  # fmt: skip

INDUSTRIES = About(
    catalogue="industries",
    name="GB/T 4754-2017（部分）",
    source="GB/T 4754-2017《国民经济行业分类》，仅录入演示所需的代码",
    note="只有演示所需的少数行业。正式使用前请导入全表。",
)
INDUSTRY_CODES = (
    ("C", "制造业", ""), ("17", "纺织业", "C"), ("18", "纺织服装、服饰业", "C"), ("181", "机织服装制造", "18"),
    ("26", "化学原料和化学制品制造业", "C"), ("261", "基础化学原料制造", "26"), ("265", "合成材料制造", "26"),
    ("29", "橡胶和塑料制品业", "C"), ("36", "汽车制造业", "C"), ("367", "汽车零部件及配件制造", "36"), ("3670", "汽车零部件及配件制造", "367"),
    ("39", "计算机、通信和其他电子设备制造业", "C"), ("398", "电子元件及电子专用材料制造", "39"),
    ("R", "文化、体育和娱乐业", ""), ("90", "娱乐业", "R"),
)  # fmt: skip

DESTINATIONS = About(
    catalogue="destinations",
    name="两位代码",
    source="高职毕业去向代码，长期通用的两位代码（公开资料整理）",
    note="请以主管部门当年公布的代码表为准。",
)
DESTINATION_CODES = (
    ("10", "签就业协议形式就业"), ("11", "签劳动合同形式就业"), ("12", "其他录用形式就业"), ("27", "科研助理"), ("46", "应征义务兵"),
    ("50", "国家基层项目"), ("51", "地方基层项目"), ("75", "自主创业"), ("76", "自由职业"), ("80", "升学"), ("85", "出国、出境"),
    ("70", "待就业"), ("71", "不就业拟升学"), ("72", "其他暂不就业"),
)  # fmt: skip
NEWER_DESTINATIONS = About(
    catalogue="destinations",
    name="三位代码（部分）",
    source="近年毕业去向代码，公开资料中见到的五个三位代码",
    note="启用日期和其余三位代码待核实，核实后再发布。",
)
NEWER_DESTINATION_CODES = (
    ("271", "科研助理、管理助理"), ("502", "三支一扶"), ("503", "西部计划"), ("512", "地方选调生"), ("519", "其他地方基层项目"),
)  # fmt: skip
NEWER_FROM = (
    Change("27", "271", "recoded"), Change("50", "502", "split"), Change("50", "503", "split"), Change("51", "512", "split"),
    Change("51", "519", "split"),
)  # fmt: skip
"""For whoever publishes the newer codes: which stems they come from."""


def rows_of(catalogue: str) -> list[Row]:
    """Rows of the sample editions; levels and parents as the shapes of the codes show them."""
    if catalogue == "specialties":
        return [Row(code, name, *_specialty(code, level)) for code, name, level in SPECIALTY_CODES]
    if catalogue == "industries":
        levels = {1: "门类", 2: "大类", 3: "中类", 4: "小类"}
        return [
            Row(code, name, "门类" if code.isalpha() else levels[len(code)], parent)
            for code, name, parent in INDUSTRY_CODES
        ]
    return [Row(code, name, "类别", "") for code, name in DESTINATION_CODES]


def _specialty(code: str, level: str) -> tuple[str, str]:
    above = code[:2] if len(code) == 4 else code[:4] if len(code) == 6 else ""
    return level or ("高职专科" if code[0] in "45" else "中职"), above
