"""What is asked of graduates of secondary vocational and technician schools besides, as code lists with their edition.

Source: domain.md 2.2, from published sheets of two generations: the earlier one says 本地/异地/境外 and knows one kind of further study,
the newer one 本省/外省/境外 and five. Bands of pay are those of published yearly reports. From which cohort the newer sheet holds is
unconfirmed; the school's authority decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .codes import STUDY, is_employed, stem

LEVELS = frozenset({"secondary", "technician"})
EARLIER, NEWER = "中职早期表", "中职现行表"
NEWER_FROM = 2021
"""Cohort; unconfirmed."""
Lists = Mapping[str, Mapping[str, str]]
BOTH: Lists = {
    "sector": {"first": "第一产业", "second": "第二产业", "third": "第三产业"},
    "settlement": {"city": "城区", "town": "镇区", "village": "乡村"},
    "contract_length": {
        "none": "未签合同",
        "1": "1年以内（含）",
        "2": "1—2年（含）",
        "3": "2—3年（含）",
        "more": "3年以上",
    },
    "found_by": {"school": "学校推荐", "agency": "中介介绍", "other": "其他渠道"},
    "pay_band": {"2000": "2000元及以下", "3000": "2001—3000元", "5000": "3001—5000元", "more": "5000元以上"},
}
LISTS: Mapping[str, Lists] = {
    EARLIER: {
        **BOTH,
        "region": {"local": "本地", "away": "异地", "abroad": "境外"},
        "study_way": {"any": "升入高一级学校"},
    },
    NEWER: {
        **BOTH,
        "region": {"province": "本省", "elsewhere": "外省", "abroad": "境外"},
        "study_way": {
            "gaokao": "普通高考",
            "vocational": "职教高考",
            "through": "贯通培养",
            "five_year": "五年一贯制",
            "abroad": "出国（境）",
        },
    },
}
HOME_DIGITS = {"local": (4, True), "away": (4, False), "province": (2, True), "elsewhere": (2, False)}
"""Region → how many digits of the workplace's county it compares with home, and whether they are the same."""
LABELS: Mapping[str, str] = {
    "sector": "从业产业",
    "settlement": "就业地类型",
    "region": "就业地域",
    "contract_length": "合同期限",
    "pay_band": "起薪（月）",
    "found_by": "就业渠道",
    "study_way": "升学途径",
}
NAMES = tuple(LABELS)


def edition_of(cohort: int) -> str:
    return NEWER if cohort >= NEWER_FROM else EARLIER


def asked_of(level: str) -> bool:
    return level in LEVELS


def may_say(said: Mapping[str, Any], *, code: str, county: str, level: str, cohort: int, home: str) -> Verdict:
    """``said``: field → code, "" where nothing is said, which is always allowed. ``home``: first digits of the group's city."""
    filled = {name: said[name] for name in NAMES if said.get(name)}
    if not filled:
        return YES
    if not asked_of(level):
        return no(f"{'、'.join(LABELS[name] for name in filled)}只对中职、技工毕业生填写，请留空。")
    lists = LISTS[edition_of(cohort)]
    for name, value in filled.items():
        if value not in lists[name]:
            return no(
                f"{LABELS[name]}“{value}”不在{edition_of(cohort)}的列表中，请选择：{'、'.join(lists[name].values())}。"
            )
    of_work = [LABELS[name] for name in filled if name != "study_way"]
    region = filled.get("region", "")
    digits, inside = HOME_DIGITS.get(region, (0, True))
    abroad = filled.get("study_way") == "abroad"
    return first_refusal(
        no(f"{'、'.join(of_work)}只对直接就业的毕业生填写，请留空或核对毕业去向。")
        if of_work and not is_employed(code)
        else YES,
        no("升学途径只对升学、出国的毕业生填写，请留空或核对毕业去向。")
        if "study_way" in filled and stem(code) not in STUDY
        else YES,
        no("升学途径“出国（境）”对应毕业去向85，请核对两项。")
        if "study_way" in filled and "abroad" in lists["study_way"] and abroad != (stem(code) == "85")
        else YES,
        no(f"就业地域“{lists['region'][region]}”与工作地代码{county}不一致，请核对两项。")
        if county and digits and (county[:digits] == home[:digits]) != inside
        else YES,
    )


def word_of(name: str, value: str) -> str:
    """As any edition has it: no code means one thing in one edition and another in the next."""
    return next((lists[name][value] for lists in LISTS.values() if value in lists[name]), value)
