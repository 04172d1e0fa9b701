"""What a code of each list looks like, which level it has and which code stands above it.

Sources: 《职业教育专业目录（2021年）》 six digits (大类 2, 专业类 2, 专业 2), a trailing K marks 国家控制布点; GB/T 4754-2017 letter, 2, 3, 4
digits; 《职业分类大典（2022年版）》 N-NN-NN-NN; GB/T 2260 six digits, townships twelve (统计用区划代码); 毕业去向代码 two or three digits.
"""

from __future__ import annotations

import re
from collections.abc import Container
from enum import StrEnum


class Catalogue(StrEnum):
    SPECIALTIES = "specialties"
    INDUSTRIES = "industries"
    OCCUPATIONS = "occupations"
    REGIONS = "regions"
    DESTINATIONS = "destinations"


LABELS: dict[str, str] = {
    Catalogue.SPECIALTIES: "职业教育专业目录",
    Catalogue.INDUSTRIES: "国民经济行业分类",
    Catalogue.OCCUPATIONS: "职业分类大典",
    Catalogue.REGIONS: "行政区划代码",
    Catalogue.DESTINATIONS: "毕业去向代码",
}
LEVELS = {
    Catalogue.SPECIALTIES: ("大类", "专业类", "中职", "高职专科", "职业本科"),
    Catalogue.INDUSTRIES: ("门类", "大类", "中类", "小类"),
    Catalogue.OCCUPATIONS: ("大类", "中类", "小类", "细类"),
    Catalogue.REGIONS: ("省级", "地级", "县级", "乡级"),
    Catalogue.DESTINATIONS: ("类别",),
}
SHAPES = {
    Catalogue.SPECIALTIES: (r"\d{2}|\d{4}|\d{6}K?", "6位数字，国家控制布点专业末尾加K"),
    Catalogue.INDUSTRIES: (r"[A-T]|\d{2,4}", "1位字母或2至4位数字"),
    Catalogue.OCCUPATIONS: (r"\d-\d{2}-\d{2}-\d{2}", "形如6-22-02-01"),
    Catalogue.REGIONS: (r"\d{6}|\d{12}", "6位数字，乡级为12位"),
    Catalogue.DESTINATIONS: (r"\d{2,3}", "2位或3位数字"),
}
SPECIALTY_LEVELS = {"2": "职业本科", "3": "职业本科", "4": "高职专科", "5": "高职专科", "6": "中职", "7": "中职"}
"""By the first digit of a 2021 code: 21–39, 41–59, 61–79."""


def fits(catalogue: str, code: str) -> bool:
    return re.fullmatch(SHAPES[Catalogue(catalogue)][0], code) is not None


def level_of(catalogue: str, code: str, said: str = "") -> str:
    """The level a table names, else the one the code shows by its shape."""
    if said:
        return said
    match catalogue:
        case Catalogue.SPECIALTIES:
            return {2: "大类", 4: "专业类"}.get(len(code), SPECIALTY_LEVELS.get(code[:1], ""))
        case Catalogue.INDUSTRIES:
            return "门类" if code.isalpha() else ("大类", "中类", "小类")[len(code) - 2]
        case Catalogue.OCCUPATIONS:
            zeros = code.count("-00")
            return ("细类", "小类", "中类", "大类")[zeros]
        case Catalogue.REGIONS:
            if len(code) == 12:
                return "乡级"
            return "省级" if code.endswith("0000") else "地级" if code.endswith("00") else "县级"
    return "类别"


def parent_of(catalogue: str, code: str, known: Container[str], said: str = "") -> str:
    """The code above, "" at the top. ``known`` are the codes of the same table; what the table says itself comes first.

    A county directly under a province has no prefecture in the table and hangs on the province; an occupation without a 小类
    row hangs on its 中类.
    """
    if said:
        return said
    match catalogue:
        case Catalogue.SPECIALTIES:
            return code[:4] if len(code) >= 6 else code[:2] if len(code) == 4 else ""
        case Catalogue.INDUSTRIES:
            return code[:-1] if len(code) > 2 else ""
        case Catalogue.OCCUPATIONS:
            return _occupation_above(code, known)
        case Catalogue.REGIONS:
            return _region_above(code, known)
    return ""


def _occupation_above(code: str, known: Container[str]) -> str:
    parts = code.split("-")
    for kept in (3, 2, 1):
        above = "-".join(parts[:kept] + ["00"] * (4 - kept))
        if above != code and above in known:
            return above
    return ""


def _region_above(code: str, known: Container[str]) -> str:
    if len(code) == 12:
        return code[:6]
    if code.endswith("0000"):
        return ""
    prefecture = f"{code[:4]}00"
    return prefecture if prefecture != code and prefecture in known else f"{code[:2]}0000"
