"""Codes of enterprises and schools.

统一社会信用代码: GB 32100-2015, 18 characters with a check character, computed by python-stdnum.
学校标识码: ten digits, type 2 + province 2 + serial 6; of a 普通高校 the serial is 0 and its five-digit code. No check digit of it is
published, so only the length, the type and the province are checked, and the pages say so.
GB/T 4754-2017: a letter or two to four digits; whether the code exists is told by the catalogue, not here.
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from shouwei.core.verdict import YES, Verdict, no

SECONDARY, HIGHER = "36", "41"
"""Types of a school code: 中等职业学校 and 普通高等学校."""
NATIONAL_CODE_NOTE = "学校标识码没有公布的校验规则，系统只核对位数、类型段和省份段。"


def tidy_code(text: str) -> str:
    """Half width, capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_credit_code(code: str) -> Verdict:
    """An empty code is allowed; a wrong one is told apart: length, characters, check character."""
    if not code:
        return YES
    if len(code) != 18:
        return no(f"统一社会信用代码应为18位，现在是{len(code)}位。请对照营业执照核对。")
    try:
        uscc.validate(code)
    except InvalidChecksum:
        return no(f"统一社会信用代码“{code}”的校验位不对，可能抄错一位。请对照营业执照核对。")
    except ValidationError:
        return no(
            f"统一社会信用代码“{code}”含有不会出现的字符或机构类别（字母不用I、O、S、V、Z）。请对照营业执照核对。"
        )
    return YES


def check_national_code(code: str, *, level: str = "", province: str = "") -> Verdict:
    """``level`` is the school's (secondary, college, bachelor or ""), ``province`` two digits or "" when unknown."""
    if not code:
        return YES
    if not re.fullmatch(r"\d{10}", code):
        return no(f"学校标识码应为10位数字，“{code[:20]}”不是。")
    if province and code[2:4] != province:
        return no(f"学校标识码“{code}”的第3、4位应为所在省份代码{province}。")
    if level in ("college", "bachelor") and (code[:2] != HIGHER or code[4] != "0"):
        return no(f"高等学校的标识码以{HIGHER}开头，第5位为0，后五位为学校代码；“{code}”不符。")
    if level == "secondary" and code[:2] == HIGHER:
        return no(f"“{code}”是普通高等学校的标识码（{HIGHER}开头），与中职层次不符。")
    return YES


def check_industry_code(code: str) -> Verdict:
    if not code or re.fullmatch(r"[A-T]|\d{2,4}", code):
        return YES
    return no(f"行业代码“{code[:20]}”应为1位字母或2至4位数字（GB/T 4754-2017）。")


def check_region_code(code: str) -> Verdict:
    return YES if not code or re.fullmatch(r"\d{6}", code) else no(f"行政区划代码应为6位数字，“{code[:20]}”不是。")
