"""毕业去向代码, and the groups they are counted in.

Source: the long-used national code set of higher vocational education and the three-digit codes of newer cohorts under the same
stems (domain.md 2.1, 2.2); a code is read by its first two digits, so both editions fall into the same groups.
"""

from __future__ import annotations

CODES = {
    "10": "签就业协议形式就业",
    "11": "签劳动合同形式就业",
    "12": "其他录用形式就业",
    "27": "科研助理",
    "271": "科研助理、管理助理",
    "46": "应征义务兵",
    "50": "国家基层项目",
    "502": "三支一扶",
    "503": "西部计划",
    "51": "地方基层项目",
    "512": "地方选调生",
    "519": "其他地方基层项目",
    "75": "自主创业",
    "76": "自由职业",
    "80": "升学",
    "85": "出国、出境",
    "70": "待就业",
    "71": "不就业拟升学",
    "72": "其他暂不就业",
}
TWO_DIGITS, THREE_DIGITS = "两位代码", "2023"
"""Editions as they stand with every destination."""
THREE_DIGITS_FROM = 2023
"""Cohort; unconfirmed, as are the three-digit codes not listed here: so their stems 50 and 51 stay."""
RECODED = {"27": "271"}
"""Two-digit code → the one that replaced it."""
UNSETTLED = frozenset({"70", "71", "72"})
"""落实人数 = 毕业生总数 − (70+71+72)."""
STUDY = frozenset({"80", "85"})
SERVICE = frozenset({"46"})
FLEXIBLE = frozenset({"12", "75", "76"})
"""Flexible employment and start-ups: counted only on the graduate's word and an outside register, or on an audit."""
CONTRACTED = frozenset({"10", "11"})


def edition_of(cohort: int) -> str:
    return THREE_DIGITS if cohort >= THREE_DIGITS_FROM else TWO_DIGITS


def codes_of(cohort: int) -> frozenset[str]:
    """What a destination of the cohort may be reported as."""
    if edition_of(cohort) == TWO_DIGITS:
        return frozenset(code for code in CODES if len(code) == 2)
    return frozenset(CODES) - RECODED.keys()


def stem(code: str) -> str:
    return code[:2]


def is_settled(code: str) -> bool:
    return stem(code) not in UNSETTLED


def is_employed(code: str) -> bool:
    """Settled, and neither studying on nor serving."""
    return is_settled(code) and stem(code) not in STUDY | SERVICE


def needs_employer(code: str) -> bool:
    return is_employed(code) and stem(code) not in {"75", "76"}
