"""Who reads a graduate's papers, and what of a file's name is shown in a list.

Source: GB/T 35273-2020, 7.1 and 7.2 (access by need, display limited by de-identification); trust.md 4.5 (who looked is written down).
"""

from __future__ import annotations

import re
from datetime import timedelta

from shouwei.core.verdict import YES, Verdict, no

SHORTEST_REASON = 4  # letters
LOOK_HOLDS = timedelta(minutes=15)
"""How long a reason opens the paper it was given for."""
LONG_NUMBER = re.compile(r"[0-9]{6,17}[0-9Xx]")
"""Numbers of identity cards, phones and accounts, as people put them into names of files."""


def may_look(*, reason: str, own_school: bool) -> Verdict:
    """The school keeps its own graduates' papers and needs no reason; whoever comes from outside says why."""
    if own_school or len(reason.strip()) >= SHORTEST_REASON:
        return YES
    return no(f"查看毕业生的证明材料须写明原因，至少{SHORTEST_REASON}个字，例如“抽样核查第3号”。原因会记入查看记录。")


def shown_name(name: str) -> str:
    """``劳动合同340811200401011234.pdf`` → ``劳动合同3408**********1234.pdf``: long numbers lose their middle."""
    return LONG_NUMBER.sub(_hidden, name)


def _hidden(found: re.Match[str]) -> str:
    number = found.group()
    open_at_start, open_at_end = (4, 4) if len(number) >= 15 else (3, 4) if len(number) == 11 else (0, 2)
    hidden = len(number) - open_at_start - open_at_end
    return number[:open_at_start] + "*" * hidden + number[len(number) - open_at_end :]


def may_replace(*, void: bool, locked: bool, by_school: bool) -> Verdict:
    if not by_school:
        return no("只能替换学校提供的材料；本人、单位和外部登记的确认不能由学校改动。")
    if void:
        return no("这份材料已经作废，不能替换。请另行补充材料。")
    if locked:
        return no("本届去向已锁定，不能替换材料；需要时请联系秘书处解锁。")
    return YES
