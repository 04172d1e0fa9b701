"""Small facts of written official Chinese: digits, numerals, names of bodies, what counts as the same wording."""

from __future__ import annotations

import re
import unicodedata

NUMERALS = "〇一二三四五六七八九"
NUMERAL = "[一二三四五六七八九十百]"
WIDE_DIGITS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
OPENING, CLOSING = "（(【[〔", "）)】]〕"
SPACES = re.compile(r"\s+")

BODY_END = (
    "部|委|局|厅|司|办|署|院|会|处|室|所|中心|公司|政府|学校|学院|大学|单位|部门|企业|地区|集团|院校|机构|银行|党委|团委|科|系|园区|"
    "出版社|合作社|供销社|报社|站|馆|组|残联|妇联|科协|工商联|文联|各地|各校|中学|小学|医院|法院|开发区|高新区|新区|总支|支部|街道|乡镇|镇|乡|县|市|区|省|"
    "州|盟|旗|港|厂|团|队|校|部队|成员|联盟|主体|基地|平台|宣传部|组织部|统战部|总队|支队|大队|系部|二级学院|试点省份|省份|城市"
)
_BODY = re.compile(rf"[^，。；：:;,、]{{1,40}}?(?:{BODY_END})(?:[（(〔\[][^（(〔\[）)〕\]]*[）)〕\]])?")
_NOT_A_BODY = re.compile(
    r"[“”《》！？]|的|^(?:加强|推进|推动|完善|建立|健全|建设|提升|优化|做好|落实|深化|强化|开展|组织|实施|加快|支持|促进|鼓励|构建|打造|扩大|提高|创新|制定|研究)"
    r"|(?:布局|格局|全局|大局|全部|局部|内部|外部|干部|机会|社会|场所|举办|创办|兴办|开办|停办|部署|网站|学科|专科|本科|体系|关系|联系|教室|实训室)$"
)


def plain(text: str) -> str:
    """For comparing: NFKC, no white space."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


def digits(text: str) -> str:
    """Full-width digits made ordinary, one character for one, so that positions stay."""
    return text.translate(WIDE_DIGITS)


def bare(text: str) -> str:
    """For telling cosmetic from real differences: letters and numbers only, without the particles 的 与 和 及."""
    return re.sub(r"[\W_]|[的与和及等]", "", plain(text))


def numeral(text: str) -> int:
    """三 → 3, 十二 → 12, 二十一 → 21, 一百零二 → 102, 12 → 12; 0 when it is no number."""
    text = digits(text)
    if text.isdecimal():
        return int(text[:6])
    total, ones = 0, 0
    for character in text:
        if character == "百":
            total, ones = total + (ones or 1) * 100, 0
        elif character == "十":
            total, ones = total + (ones or 1) * 10, 0
        elif character in "〇零":
            continue
        elif character in NUMERALS:
            ones = NUMERALS.index(character)
        else:
            return 0
    return total + ones


def is_body(text: str) -> bool:
    """Whether this reads like the name of a body: 教务处, 各成员学校, 省发展改革委."""
    text = text.strip().removesuffix("等")
    return 2 <= len(text) <= 40 and bool(_BODY.fullmatch(text)) and not _NOT_A_BODY.search(text)


def bracketed(text: str) -> list[tuple[int, int]]:
    """Start and end of every outermost bracket that closes; ``text[start:end]`` includes the brackets."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in OPENING:
            start = at if depth == 0 else start
            depth += 1
        elif character in CLOSING and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    return found
